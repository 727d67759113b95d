"""Plain numbers: which are years, codes, ordinals."""

import pytest

from frontend import Frontend

US = Frontend()
GB = Frontend("en-gb")


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("in 1984", "in nineteen eighty-four"),
        ("1984 was", "nineteen eighty-four was"),
        ("1984 people", "one thousand nine hundred eighty-four people"),
        ("1900 people", "nineteen hundred people"),
        ("in 2150", "in twenty-one fifty"),
        ("2150 people", "two thousand one hundred fifty people"),
        ("1066", "ten sixty-six"),
        ("1099", "one thousand ninety-nine"),
        ("2500 m", "two thousand five hundred meters"),
    ],
)
def test_years(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("007", "zero zero seven"),
        ("4111111111111111", "four one one one one one one one one one one one one one one one"),
        ("1000000000000000", "one quadrillion"),
        ("MIG-25/235212", "M I G twenty-five slash two three five two one two"),
        ("0", "zero"),
    ],
)
def test_codes(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1,234,567", "one million two hundred thirty-four thousand five hundred sixty-seven"),
        ("1 234 567", "one million two hundred thirty-four thousand five hundred sixty-seven"),
        ("1.234.567", "one million two hundred thirty-four thousand five hundred sixty-seven"),
        ("1'000", "one thousand"),
        ("12,34,567", "one million two hundred thirty-four thousand five hundred sixty-seven"),
    ],
)
def test_groups(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1st", "first"),
        ("2nd", "second"),
        ("3rd", "third"),
        ("4th", "fourth"),
        ("11th", "eleventh"),
        ("112th", "one hundred twelfth"),
        ("21st", "twenty-first"),
        ("1,000th", "one thousandth"),
        ("two 5ths", "two fifths"),
        ("22th", "twenty-two th"),
        ("1th", "one th"),
        ("0th", "zeroth"),
        ("101ST", "one hundred first"),
    ],
)
def test_ordinals(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("-5", "minus five"),
        ("a-5", "A five"),
        ("5-", "five-"),
        ("-0.5", "minus zero point five"),
        ("3.14", "three point one four"),
        (".5", "point five"),
        ("3.", "three."),
        ("1.05", "one point zero five"),
        ("1,000.5", "one thousand point five"),
    ],
)
def test_signs_and_decimals(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("120", "one hundred and twenty"),
        ("1001", "one thousand and one"),
        ("1,000,001", "one million and one"),
        ("101st", "one hundred and first"),
    ],
)
def test_british_and(written, spoken):
    assert GB.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("120", "one hundred twenty"),
        ("1001", "one thousand one"),
        ("1,000,001", "one million one"),
        ("101st", "one hundred first"),
    ],
)
def test_american(written, spoken):
    assert US.normalize(written) == spoken
