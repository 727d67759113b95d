"""A recording is made of its own mel and F0."""

import numpy as np
import pytest
import soundfile

from tts.copy_synthesis import copy_synthesis, resynthesize
from tts.errors import SpeechError
from vocoders import load
from vocoders.pitch import estimate_f0


@pytest.fixture
def recording(tmp_path):
    """A vowel of 150 Hz, in stereo, at another sample rate."""
    times = np.arange(24000) / 48000
    vowel = sum(np.sin(2 * np.pi * 150 * k * times) / k for k in range(1, 20)) * 0.1
    soundfile.write(tmp_path / "vowel.wav", np.stack([vowel, vowel], 1), 48000)
    return tmp_path / "vowel.wav"


def test_a_copy_has_the_length_and_the_pitch_of_the_recording(recording, tiny_voice):
    audio = copy_synthesis(recording, tiny_voice, vocoder="griffin-lim")
    assert audio.sample_rate == 24000
    assert audio.seconds == pytest.approx(0.5, abs=256 / 24000)
    f0 = estimate_f0(audio.samples, load("griffin-lim").spec)
    assert np.median(f0[f0 > 0]) == pytest.approx(150, rel=0.02)


def test_the_voice_s_own_vocoder_is_told_the_pitch(recording, tiny_voice):
    once, again, other = (copy_synthesis(recording, tiny_voice, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(once.samples, again.samples)
    assert not np.array_equal(once.samples, other.samples)


def test_samples_are_enough():
    vocoder = load("griffin-lim")
    assert resynthesize(np.zeros(2560, np.float32), vocoder).shape == (2560,)


def test_what_is_no_recording_is_refused(tmp_path, tiny_voice):
    with pytest.raises(OSError):
        copy_synthesis(tmp_path / "absent.wav", tiny_voice)
    (tmp_path / "text.wav").write_text("no sound")
    with pytest.raises(SpeechError, match="holds no sound"):
        copy_synthesis(tmp_path / "text.wav", tiny_voice)
