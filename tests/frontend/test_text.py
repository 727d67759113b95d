"""Cleaning and sentences."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.clean import clean, paragraphs
from frontend.english.sentence_ends import SENTENCE_RULES
from frontend.sentences import sentences


@pytest.mark.parametrize(
    "source, text",
    [
        ("ﬁne ｆｕｌｌ", "fine full"),
        ("“x” ‘y’", "\"x\" 'y'"),
        ("a\x00b\ud800c", "abc"),
        ("cafe\u0301", "café"),
        ("zero\u200bwidth", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\u00a0b\tc", "a b c"),
        ("``cat''", '"cat"'),
        ("5½ m²", "5½ m²"),
        ("№ 5", "No.  5"),
        ("a…", "a..."),
        ("up a stump\x97and it\x92s \x80 5", "up a stump—and it's € 5"),
        ("a\x81b\x85c", "ab c"),
    ],
)
def test_clean(source, text):
    assert clean(source).text == text


@given(st.text())
def test_clean_text_knows_where_it_came_from(source):
    result = clean(source)
    assert len(result.text) == len(result.starts) == len(result.ends)
    assert all(
        0 <= start < end <= len(source)
        for start, end in zip(result.starts, result.ends, strict=True)
    )
    assert list(result.starts) == sorted(result.starts)


@given(st.text(alphabet=st.sampled_from("abc .,\n\r\u2029é´")))
def test_paragraphs_leave_out_nothing_but_breaks(source):
    kept = {
        place
        for part in paragraphs(source)
        for start, end in zip(part.starts, part.ends, strict=True)
        for place in range(start, end)
    }
    assert all(source[place].isspace() or place in kept for place in range(len(source)))


def test_long_paragraphs_come_in_pieces():
    text = "word " * 10_000
    parts = list(paragraphs(text))
    assert len(parts) > 1
    assert "".join(part.text for part in parts).split() == text.split()


@pytest.mark.parametrize(
    "text, count",
    [
        ("Dr. Wu paid 3.5 euros. Then he left.", 2),
        ('He said "stop. Then he left. And so on.', 3),
        ("Mr. J. R. Smith came at 5 p.m. It rained.", 2),
        ("I live in the U.S. How about you?", 2),
        ("Wait... what?", 1),
        ("Really?! Yes.", 2),
        ("See e.g. Smith et al. 2005 for more.", 1),
        ("It is No. 5. Take it.", 2),
        ("1. First 2. Second", 2),
        ("(Is it. Or not", 2),
        ("", 0),
        (" \n ", 0),
        ("Turn to p. 55.", 1),
        ("Is this the end? No. It goes on.", 3),
        ("He works for Acme Inc. in Ohio.", 1),
        ("Use max. 10 of them.", 1),
        ("10 is the max. The rest is lost.", 2),
    ],
)
def test_sentences(text, count):
    assert len(list(sentences(text, SENTENCE_RULES))) == count


@given(st.text(alphabet=st.sampled_from("abAB .!?\"'()12")))
def test_sentences_cover_the_text(text):
    spans = list(sentences(text, SENTENCE_RULES))
    inside = {place for start, end in spans for place in range(start, end)}
    assert all(text[place].isspace() or place in inside for place in range(len(text)))
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
