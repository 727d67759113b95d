"""Numbers as words, beside a reader of words that knows nothing of the writer."""

import re

import pytest

from frontend.english import number_words as numbers


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("0", "zero"),
        ("000", "zero"),
        ("13", "thirteen"),
        ("21", "twenty-one"),
        ("100", "one hundred"),
        ("1001", "one thousand one"),
        ("1,000,000", "one million"),
        ("1" + "0" * 33, "one decillion"),
        ("9" + "0" * 35, "nine hundred decillion"),
        ("0" * 40 + "7", "seven"),
        ("1" + "0" * 36, "one" + " zero" * 36),
    ],
)
def test_cardinal(text, spoken):
    assert numbers.cardinal(text) == spoken


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("100", "one hundred"),
        ("101", "one hundred and one"),
        ("1001", "one thousand and one"),
        ("1100", "one thousand one hundred"),
        ("1101", "one thousand one hundred and one"),
        ("1,000,020", "one million and twenty"),
        ("101,000", "one hundred and one thousand"),
    ],
)
def test_cardinal_with_a_conjunction(text, spoken):
    assert numbers.cardinal(text, conjunction=True) == spoken


def value_of(words):
    """The value of a spoken cardinal below a million."""
    units = {word: index for index, word in enumerate(numbers.ONES)}
    units |= {word: 10 * index for index, word in enumerate(numbers.TENS)}
    total = 0
    part = 0
    for word in re.split(r"[ -]", words):
        if word == "hundred":
            part *= 100
        elif word == "thousand":
            total += part * 1000
            part = 0
        else:
            part += units[word]
    return total + part


@pytest.mark.parametrize("value", [*range(0, 4000, 7), 10_000, 99_999, 100_001, 999_999])
def test_cardinal_agrees_with_a_reader_of_words(value):
    assert value_of(numbers.cardinal(str(value))) == value


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("1", "first"),
        ("8", "eighth"),
        ("9", "ninth"),
        ("12", "twelfth"),
        ("20", "twentieth"),
        ("21", "twenty-first"),
        ("100", "one hundredth"),
        ("1000000", "one millionth"),
    ],
)
def test_ordinal(text, spoken):
    assert numbers.ordinal(text) == spoken


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("1.0", "one point zero"),
        ("0.05", "zero point zero five"),
        (".5", "point five"),
        ("1,000.5", "one thousand point five"),
        ("5.", "five"),
        ("12", "twelve"),
    ],
)
def test_number(text, spoken):
    assert numbers.number(text) == spoken


def test_zero_of_digits_may_be_another_word():
    assert numbers.digits("007", "oh") == "oh oh seven"
    assert numbers.decimal("1.05", zero="oh") == "one point oh five"


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("1984", "nineteen eighty-four"),
        ("1900", "nineteen hundred"),
        ("1905", "nineteen oh five"),
        ("2000", "two thousand"),
        ("2009", "two thousand nine"),
        ("2010", "twenty ten"),
        ("1000", "one thousand"),
        ("476", "four hundred seventy-six"),
    ],
)
def test_year(text, spoken):
    assert numbers.year(text) == spoken


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("0", "zero"),
        ("7", "seven"),
        ("07", "seven"),
        ("42", "forty-two"),
        ("101", "one oh one"),
        ("110", "one ten"),
        ("200", "two hundred"),
        ("1000", "one thousand"),
        ("1100", "eleven hundred"),
        ("1428", "fourteen twenty-eight"),
        ("12045", "one two oh four five"),
    ],
)
def test_digit_pairs(text, spoken):
    assert numbers.digit_pairs(text) == spoken


@pytest.mark.parametrize(
    "top, bottom, spoken",
    [
        ("1", "2", "one half"),
        ("3", "2", "three halves"),
        ("1", "4", "one quarter"),
        ("3", "4", "three quarters"),
        ("2", "3", "two thirds"),
        ("5", "1", "five over one"),
        ("5", "0", "five over zero"),
        ("7", "100", "seven one hundredths"),
    ],
)
def test_fraction(top, bottom, spoken):
    assert numbers.fraction(top, bottom) == spoken


@pytest.mark.parametrize(
    "word, plural",
    [
        ("ninety", "nineties"),
        ("day", "days"),
        ("six", "sixes"),
        ("inch", "inches"),
        ("two", "twos"),
    ],
)
def test_plural(word, plural):
    assert numbers.plural(word) == plural
