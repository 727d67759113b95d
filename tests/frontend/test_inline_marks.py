"""Entities of HTML, and UTF-8 that was read as Windows-1252."""

import pytest

from frontend.clean import MarkEdit
from frontend.inline_marks import inline_edits


@pytest.mark.parametrize(
    "source, expected",
    [
        ("caf&eacute; &mdash; &frac12;", "café — ½"),
        ("She didn&#x27;t &amp; won&#39;t", "She didn't & won't"),
        ("&nosuch; R&D; x", "&nosuch; R&D; x"),
        ("itâ€™s â€œfineâ€\x9d, cafÃ©", 'it\'s "fine", café'),
        ("Â£5 and naÃ¯ve", "£5 and naïve"),
        ("ÂME and â, Ã la carte", "ÂME and â, Ã la carte"),
    ],
)
def test_characters_that_stand_for_others(source, expected):
    edited = list(inline_edits(source, 0, len(source)))
    for edit in reversed(edited):
        source = source[: edit.start] + edit.text + source[edit.end :]
    assert source == expected


def test_edits_know_their_place_and_stay_within_bounds():
    assert list(inline_edits("a &amp; b &gt; c", 2, 10)) == [MarkEdit(2, 7, "&")]


def test_what_begins_like_a_tag_is_left_to_markup():
    assert list(inline_edits("&lt;p&gt;", 0, 9)) == []
