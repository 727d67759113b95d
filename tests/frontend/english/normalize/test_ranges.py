"""Ranges, scores and differences."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("10-20", "ten to twenty"),
        ("10–20", "ten to twenty"),
        ("10 - 20", "ten to twenty"),
        ("1.5-2.5", "one point five to two point five"),
        ("1,000-2,000", "one thousand to two thousand"),
        ("1990-2000 x", "nineteen ninety to two thousand x"),
        ("1-2-3", "one two three"),
    ],
)
def test_ranges(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("10- 20", "ten- twenty"),
        ("10-20%", "ten to twenty percent"),
    ],
)
def test_no_ranges(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("6-4, 7-5", "six four, seven five"),
        ("won 3-2", "won three to two"),
        ("49-30-4", "forty-nine thirty four"),
        ("solve 5-2", "solve five minus two"),
        ("equals 9-4", "equals nine minus four"),
    ],
)
def test_games_and_sums(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Leeds 3-1 Everton", "Leeds three one Everton"),
        ("Villa 2-1 Forest", "Villa two one Forest"),
        ("Monday 9-5 Tuesday", "Monday nine to five Tuesday"),
        ("a 2-1 win", "a two to one win"),
    ],
)
def test_scores_between_teams(written, spoken):
    assert US.normalize(written) == spoken
