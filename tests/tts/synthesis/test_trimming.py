"""The silence at both ends is trimmed, and both are faded, in chunks as in the whole."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.synthesis.chunking import Chunk
from tts.synthesis.trimming import (
    ENERGY_TO_RMS_DB,
    FADE_S,
    MAX_MARGIN_STRETCH,
    POST_ROLL_S,
    PRE_ROLL_S,
    EdgeFader,
    SilenceTrimmer,
    rms_levels,
    silence_margins,
    silence_threshold,
)

RATE = 24000
FADE = round(FADE_S * RATE)
# dB: the energy of a phoneme that sounds like `speech`
TONE = 20 * np.log10(0.4 / np.sqrt(2)) - ENERGY_TO_RMS_DB


def speech(before, during, after, noise=0.0):
    """A tone between two silences, in seconds; the silences hold noise of that level."""
    total = round((before + during + after) * RATE)
    samples = noise * np.random.default_rng(0).standard_normal(total)
    first = round(before * RATE)
    last = round((before + during) * RATE)
    samples[first:last] += 0.4 * np.sin(np.arange(last - first))
    return samples.astype(np.float32)


def trimmed(samples, speed=1.0, energy=TONE, cuts=(), **more):
    """What is kept of samples that come in chunks, cut at these indices: the samples, the index of
    the first, and the samples of each chunk.
    """
    threshold = silence_threshold(np.array([energy, energy - 30]))
    trimmer = SilenceTrimmer(RATE, threshold, *silence_margins(speed), **more)
    parts = np.split(samples, sorted(cuts))
    chunks = []
    start = 0
    for number, part in enumerate(parts):
        chunks.append(trimmer.push(Chunk(part, start, number == len(parts) - 1)))
        start += len(part)
    assert [chunk.last for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    kept = [chunk for chunk in chunks if len(chunk.samples)]
    for before, after in pairwise(kept):
        assert after.start == before.start + len(before.samples)
    first = kept[0].start if kept else 0
    return np.concatenate([chunk.samples for chunk in chunks]), first, chunks


@given(
    st.floats(0, 0.6), st.floats(0.05, 0.5), st.floats(0, 0.9), st.sampled_from([0.0, 1e-4, 5e-4])
)
def test_what_is_kept_begins_and_ends_near_the_sound(before, during, after, noise):
    samples, first, _ = trimmed(speech(before, during, after, noise))
    start = first / RATE
    end = (first + len(samples)) / RATE
    assert before - PRE_ROLL_S - 0.006 <= start <= max(before - PRE_ROLL_S + 0.006, 0)
    assert start <= before
    speech_end = before + during
    assert speech_end + min(after, POST_ROLL_S) - 0.006 <= end <= speech_end + POST_ROLL_S + 0.006


@pytest.mark.parametrize(
    ("speed", "stretch"),
    [(2, 0.5), (1, 1), (0.8, 1.25), (0.5, MAX_MARGIN_STRETCH), (0.25, MAX_MARGIN_STRETCH)],
)
def test_slow_speech_has_longer_ends(speed, stretch):
    samples, first, _ = trimmed(speech(0.5, 0.5, 0.5), speed)
    assert (first / RATE, (first + len(samples)) / RATE) == pytest.approx(
        (0.5 - PRE_ROLL_S * stretch, 1 + POST_ROLL_S * stretch), abs=0.006
    )


@pytest.mark.parametrize("length", [0, 1, 100, 5000])
def test_silence_is_kept_as_it_is(length):
    samples, first, _ = trimmed(np.zeros(length, np.float32))
    assert (len(samples), first) == (length, 0)


def test_a_soft_beginning_is_kept():
    samples = speech(0.3, 0.4, 0.3)
    soft = 0.4 * 10 ** (-40 / 20) * np.sin(np.arange(2400))  # an "f", 40 dB softer
    samples[round(0.2 * RATE) : round(0.3 * RATE)] += soft
    assert trimmed(samples)[1] / RATE <= 0.2


@pytest.mark.parametrize("energy", [TONE - 20, TONE, TONE + 8])
def test_the_energies_tell_what_is_silence(energy):
    samples = 10 ** ((energy - TONE) / 20) * speech(0.3, 0.4, 0.3, 1e-3)  # 49 dB under the tone
    _, first, _ = trimmed(samples.astype(np.float32), energy=energy)
    assert first / RATE == pytest.approx(0.3 - PRE_ROLL_S, abs=0.006)


def test_missing_silence_is_put_in():
    samples, first, _ = trimmed(speech(0.01, 0.3, 0.0), pad=True)
    assert first / RATE == pytest.approx(0.01 - PRE_ROLL_S, abs=0.006)
    assert len(samples) / RATE == pytest.approx(0.3 + PRE_ROLL_S + POST_ROLL_S, abs=0.012)


@given(
    st.lists(st.integers(0, 30000), max_size=8),
    st.floats(0, 0.2),
    st.floats(0.001, 0.5),
    st.floats(0, 0.2),
    st.booleans(),
)
def test_what_is_kept_does_not_depend_on_the_chunks(cuts, before, during, after, pad):
    samples = speech(before, during, after, 1e-4)
    whole, first, _ = trimmed(samples, pad=pad)
    kept, begun, chunks = trimmed(samples, cuts=cuts, pad=pad)
    assert begun == first
    np.testing.assert_array_equal(kept, whole)
    n_in = np.cumsum([len(part) for part in np.split(samples, sorted(cuts))][:-1])
    sounding = np.clip(n_in, 0, round((before + during) * RATE)) - max(first, 0)
    n_out = np.cumsum([len(chunk.samples) for chunk in chunks])
    held_back = (PRE_ROLL_S + 0.01) * RATE  # before speech is found, and two steps
    for given_, went in zip(sounding, n_out, strict=False):
        assert went >= given_ - held_back or given_ <= 0


def test_levels_are_root_mean_squares_of_five_milliseconds():
    samples = np.concatenate([np.full(120, 0.5), np.full(120, -0.25), np.full(60, 1.0)])
    np.testing.assert_allclose(
        rms_levels(samples.astype(np.float32), RATE), [0.5, 0.25, np.sqrt(0.5)], rtol=1e-6
    )


# ---------------------------------------------------------------- fades


def faded(samples, cuts=(), start=0):
    """The chunks that come out, for chunks cut at these indices."""
    fader = EdgeFader(RATE)
    parts = np.split(samples, sorted(cuts))
    chunks = []
    for number, part in enumerate(parts):
        chunks.append(fader.push(Chunk(part, start, number == len(parts) - 1)))
        start += len(part)
    return chunks


def joined(chunks):
    return np.concatenate([chunk.samples for chunk in chunks])


def test_both_ends_are_faded():
    out = joined(faded(np.ones(2000, np.float32)))
    assert out[0] == out[-1] == 0
    assert (out[FADE:-FADE] == 1).all()
    assert (np.diff(out[:FADE]) > 0).all()
    assert (np.diff(out[-FADE:]) < 0).all()


@pytest.mark.parametrize("length", [0, 1, 2, 100, 2 * FADE - 1])
def test_a_short_sound_has_shorter_fades(length):
    out = joined(faded(np.ones(length, np.float32)))
    assert len(out) == length
    assert length < 2 or (out[0] == out[-1] == 0 and out.max() >= 1 - 1 / (length // 2))


@given(st.integers(0, 3000), st.lists(st.integers(0, 3000), max_size=8))
def test_the_fades_do_not_depend_on_the_chunks(length, cuts):
    samples = np.random.default_rng(length).standard_normal(length).astype(np.float32)
    before = samples.copy()
    chunks = faded(samples, cuts, start=-50)
    np.testing.assert_array_equal(joined(chunks), joined(faded(samples)))
    np.testing.assert_array_equal(samples, before)
    n_out = 0
    for chunk in chunks:
        assert not len(chunk.samples) or chunk.start == n_out - 50
        n_out += len(chunk.samples)
