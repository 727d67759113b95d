"""Fast speech: durations shrink, and what the networks make is compressed in time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.acoustic.time_compression import (
    compress_durations,
    frame_positions,
    sample_f0,
    sample_frames,
)

DURATIONS = np.array([20.0, 3.0, 0.0, 12.0, 5.5, 30.0, 9.0])


@given(
    st.lists(st.floats(2, 60), min_size=1, max_size=40),
    st.floats(1, 4),
)
def test_the_sum_is_as_asked_and_no_phoneme_grows(durations, speed):
    durations = np.array([10.0, *durations, 10.0])
    fast = compress_durations(durations, speed)
    assert fast.sum() == pytest.approx(durations.sum() / speed)
    assert (fast > 0).all()
    if durations.max() < 5 * durations.min():
        assert (fast <= durations + 1e-9).all()


@pytest.mark.parametrize("speed", [1.1, 1.5, 2.0, 3.0, 4.0])
def test_long_phonemes_give_up_more_and_keep_their_order(speed):
    fast = compress_durations(DURATIONS, speed)
    inner = np.array([1, 4, 3, 5])  # from short to long
    assert (np.diff(fast[inner]) > 0).all()
    assert (np.diff(fast[inner] / DURATIONS[inner]) < 0).all()
    assert fast[2] == 0
    np.testing.assert_allclose(fast[[0, -1]], DURATIONS[[0, -1]] / speed)


def test_an_utterance_without_sound_shrinks_too():
    np.testing.assert_array_equal(compress_durations(np.array([4.0, 0.0, 6.0]), 2.0), [2, 0, 3])
    np.testing.assert_array_equal(compress_durations(np.array([4.0]), 2.0), [2])


def test_frames_that_are_not_compressed_stay_where_they_are():
    own = np.array([3, 0, 4, 2])
    np.testing.assert_allclose(frame_positions(own, own.astype(float), 9), np.arange(9))


def test_each_phoneme_is_compressed_evenly():
    own = np.array([4, 6, 8])
    positions = frame_positions(own, np.array([2.0, 2.0, 2.0]), 6)
    np.testing.assert_allclose(positions, [0.5, 2.5, 5.0, 8.0, 11.5, 15.5])


def test_the_frames_of_a_phoneme_that_is_not_spoken_are_passed_over():
    positions = frame_positions(np.array([4, 0, 4]), np.array([2.0, 0.0, 2.0]), 4)
    np.testing.assert_allclose(positions, [0.5, 2.5, 4.5, 6.5])


def test_values_lie_on_lines_between_frames():
    frames = np.array([[0.0, 10.0, 30.0], [1.0, 1.0, 1.0]], np.float32)
    found = sample_frames(frames, np.array([0.0, 0.5, 1.25, 2.0]))
    np.testing.assert_allclose(found, [[0, 5, 15, 30], [1, 1, 1, 1]])
    assert found.dtype == np.float32


def test_f0_keeps_to_voiced_frames():
    f0 = np.array([100.0, 200.0, 0.0, 0.0, 300.0], np.float32)
    found = sample_f0(f0, np.array([0.5, 1.4, 1.6, 2.5, 3.6]))
    np.testing.assert_allclose(found, [150, 200, 0, 0, 300])
