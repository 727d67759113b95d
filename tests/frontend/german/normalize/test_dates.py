"""Dates, ranks and years in their surroundings."""

import pytest

from frontend import Frontend

FRONT = Frontend("de")


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("am 3.4., also bald", "am dritten April, also bald"),
        ("am 3. und 4. Mai", "am dritten und vierten Mai"),
        ("1.–3. Mai", "erster bis dritter Mai"),
        ("1.1.99", "erster Januar neunundneunzig"),
        ("Er wurde 1850 geadelt.", "Er wurde achtzehnhundertfünfzig geadelt."),
        ("Es kamen 1850 Gäste.", "Es kamen eintausendachthundertfünfzig Gäste."),
        ("Die 20er und die 85er", "Die zwanziger und die fünfundachtzig er"),
    ],
)
def test_readings(written, spoken):
    assert FRONT.normalize(written) == spoken
