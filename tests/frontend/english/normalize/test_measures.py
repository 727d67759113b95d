"""Quantities: which letters are units."""

import pytest

from frontend import Frontend

US = Frontend()
GB = Frontend("en-gb")


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("5 km", "five kilometers"),
        ("1 km", "one kilometer"),
        ("60 km/h", "sixty kilometers per hour"),
        ("20 m²", "twenty square meters"),
        ("5 kg", "five kilograms"),
        ("9.8 m/s²", "nine point eight meters per second squared"),
        ("10-20 kg", "ten to twenty kilograms"),
        ("5 or 6 mi", "five or six miles"),
        ("3 x 4 m", "three by four meters"),
        ("-5 m", "minus five meters"),
        ("5 million km", "five million kilometers"),
        ("500 kWh", "five hundred kilowatt hours"),
        ("5 mg/kg/day", "five milligrams per kilogram per day"),
    ],
)
def test_units(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("5 km", "five kilometres"),
        ("3 litres", "three litres"),
        ("2.5 m", "two point five metres"),
        ("10 L", "ten litres"),
    ],
)
def test_units_in_british_english(written, spoken):
    assert GB.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a 10-km run", "a ten kilometer run"),
        ("a 60W bulb", "a sixty watt bulb"),
        ("35mm film", "thirty-five millimeter film"),
        ("a 5 lb bag", "a five pound bag"),
        ("a 5 km in", "a five kilometers in"),
    ],
)
def test_describing_a_noun(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("5 in the morning", "five in the morning"),
        ("an iPhone 5s", "an I Phone five s"),
        ("80 s", "eighty s"),
        ("9.58 s", "nine point five eight seconds"),
        ("2nd St", "second Street"),
        ("4 A", "four A"),
        ("5 l", "five l"),
        ("B12", "B twelve"),
        ("5K run", "five K run"),
        ("11 in", "eleven in"),
    ],
)
def test_no_units(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("6 ft 4 in tall", "six feet four inches tall"),
        ("5 in. wide", "five inches wide"),
        ("3 x 5 in", "three by five inches"),
        ("a 5-in gap", "a five-in gap"),
        ("5in", "five inches"),
    ],
)
def test_inches_after_a_number(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1/2 oz", "one half ounce"),
        ("¾ tsp", "three quarters teaspoon"),
        ("1½ oz", "one and a half ounces"),
        ("1/2 of", "one half of"),
    ],
)
def test_fractions_of_units(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1,5 km", "one point five kilometers"),
        ("1,500 km", "one thousand five hundred kilometers"),
    ],
)
def test_decimal_commas(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("km/h", "kilometers per hour"),
        ("12/kg", "twelve per kilogram"),
        ("$5 per lb", "five dollars per pound"),
        ("5 L/100 km", "five liters per one hundred kilometers"),
        ("56 kbps", "fifty-six kilobits per second"),
        ("25 bps", "twenty-five basis points"),
        ("2400 bps", "two thousand four hundred bits per second"),
        ("797.1/km²", "seven hundred ninety-seven point one per square kilometer"),
    ],
)
def test_rates(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("cm²", "square centimeters"),
        ("mc^2", "m c squared"),
        ("in µg", "in micrograms"),
        ("3 × 10^8 m/s", "three times ten to the eighth meters per second"),
        ("10 x m", "ten x m"),
    ],
)
def test_powers_of_units(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("250 mg/5 mL", "two hundred fifty milligrams per five milliliters"),
    ],
)
def test_per_an_amount(written, spoken):
    assert US.normalize(written) == spoken
