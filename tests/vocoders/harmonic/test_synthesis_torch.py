"""The source-filter wave by real arithmetic: what ONNX runtimes make of filters is what numpy makes
of them.
"""

import numpy as np
import pytest
import torch

from vocoders.harmonic.excitation import NOISE_PERIOD, make_excitation
from vocoders.harmonic.filters import add_base_filters, harmonic_bins, num_filter_params
from vocoders.harmonic.synthesis import synthesize
from vocoders.harmonic.synthesis_torch import DifferentiableSynth, wrap_phase
from vocoders.mel_config import MelConfig
from vocoders.pitch import fill_f0


def test_the_wave_by_real_arithmetic_is_that_of_numpy():
    spec = MelConfig()
    limit = 8000.0
    frames = 60
    rng = np.random.default_rng(4)
    hertz = np.where(
        np.arange(frames) % 20 < 14, 150 + 80 * np.sin(np.arange(frames) / 9), 0
    ).astype(np.float32)
    filters = (rng.standard_normal((frames, num_filter_params(spec, limit))) / 4 - 2).astype(
        np.float32
    )
    samples = (
        np.random.default_rng(0)
        .standard_normal(NOISE_PERIOD * spec.hop_length, np.float32)[: frames * spec.hop_length]
        .reshape(frames, spec.hop_length)
    )
    mine = synthesize(filters, make_excitation(fill_f0(hertz), spec), spec, limit)
    known = (
        rng.standard_normal((frames, harmonic_bins(spec, limit) + spec.n_fft // 2 + 1)) / 4
    ).astype(np.float32)
    learned = filters - add_base_filters(np.zeros_like(filters), known, spec.n_fft // 2 + 1)
    its = DifferentiableSynth(spec, limit)(
        *(
            torch.from_numpy(part)[None]
            for part in (learned, known, fill_f0(hertz).features, samples)
        )
    )[0].numpy()
    inside = slice(spec.n_fft, -spec.n_fft)  # at the ends noise differs
    assert np.std((its - mine)[inside]) < 0.03 * np.std(mine[inside])


@pytest.mark.parametrize("phase", [0.0, 0.3, -0.4, 7.2, 1e5 + 0.25])
def test_a_turn_is_within_half_of_one(phase):
    left = float(wrap_phase(torch.tensor(phase, dtype=torch.float64)))
    assert -0.5 <= left < 0.5 and abs((phase - left) - round(phase - left)) < 1e-6
