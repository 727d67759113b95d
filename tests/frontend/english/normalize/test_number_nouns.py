"""Numbers as nouns."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("100s of", "hundreds of"),
        ("1,000s of", "thousands of"),
        ("100s", "one hundred s"),
        ("3bn years", "three billion years"),
        ("5mln.", "five million."),
    ],
)
def test_round_numbers(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("100M+ users", "one hundred million plus users"),
    ],
)
def test_more_than_a_magnitude(written, spoken):
    assert US.normalize(written) == spoken
