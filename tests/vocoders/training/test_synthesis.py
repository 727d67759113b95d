"""The differentiable synthesis: the same as the vocoder's own in numpy."""

import numpy as np
import torch

from vocoders import stft
from vocoders.harmonic import synthesis as source_filter
from vocoders.mel_config import MelConfig
from vocoders.training import synthesis

SPEC = MelConfig()


def test_both_transforms_are_those_of_the_vocoder():
    samples = np.random.default_rng(0).standard_normal((2, 12 * SPEC.hop_length))
    samples = samples.astype(np.float32)
    spectra = synthesis.stft(torch.from_numpy(samples), SPEC)
    expected = np.stack([stft.stft(row, SPEC, "constant").T for row in samples])
    np.testing.assert_allclose(spectra.numpy(), expected, atol=1e-3)
    again = synthesis.istft(spectra, SPEC)
    inverse = np.stack([stft.istft(row.T, SPEC) for row in expected])
    np.testing.assert_allclose(again.numpy(), inverse, atol=1e-4)


def test_what_is_trained_is_what_speaks():
    rng = np.random.default_rng(0)
    filters = rng.normal(-3, 1, (10, source_filter.columns(SPEC, 6000.0))).astype(np.float32)
    filters[2, 5] = filters[3, -4] = source_filter.CEILING + 3  # an amplitude, a gate
    filters[:, -10:] += 3
    phase = np.random.default_rng(5).random()
    train, swing = source_filter.pulses(
        np.full(10, 150.0, np.float32), SPEC, 6000.0, np.random.default_rng(5)
    )
    noise = source_filter.noise_spectra(SPEC)[:10]
    spoken = source_filter.wave(
        filters, source_filter.source(np.full(10, 150.0, np.float32), SPEC, phase), SPEC, 6000.0
    )
    spectrum = synthesis.stft(torch.from_numpy(train)[None], SPEC)
    given = (
        torch.from_numpy(filters)[None],
        spectrum,
        torch.from_numpy(noise)[None],
        torch.from_numpy(swing)[None],
    )
    trained = synthesis.wave(*given, SPEC)[0][0].numpy()
    assert spoken.std() > 0.01
    np.testing.assert_allclose(trained, spoken, atol=1e-3 * np.abs(spoken).max())
