"""Amounts: whole numbers, decimals, fractions."""

import pytest

from frontend.english.normalize.amounts import (
    is_common,
    is_fraction,
    is_one_or_less,
    spoken_amount,
)
from frontend.style import Style


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("3", "three"),
        ("1.5", "one point five"),
        ("1/4", "one quarter"),
        ("2 3/4", "two and three quarters"),
        ("2-1/2", "two and a half"),
        ("2½", "two and a half"),
        ("⅔", "two thirds"),
    ],
)
def test_spoken(written, spoken):
    assert spoken_amount(written, Style()) == spoken


def test_one_or_less_takes_the_singular():
    assert [text for text in ("1", "1/2", "½", "0.5", "1½", "5/4") if is_one_or_less(text)] == [
        "1",
        "1/2",
        "½",
    ]


def test_fractions_are_known():
    assert [text for text in ("2", "1/2", "2½", "1.5") if is_fraction(text)] == ["1/2", "2½"]


def test_halves_and_thirds_are_common_and_dates_are_not():
    assert [text for text in ("1/2", "9/11", "4/3", "½", "7") if is_common(text)] == [
        "1/2",
        "½",
        "7",
    ]
