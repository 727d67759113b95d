"""English words that decide whether a dot ends a sentence."""

import pytest

from frontend.english.sentence_ends import ABBREVIATIONS, TITLES, dot_ends


@pytest.mark.parametrize(
    "before, following, ends",
    [
        ("paid", "Then", True),
        ("Dr", "Wu", False),
        ("Dr", "The", True),
        ("Mr", "The", False),
        ("Inc", "Smith", False),
        ("Inc", "The", True),
        ("J", "Smith", False),
        ("J", "The", True),
        ("J", "In", False),
        ("you and I", "Then", True),
        ("p.m", "It", True),
        ("At 5 p.m", "It", False),
        ("He left at 5 p.m", "It", True),
        ("We saw Matt", "They", True),
        ("a good chap", "He", True),
        ("Matt", "v", False),
        ("N°", "Five", False),
        ("e", "Five", False),
    ],
)
def test_dot_ends(before, following, ends):
    text = f"{before}. {following}"
    assert dot_ends(text, len(before), following) is ends


def test_words_are_in_lower_case():
    assert all(word == word.lower() and word[-1] != "." for word in TITLES | ABBREVIATIONS)
