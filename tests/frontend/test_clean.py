"""Cleaning, and the offsets in the source that it keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.clean import MAX_PARAGRAPH, clean, paragraph_end, paragraphs


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
        ("a\tb\r\nc\vd\fe\x1ff", "a b  c d ef"),
        ("5½ m²", "5½ m²"),
        ("№ 5", "No. 5"),
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


def test_offsets_lead_back_to_the_source():
    source = "a ﬁne “day”"
    text = clean(source)
    start = text.text.index("fine")
    assert text.source_span(start, start + 4) == (2, 5)
    assert text.source_spans([(start, start + 4)]) == [(2, 5)]
    assert text.slice(start, start + 4).text == "fine"
    assert clean(source, 2, 5).source_span(0, 4) == (2, 5)


def test_paragraph_ends():
    assert paragraph_end("One.\n \nTwo.", 0) == (4, 7)
    assert paragraph_end("One.\nTwo.", 0) is None
    long = "One two. " * MAX_PARAGRAPH
    end, next_start = paragraph_end(long, 0)
    assert end == next_start and MAX_PARAGRAPH // 2 < end <= MAX_PARAGRAPH
    assert long[:end].endswith(". ")
    words = "word " * MAX_PARAGRAPH
    assert words[: paragraph_end(words, 0)[0]].endswith("word ")
    assert paragraph_end("x" * (2 * MAX_PARAGRAPH), 0) == (MAX_PARAGRAPH, MAX_PARAGRAPH)
