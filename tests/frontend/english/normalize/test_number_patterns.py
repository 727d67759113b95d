"""Written numbers, and nouns that are counted."""

import re

import pytest

from frontend.english.normalize.number_patterns import INTEGER, NUMBER, followed_by_counted_noun


@pytest.mark.parametrize("text", ["0", "1234", "1,234", "12,345,678", "1,00,000", "12,34,567"])
def test_integers(text):
    assert re.fullmatch(INTEGER, text)
    assert re.fullmatch(NUMBER, text)


@pytest.mark.parametrize("text", ["", "1,2", "1,23,", "1.5", "-1", "12,3456"])
def test_no_integers(text):
    assert not re.fullmatch(INTEGER, text)


@pytest.mark.parametrize("text", ["1.5", ".5", "1,234.50"])
def test_decimals(text):
    assert re.fullmatch(NUMBER, text)


@pytest.mark.parametrize("text", ["5.", "1.5.2", "."])
def test_no_decimals(text):
    assert not re.fullmatch(NUMBER, text)


@pytest.mark.parametrize(
    "text, counted",
    [
        ("2500 cats", True),
        ("2500 people", True),
        ("2500%", True),
        ("2500 of us", True),
        ("2500 was", False),
        ("2500 is", False),
        ("2500 has", False),
        ("2500 the", False),
        ("2500", False),
    ],
)
def test_counted_nouns(text, counted):
    assert followed_by_counted_noun(re.match(r"\d+", text)) is counted
