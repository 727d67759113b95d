"""The postfilter in the acoustic model's last layer."""

import numpy as np
import torch

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training.postfilter import FULL_HZ, START_HZ, postfilter, postfilter_matrix
from vocoders.mel import LOG_FLOOR, mel_centres
from vocoders.mel_config import MelConfig


def test_differences_between_bands_are_raised_but_not_between_low_ones(tiny_voices):
    model = FastSpeech2.load(tiny_voices / "acoustic.safetensors")
    ids = np.stack([np.arange(2, 42), np.arange(40) % 3], 1)
    before = model.predict(ids, 0).mel
    postfilter(model, 0.0)
    np.testing.assert_allclose(model.predict(ids, 0).mel, before, atol=1e-5)
    postfilter(model, 0.5)
    after = model.predict(ids, 0).mel
    centres = mel_centres(model.spec)
    low = centres < START_HZ
    high = centres > FULL_HZ
    wide = np.pad(before, ((1, 1), (0, 0)), "edge")
    wanted = before + 0.5 * (before - (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4)
    assert low.sum() > 5 and high.sum() > 40
    np.testing.assert_allclose(after[low], before[low], atol=1e-5)
    np.testing.assert_allclose(after[high], np.maximum(wanted[high], np.log(LOG_FLOOR)), atol=1e-4)
    assert np.abs(after[high] - before[high]).max() > 1e-2


def test_a_level_mel_stays_as_it_is():
    matrix = postfilter_matrix(MelConfig(), 0.8)
    torch.testing.assert_close(matrix @ torch.full((100, 3), -4.0), torch.full((100, 3), -4.0))
    assert torch.equal(postfilter_matrix(MelConfig(), 0.0), torch.eye(100))
