"""Names of days and months."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Mon., 5 of us", "Monday, five of us"),
        ("Mon-Fri 9-5", "Monday to Friday nine to five"),
        ("Tue, Mar 3", "Tuesday, March third"),
        ("Sat. and", "Saturday and"),
        ("The sun, she", "The sun, she"),
        ("The wed.", "The wed."),
    ],
)
def test_days(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Jan-Mar", "January to March"),
        ("in Feb. we", "in February we"),
        ("in Dec.", "in December"),
        ("the mar.", "the mar."),
        ("March-May", "March to May"),
    ],
)
def test_months(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("M-F 9-5", "Monday to Friday nine to five"),
        ("an M-F mix", "an M-F mix"),
        ("Tu (2/22)", "Tuesday (February twenty-second)"),
    ],
)
def test_working_days(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Our Sun, a star", "Our Sun, a star"),
        ("The Sun.", "The Sun."),
        ("Hello Jan, come in", "Hello Jan, come in"),
        ("They sat, Jan stood", "They sat, Jan stood"),
        ("since Jan, on Sun, Mar 3", "since January, on Sunday, March third"),
        ("Fri, Sat, Sun, all day", "Friday, Saturday, Sunday, all day"),
    ],
)
def test_names_that_are_words(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("I gave it to Jan, and left.", "I gave it to Jan, and left."),
        ("led by Jan Yeats", "led by Jan Yeats"),
        ("from Jan to Mar", "from January to March"),
        ("in Jan. we met", "in January we met"),
    ],
)
def test_people_called_jan(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Sat 20 minutes without a word", "Sat twenty minutes without a word"),
        ("Sat 20 May", "Saturday the twentieth of May"),
        ("the Bi-Mon-Sci-Fi-Con", "the Bi-Mon-Sci-Fi-Con"),
        ("Mon: closed. Tue: 9-5", "Monday: closed. Tuesday: nine to five"),
        ("9 to 5, M–F", "nine to five, Monday to Friday"),
    ],
)
def test_days_of_opening_hours(written, spoken):
    assert US.normalize(written) == spoken
