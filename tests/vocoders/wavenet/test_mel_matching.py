"""Correction of samples towards a target mel."""

import numpy as np
import pytest

from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.wavenet.mel_matching import MAX_CORRECTION, MIN_LOG_MEL, match_mel

SPEC = MelConfig()


@pytest.fixture(scope="module")
def noise():
    return (np.random.default_rng(0).standard_normal(40 * SPEC.hop_length) * 0.05).astype(
        np.float32
    )


@pytest.fixture(scope="module")
def target(noise):
    """The mel of a noise that grows, with more power in the upper half of its bands."""
    mel = mel_spectrogram(noise, SPEC) + np.linspace(-0.6, 0.6, 40)
    mel[50:] += 0.35
    return mel.astype(np.float32)


def mel_error(samples, mel):
    return float(np.abs(mel_spectrogram(samples, SPEC) - mel).mean())


def test_each_iteration_comes_nearer(noise, target):
    distances = [mel_error(match_mel(noise, target, SPEC, count), target) for count in (0, 1, 2, 4)]
    assert distances == sorted(distances, reverse=True)
    assert distances[1] < 0.5 * distances[0]
    assert distances[3] < 0.25 * distances[0]


def test_samples_that_have_the_target_mel_stay(noise):
    assert np.abs(match_mel(noise, mel_spectrogram(noise, SPEC), SPEC, 2) - noise).max() < 1e-5


def test_no_iteration_leaves_the_samples_alone(noise, target):
    assert match_mel(noise, target, SPEC, 0) is noise


def test_what_is_silent_in_both_is_not_corrected(noise):
    soft = noise * np.float32(np.exp(MIN_LOG_MEL - 4))
    assert (
        np.abs(match_mel(soft, mel_spectrogram(soft, SPEC) - 3, SPEC, 1) - soft).max()
        < 1e-3 * np.abs(soft).max()
    )


def test_one_iteration_corrects_a_band_by_the_maximum_at_most(noise):
    loud = match_mel(noise, mel_spectrogram(noise, SPEC) + 5, SPEC, 1)
    assert np.abs(loud).max() <= np.abs(noise).max() * np.exp(MAX_CORRECTION) * 1.001


def test_silence_stays_silent(target):
    assert not match_mel(np.zeros(40 * SPEC.hop_length, np.float32), target, SPEC, 2).any()
