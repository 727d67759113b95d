"""The postfilter in the acoustic model's last layer."""

import numpy as np
import torch

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training.postfilter import (
    FORMANT_RAMP_HZ,
    NARROW_RAMP_HZ,
    Strength,
    postfilter,
    postfilter_matrix,
)
from vocoders.mel import LOG_FLOOR, mel_centres
from vocoders.mel_config import MelConfig


def test_differences_between_bands_are_raised_but_not_between_low_ones(tiny_voices):
    model = FastSpeech2.load(tiny_voices / "acoustic.safetensors")
    ids = np.stack([np.arange(2, 42), np.arange(40) % 3], 1)
    before = model.predict(ids, 0).mel
    postfilter(model, Strength())
    np.testing.assert_allclose(model.predict(ids, 0).mel, before, atol=1e-5)
    postfilter(model, Strength(0.5))
    after = model.predict(ids, 0).mel
    centres = mel_centres(model.spec)
    low = centres < NARROW_RAMP_HZ[0]
    high = centres > NARROW_RAMP_HZ[1]
    wide = np.pad(before, ((1, 1), (0, 0)), "edge")
    wanted = before + 0.5 * (before - (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4)
    assert low.sum() > 5 and high.sum() > 40
    np.testing.assert_allclose(after[low], before[low], atol=1e-5)
    np.testing.assert_allclose(after[high], np.maximum(wanted[high], np.log(LOG_FLOOR)), atol=1e-4)
    assert np.abs(after[high] - before[high]).max() > 1e-2


def test_a_level_mel_stays_as_it_is():
    matrix = postfilter_matrix(MelConfig(), Strength(0.8, 0.4))
    torch.testing.assert_close(matrix @ torch.full((100, 3), -4.0), torch.full((100, 3), -4.0))
    assert torch.equal(postfilter_matrix(MelConfig(), Strength()), torch.eye(100))


def test_formants_are_raised_over_the_valleys_between_them():
    bands = np.arange(100)
    mel = torch.from_numpy(np.cos(2 * np.pi * bands / 16)).float()  # a formant every 16 bands
    sharp = postfilter_matrix(MelConfig(), Strength(0.0, 0.5)) @ mel
    high = mel_centres(MelConfig()) > FORMANT_RAMP_HZ[1]
    high[-8:] = False
    ratio = (sharp / mel)[high & (np.abs(mel.numpy()) > 0.5)]
    assert 1.2 < ratio.min() < ratio.max() < 1.5
    low = mel_centres(MelConfig()) < FORMANT_RAMP_HZ[0]
    torch.testing.assert_close(sharp[low], mel[low])


def test_a_postfilter_can_be_taken_out_again(tiny_voices):
    model = FastSpeech2.load(tiny_voices / "acoustic.safetensors")
    before = model.decoder.out_proj.weight.detach().clone()
    postfilter(model, Strength(1.5, 0.3))
    assert not torch.allclose(model.decoder.out_proj.weight, before, atol=0.01)
    postfilter(model, Strength(), Strength(1.5, 0.3))
    torch.testing.assert_close(model.decoder.out_proj.weight.detach(), before, atol=1e-4, rtol=0)
