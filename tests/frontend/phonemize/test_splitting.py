"""Long sentences in parts."""

import itertools

import pytest

from frontend import Frontend
from frontend.phonemes import BOUNDARY, Phoneme
from frontend.phonemize.splitting import MAX_PHONEMES, MIN_SPLIT, split_long

US = Frontend("en-us")


def test_long_sentences_are_cut():
    utterances = list(US("the quick brown fox jumps over the lazy dog and " * 60))
    assert len(utterances) > 3 and all(len(utterance.ids) <= 402 for utterance in utterances)
    assert sum(len(utterance.words) for utterance in utterances) == 600
    assert all(before.end <= after.start for before, after in itertools.pairwise(utterances))


def phonemes(symbols):
    return [Phoneme(symbol, word=None if symbol in " ,." else 0) for symbol in symbols]


def lengths(symbols):
    return [len(part) for part in split_long(phonemes(symbols))]


def test_short_sentences_stay_whole():
    assert lengths("a, b" * (MAX_PHONEMES // 4)) == [MAX_PHONEMES]
    utterances = list(US("It is late, it is dark, and we are tired, so let us go home, now. " * 3))
    assert len(utterances) == 3


def test_parts_are_as_long_as_they_may():
    text = "the quick brown fox, and the lazy dog, " * 60
    phonemes = [phoneme for utterance in US(text) for phoneme in utterance.phonemes]
    sizes = [len(part) for part in split_long(phonemes)]
    assert all(MIN_SPLIT <= size <= MAX_PHONEMES for size in sizes[:-1])
    assert min(sizes[:-1]) > MAX_PHONEMES - 100  # the last pause before the limit


def test_the_last_pause_is_the_split():
    early = "a" * 100 + "," + "a" * 199 + "," + "a" * 200
    assert lengths(early) == [301, 200]


@pytest.mark.parametrize(
    "pause, boundary, first",
    [
        (MIN_SPLIT, 390, MIN_SPLIT + 1),
        (MIN_SPLIT - 1, 390, 390),
        (10, 390, 390),
        (10, MIN_SPLIT // 2, MIN_SPLIT // 2),
        (10, MIN_SPLIT // 2 - 1, MAX_PHONEMES),
    ],
)
def test_places_to_split(pause, boundary, first):
    symbols = ["a"] * 500
    symbols[pause] = ","
    symbols[boundary] = BOUNDARY
    assert lengths(symbols)[0] == first


def test_boundaries_at_the_ends_are_dropped():
    symbols = "a" * 300 + "," + " " + "a" * 200
    first, second = split_long(phonemes(symbols))
    assert first[-1].symbol == "," and second[0].symbol == "a"
