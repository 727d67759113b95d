"""Cleaning, and the offsets in the source that it keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.clean import MarkEdit, clean, clean_edited


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


def test_offsets_lead_back_to_the_source():
    source = "a ﬁne “day”"
    text = clean(source)
    start = text.text.index("fine")
    assert text.source_span(start, start + 4) == (2, 5)
    assert text.slice(start, start + 4).text == "fine"
    assert clean(source, 2, 5).source_span(0, 4) == (2, 5)


def test_edits_stand_in_the_clean_text_with_their_place_in_the_source():
    edits = [MarkEdit(0, 2, ""), MarkEdit(3, 8, "&"), MarkEdit(4, 5, "x"), MarkEdit(9, 99, "y")]
    assert clean_edited("# a&amp;b", 0, 9, edits) == ("a&b", [2, 3, 8], [3, 8, 9])
