"""Words in capitals: read as words or spelled."""

import pytest

from frontend.english.normalize.capital_words import (
    ACRONYMS_AS_WORDS,
    ACRONYMS_SPELLED,
    SHORT_WORDS,
    common_words,
    is_read_as_word,
    is_shouting,
    spell,
)


@pytest.mark.parametrize("text", ["NASA", "STOP", "PAGE", "TEMPLE", "OPERA", "PYTHON"])
def test_words(text):
    assert is_read_as_word(text, text)


@pytest.mark.parametrize("text", ["FBI", "IEEE", "HTML", "XYZW", "ABCD", "UNHCR", "BCDFGH"])
def test_letters(text):
    assert not is_read_as_word(text, text)


def test_a_line_in_capitals_makes_words_of_what_can_be_one():
    line = "THE ZOT BRAND WON"
    assert is_read_as_word("ZOT", line) and not is_read_as_word("ZOT", "the ZOT brand won")
    assert not is_read_as_word("BBC", line) and not is_read_as_word("ZQX", line)


@pytest.mark.parametrize(
    "line, shouting",
    [
        ("BREAKING NEWS TODAY", True),
        ("BREAKING NEWS today", False),
        ("BREAKING", False),
        ("I AM OK", False),
        ("A TEST 1 2 3 4 5", False),
    ],
)
def test_a_line_in_capitals(line, shouting):
    assert is_shouting(line) is shouting


def test_no_acronym_is_both_spelled_and_a_word():
    assert not ACRONYMS_SPELLED & (ACRONYMS_AS_WORDS | (SHORT_WORDS | common_words()))


def test_spelling_gives_capitals():
    assert spell("Fbi") == "F B I"


@pytest.mark.parametrize("text", ["MENU", "MILK", "JOHN", "WOW", "BUY", "JSON", "STEM"])
def test_common_words_and_acronyms_in_capitals(text):
    assert is_read_as_word(text, f"the {text} here")


@pytest.mark.parametrize("text", ["ETA", "AMC", "ATM"])
def test_letters_are_spelled_among_capitals_too(text):
    assert not is_read_as_word(text, f"THE {text} CAME LATE")


def test_list_of_common_words_holds_no_known_letters():
    assert not common_words() & ACRONYMS_SPELLED


@pytest.mark.parametrize("text", "YUM NAP TACO DELI BLAH WHOA TROY TINA HO UH LUST NULL".split())
def test_words_and_names_of_the_dictionary_stay_words(text):
    assert is_read_as_word(text, f"the {text} here")


@pytest.mark.parametrize("text", "EMS APT EST SEC DEC MIA RIP DPI BTU MPG".split())
def test_letters_of_the_dictionary_are_spelled(text):
    assert not is_read_as_word(text, f"the {text} here")
