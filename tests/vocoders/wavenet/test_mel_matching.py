"""A sound is given the mel that it was made from."""

import numpy as np
import pytest

from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.wavenet.mel_matching import LARGEST, LOWEST, matched

SPEC = MelConfig()


@pytest.fixture(scope="module")
def noise():
    return (np.random.default_rng(0).standard_normal(40 * SPEC.hop_length) * 0.05).astype(
        np.float32
    )


@pytest.fixture(scope="module")
def wanted(noise):
    """The mel of a noise that swells, and has twice as much power in the upper half of its bands."""
    mel = mel_spectrogram(noise, SPEC) + np.linspace(-0.6, 0.6, 40)
    mel[50:] += 0.35
    return mel.astype(np.float32)


def away(samples, mel):
    return float(np.abs(mel_spectrogram(samples, SPEC) - mel).mean())


def test_each_pass_comes_nearer(noise, wanted):
    distances = [away(matched(noise, wanted, SPEC, passes), wanted) for passes in (0, 1, 2, 4)]
    assert distances == sorted(distances, reverse=True)
    assert distances[1] < 0.5 * distances[0]
    assert distances[3] < 0.25 * distances[0]


def test_a_sound_that_has_its_mel_stays(noise):
    assert np.abs(matched(noise, mel_spectrogram(noise, SPEC), SPEC, 2) - noise).max() < 1e-5


def test_no_pass_leaves_the_samples_alone(noise, wanted):
    assert matched(noise, wanted, SPEC, 0) is noise


def test_what_is_silent_in_both_is_not_moved(noise):
    soft = noise * np.float32(np.exp(LOWEST - 4))
    assert (
        np.abs(matched(soft, mel_spectrogram(soft, SPEC) - 3, SPEC, 1) - soft).max()
        < 1e-3 * np.abs(soft).max()
    )


def test_a_pass_moves_a_band_no_further_than_it_may(noise):
    loud = matched(noise, mel_spectrogram(noise, SPEC) + 5, SPEC, 1)
    assert np.abs(loud).max() <= np.abs(noise).max() * np.exp(LARGEST) * 1.001


def test_silence_stays_silent(wanted):
    assert not matched(np.zeros(40 * SPEC.hop_length, np.float32), wanted, SPEC, 2).any()
