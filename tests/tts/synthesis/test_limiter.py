"""Peaks are held under full scale, in chunks as in the whole."""

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.loudness import true_peak
from tts.synthesis.chunking import Chunk
from tts.synthesis.limiter import (
    OVERSAMPLE_ABOVE,
    PEAK_CEILING,
    PeakLimiter,
    limit_peaks,
    step_true_peaks,
)

RATE = 24000


@given(
    st.lists(st.floats(-4, 4, width=32), max_size=3000).map(
        lambda values: np.array(values, np.float32)
    )
)
def test_no_peak_is_over_the_ceiling_and_nothing_is_made_louder(samples):
    out = limit_peaks(samples, 1000)
    assert out.shape == samples.shape
    assert (
        np.abs(out).max(initial=0) <= PEAK_CEILING * (1 + 1e-6)
        or np.abs(samples).max() <= PEAK_CEILING
    )
    assert (np.abs(out) <= np.abs(samples) + 1e-7).all()


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.floats(0.5, 8))
def test_no_true_peak_is_over_one_decibel_under_full_scale(seed, loud):
    band = np.sinc(np.arange(-40, 41) * 0.75) * np.hanning(81)  # up to 9 kHz, as speech
    samples = (
        np.convolve(np.random.default_rng(seed).standard_normal(2400), band, "same")
        * np.hanning(2400) ** 0.1
    )  # faded, as sentences are
    out = limit_peaks((loud * samples / np.abs(samples).max()).astype(np.float32), RATE)
    finest = soxr.resample(out.astype(np.float64), RATE, 16 * RATE, "VHQ")
    # the limiter looks at four times as many samples; of 1,500 noises, 16 times as many found
    # 0.093 dB more at most
    assert 20 * np.log10(np.abs(finest).max()) <= -0.85
    assert true_peak(out) <= -1.0


def test_only_the_surroundings_of_a_peak_are_turned_down():
    samples = np.full(RATE, 0.5, np.float32)
    samples[12000] = 2.0
    changed = np.flatnonzero(limit_peaks(samples, RATE) != samples)
    assert np.abs(limit_peaks(samples, RATE)).max() == pytest.approx(PEAK_CEILING)
    assert changed.min() > 12000 - 0.03 * RATE
    assert changed.max() < 12000 + 0.03 * RATE


def test_seven_milliseconds_on_either_side_of_a_peak_are_turned_down_as_far_as_it():
    """So the dip of the gain is not as short as a click."""
    samples = np.full(RATE, 0.5, np.float32)
    samples[12000] = 2.0
    gain = np.delete(limit_peaks(samples, RATE) / samples, 12000)
    beside = gain[12000 - 168 : 12000 + 168]
    np.testing.assert_allclose(beside, PEAK_CEILING / 2, rtol=1e-3)


def test_what_is_soft_enough_is_not_touched():
    samples = (0.4 * np.sin(np.arange(2400))).astype(np.float32)
    assert limit_peaks(samples, RATE) is samples


@given(
    st.lists(st.floats(-4, 4, width=32), max_size=400).map(
        lambda values: np.repeat(np.array(values, np.float32), 3)
    ),
    st.integers(1, 200),
)
def test_limiting_in_pieces_is_the_same(samples, length):
    limiter = PeakLimiter(1000)
    pieces = [samples[first : first + length] for first in range(0, len(samples), length)]
    pieces = pieces or [samples]
    found = []
    start = 7
    for number, piece in enumerate(pieces):
        out = limiter.push(Chunk(piece, start, number == len(pieces) - 1))
        assert out.start == 7 + sum(len(part) for part in found)
        found.append(out.samples)
        start += len(piece)
    found = np.concatenate(found)
    np.testing.assert_allclose(found, limit_peaks(samples, 1000), atol=1e-6)


def test_the_steps_peaks_are_true_where_they_are_high():
    samples = np.random.default_rng(0).standard_normal(12345).astype(np.float32) * np.linspace(
        0, 1, 12345, dtype=np.float32
    )
    peaks = step_true_peaks(samples, 120)
    plain = np.abs(np.pad(samples, (0, 15))).reshape(-1, 120).max(1)
    assert len(peaks) == 103
    assert (peaks >= plain).all()
    assert (peaks[plain <= OVERSAMPLE_ABOVE] == plain[plain <= OVERSAMPLE_ABOVE]).all()
    assert 20 * np.log10(peaks.max()) == pytest.approx(true_peak(samples), abs=1e-3)
