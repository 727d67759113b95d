"""The words that German rules need."""

import pytest

from frontend.german.table import GERMAN_TABLE, clock


@pytest.mark.parametrize(
    "hours, minutes, spoken", [(1, 0, "ein Uhr"), (0, 5, "<0> Uhr <5>"), (15, 30, "<15> Uhr <30>")]
)
def test_times(hours, minutes, spoken):
    assert clock(hours, minutes, lambda number: f"<{number}>") == spoken


def test_words_that_end_no_sentence_begin_none():
    assert not {word.lower() for word in GERMAN_TABLE.titles} & GERMAN_TABLE.starters
