"""Fractions."""

import pytest

from frontend import Frontend

US = Frontend()
GB = Frontend("en-gb")


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1/2", "one half"),
        ("3/4", "three quarters"),
        ("2/3", "two thirds"),
        ("1/8", "one eighth"),
        ("5/1", "five over one"),
        ("5/100", "five one hundredths"),
        ("31/32", "thirty-one thirty-seconds"),
        ("2 1/2", "two and a half"),
        ("1 1/4", "one and a quarter"),
        ("2-1/2", "two and a half"),
        ("1/3rd", "one third"),
        ("3/4ths", "three quarters"),
    ],
)
def test_fractions(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("½", "one half"),
        ("5½", "five and a half"),
        ("1¼ cups", "one and a quarter cups"),
        ("⅔", "two thirds"),
        ("3⅛", "three and one eighth"),
    ],
)
def test_vulgar(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("-1/2", "minus one half"),
        ("a-1/2", "A one slash two"),
    ],
)
def test_negative(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("5/0", "five slash zero"),
        ("1/2/3", "one slash two slash three"),
    ],
)
def test_no_fractions(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("101/2", "one hundred and one halves"),
        ("2 101/200", "two and one hundred and one two hundredths"),
    ],
)
def test_british_and(written, spoken):
    assert GB.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("He went 21/30.", "He went twenty-one of thirty."),
    ],
)
def test_tries(written, spoken):
    assert US.normalize(written) == spoken
