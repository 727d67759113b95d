"""Sounds that an aligner of the test's own can tell apart: each phoneme is a tone of its own."""

import numpy as np
import pytest

from frontend import Frontend
from frontend.phonemes import BOUNDARY, PAUSES, SILENCE
from tts.alignment import Aligner
from tts.alignment.aligner import joined
from tts.alignment.phones import PHONE_ID, PHONES, phone_of
from vocoders.mel import mel_centres
from vocoders.mel_config import MelConfig

RATE = 24000
HOP = 256
FRAMES = 8  # of a phoneme
LOWEST_BAND, BANDS = 8, 1.5  # of the first phone's tone, and from one to the next


def band_of(number):
    return LOWEST_BAND + BANDS * number


def tone_of(phone):
    """The frequency of a phone's tone, in Hz."""
    centres = mel_centres(MelConfig())
    return np.interp(band_of(PHONE_ID[phone]), np.arange(len(centres)), centres)


def speak(text, level=0.2, noise=1e-4, frames=FRAMES, lead=12, trail=12):
    """The tones of a text's phonemes, with silence at the ends."""
    rng = np.random.default_rng(len(text))
    parts = [np.zeros(lead * HOP)]
    for phoneme in joined(list(Frontend()(text)))[0]:
        if phoneme.symbol == BOUNDARY:
            continue
        if phoneme.symbol in (SILENCE, *PAUSES):
            parts.append(np.zeros(4 * HOP))
        else:
            time = np.arange(frames * HOP) / RATE
            parts.append(level * np.sin(2 * np.pi * tone_of(phone_of(phoneme.symbol)) * time))
    samples = np.concatenate([*parts, np.zeros(trail * HOP)])
    return samples + noise * rng.standard_normal(len(samples))


class ToneClassifier:
    """Tells the phones apart by the loudest band of the spectrum."""

    mel_config = MelConfig()

    def __call__(self, mel):
        bands = band_of(np.arange(len(PHONES)))
        log_probs = -np.abs(mel.argmax(0)[:, None] - bands[None]) * 3
        silent = mel.max(0) < mel.max() - 4
        log_probs[:, 0] = np.where(silent, 0.0, -12.0)
        log_probs[silent, 1:] = -12.0
        return np.maximum(log_probs, -12.0)


@pytest.fixture(scope="session")
def tones():
    """An aligner of tones."""
    return Aligner(ToneClassifier())


@pytest.fixture(scope="session")
def spoken():
    """`speak`, for tests."""
    return speak
