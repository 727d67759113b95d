"""Sums of money."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("$1", "one dollar"),
        ("$5", "five dollars"),
        ("$1.50", "one dollar and fifty cents"),
        ("$0.99", "ninety-nine cents"),
        ("$1.01", "one dollar and one cent"),
        ("$1,234.56", "one thousand two hundred thirty-four dollars and fifty-six cents"),
        ("£3.99", "three pounds and ninety-nine pence"),
        ("€0.01", "one cent"),
        ("$5.00", "five dollars"),
        ("$1.234", "one point two three four dollars"),
        ("¥500", "five hundred yen"),
        ("₿0.5", "zero point five bitcoin"),
    ],
)
def test_whole_and_cents(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("$5m", "five million dollars"),
        ("$1.5 billion", "one point five billion dollars"),
        ("$2bn", "two billion dollars"),
        ("$1 million", "one million dollars"),
        ("€3k", "three thousand euros"),
        ("$100K", "one hundred thousand dollars"),
    ],
)
def test_magnitudes(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a $5 bill", "a five dollar bill"),
        ("$20 bills", "twenty dollar bills"),
        ("a $1.5 million house", "a one point five million dollar house"),
        ("the $3 coffee", "the three dollar coffee"),
        ("A $5 bill", "A five dollar bill"),
        ("$5 bill", "five dollar bill"),
        ("a $50-a-day habit", "a fifty dollar a day habit"),
    ],
)
def test_before_a_noun(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("$5-10", "five to ten dollars"),
        ("$250-$300", "two hundred fifty dollars to three hundred dollars"),
        ("$1-2 million", "one to two million dollars"),
        ("$900k-1m", "nine hundred thousand dollars to one million dollars"),
        ("$5.50-$6", "five dollars and fifty cents to six dollars"),
    ],
)
def test_spans(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("US$5", "five US dollars"),
        ("A$5", "five Australian dollars"),
        ("C$5.50", "five Canadian dollars and fifty cents"),
        ("USD 40", "forty US dollars"),
        ("300 EUR", "three hundred euros"),
        ("GBP 5.20", "five British pounds and twenty pence"),
        ("EUR/USD", "E U R U S D"),
        ("the 3 Rs", "the three Rs"),
        ("Rs 500", "five hundred rupees"),
        ("EUR", "E U R"),
    ],
)
def test_countries_and_codes(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("€1.000,50", "one thousand euros and fifty cents"),
        ("1,50 €", "one euro and fifty cents"),
        ("€1,000", "one thousand euros"),
        ("10 €", "ten euros"),
    ],
)
def test_european(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("$5/mo", "five dollars per month"),
        ("$20/hr", "twenty dollars per hour"),
        ("-$5", "minus five dollars"),
        ("$5/kWh", "five dollars per kilowatt hour"),
        ("$", "dollar"),
        ("50¢", "fifty cents"),
        ("99p", "ninety-nine pence"),
        ("1p", "one penny"),
        ("1080p", "ten eighty P"),
    ],
)
def test_rates_and_signs(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("$1.50", "one dollar fifty cents"),
        ("$5", "five dollars"),
    ],
)
def test_without_and(written, spoken):
    assert Frontend(style="money-and=no").normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("$12–15/hr", "twelve to fifteen dollars per hour"),
        ("back at 6p, it costs 6p", "back at six P M, it costs six pence"),
    ],
)
def test_spans_with_a_rate(written, spoken):
    assert US.normalize(written) == spoken
