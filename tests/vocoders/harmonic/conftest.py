"""A harmonic vocoder with random weights, and a mel of a voice."""

import numpy as np
import pytest
import torch

from vocoders.harmonic.config import HarmonicConfig
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig

SPEC = MelConfig()
CONFIG = HarmonicConfig(hidden_dim=16, num_blocks=2)


@pytest.fixture(scope="session")
def vocoder():
    torch.manual_seed(0)
    return HarmonicVocoder(CONFIG, SPEC)


@pytest.fixture(scope="session")
def spoken():
    """Number of frames, F0 in Hz -> a mel and pitch like those of a voice."""

    def make(frames=30, hertz=160.0):
        at = np.arange(frames * SPEC.hop_length) / SPEC.sample_rate
        harmonics = (np.cos(2 * np.pi * hertz * k * at + k * k) / k for k in range(1, 30))
        return mel_spectrogram(0.1 * sum(harmonics), SPEC), np.full(frames, hertz, np.float32)

    return make
