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
