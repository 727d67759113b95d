"""Cues: words with their punctuation, in groups that fit a screen and can be read."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.spans import Span
from tts.subtitles.cues import (
    LINE_LENGTH,
    LINES,
    MAX_CUE_SECONDS,
    display_words,
    lay_out,
    make_cues,
)


def spoken(text, words=None, seconds=0.3):
    """Words of a text, one after the other, as long as each other."""
    words = text.split() if words is None else words
    return [Span(word, seconds * i, seconds * (i + 1)) for i, word in enumerate(words)]


def shown(text, words):
    return [word.text for word in display_words(text, spoken(text, words))]


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Hello, you.", ["Hello", "you"], ["Hello,", "you."]),
        ('"Really?" he asked (twice).', ["Really", "he", "asked", "twice"],
         ['"Really?"', "he", "asked", "(twice)."]),
        ("I owe $5.50, Dr. Wu.", ["I", "owe", "$5.50", "Dr.", "Wu"],
         ["I", "owe", "$5.50,", "Dr.", "Wu."]),
        ("A well-known -- and odd -- case", ["A", "well-known", "and", "odd", "case"],
         ["A", "well-known --", "and", "odd --", "case"]),
        ("either/or", ["either", "or"], ["either/", "or"]),
        ("say [tomato](/təmˈɑːtoʊ/)!", ["say", "[tomato](/təmˈɑːtoʊ/)"], ["say", "tomato!"]),
        ("Wait<break time='1s'/>for <b>it</b>!", ["Wait", "for", "it"], ["Wait", "for", "it!"]),
        ("fish &amp; chips", ["fish", "&amp;", "chips"], ["fish", "&", "chips"]),
        ("1 < 2 and 3 > 2", ["1", "and", "2"], ["1 < 2", "and 3 >", "2"]),
        ("five", ["five", "twenty"], ["five", "twenty"]),
    ],
)  # fmt: skip
def test_words_keep_the_punctuation_around_them(text, words, wanted):
    assert shown(text, words) == wanted


def test_words_without_a_space_between_stay_together():
    words = display_words("See R&D.", spoken("See R&D.", ["See", "R", "&", "D"]))
    assert [cue.lines for cue in make_cues(words, 9.0)] == [("See R&D.",)]


def test_a_cue_ends_with_its_sentence():
    text = "Dr. Wu pays.\nShe smiles."
    words = display_words(text, spoken(text, ["Dr.", "Wu", "pays", "She", "smiles"]))
    lines = [cue.lines for cue in make_cues(words, 10.0)]
    assert lines == [("Dr. Wu pays.",), ("She smiles.",)]


def test_it_breaks_after_a_clause_rather_than_within_one():
    text = ("She opened the letter slowly, read it twice, put it back in the drawer, "
            "and for a long time said nothing at all.")  # fmt: skip
    cues = make_cues(display_words(text, spoken(text)), 60.0)
    assert all(cue.lines[-1][-1] in ",." for cue in cues)
    assert len(cues) == 2


def test_two_lines_are_of_like_length_and_break_at_a_comma_if_they_can():
    words = display_words(
        "She opened the letter slowly, and then she read it twice",
        spoken("She opened the letter slowly, and then she read it twice"),
    )
    assert lay_out(words) == ("She opened the letter slowly,", "and then she read it twice")


def test_a_short_cue_stays_a_second_if_there_is_time():
    cue = make_cues(display_words("No.", spoken("No.", ["No"], 0.2)), 3.0)[0]
    assert (cue.start, cue.end) == (0.0, 1.0)
    assert make_cues(display_words("No.", spoken("No.", ["No"], 0.2)), 0.5)[0].end == 0.5


def test_nothing_has_no_cues():
    assert make_cues([], 1.0) == []
    assert display_words("...", []) == []


SENTENCES = st.lists(
    st.text("abcdefghij,", min_size=1, max_size=14).filter(lambda word: word.strip(",")),
    min_size=1,
    max_size=60,
)


@given(SENTENCES, st.lists(st.booleans(), min_size=60, max_size=60), st.integers(0, 99))
def test_cues_hold_all_words_in_order_within_the_limits(words, ends, seed):
    text = "".join(word + ("\n" if end else " ") for word, end in zip(words, ends, strict=False))
    lengths = np.random.default_rng(seed).uniform(0.05, 0.9, len(words))
    limits = np.concatenate([[0], np.cumsum(lengths)])
    spans = [Span(word, limits[i], limits[i + 1]) for i, word in enumerate(words)]
    total = float(limits[-1])
    cues = make_cues(display_words(text, spans), total)
    assert " ".join(" ".join(cue.lines) for cue in cues).split() == words
    for cue in cues:
        assert len(cue.lines) <= LINES
        assert all(len(line) <= LINE_LENGTH for line in cue.lines)
        assert cue.words[-1].end - cue.words[0].start <= MAX_CUE_SECONDS
        assert cue.start <= cue.words[0].start
        assert cue.words[-1].end <= cue.end + 1e-9
    for one, other in pairwise(cues):
        assert one.end <= other.start + 1e-9
    assert not cues or cues[-1].end <= total + 1e-9
