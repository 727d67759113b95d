"""Years, decades, eras, quarters."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("the 1990s", "the nineteen nineties"),
        ("1990's", "nineteen nineties"),
        ("the '80s", "the eighties"),
        ("the 80s", "the eighties"),
        ("1960s-70s", "nineteen sixties to seventies"),
        ("the 2000s", "the two thousands"),
        ("1993s", "nineteen ninety-three s"),
    ],
)
def test_decades(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1914-1918", "nineteen fourteen to nineteen eighteen"),
        ("1960-80", "nineteen sixty to eighty"),
        ("2006–08", "two thousand six to oh eight"),
        ("1918-1914", "nineteen eighteen to nineteen fourteen"),
        ("1914-to-1918", "nineteen fourteen to nineteen eighteen"),
    ],
)
def test_spans(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("44 BC", "forty-four B C"),
        ("500 B.C.", "five hundred B C."),
        ("79 AD", "seventy-nine A D"),
        ("AD 79", "A D seventy-nine"),
        ("1066 CE", "ten sixty-six C E"),
        ("44 bcs", "forty-four bcs"),
        ("an ad 79", "an ad seventy-nine"),
        ("A.D. 1066", "A D ten sixty-six"),
    ],
)
def test_eras(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("in '58", "in fifty-eight"),
        ("Q1'23", "Q one twenty-three"),
        ("the '05 model", "the oh five model"),
        ("in '00", "in zero zero"),
        ("'58'", "'fifty-eight'"),
    ],
)
def test_short_years(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("3Q22", "the third quarter of twenty-two"),
        ("1Q 2024", "the first quarter of twenty twenty-four"),
        ("5Q22", "five Q twenty-two"),
    ],
)
def test_quarters(written, spoken):
    assert US.normalize(written) == spoken
