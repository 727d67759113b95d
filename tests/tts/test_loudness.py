"""Loudness and true peak are those of the standard."""

import numpy as np
import pytest
import soxr
from scipy.signal import lfilter

from tts.loudness import HIGH_PASS, SHELF, k_weight, loudness, true_peak

RATES = (16000, 22050, 24000, 44100, 48000, 96000)


def tone(hertz, seconds, rate, level=1.0):
    return level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)


def bursts(rate, seed=0):
    """Noise under 5 kHz, whose level changes by as much as that of speech, with silence in it."""
    rng = np.random.default_rng(seed)
    levels = np.repeat(10 ** (rng.uniform(-50, -10, 16) / 20) * (rng.random(16) > 0.2), rate // 2)
    return soxr.resample(rng.standard_normal(90_000), 10000, rate, "VHQ")[: len(levels)] * levels


@pytest.mark.parametrize("rate", RATES)
def test_the_standard_s_test_tone(rate):
    """ITU-R BS.1770-4, annex 1: "if a 0 dB FS, 997 Hz sine wave is applied to the left, centre, or
    right channel input, the indicated loudness will equal -3.01 LKFS".
    """
    assert loudness(tone(997, 5, rate), rate) == pytest.approx(-3.01, abs=0.005)
    assert loudness(tone(997, 5, rate, 0.1), rate) == pytest.approx(-23.01, abs=0.005)


def test_the_weighting_is_the_standard_s_filters():
    samples = np.random.default_rng(0).standard_normal(600_000)  # longer than one segment
    np.testing.assert_allclose(
        k_weight(samples, 48000), lfilter(*HIGH_PASS, lfilter(*SHELF, samples)), atol=1e-9
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rate", [24000, 44100, 48000])
def test_as_loud_as_pyloudnorm_says(rate, seed):
    pyloudnorm = pytest.importorskip("pyloudnorm")
    samples = bursts(rate, seed)
    assert loudness(samples, rate) == pytest.approx(
        pyloudnorm.Meter(rate).integrated_loudness(samples), abs=0.1
    )


@pytest.mark.parametrize("rate", RATES)
def test_as_loud_at_any_rate(rate):
    samples = bursts(48000)
    assert loudness(soxr.resample(samples, 48000, rate, "VHQ"), rate) == pytest.approx(
        loudness(samples, 48000), abs=0.02
    )


def test_both_gates():
    """EBU Tech 3341, cases 3 to 5: blocks 10 LU under the rest, or under -70 LUFS, don't count."""
    quiet, usual, faint = (
        tone(1000, seconds, 48000, 10 ** (level / 20))
        for seconds, level in ((10, -36), (60, -23), (10, -72))
    )
    mono = 10 * np.log10(0.5)  # the EBU's tones are in two channels
    assert loudness(np.concatenate([quiet, usual, quiet]), 48000) == pytest.approx(
        -23 + mono, abs=0.1
    )
    assert loudness(np.concatenate([faint, quiet, usual, quiet, faint]), 48000) == pytest.approx(
        -23 + mono, abs=0.1
    )
    ends, middle = (
        tone(1000, seconds, 48000, 10 ** (level / 20))
        for seconds, level in ((20, -26), (20.1, -20))
    )
    assert loudness(np.concatenate([ends, middle, ends]), 48000) == pytest.approx(
        -23 + mono, abs=0.1
    )


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.39, 0.41, 0.55])
def test_a_sound_shorter_than_a_block_is_one_block(seconds):
    assert loudness(tone(997, seconds, 24000, 0.1), 24000) == pytest.approx(-23.01, abs=0.5)


@pytest.mark.parametrize(
    "samples",
    [np.zeros(0), np.zeros(5), np.zeros(24000), np.full(24000, 1e-5) * np.sin(np.arange(24000))],
)
def test_silence_has_no_loudness(samples):
    assert loudness(samples, 24000) == -np.inf


@pytest.mark.parametrize("decibels", [-30.0, -6.0, 3.0])
def test_so_many_decibels_are_as_many(decibels):
    samples = bursts(24000)
    assert loudness(samples * 10 ** (decibels / 20) * 3, 24000) - loudness(
        samples * 3, 24000
    ) == pytest.approx(decibels, abs=1e-6)


def test_the_true_peak_lies_between_samples():
    """A quarter of the sample rate, 45 degrees off: every sample is 3 dB under the peak."""
    quarter = np.sin(np.pi / 2 * np.arange(2000) + np.pi / 4) * np.hanning(2000) ** 0.1
    assert np.abs(quarter).max() == pytest.approx(np.sqrt(0.5), abs=1e-3)
    assert true_peak(quarter) == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("seed", range(5))
def test_the_true_peak_is_that_of_finer_samples(seed):
    samples = bursts(24000, seed)
    finest = soxr.resample(samples, 24000, 24000 * 16, "VHQ")
    assert true_peak(samples) == pytest.approx(20 * np.log10(np.abs(finest).max()), abs=0.2)


def test_silence_has_no_peak():
    assert true_peak(np.zeros(0)) == true_peak(np.zeros(100)) == -np.inf
