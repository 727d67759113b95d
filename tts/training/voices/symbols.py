"""Symbols of a language that the voice which a training begins from does not know."""

from __future__ import annotations

from torch import Tensor

from frontend.languages import language_of
from frontend.phonemes import SYMBOL_ID, for_voice


def symbols_of(locale: str) -> int:
    """The number of symbols of the inventory up to the last one that a locale has.

    >>> symbols_of("en-us"), symbols_of("de")
    (60, 75)
    """
    symbols = language_of(locale).notation(locale).symbols
    return 1 + max(SYMBOL_ID[symbol] for symbol in symbols)


def with_symbols(embedding: Tensor, count: int) -> Tensor:
    """An embedding (symbols, width) with rows for `count` symbols: a new symbol has the row of the
    nearest that was there.
    """
    known = len(embedding)
    rows = [for_voice(symbol, known) for symbol in range(count)]
    return embedding[rows]
