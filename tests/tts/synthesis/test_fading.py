"""Both ends are faded, in chunks as in the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.synthesis.chunking import Chunk
from tts.synthesis.fading import FADE_S, EdgeFader

RATE = 24000
FADE = round(FADE_S * RATE)


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
