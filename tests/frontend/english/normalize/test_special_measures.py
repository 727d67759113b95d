"""Quantities with a way of their own."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a 6 ft 4 in man", "a six foot four inch man"),
        ("a 5 lb 6 oz baby", "a five pound six ounce baby"),
        ("12 st 4 lb", "twelve stone four pounds"),
        ("12 st 1 lb", "twelve stone one pound"),
        ("he is 6 ft 4 in", "he is six feet four inches"),
    ],
)
def test_two_units(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("f/2.8", "F two point eight"),
        ("1/250 s", "one two hundred fiftieth of a second"),
        ("1/250 sec", "one two hundred fiftieth of a second"),
        ("f/x", "f slash x"),
    ],
)
def test_photographs(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1080p", "ten eighty P"),
        ("4320p", "forty-three twenty P"),
        ("720i", "seven twenty I"),
    ],
)
def test_screens(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("100k followers", "one hundred thousand followers"),
        ("5K run", "five K run"),
        ("1.2M", "one point two million"),
        ("15k/yr", "fifteen thousand per year"),
        ("10B people", "ten billion people"),
        ("100k", "one hundred k"),
    ],
)
def test_counts(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("3 mm x 4 mm", "three millimeters by four millimeters"),
        ("so x 4", "so x four"),
        ("4½ x 3", "four and a half by three"),
    ],
)
def test_by(written, spoken):
    assert US.normalize(written) == spoken
