"""Everyday spellings: drawn-out words, contractions without an apostrophe."""

import pytest

from frontend import Frontend
from frontend.english.pronunciation.everyday_spellings import standard_spelling, unstretched

US = Frontend()


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("nooo", "no"),
        ("heyyy", "hey"),
        ("Pleaseee", "Please"),
        ("cooool", "cool"),
        ("zzz", "zzz"),
        ("good", "good"),
        ("hmmm", "hmm"),
    ],
)
def test_unstretched(written, usual):
    assert unstretched(written) == usual


@pytest.mark.parametrize(
    ("written", "usual"), [("im", "I'm"), ("Wont", "won't"), ("youre", "you're"), ("ill", "ill")]
)
def test_contractions_without_apostrophe(written, usual):
    assert standard_spelling(written) == usual


@pytest.mark.parametrize(
    ("everyday", "usual"),
    [("sooo good", "so good"), ("im fine", "I'm fine"), ("NOOO", "NO"), ("awww", "aww")],
)
def test_sounds_as_the_usual_spelling(everyday, usual):
    assert US.phonemize(everyday) == US.phonemize(usual)


def test_normalized_text_keeps_the_spelling():
    assert US.normalize("sooo good, im in") == "sooo good, im in"
