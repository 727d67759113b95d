"""Numbers in the words of a language, by num2words, which is imported when the first is asked for.

What num2words lacks stays in digits, which espeak-ng reads in its own way.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from frontend.errors import MissingLanguagePackageError
from frontend.generic.table import LanguageTable

MAX_NUMBER_DIGITS = 66  # of a number that is read as one; num2words' words end there
NUMBER_PACKAGE = "num2words"


class NumberWords:
    """The number words of a language. Raises MissingLanguagePackageError without num2words."""

    def __init__(self, table: LanguageTable):
        require_package(NUMBER_PACKAGE, table.name)
        self._table = table
        self._words: Callable[[str, str], str] = lru_cache(4096)(self._ask)

    def cardinal(self, text: str) -> str:
        """A whole number: "12" -> "zwölf"."""
        return self._words(text, "cardinal")

    def ordinal(self, text: str) -> str:
        """A rank; a language without ordinals has the number."""
        return self._words(text, "ordinal")

    def year(self, text: str) -> str:
        """A year, as far as the language reads years otherwise than numbers."""
        return self._words(text, "year")

    def digits(self, text: str) -> str:
        """Each digit by itself."""
        return " ".join(self._words(digit, "cardinal") for digit in text if digit.isdecimal())

    def number(self, text: str) -> str:
        """A whole or decimal number as the language writes it: "1.234,5"."""
        whole, _, part = plain(text, self._table).partition(".")
        if not part:
            return self.cardinal(whole)
        if self._table.point:
            return f"{self.cardinal(whole)} {self._table.point} {self.digits(part)}"
        return self._words(f"{whole}.{part}", "cardinal")

    def _ask(self, text: str, kind: str) -> str:
        """num2words' words, else those of the plain number, else digits."""
        from num2words import num2words

        number: Any = text if "." in text else int(text)
        if len(text) <= MAX_NUMBER_DIGITS:
            for each in dict.fromkeys((kind, "cardinal")):
                try:
                    return str(num2words(number, lang=self._table.code, to=each)).strip()
                except (NotImplementedError, OverflowError, TypeError, ValueError, KeyError):
                    continue
        return text.replace(".", " ") if len(text) <= MAX_NUMBER_DIGITS else " ".join(text)


def plain(text: str, table: LanguageTable) -> str:
    """A number without marks between thousands, and with a dot before its decimals.

    >>> plain("1.234,5", LanguageTable("German", "de", "de"))
    '1234.5'
    """
    for mark in table.grouping:
        text = text.replace(mark, "")
    return text.replace(table.decimal, ".")


def number_pattern(table: LanguageTable) -> str:
    """The source of a pattern of numbers as the language writes them."""
    marks = "".join(f"\\{mark}" for mark in table.grouping)
    decimals = rf"(?:\{table.decimal}\d+)?"
    return rf"(?:\d{{1,3}}(?:[{marks}]\d{{3}})+(?!\d)|\d+){decimals}"


def require_package(package: str, language: str) -> None:
    """Raise MissingLanguagePackageError unless a package is there."""
    if importlib.util.find_spec(package) is None:
        raise MissingLanguagePackageError(
            f"{language} needs {package}, which plainspeech does not bring by itself. Install what "
            f"the extra `languages` brings: pip install num2words sentencex"
        )
