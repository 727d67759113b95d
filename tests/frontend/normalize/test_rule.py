"""The surroundings of a match."""

import re

import pytest

from frontend.normalize.rule import CONTEXT_CHARS, after, at_line_end, before


def found(text):
    return re.search(r"(?P<number>\d+)(?P<unit> km)?", text)


def test_surroundings_of_a_match():
    match = found("walk 5 km home")
    assert before(match) == "walk "
    assert after(match) == " home"
    assert after(match, "number") == " km home"


def test_surroundings_end_where_a_long_line_would_take_long():
    match = found("a" * 1000 + "5" + "b" * 1000)
    assert before(match) == "a" * CONTEXT_CHARS
    assert after(match) == "b" * CONTEXT_CHARS


@pytest.mark.parametrize(
    "text, last", [("at 5", True), ('at 5.") ', False), ('at 5") ', True), ("at 5 and", False)]
)
def test_end_of_a_line(text, last):
    assert at_line_end(found(text)) is last
