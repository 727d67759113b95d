"""Tokens as running text."""

import pytest

from frontend.detokenize import detokenize, spoken_pieces
from frontend.english.normalize.table import normalizer
from frontend.normalize.token import Token


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("Hello , world", "Hello , world"),
        ("It is 5.", "It is five."),
        ("a-b", "a-b"),
        ("(5)", "(five)"),
        ("5km", "five kilometers"),
    ],
)
def test_marks_stay_where_they_were(text, spoken):
    assert detokenize(text, normalizer()(text)) == spoken


def test_dropped_tokens_leave_a_space():
    tokens = [
        Token(0, 1, "word", "", "a"),
        Token(1, 2, "symbol", "", ""),
        Token(2, 3, "word", "", "b"),
    ]
    assert detokenize("a^b", tokens) == "a b"


def test_a_break_is_a_comma():
    tokens = [
        Token(0, 1, "word", "", "a"),
        Token(1, 2, "break", "break", ""),
        Token(2, 3, "word", "", "b"),
    ]
    assert [
        (piece.text, piece.is_mark, piece.spaced) for piece in spoken_pieces("a b", tokens)
    ] == [
        ("a", False, False),
        (",", True, False),
        ("b", False, True),
    ]
    assert detokenize("a b", tokens) == "a, b"


def test_one_stop_is_enough_at_the_end():
    tokens = [Token(0, 1, "abbreviation", "", "etc."), Token(1, 2, "punctuation", "", "")]
    assert detokenize("x.", tokens) == "etc."
