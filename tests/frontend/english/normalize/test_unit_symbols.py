"""Degrees, temperatures, feet and inches."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("-5°C", "minus five degrees Celsius"),
        ("72°F", "seventy-two degrees Fahrenheit"),
        ("1°C", "one degree Celsius"),
        ("10-13 °C", "ten to thirteen degrees Celsius"),
        ("10°C-20°C", "ten degrees Celsius to twenty degrees Celsius"),
        ("75F", "seventy-five degrees Fahrenheit"),
        ("5 C", "five C"),
    ],
)
def test_temperatures(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("45°", "forty-five degrees"),
        ("1°", "one degree"),
        ("a 90° angle", "a ninety degree angle"),
        ("40°26'46\"N", "forty degrees twenty-six minutes forty-six seconds north"),
        ("N 40° 42'", "north forty degrees forty-two minutes"),
        ("40° 42' 1\"", "forty degrees forty-two minutes one second"),
        ("45° No", "forty-five degrees No"),
    ],
)
def test_angles(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("6'2\"", "six foot two inches"),
        ("a 6'2\" man", "a six foot two inch man"),
        ("5'1\"", "five foot one inch"),
        ("He is 6'2", "He is six foot two"),
        ("of '6'2", "of 'six'two"),
        ("20' and", "twenty' and"),
    ],
)
def test_heights(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ('a 12" pizza', "a twelve inch pizza"),
        ('snow, 5-8" deep', "snow, five to eight inches deep"),
        ('"He is 12" said Al', '"He is twelve" said Al'),
        ("2' x 4'", "two feet by four feet"),
        ('a 2 3/4" bolt', "a two and three quarters inch bolt"),
        ('3/4"', "three quarters inch"),
        ('"I ate 3/4"', '"I ate three quarters"'),
    ],
)
def test_inches(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("It is 8' long.", "It is eight feet long."),
        ("a 9x13 in. pan", "a nine by thirteen inch pan"),
        ('a ¼" slice', "a one quarter inch slice"),
    ],
)
def test_feet_and_inches_of_things(written, spoken):
    assert US.normalize(written) == spoken
