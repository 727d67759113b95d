"""Numbers in proportion."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("bp 120/80", "bp one hundred twenty over eighty"),
        ("BP is 120/80", "B P is one hundred twenty over eighty"),
        ("120/80 mmHg", "one hundred twenty over eighty millimeters of mercury"),
        ("120/80", "one hundred twenty eightieths"),
    ],
)
def test_pressure(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("50/50", "fifty fifty"),
        ("80/20", "eighty twenty"),
        ("20/20", "twenty twenty"),
        ("30/50", "thirty fiftieths"),
        ("24/7", "twenty-four seven"),
        ("24/7/365", "twenty-four seven three sixty-five"),
        ("9/11", "nine eleven"),
        ("pre-9/11", "pre nine eleven"),
        ("9/12", "nine twelfths"),
    ],
)
def test_shares(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("5%", "five percent"),
        ("-5%", "minus five percent"),
        ("5-10%", "five to ten percent"),
        ("5%-10%", "five percent to ten percent"),
        ("2.5 percent", "two point five percent"),
        ("5 % of", "five percent of"),
    ],
)
def test_percent(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("10x faster", "ten times faster"),
        ("a 10x gain", "a ten times gain"),
        ("3-4x", "three to four x"),
        ("2x as", "two times as"),
        ("5xy", "five xy"),
    ],
)
def test_multiples(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1920x1080", "nineteen twenty by ten eighty"),
        ("3 x 4 x 5", "three by four by five"),
        ("two 2x4s", "two two by fours"),
        ("800x600", "eight hundred by six hundred"),
        ("5 × 3", "five times three"),
        ("5 × 3 = 15", "five times three equals fifteen"),
    ],
)
def test_dimensions(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("3:1", "three to one"),
        ("2.5:1", "two point five to one"),
        ("2:155-57", "two one hundred fifty-five to fifty-seven"),
    ],
)
def test_ratios(written, spoken):
    assert US.normalize(written) == spoken
