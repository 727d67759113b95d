"""Pauses among phonemes."""

import pytest

from frontend.phonemes import BOUNDARY, Phoneme, format_phonemes, parse
from frontend.phonemize.pauses import PAUSE_OF_PUNCTUATION, append_pause, terminate


def phonemes(string):
    return [phoneme for phoneme, _ in parse(string)]


@pytest.mark.parametrize(
    "before, mark, after",
    [
        ("a", ",", "a,"),
        ("a ", ",", "a,"),
        ("a,", "!", "a!"),
        ("a!", ",", "a!"),
        ("a.", "?", "a?"),
        ('a"', ",", 'a",'),
        ('a,"', ";", 'a;"'),
        ("a", "—", "a,"),
        ("a", "…", "a."),
        ("", ",", ""),
        ('"', ",", '"'),
    ],
)
def test_the_strongest_pause_stays(before, mark, after):
    result = phonemes(before)
    append_pause(mark, False, result)
    assert format_phonemes(result) == after


def test_a_quote_stands_where_it_was():
    result = phonemes("a")
    append_pause('"', True, result)
    append_pause('"', False, result)
    assert format_phonemes(result) == 'a ""'
    opening = []
    append_pause('"', True, opening)
    assert [phoneme.symbol for phoneme in opening] == ['"']


@pytest.mark.parametrize(
    "before, after",
    [
        ("a", "a."),
        ("a ", "a."),
        ("a,", "a."),
        ("a!", "a!"),
        ("a?", "a?"),
        ('a"', 'a."'),
        ('a!"', 'a!"'),
        ("", ""),
    ],
)
def test_a_sentence_ends_in_a_stop(before, after):
    assert format_phonemes(terminate(phonemes(before))) == after


def test_pauses_are_in_the_inventory():
    assert all(Phoneme(symbol).id for symbol in PAUSE_OF_PUNCTUATION.values())
    assert BOUNDARY not in PAUSE_OF_PUNCTUATION
