"""Spoken words for espeak-ng."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.phonemize.espeak import ACCEPTED
from frontend.phonemize.espeak_input import MAX_LETTERS, sanitize


@pytest.mark.parametrize(
    "word, parts",
    [
        ("NASA", ["nasa"]),
        ("McDONALD", ["Mcdonald"]),
        ("Wu", ["Wu"]),
        ("don't", ["don't"]),
        ("well-known", ["well-known"]),
        ("-x-", ["x"]),
        ("a4b", ["a", "b"]),
        ("cafe\u0301", ["café"]),
        ("ɫə", ["le"]),
        ("ế", ["e"]),
        ("你好", []),
        ("5", []),
    ],
)
def test_sanitize(word, parts):
    assert list(sanitize(word)) == parts


@given(st.text(max_size=100))
def test_espeak_takes_whatever_is_left(word):
    for part in sanitize(word):
        assert ACCEPTED.fullmatch(part) and len(part) <= MAX_LETTERS


@pytest.mark.parametrize(
    ("word", "read"),
    [("TÜRKİYE", "türkiye"), ("ȺBCȾ", "abct"), ("ƁABA", "baba"), ("ƏBCĐ", "ebcđ")],
)
def test_capitals_whose_small_letters_lie_elsewhere(word, read):
    assert list(sanitize(word)) == [read]
