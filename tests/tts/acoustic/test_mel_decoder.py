"""A mel is decoded in windows, and a frame is the same in any of them."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.acoustic.mel_decoder import (
    AcousticFeatures,
    PeekableMel,
    decode_frames,
    iter_mel,
    window_lengths,
)
from vocoders.mel import LOG_FLOOR

FRAMES = 37


class Blur:
    """A decoder whose frames are sums over three steps of two frames on either side."""

    reduction_factor = 2
    receptive_radius = 3
    spec = SimpleNamespace(n_mels=1)

    def __init__(self):
        self.frames = []

    def decode(self, frame_hidden, frame_features, f0_norm, voiced):
        self.frames.append(len(f0_norm))
        assert len(f0_norm) % 2 == 0
        steps = f0_norm.reshape(-1, 2).sum(1)
        padded = np.pad(steps, 3)
        sums = np.lib.stride_tricks.sliding_window_view(padded, 7).sum(1)
        return np.repeat(sums, 2)[None]


def features(log_gain=0.0, positions=None):
    f0 = np.arange(1, FRAMES + 1, dtype=np.float32)
    return AcousticFeatures(
        np.array([FRAMES]),
        np.zeros(1, np.float32),
        f0,
        np.zeros((FRAMES, 1), np.float32),
        np.zeros((FRAMES, 6), np.float32),
        f0,
        np.ones(FRAMES, np.float32),
        np.float32(log_gain),
        np.array([FRAMES]),
        positions=positions,
    )


@given(st.lists(st.integers(1, 20), min_size=1, max_size=9))
def test_any_chunks_are_the_whole(lengths):
    whole = decode_frames(Blur(), features(), 0, FRAMES)
    ends = np.unique(np.minimum(np.cumsum(lengths), FRAMES))
    found = np.concatenate(list(iter_mel(Blur(), features(), np.diff(ends, prepend=0))), 1)
    np.testing.assert_array_equal(found, whole[:, : ends[-1]])


def test_a_window_is_no_longer_than_the_decoder_looks():
    decoder = Blur()
    decode_frames(decoder, features(), 16, 20)
    assert decoder.frames == [4 + 2 * 2 * 3]


def test_nothing_is_decoded_before_it_is_asked_for():
    decoder = Blur()
    chunks = iter_mel(decoder, features(), [10, 27])
    assert decoder.frames == []
    next(chunks)
    assert len(decoder.frames) == 1


def test_the_gain_is_added_and_the_floor_kept():
    plain = decode_frames(Blur(), features(), 0, FRAMES)
    np.testing.assert_allclose(decode_frames(Blur(), features(2.0), 0, FRAMES), plain + 2)
    silent = decode_frames(Blur(), features(-1e6), 0, FRAMES)
    np.testing.assert_allclose(silent, np.log(LOG_FLOOR))


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.integers(0, 200))
def test_windows_end_where_chunks_do_and_the_first_holds_what_is_looked_at(chunks, lookahead):
    windows = window_lengths(chunks, lookahead)
    total = sum(chunks)
    assert sum(windows) == total and min(windows) > 0
    assert windows[0] >= min(lookahead, total)
    assert set(np.cumsum(windows)) <= {min(lookahead, total), *np.cumsum(chunks)}


def test_what_was_looked_at_is_decoded_once_and_is_still_there():
    decoder = Blur()
    lengths = [5, 12, 20]
    windows = window_lengths(lengths, 10)
    mel = PeekableMel(decoder, features(), lengths, 10)
    whole = decode_frames(Blur(), features(), 0, FRAMES)
    np.testing.assert_array_equal(mel.start, whole[:, :10])
    np.testing.assert_array_equal(mel.peek(4), whole[:, :4])
    assert len(decoder.frames) == 1
    chunks = list(mel)
    assert [chunk.shape[1] for chunk in chunks] == lengths
    np.testing.assert_array_equal(np.concatenate(chunks, 1), whole)
    assert len(decoder.frames) == len(windows)


@pytest.mark.parametrize("count", [FRAMES, FRAMES + 100])
def test_no_more_is_looked_at_than_there_is(count):
    mel = PeekableMel(Blur(), features(), [FRAMES], count)
    assert mel.start.shape == mel.peek(count).shape == (1, FRAMES)


def test_a_mel_that_is_wanted_whole_is_decoded_in_one_window():
    decoder = Blur()
    mel = PeekableMel(decoder, features(), [5, FRAMES - 5], 2, whole=True)
    assert [mel.start.shape[1], *(chunk.shape[1] for chunk in mel)] == [2, 5, FRAMES - 5]
    assert len(decoder.frames) == 1


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20))
def test_fast_speech_is_the_same_in_any_chunks(lengths):
    positions = np.linspace(0.2, FRAMES - 1.3, 15)
    fast = features(positions=positions)
    whole = decode_frames(Blur(), features(), 0, FRAMES)[0]
    wanted = np.interp(positions, np.arange(FRAMES), whole)
    ends = np.unique(np.minimum(np.cumsum(lengths), len(positions)))
    found = np.concatenate(list(iter_mel(Blur(), fast, np.diff(ends, prepend=0))), 1)
    np.testing.assert_allclose(found[0], wanted[: ends[-1]], rtol=1e-5)
