"""Whether a dot ends a sentence: by a language's table, else by the library sentencex."""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.generic.number_words import require_package
from frontend.generic.table import LanguageTable
from frontend.lazy_regex import lazy
from frontend.sentences import CHARS_BEFORE_DOT, SentenceRules

ANY_WORD_BEFORE = lazy(r"[^\s\"'(\[]+$")
SENTENCE_PACKAGE_CHARS = 80  # that sentencex is shown
ANY_INITIAL = lazy(r"[^\W\d_]")
DASHES = lazy(r"[–—/-]")
ANY_DOTTED = lazy(r"(?:[^\W\d_]\. ?)+[^\W\d_]")
ORDINAL = lazy(r"\d{1,2}|[IVX]+")
SENTENCE_PACKAGE = "sentencex"


def sentence_rules(table: LanguageTable) -> SentenceRules:
    """The rules of a language: those of its table, or sentencex where the table has no words.

    Raises MissingLanguagePackageError if sentencex is wanted and not installed.
    """
    if table.titles:
        return SentenceRules(table.starters, _by_table(table))
    require_package(SENTENCE_PACKAGE, table.name)
    return SentenceRules(frozenset(), _by_library(table.code))


def _by_table(table: LanguageTable) -> Callable[[str, int, str], bool]:
    """A decision by the words of a table."""
    suffixes = tuple(word[1:] for word in table.titles if word.startswith("-"))
    short = table.titles | {
        part for written in table.abbreviations for part in re.findall(r"[^\s.]+(?=\.)", written)
    }

    def dot_ends(text: str, position: int, following: str) -> bool:
        """After an abbreviation, an initial or a rank, only before a word that begins sentences."""
        found = ANY_WORD_BEFORE.search(text, max(0, position - CHARS_BEFORE_DOT), position)
        word = DASHES.split(found[0])[-1] if found else ""
        if word in table.titles or word.endswith(suffixes):
            return False
        if word not in short and word.rpartition(".")[2] not in short and not _is_open(word):
            return True
        return not following.islower() and following.lower().rstrip(".") in table.starters

    return dot_ends


def _is_open(word: str) -> bool:
    """Whether a word before a dot may be an initial, a dotted abbreviation or a rank."""
    return any(pattern.fullmatch(word) for pattern in (ANY_INITIAL, ANY_DOTTED, ORDINAL))


def _by_library(code: str) -> Callable[[str, int, str], bool]:
    """A decision by sentencex, which has abbreviations of many languages."""

    def dot_ends(text: str, position: int, following: str) -> bool:
        """After an initial, never; else, if sentencex parts the words before and after."""
        from sentencex import segment

        found = ANY_WORD_BEFORE.search(text, max(0, position - CHARS_BEFORE_DOT), position)
        if found and (ANY_INITIAL.fullmatch(found[0]) or ANY_DOTTED.fullmatch(found[0])):
            return False
        before = text[max(0, position - SENTENCE_PACKAGE_CHARS) : position + 1].lstrip()
        return len(list(segment(code, f"{before} {following or 'A'}"))) > len(
            list(segment(code, before))
        )

    return dot_ends
