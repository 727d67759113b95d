"""Endings of ranks."""

import pytest

from frontend.german.normalize.inflection import gender_ending, inflected


@pytest.mark.parametrize(
    "earlier, later, ending",
    [
        ("am ", " Mai", "n"),
        ("seit dem ", " Mai", "n"),
        ("seinem ", " Buch", "n"),
        ("Heute ist der ", " Mai", ""),
        ("Der ", " Mai", ""),
        ("in der ", " Klasse", "n"),
        ("Das Ende der ", " Klasse", "n"),
        ("Freitag, der ", "", ""),
        ("die ", " Klasse", ""),
        ("das ", " Buch", ""),
        ("Jeder ", " Mensch", ""),
        ("eine ", " Klasse", ""),
        ("sein ", " Buch", "s"),
        ("sein ", " neues Buch", "s"),
        ("mein ", " Freund", "r"),
        ("", " Mai", "r"),
        ("", " Klasse", ""),
        ("er wurde ", " im Rennen", "r"),
    ],
)
def test_the_ending_follows_article_preposition_and_noun(earlier, later, ending):
    assert inflected("dritte", earlier, later) == "dritte" + ending


@pytest.mark.parametrize(
    "noun, ending", [("Mai", "r"), ("Buch", "s"), ("Zeitung", ""), ("Tag", "r"), ("Klasse", "")]
)
def test_the_gender_of_a_noun(noun, ending):
    assert gender_ending(noun) == ending
