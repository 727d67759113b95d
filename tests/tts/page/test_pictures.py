"""Pictures of a sentence: mel, F0 and times."""

import base64

import numpy as np
import pytest

from tts.page.pictures import f0_track, mel_image
from tts.page.request import PageRequest
from tts.page.speech import load_for, spoken_sentences
from tts.page.voices import forget_voices
from tts.subtitles import TimestampTrack
from vocoders import MelConfig
from vocoders.mel import mel_centres

SPEC = MelConfig()


def image(samples):
    """(frames, mels) grey levels."""
    found = mel_image(samples.astype(np.float32), SPEC)
    levels = np.frombuffer(base64.b64decode(found["data"]), np.uint8)
    return levels.reshape(found["frames"], found["mels"])


def test_a_tone_is_brightest_in_its_band():
    tone = 0.3 * np.sin(2 * np.pi * 1000 * np.arange(24000) / 24000)
    levels = image(tone)
    assert levels.shape == (24000 // SPEC.hop_length, SPEC.n_mels)
    band = int(levels[40].argmax())
    assert levels[40, band] >= 250
    assert abs(band - np.abs(mel_centres(SPEC) - 1000).argmin()) <= 1
    assert levels[40, -1] < 50


def test_nothing_has_an_empty_image():
    assert mel_image(np.zeros(10, np.float32), SPEC) == {"frames": 0, "mels": 100, "data": ""}


@pytest.mark.parametrize(
    "text", ["Hello there.", "<speak>Go <break time='700ms'/> on now.</speak>"]
)
def test_the_pitch_lies_where_phonemes_sound(tiny_heart, text):
    forget_voices()
    request = PageRequest(text=text)
    (sentence,) = spoken_sentences(load_for(request), request)
    track = TimestampTrack()
    for _ in track.follow(sentence.chunks):
        pass
    points = f0_track(sentence.synthesizer, sentence.requests, track.phonemes)
    spans = track.phonemes
    inside = [any(a.start - 0.05 <= time <= a.end + 0.05 for a in spans) for time, _ in points]
    assert np.mean(inside) > 0.7 if points else True
    assert all(0 < hertz < 2000 for _, hertz in points)
    forget_voices()
