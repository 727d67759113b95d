"""Words and marks of a clause."""

import pytest

from frontend.normalize.token import Token
from frontend.phonemize.clause_items import ClauseItem, clause_items


def marks_of(text):
    """The marks of a text whose every character is a token."""
    tokens = [
        Token(index, index + 1, "word", "", character)
        if character.isalpha()
        else Token(index, index + 1, "punctuation", "", "")
        for index, character in enumerate(text)
        if character != " "
    ]
    return [item.text for item in clause_items(text, tokens) if item.is_mark]


@pytest.mark.parametrize(
    "text, marks",
    [
        ("a, b.", [",", "."]),
        ("a - b", ["-"]),
        ("a-b", []),
        ("a--b", ["-", "-"]),
        ("a 'b'", []),
        ('"a"', ['"', '"']),
        ("(a)", ["(", ")"]),
    ],
)
def test_marks_that_make_pauses(text, marks):
    assert marks_of(text) == marks


def test_a_token_may_have_several_words():
    token = Token(0, 2, "money", "money", "five dollars, NASA")
    items = list(clause_items("$5", [token]))
    assert [(item.text, item.is_mark, item.spaced) for item in items] == [
        ("five", False, False),
        ("dollars", False, True),
        (",", True, False),
        ("nasa", False, True),
    ]
    assert {item.token for item in items} == {0}


def test_given_phonemes_make_one_item():
    ipa = Token(0, 3, "word", "", "two words", ipa="tˈu")
    decided = Token(0, 3, "word", "", "two words", phonemes="tˈu")
    assert list(clause_items("abc", [ipa])) == [ClauseItem("two words", 0, False, False, ipa="tˈu")]
    assert list(clause_items("abc", [decided])) == [
        ClauseItem("two words", 0, False, False, phonemes="tˈu", source="accent")
    ]


def test_a_break_is_a_mark():
    items = list(clause_items(" ", [Token(0, 1, "break", "break", "")]))
    assert [(item.text, item.is_mark) for item in items] == [(",", True)]
