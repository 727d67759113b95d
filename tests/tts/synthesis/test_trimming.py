"""Silence is trimmed, peaks are held."""

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.loudness import true_peak
from tts.synthesis.trimming import (
    CEILING,
    LEAD,
    LOUDEST,
    SLOWEST,
    TAIL,
    Finish,
    Limit,
    limited,
    margins,
    threshold,
)

RATE = 24000
TONE = (
    20 * np.log10(0.4 / np.sqrt(2)) - LOUDEST
)  # dB: the energy of a phoneme that sounds like `speech`


def speech(before, during, after, noise=0.0):
    """A tone between two silences, in seconds; the silences hold noise of that level."""
    total = round((before + during + after) * RATE)
    samples = noise * np.random.default_rng(0).standard_normal(total)
    first = round(before * RATE)
    last = round((before + during) * RATE)
    samples[first:last] += 0.4 * np.sin(np.arange(last - first))
    return samples.astype(np.float32)


def finished(samples, speed=1.0, energy=TONE, cuts=(), **more):
    """What is heard of samples that come in pieces, cut at these places, and which of them is the
    first that is.
    """
    finish = Finish(RATE, threshold(np.array([energy, energy - 30])), *margins(speed), **more)
    pieces = np.split(samples, sorted(cuts))
    ready = [finish.add(piece, number == len(pieces) - 1) for number, piece in enumerate(pieces)]
    return np.concatenate(ready), finish.start, ready


@given(
    st.floats(0, 0.6), st.floats(0.05, 0.5), st.floats(0, 0.9), st.sampled_from([0.0, 1e-4, 5e-4])
)
def test_what_is_kept_begins_and_ends_near_the_sound(before, during, after, noise):
    heard, first, _ = finished(speech(before, during, after, noise))
    last = first + len(heard)
    assert before - LEAD - 0.006 <= first / RATE <= max(before - LEAD + 0.006, 0)
    assert first / RATE <= before
    assert (
        before + during + min(after, TAIL) - 0.012 <= last / RATE <= before + during + TAIL + 0.006
    )


@pytest.mark.parametrize(
    ("speed", "times"), [(2, 0.5), (1, 1), (0.8, 1.25), (0.5, SLOWEST), (0.25, SLOWEST)]
)
def test_slow_speech_has_longer_ends(speed, times):
    heard, first, _ = finished(speech(0.5, 0.5, 0.5), speed)
    assert (first / RATE, (first + len(heard)) / RATE) == pytest.approx(
        (0.5 - LEAD * times, 1 + TAIL * times), abs=0.006
    )


@pytest.mark.parametrize("length", [0, 1, 100, 5000])
def test_silence_is_kept_as_it_is(length):
    heard, first, _ = finished(np.zeros(length, np.float32))
    assert (len(heard), first) == (length, 0)


def test_a_soft_beginning_is_kept():
    samples = speech(0.3, 0.4, 0.3)
    samples[round(0.2 * RATE) : round(0.3 * RATE)] += (
        0.4 * 10 ** (-40 / 20) * np.sin(np.arange(2400))
    )  # an "f", 40 dB softer
    assert finished(samples)[1] / RATE <= 0.2


@pytest.mark.parametrize("energy", [TONE - 20, TONE, TONE + 8])
def test_the_energies_tell_what_is_silence(energy):
    samples = 10 ** ((energy - TONE) / 20) * speech(0.3, 0.4, 0.3, 1e-3)  # 49 dB under the tone
    assert finished(samples.astype(np.float32), energy=energy)[1] / RATE == pytest.approx(
        0.3 - LEAD, abs=0.006
    )


def test_missing_silence_is_put_in():
    heard, first, _ = finished(speech(0.01, 0.3, 0.0), spare=0.2)
    assert first / RATE == pytest.approx(0.01 - LEAD, abs=0.006)
    assert len(heard) / RATE == pytest.approx(0.3 + LEAD + TAIL, abs=0.012)


@given(
    st.lists(st.integers(0, 30000), max_size=8),
    st.floats(0, 0.2),
    st.floats(0.001, 0.5),
    st.floats(0, 0.2),
    st.sampled_from([0.0, 0.1]),
)
@settings(deadline=None)
def test_pieces_sound_as_the_whole_does(cuts, before, during, after, spare):
    samples = speech(before, during, after, 1e-4)
    samples[::4001] *= 5  # some peaks
    whole, first, _ = finished(samples, spare=spare)
    heard, begun, ready = finished(samples, cuts=cuts, spare=spare)
    assert (len(heard), begun) == (len(whole), first)
    np.testing.assert_allclose(heard, whole, atol=1e-6)
    came = np.cumsum([len(piece) for piece in np.split(samples, sorted(cuts))][:-1])
    sounding = np.clip(came, 0, round((before + during) * RATE)) - max(first, 0)
    for given_, went in zip(sounding, np.cumsum([len(piece) for piece in ready]), strict=False):
        assert (
            went >= given_ - 0.045 * RATE or given_ <= 0
        )  # no more is held back than the fade and the limiter need


def test_gains_do_not_change_what_is_silence():
    samples = speech(0.2, 0.3, 0.2)
    finish = Finish(RATE, threshold(np.array([TONE])))
    heard = finish.add(samples, True, np.full(len(samples), 1e-4, np.float32))
    assert len(heard) == len(finished(samples)[0])
    assert np.abs(heard).max() == pytest.approx(0.4e-4, rel=0.01)


@given(
    st.lists(st.floats(-4, 4, width=32), max_size=3000).map(
        lambda values: np.array(values, np.float32)
    )
)
def test_no_peak_is_over_the_ceiling_and_nothing_is_made_louder(samples):
    out = limited(samples, 1000)
    assert out.shape == samples.shape
    assert np.abs(out).max(initial=0) <= CEILING * (1 + 1e-6) or np.abs(samples).max() <= CEILING
    assert (np.abs(out) <= np.abs(samples) + 1e-7).all()


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1), st.floats(0.5, 8))
def test_no_true_peak_is_over_one_decibel_under_full_scale(seed, loud):
    band = np.sinc(np.arange(-40, 41) * 0.75) * np.hanning(81)  # up to 9 kHz, as speech
    samples = (
        np.convolve(np.random.default_rng(seed).standard_normal(2400), band, "same")
        * np.hanning(2400) ** 0.1
    )  # faded, as sentences are
    out = limited((loud * samples / np.abs(samples).max()).astype(np.float32), RATE)
    finest = soxr.resample(out.astype(np.float64), RATE, 16 * RATE, "VHQ")
    assert 20 * np.log10(np.abs(finest).max()) <= -0.9
    assert true_peak(out) <= -1.0


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


@given(
    st.lists(st.floats(-4, 4, width=32), max_size=400).map(
        lambda values: np.repeat(np.array(values, np.float32), 3)
    ),
    st.integers(1, 200),
)
def test_limiting_in_pieces_is_the_same(samples, length):
    limit = Limit(1000)
    pieces = [samples[first : first + length] for first in range(0, len(samples), length)] or [
        samples
    ]
    found = np.concatenate(
        [limit.add(piece, number == len(pieces) - 1) for number, piece in enumerate(pieces)]
    )
    np.testing.assert_allclose(found, limited(samples, 1000), atol=1e-6)


def test_both_ends_are_faded():
    out = finished(np.ones(2000, np.float32) * 0.5)[0] * 2
    assert out[0] == out[-1] == 0
    assert (out[240:-240] == 1).all()
    assert (np.diff(out[:240]) > 0).all()
    assert finished(np.ones(1, np.float32))[0].shape == (1,)
