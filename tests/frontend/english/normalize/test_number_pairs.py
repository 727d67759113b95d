"""Two numbers that a stroke, a hyphen or a word joins."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a 9/10 rating", "a nine out of ten rating"),
        ("rated 8/10", "rated eight out of ten"),
        ("9.5/10", "nine point five out of ten"),
        ("9/10 of us", "nine tenths of us"),
        ("got 7/5", "got seven fifths"),
        ("Lap 45/57", "Lap forty-five of fifty-seven"),
        ("a 10/10 book", "a ten out of ten book"),
        ("3/4 of it", "three quarters of it"),
    ],
)
def test_ratings(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("odds of 7/2", "odds of seven to two"),
        ("7/2", "seven halves"),
    ],
)
def test_odds(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("2009/10", "two thousand nine to ten"),
    ],
)
def test_seasons(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("9-to-5", "nine to five"),
        ("50-50", "fifty fifty"),
        ("80-20", "eighty twenty"),
        ("50-70", "fifty to seventy"),
    ],
)
def test_joined(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("GPA: 3.9/4.0", "G P A: three point nine out of four point zero"),
    ],
)
def test_grade_point_average(written, spoken):
    assert US.normalize(written) == spoken
