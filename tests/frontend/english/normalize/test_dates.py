"""Dates in both orders, spans, and what is no date."""

import pytest

from frontend import Frontend

US = Frontend()
GB = Frontend("en-gb")


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Jan. 5, 2024", "January fifth, twenty twenty-four"),
        ("January 5", "January fifth"),
        ("Jan 5th", "January fifth"),
        ("March 3-5, 2020", "March third to fifth, twenty twenty"),
        ("Sept 11", "September eleventh"),
        ("June of 1999", "June of nineteen ninety-nine"),
        ("June '99", "June ninety-nine"),
        ("may 5th", "May fifth"),
        ("may 5", "may five"),
        ("Dec. 5-7", "December fifth to seventh"),
    ],
)
def test_month_first(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("5 January 2024", "the fifth of January twenty twenty-four"),
        ("the 5th of May", "the fifth of May"),
        ("5-7 Nov. 2023", "the fifth to seventh of November twenty twenty-three"),
        ("5 May", "the fifth of May"),
        ("the 3-5 May show", "the third to fifth of May show"),
    ],
)
def test_day_first(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1/5/2024", "January fifth, twenty twenty-four"),
        ("13/5/2024", "the thirteenth of May twenty twenty-four"),
        ("31/31/2024", "thirty-one slash thirty-one slash twenty twenty-four"),
        ("15.01.2020", "the fifteenth of January twenty twenty"),
        ("12-25-99", "December twenty-fifth, ninety-nine"),
        ("2024-01-05", "January fifth, twenty twenty-four"),
        ("2024-13-05", "May thirteenth, twenty twenty-four"),
        ("06/2021", "June twenty twenty-one"),
        ("1/5", "one fifth"),
    ],
)
def test_numeric(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1/5/2024", "the first of May twenty twenty-four"),
        ("5/13/2024", "May thirteenth, twenty twenty-four"),
        ("2024-01-05", "the fifth of January twenty twenty-four"),
        ("on 3/4", "on the third of April"),
        ("Jan. 5, 2024", "January fifth, twenty twenty-four"),
    ],
)
def test_numeric_in_british_english(written, spoken):
    assert GB.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("on 3/20", "on March twentieth"),
        ("3/20 of it", "three twentieths of it"),
        ("due 12/25", "due December twenty-fifth"),
        ("until 13/5", "until the thirteenth of May"),
        ("by 3/20", "by three twentieths"),
    ],
)
def test_a_slash_needs_a_word_of_dates(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("2019-06-05T14:30:00Z", "June fifth, twenty nineteen, fourteen thirty U T C"),
        (
            "2019-06-05T14:30:15+02:00",
            "June fifth, twenty nineteen, fourteen thirty and fifteen seconds U T C plus two",
        ),
        (
            "2019-06-05T14:30-0530",
            "June fifth, twenty nineteen, fourteen thirty U T C minus five thirty",
        ),
    ],
)
def test_timestamps(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("see section 3.2.14", "see section three point two point fourteen"),
        ("on 3.2.14", "on the third of February fourteen"),
        ("03.02.14", "the third of February fourteen"),
    ],
)
def test_everyday_writing(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Pay by 12/31.", "Pay by December thirty-first."),
        ("the week of 7/15", "the week of July fifteenth"),
        ("w/e 10/14", "week ending October fourteenth"),
        ("by 3/4 of us", "by three quarters of us"),
    ],
)
def test_days_that_are_no_fractions(written, spoken):
    assert US.normalize(written) == spoken
