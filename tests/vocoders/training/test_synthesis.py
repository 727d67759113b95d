"""The differentiable synthesis: the same as the vocoder's own in numpy."""

import numpy as np
import torch

from vocoders.harmonic import synthesis as source_filter
from vocoders.harmonic.excitation import make_excitation, noise_spectra, pulse_train
from vocoders.harmonic.filters import MAX_LOG_GAIN, num_filter_params
from vocoders.mel_config import MelConfig
from vocoders.pitch import fill_f0
from vocoders.training.stft import batch_stft
from vocoders.training.synthesis import synthesize_batch

SPEC = MelConfig()


def test_what_is_trained_is_what_speaks():
    rng = np.random.default_rng(0)
    filters = rng.normal(-3, 1, (10, num_filter_params(SPEC, 6000.0))).astype(np.float32)
    filters[2, 5] = filters[3, -4] = MAX_LOG_GAIN + 3  # an amplitude, a gate
    filters[:, -10:] += 3
    phase = np.random.default_rng(5).random()
    pulses, carrier = pulse_train(
        np.full(10, 150.0, np.float32), SPEC, 6000.0, np.random.default_rng(5)
    )
    noise = noise_spectra(SPEC)[:10]
    spoken = source_filter.synthesize(
        filters, make_excitation(fill_f0(np.full(10, 150.0, np.float32)), SPEC, phase), SPEC, 6000.0
    )
    spectrum = batch_stft(torch.from_numpy(pulses)[None], SPEC)
    given = (
        torch.from_numpy(filters)[None],
        spectrum,
        torch.from_numpy(noise)[None],
        torch.from_numpy(carrier)[None],
    )
    trained = synthesize_batch(*given, SPEC)[0][0].numpy()
    assert spoken.std() > 0.01
    np.testing.assert_allclose(trained, spoken, atol=1e-3 * np.abs(spoken).max())
