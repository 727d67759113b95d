"""The transforms in torch: the same as the vocoder's own in numpy."""

import numpy as np
import torch

from vocoders import stft
from vocoders.mel_config import MelConfig
from vocoders.training import stft as torch_stft

SPEC = MelConfig()


def test_both_transforms_are_those_of_the_vocoder():
    samples = np.random.default_rng(0).standard_normal((2, 12 * SPEC.hop_length))
    samples = samples.astype(np.float32)
    spectra = torch_stft.batch_stft(torch.from_numpy(samples), SPEC)
    expected = np.stack([stft.stft(row, SPEC, "constant").T for row in samples])
    np.testing.assert_allclose(spectra.numpy(), expected, atol=1e-3)
    again = torch_stft.batch_istft(spectra, SPEC)
    inverse = np.stack([stft.istft(row.T, SPEC) for row in expected])
    np.testing.assert_allclose(again.numpy(), inverse, atol=1e-4)


def test_frames_are_added_where_they_overlap():
    frames = torch.tensor([[[1.0, 2, 3, 4], [10, 20, 30, 40]]])
    assert torch_stft.overlap_add(frames, 2).tolist() == [[1, 2, 13, 24, 30, 40]]
