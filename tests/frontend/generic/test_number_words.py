"""Numbers by num2words, and what it lacks."""

import importlib.util
import re

import pytest

from frontend import Frontend, MissingLanguagePackageError
from frontend.generic.number_words import NumberWords, number_pattern, plain
from frontend.generic.table import LanguageTable

ITALIAN = LanguageTable("Italian", "it", "it", point="virgola")
HINDI = LanguageTable("Hindi", "hi", "hi", decimal=".", grouping=",")


def test_italian():
    words = NumberWords(ITALIAN)
    assert words.cardinal("21") == "ventuno"
    assert words.number("1.234,05") == "milleduecentotrentaquattro virgola zero cinque"
    assert words.digits("30") == "tre zero"
    assert words.ordinal("3") == "terzo"


def test_a_language_without_words_keeps_digits_for_espeak():
    words = NumberWords(HINDI)
    assert words.cardinal("12") == words.ordinal("12") == "12"
    assert words.number("1.5") == "1 5"


def test_a_number_too_long_is_read_digit_by_digit():
    assert NumberWords(ITALIAN).cardinal("1" * 100).split()[:2] == ["1", "1"]


@pytest.mark.parametrize(
    "written, number",
    [("1.234,5", "1234.5"), ("1'000", "1000"), ("12", "12")],
)
def test_marks_of_numbers(written, number):
    assert re.fullmatch(number_pattern(ITALIAN), written)
    assert plain(written, ITALIAN) == number


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingLanguagePackageError, match=r"German needs num2words.*pip install"):
        Frontend("de")
