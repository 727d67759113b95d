"""Rewriting a phonetic notation, such as IPA, in inventory notation."""

import re
from collections.abc import Mapping, Sequence

from frontend.lazy_regex import lazy
from frontend.phonemes import DROPPED_DIACRITICS, ENGLISH_SYMBOLS, STRESS_OF_MARK

NO_MATCH = r"(?!)"  # a pattern without a match


class Notation:
    """A table of symbols and what they become; of several that match, the longest counts.

    symbols   of the inventory that the language has

    >>> Notation({"a": "1", "ab": "2"}).rewrite("aabc")
    '12c'
    """

    def __init__(self, table: Mapping[str, str], symbols: Sequence[str] = ENGLISH_SYMBOLS):
        self.table = table
        self.symbols = symbols
        self.characters = frozenset("".join(symbols)).union(STRESS_OF_MARK, DROPPED_DIACRITICS)
        longest_first = sorted(table, key=len, reverse=True)
        self._pattern = lazy("|".join(map(re.escape, longest_first)) or NO_MATCH)

    def rewrite(self, text: str) -> str:
        """The text with each symbol of the table replaced; other characters stay."""
        return self._pattern.sub(lambda match: self.table[match[0]], text)
