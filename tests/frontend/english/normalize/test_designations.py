"""Numbers that name a thing."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Gate 23A", "Gate twenty-three A"),
        ("seat 14F", "seat fourteen F"),
        ("Unit 101B", "Unit one oh one B"),
        ("a fuse of 23A", "a fuse of twenty-three amps"),
    ],
)
def test_places(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Boeing 747-400", "Boeing seven forty-seven four hundred"),
        ("Boeing 737", "Boeing seven thirty-seven"),
        ("RTX 4090", "R T X forty ninety"),
        ("GeForce 3080", "GeForce thirty eighty"),
        ("Flight BA 249", "Flight B A two forty-nine"),
        ("Form 1040", "Form ten forty"),
        ("1099 forms", "ten ninety-nine forms"),
        ("1099 people", "one thousand ninety-nine people"),
    ],
)
def test_models(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("401(k)", "four oh one K"),
        ("501(c)(3)", "five oh one C three"),
        ("401 (k)", "four hundred one (k)"),
    ],
)
def test_law(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("WWII", "World War two"),
        ("WWF", "W W F"),
    ],
)
def test_wars(written, spoken):
    assert US.normalize(written) == spoken
