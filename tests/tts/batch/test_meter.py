"""Loudness of sound in pieces."""

import numpy as np
import pytest

from tts import TTS
from tts.batch.meter import LoudnessMeter
from tts.loudness import loudness


@pytest.mark.parametrize("rate", [24000, 16000, 22050])
def test_it_is_that_of_the_whole(rate):
    noise = np.random.default_rng(1).standard_normal(rate * 3)
    swell = np.abs(np.sin(np.arange(rate * 3) / rate * 2))
    samples = (0.1 * noise * swell).astype(np.float32)
    meter = LoudnessMeter(rate)
    for first in range(0, len(samples), 7777):
        meter.push(samples[first : first + 7777])
    assert meter.lufs() == pytest.approx(loudness(samples, rate), abs=0.15)


def test_silence_has_none_and_a_click_has_one():
    meter = LoudnessMeter(24000)
    meter.push(np.zeros(48000, np.float32))
    assert meter.lufs() is None
    short = LoudnessMeter(24000)
    short.push(np.full(100, 0.1, np.float32))
    assert -60 < short.lufs() < -10


@pytest.mark.packaged
def test_speech_is_measured_within_a_tenth():
    audio = TTS.load("heart").say("This is a sentence. And this is another one, a little longer.")
    meter = LoudnessMeter(audio.sample_rate)
    meter.push(audio.samples)
    assert meter.lufs() == pytest.approx(loudness(audio.samples, audio.sample_rate), abs=0.15)
