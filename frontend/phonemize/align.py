"""Sharing the sounds of merged words among the words: "ɪnðə" is "ɪn" and "ðə"."""

from collections.abc import Sequence
from itertools import pairwise

from frontend.phonemes import format_phonemes, parse


def split(tokens: str, models: Sequence[str]) -> list[str]:
    """Cut `tokens` into as many pieces as there are models (the words said alone), where the pieces
    are most like them.

    >>> split("ɪnðə", ["ˈɪn", "ðə"])
    ['ɪn', 'ðə']
    """
    phonemes = [phoneme for phoneme, _ in parse(tokens)]
    symbols = [phoneme.symbol for phoneme in phonemes]
    wanted = [[phoneme.symbol for phoneme, _ in parse(model)] for model in models]
    cuts = _best_cuts(symbols, wanted)
    return [format_phonemes(phonemes[start:end]) for start, end in pairwise(cuts)]


def _best_cuts(symbols: list[str], wanted: list[list[str]]) -> list[int]:
    """Places of the cuts, 0 and the end included, that make the edit distances to the wanted pieces
    the least in sum.
    """
    size = len(symbols)
    best: list[dict[int, tuple[int, list[int]]]] = [{0: (0, [0])}]
    for place, model in enumerate(wanted):
        last = place == len(wanted) - 1
        row: dict[int, tuple[int, list[int]]] = {}
        for end in [size] if last else range(size + 1):
            options = [
                (cost + distance(symbols[start:end], model), [*cuts, end])
                for start, (cost, cuts) in best[-1].items()
                if start <= end
            ]
            row[end] = min(options)
        best.append(row)
    return best[-1][size][1]


def distance(one: list[str], other: list[str]) -> int:
    """Levenshtein's edit distance; an empty piece is dear, so that every word keeps a sound where
    there are enough.
    """
    if not one or not other:
        return 10 + len(one) + len(other)
    row = list(range(len(other) + 1))
    for place, symbol in enumerate(one, 1):
        before, row[0] = row[0], place
        for column, target in enumerate(other, 1):
            before, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, before + (symbol != target)),
            )
    return row[-1]
