"""Roman numerals, beside a writer of numerals that knows nothing of the reader."""

import pytest

from frontend.normalize.roman import roman_value

SIGNS = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
]


def numeral(value):
    """A value as a Roman numeral."""
    text = ""
    for amount, sign in SIGNS:
        text += sign * (value // amount)
        value %= amount
    return text


def test_values_are_read_back():
    assert all(roman_value(numeral(value)) == value for value in range(1, 4000))


@pytest.mark.parametrize("text", ["", "IIII", "IIX", "VX", "MMMM", "iv", "IV.", "A", "IC"])
def test_what_is_no_numeral_has_no_value(text):
    assert roman_value(text) == 0
