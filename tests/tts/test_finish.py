"""Silence is trimmed, peaks are held."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.finish import CEILING, LEAD, SLOWEST, TAIL, faded, limited, margins, sounding

RATE = 24000


def speech(before, during, after, noise=0.0):
    """A tone between two silences, in seconds; the silences hold noise of that level."""
    total = round((before + during + after) * RATE)
    samples = noise * np.random.default_rng(0).standard_normal(total)
    first, last = round(before * RATE), round((before + during) * RATE)
    samples[first:last] += 0.4 * np.sin(np.arange(last - first))
    return samples.astype(np.float32)


@given(st.floats(0, 0.6), st.floats(0.05, 0.5), st.floats(0, 0.9), st.sampled_from([0.0, 1e-4, 5e-4]))
def test_what_is_kept_begins_and_ends_near_the_sound(before, during, after, noise):
    first, last = sounding(speech(before, during, after, noise), RATE)
    assert before - LEAD - 0.006 <= first / RATE <= max(before - LEAD + 0.006, 0)
    assert first / RATE <= before
    assert before + during + min(after, TAIL) - 0.012 <= last / RATE <= before + during + TAIL + 0.006


@pytest.mark.parametrize(("speed", "times"), [(2, 0.5), (1, 1), (0.8, 1.25), (0.5, SLOWEST), (0.25, SLOWEST)])
def test_slow_speech_has_longer_ends(speed, times):
    first, last = sounding(speech(0.5, 0.5, 0.5), RATE, *margins(speed))
    assert (first / RATE, last / RATE) == pytest.approx((0.5 - LEAD * times, 1 + TAIL * times), abs=0.006)


@pytest.mark.parametrize("length", [0, 1, 100, 5000])
def test_silence_is_kept_as_it_is(length):
    assert sounding(np.zeros(length, np.float32), RATE) == (0, length)


def test_a_soft_beginning_is_kept():
    samples = speech(0.3, 0.4, 0.3)
    samples[round(0.2 * RATE):round(0.3 * RATE)] += 0.4 * 10 ** (-40 / 20) * np.sin(np.arange(2400))   # an "f", 40 dB softer
    assert sounding(samples, RATE)[0] / RATE <= 0.2


@given(st.lists(st.floats(-4, 4, width=32), max_size=3000).map(lambda values: np.array(values, np.float32)))
def test_no_peak_is_over_the_ceiling_and_nothing_is_made_louder(samples):
    out = limited(samples, 1000)
    assert out.shape == samples.shape
    assert np.abs(out).max(initial=0) <= CEILING * (1 + 1e-6) or np.abs(samples).max() <= CEILING
    assert (np.abs(out) <= np.abs(samples) + 1e-7).all()


def test_only_the_surroundings_of_a_peak_are_turned_down():
    samples = np.full(RATE, 0.5, np.float32)
    samples[12000] = 2.0
    changed = np.flatnonzero(limited(samples, RATE) != samples)
    assert np.abs(limited(samples, RATE)).max() == pytest.approx(CEILING)
    assert changed.min() > 12000 - 0.03 * RATE
    assert changed.max() < 12000 + 0.03 * RATE


def test_what_is_soft_enough_is_not_touched():
    samples = speech(0.1, 0.2, 0.1)
    assert limited(samples, RATE) is samples


def test_both_ends_are_faded():
    out = faded(np.ones(2000, np.float32), RATE)
    assert out[0] == out[-1] == 0
    assert (out[240:-240] == 1).all()
    assert (np.diff(out[:240]) > 0).all()
    assert faded(np.ones(1, np.float32), RATE).shape == (1,)
