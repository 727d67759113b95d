"""Codes, orders, accounts and telephone numbers after their word; and numbers that count."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("The PIN is 4821.", "The PIN is four eight two one."),
        ("account ending in 4471", "account ending in four four seven one"),
        ("662190 is your login code", "six six two one nine zero is your login code"),
        ("Ticket #10432 is open", "Ticket number one zero four three two is open"),
        ("my number is 2025550143", "my number is two zero two five five five zero one four three"),
        ("Text JOIN to 50155", "Text JOIN to five zero one five five"),
        (
            "Meeting ID: 812 3456 789",
            "Meeting I D: eight one two three four five six seven eight nine",
        ),
    ],
)
def test_codes(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("We order 12000 units", "We order twelve thousand units"),
        ("In 1984 code was short", "In nineteen eighty-four code was short"),
        ("the case of 1500 people", "the case of fifteen hundred people"),
        ("I call 12 people", "I call twelve people"),
    ],
)
def test_numbers_that_count(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a 404 page on port 8080", "a four oh four page on port eight zero eight zero"),
        ("exp. 03/29", "exp. three twenty-nine"),
        ("Card ending 4242", "Card ending four two four two"),
        ("500 pages", "five hundred pages"),
    ],
)
def test_status_codes_ports_and_expiry_dates(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("order #45-8821", "order number four five, eight eight two one"),
        ("invoice #A-2231", "invoice number A, two two three one"),
    ],
)
def test_numbers_after_a_hash(written, spoken):
    assert US.normalize(written) == spoken
