"""Durations become times of phonemes and words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.phonemes import Phoneme
from tts import Span
from tts.synthesis.timestamps import SampleClock, phoneme_spans, word_spans

HELLO = [
    Phoneme("_"),
    Phoneme("h", 0, 0),
    Phoneme("O", 1, 0),
    Phoneme(","),
    Phoneme(" "),
    Phoneme("j", 0, 1),
    Phoneme("uː", 1, 1),
    Phoneme(" "),
    Phoneme("t", 0, 2),
    Phoneme("."),
    Phoneme("_"),
]  # "ho, you t."
FRAMES = np.array([10, 2, 8, 5, 3, 4, 6, 2, 5, 7, 9])


def spans(first=0, length=10**9):
    return phoneme_spans(
        HELLO, FRAMES, 10, SampleClock(10, first, length)
    )  # so one frame is a second


def test_each_phoneme_that_sounds_has_its_time_and_stress():
    assert [span for span, _ in spans()] == [
        Span("h", 10, 12),
        Span("ˈO", 12, 20),
        Span("j", 28, 32),
        Span("ˈuː", 32, 40),
        Span("t", 40, 45),
    ]


def test_a_boundary_belongs_to_the_word_before_unless_something_pauses():
    assert word_spans(["ho", "you", "t"], spans()) == [
        Span("ho", 10, 20),
        Span("you", 28, 40),
        Span("t", 40, 45),
    ]


def test_what_was_cut_away_takes_no_time():
    cut = [span for span, _ in spans(first=110, length=320)]
    assert (cut[0], cut[1]) == (Span("h", 0, 1), Span("ˈO", 1, 9))
    assert cut[-1] == Span("t", 29, 32)


def test_a_word_without_sound_has_no_time():
    assert [
        span.text
        for span in word_spans(
            ["-", "ho", "you", "t"], [(span, word + 1) for span, word in spans()]
        )
    ] == ["ho", "you", "t"]


@given(
    st.lists(st.integers(0, 50), min_size=11, max_size=11),
    st.integers(0, 500),
    st.integers(0, 2000),
)
def test_times_never_run_backwards_or_past_the_end(durations, first, length):
    times = phoneme_spans(HELLO, np.array(durations), 10, SampleClock(10, first, length))
    flat = [moment for span, _ in times for moment in span[1:]]
    assert flat == sorted(flat)
    assert flat[0] >= 0
    assert flat[-1] <= length / 10
    words = word_spans(["ho", "you", "t"], times)
    assert [word.start for word in words] == pytest.approx(sorted(word.start for word in words))
