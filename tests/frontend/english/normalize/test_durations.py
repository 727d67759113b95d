"""Spans of time and ages."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a 5 y.o. boy", "a five year old boy"),
        ("he is 5 y.o.", "he is five years old."),
        ("1 y/o", "one year old"),
        ("two 3-yr-olds", "two three-year-olds"),
    ],
)
def test_ages(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a 60s timer in the 60s", "a sixty second timer in the sixties"),
    ],
)
def test_seconds(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Messi (87') scored.", "Messi (eighty-seventh minute) scored."),
        ("10s of audio", "ten seconds of audio"),
    ],
)
def test_minutes_of_a_match(written, spoken):
    assert US.normalize(written) == spoken
