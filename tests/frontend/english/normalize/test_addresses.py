"""Addresses: house numbers, streets, states, roads and rooms."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("10 Downing St.", "ten Downing Street."),
        ("221B Baker St.", "two twenty-one B Baker Street."),
        ("505 Main St.", "five zero five Main Street."),
        ("1600 Main St.", "sixteen hundred Main Street."),
        ("200 Main St.", "two hundred Main Street."),
        ("12345 Main St.", "one two three four five Main Street."),
    ],
)
def test_house_numbers(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("5 N. 42nd St.", "five North forty-second Street."),
        ("1600 Pennsylvania Ave. NW", "sixteen hundred Pennsylvania Avenue Northwest"),
        ("12 St. John's Rd", "twelve Saint John's Road"),
        ("7 Elm Street", "seven Elm Street"),
        ("3 Oak Blvd. now", "three Oak Boulevard now"),
    ],
)
def test_streets(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("3 Dr. Smith", "three Doctor Smith"),
        ("7 Saints", "seven Saints"),
    ],
)
def test_no_streets(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Boston, MA", "Boston, Massachusetts"),
        ("Boston, MA 02134", "Boston, Massachusetts zero two one three four"),
        (
            "Boston, MA 02134-1000",
            "Boston, Massachusetts zero two one three four dash one zero zero zero",
        ),
        ("in Boston, Mass.", "in Boston, Massachusetts."),
        ("in Austin, Tex., now", "in Austin, Texas, now"),
    ],
)
def test_states(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("I-95", "I ninety-five"),
        ("US-101", "U S one oh one"),
        ("Route 66", "Route sixty-six"),
        ("Highway 1A", "Highway one A"),
        ("Hwy. 101", "Highway one oh one"),
        ("the M25", "the M twenty-five"),
        ("A1(M)", "A one M"),
    ],
)
def test_roads(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Room 101", "Room one oh one"),
        ("room 007", "room zero zero seven"),
        ("Suite 1200", "Suite twelve hundred"),
        ("Flight 370", "Flight three seventy"),
        ("Room 12", "Room twelve"),
        ("Room 1,200", "Room one thousand two hundred"),
    ],
)
def test_rooms(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("P.O. Box 99", "P O Box ninety-nine"),
        ("PO Box 12345", "P O Box one two three four five"),
    ],
)
def test_post_office_boxes(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Oh, OK.", "Oh, O K."),
        ("Nooo, OK!", "Nooo, O K!"),
        ("Robert, OK", "Robert, O K"),
        ("Do it, OR else.", "Do it, OR else."),
        ("Ann Roe, MD, is here", "Ann Roe, M D, is here"),
        ("Good night, Miss.", "Good night, Miss."),
        ("Yes, Pa.", "Yes, Pa."),
        ("born in Tulsa, OK, in May", "born in Tulsa, Oklahoma, in May"),
        ("from Jackson, Miss., to", "from Jackson, Mississippi, to"),
    ],
)
def test_states_that_are_words(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("3rd Edition, AK Press", "third Edition, A K Press"),
        ("Juneau, AK is cold.", "Juneau, Alaska is cold."),
    ],
)
def test_firms_are_no_states(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Sen. Roe (D-Calif.) said", "Senator Roe (D California) said"),
    ],
)
def test_parties(written, spoken):
    assert US.normalize(written) == spoken
