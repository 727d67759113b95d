"""Names of units."""

import pytest

from frontend.english.normalize.units import PER_ONLY, UNIT_NAMES, localized, unit_name
from frontend.style import Style


@pytest.mark.parametrize(
    "unit, one, many",
    [
        ("km", "kilometer", "kilometers"),
        ("Hz", "hertz", "hertz"),
        ("Mbps", "megabit per second", "megabits per second"),
        ("ft", "foot", "feet"),
        ("sq. ft", "square foot", "square feet"),
        ("cu. in", "cubic inch", "cubic inches"),
    ],
)
def test_names(unit, one, many):
    assert UNIT_NAMES[unit] == (one, many)


@pytest.mark.parametrize("unit", ["ps", "dA", "cHz", "µkm"])
def test_prefixes_that_no_one_uses_make_no_units(unit):
    assert unit not in UNIT_NAMES


@pytest.mark.parametrize(
    "unit, power, many, name",
    [
        ("m", None, False, "meter"),
        ("m", "²", True, "square meters"),
        ("cm", "^3", True, "cubic centimeters"),
        ("s", "²", False, "second squared"),
        ("h", "3", False, "hour cubed"),
        ("person", None, True, "people"),
        ("gallon", None, False, "gallon"),
    ],
)
def test_names_with_powers(unit, power, many, name):
    assert unit_name(unit, power, many) == name


def test_units_after_a_stroke_are_no_units_elsewhere():
    assert "gallon" in PER_ONLY and "gallon" not in UNIT_NAMES


@pytest.mark.parametrize(
    "name, british",
    [
        ("kilometers per liter", "kilometres per litre"),
        ("square meter", "square metre"),
        ("pounds", "pounds"),
    ],
)
def test_british_spelling(name, british):
    assert localized(name, Style("en-gb")) == british
    assert localized(name, Style("en-us")) == name
