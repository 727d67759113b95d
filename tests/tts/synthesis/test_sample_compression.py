"""Very fast speech: samples are compressed in time, and keep their pitch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.synthesis.chunking import Chunk
from tts.synthesis.sample_compression import SEARCH_S, SampleCompressor

RATE = 24000
HOP = 256


def compress(samples, vocoded, spoken, cuts=()):
    """The samples, pushed in pieces that end at `cuts`."""
    ends = [np.append(0, np.cumsum(durations)) * HOP for durations in (vocoded, spoken)]
    compressor = SampleCompressor(RATE, np.stack(ends).astype(np.float64))
    ends = [*sorted(cuts), len(samples)]
    starts = [0, *ends[:-1]]
    chunks = [
        compressor.push(Chunk(samples[start:end], start, end == len(samples)))
        for start, end in zip(starts, ends, strict=True)
    ]
    assert [chunk.start for chunk in chunks] == [
        sum(len(chunk.samples) for chunk in chunks[:index]) for index in range(len(chunks))
    ]
    return np.concatenate([chunk.samples for chunk in chunks])


def noise(frames):
    return np.random.default_rng(0).normal(0, 0.1, frames * HOP).astype(np.float32)


@pytest.mark.parametrize("spoken", [[40, 30], [30, 20], [60, 10], [11, 13]])
def test_a_tone_keeps_its_pitch_and_its_level(spoken):
    vocoded = [60, 40]
    time = np.arange(sum(vocoded) * HOP) / RATE
    samples = np.sin(2 * np.pi * 210 * time).astype(np.float32)
    fast = compress(samples, vocoded, spoken)
    assert len(fast) == sum(spoken) * HOP
    inner = fast[1000:-1000]
    crossings = np.flatnonzero((inner[:-1] < 0) & (inner[1:] >= 0))
    assert RATE / np.diff(crossings).mean() == pytest.approx(210, rel=0.01)
    assert np.sqrt(np.mean(inner**2)) == pytest.approx(np.sqrt(0.5), rel=0.02)


def test_a_phoneme_that_keeps_its_length_is_copied():
    samples = noise(100)
    fast = compress(samples, [50, 50], [50, 20])
    np.testing.assert_allclose(fast[: 49 * HOP], samples[: 49 * HOP], atol=1e-6)
    assert len(fast) == 70 * HOP


def test_each_moment_is_heard_when_it_should_be():
    samples = np.zeros(90 * HOP, np.float32)
    vocoded, spoken = [30, 30, 30], [10, 28, 15]
    for phoneme in range(3):
        middle = int((sum(vocoded[:phoneme]) + vocoded[phoneme] / 2) * HOP)
        samples[middle - 400 : middle + 400] = np.hanning(800)
    fast = compress(samples, vocoded, spoken)
    for phoneme in range(3):
        middle = int((sum(spoken[:phoneme]) + spoken[phoneme] / 2) * HOP)
        loudest = np.argmax(fast[middle - 1200 : middle + 1200]) - 1200
        assert abs(loudest) <= SEARCH_S * RATE + 100


@given(st.lists(st.integers(0, 80 * HOP), max_size=12))
def test_chunks_make_no_difference(cuts):
    samples = noise(80)
    whole = compress(samples, [30, 0, 20, 30], [10, 0, 20, 12])
    np.testing.assert_array_equal(compress(samples, [30, 0, 20, 30], [10, 0, 20, 12], cuts), whole)
    assert np.isfinite(whole).all()


def test_silence_stays_silence():
    assert not compress(np.zeros(40 * HOP, np.float32), [20, 20], [8, 9]).any()
