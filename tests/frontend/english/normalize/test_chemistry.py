"""Formulas and ions; other words of capitals and digits are none."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("H2O", "H two O"),
        ("CO2", "C O two"),
        ("C6H12O6", "C six H twelve O six"),
        ("NaCl", "N A C L"),
        ("H2SO4", "H two S O four"),
        ("NaHCO3", "N A H C O three"),
    ],
)
def test_formulas(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("K2", "K two"),
        ("B2", "B two"),
        ("COP26", "COP twenty-six"),
        ("CO", "C O"),
        ("HI", "HI"),
    ],
)
def test_no_formulas(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Na+", "N A plus"),
        ("Ca2+", "C A two plus"),
        ("Al + B", "Al plus B"),
        ("Na++", "Na plus plus"),
    ],
)
def test_ions(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Mg(NO3)2", "M G N O three two"),
        ("OH- and CO3^2-", "O H minus and C O three two minus"),
        ("a yes- or NO-vote", "a yes- or NO-vote"),
    ],
)
def test_groups_and_charges(written, spoken):
    assert US.normalize(written) == spoken
