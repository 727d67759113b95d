"""The phonemes of words that were pronounced as one, shared out again: "ɪnðə" is "ɪn" and "ðə"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from frontend.phonemes import format_phonemes, parse

EMPTY_COST = 10  # of an empty part, so that every word keeps a phoneme where there are enough


class Cuts(NamedTuple):
    """Places of cuts and the sum of the edit distances up to the last of them."""

    cost: int
    places: list[int]


def align_words(phonemes: str, references: Sequence[str]) -> list[str]:
    """Phonemes cut into as many parts as there are references, where the parts are most like them.

    phonemes     of all the words together, in inventory notation
    references   phonemes of each word alone

    >>> align_words("ɪnðə", ["ˈɪn", "ðə"])
    ['ɪn', 'ðə']
    """
    parsed = [phoneme for phoneme, _ in parse(phonemes)]
    symbols = [phoneme.symbol for phoneme in parsed]
    cuts = _best_cuts(symbols, [_symbols(reference) for reference in references])
    return [format_phonemes(parsed[start:end]) for start, end in pairwise(cuts)]


def _symbols(phonemes: str) -> list[str]:
    """The symbols without stress."""
    return [phoneme.symbol for phoneme, _ in parse(phonemes)]


def _best_cuts(symbols: list[str], references: list[list[str]]) -> list[int]:
    """Places of the cuts, 0 and the end included, with the least sum of edit distances between
    parts and references.
    """
    size = len(symbols)
    best = {0: Cuts(0, [0])}  # end of the parts so far -> the best cuts up to there
    for index, reference in enumerate(references):
        ends = [size] if index == len(references) - 1 else range(size + 1)
        best = {end: _best_to(end, best, symbols, reference) for end in ends}
    return best[size].places


def _best_to(end: int, best: dict[int, Cuts], symbols: list[str], reference: list[str]) -> Cuts:
    """The best cuts whose last part ends at `end`."""
    return min(
        Cuts(cuts.cost + edit_distance(symbols[start:end], reference), [*cuts.places, end])
        for start, cuts in best.items()
        if start <= end
    )


def edit_distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Levenshtein's edit distance; beside an empty sequence EMPTY_COST and both lengths.

    >>> edit_distance("kitten", "sitting")
    3
    """
    if not one or not other:
        return EMPTY_COST + len(one) + len(other)
    row = list(range(len(other) + 1))
    for index, symbol in enumerate(one, 1):
        diagonal = row[0]
        row[0] = index
        for column, target in enumerate(other, 1):
            substituted = diagonal + (symbol != target)
            diagonal = row[column]
            row[column] = min(row[column] + 1, row[column - 1] + 1, substituted)
    return row[-1]
