"""The pronunciation of words by espeak-ng, clause by clause.

espeak-ng weakens and stresses words by their neighbours, so it is given whole clauses. Where it
joins words, their phonemes are shared out by their likeness to those of each word alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frontend.phonemize.align import align_words
from frontend.phonemize.espeak import Espeak
from frontend.phonemize.notation import Notation
from frontend.phonemize.pronunciation import HomographReading, WordPronunciation

MAX_WORDS = 24  # that espeak-ng is given at a time
MAX_SHARED = 3  # words that phonemes are shared out among
MAX_SHARED_PHONEMES = 90  # that are shared out; more are no words, but names of letters and signs
MAX_KEPT_CLAUSES = 4096  # clauses


class ClausePronunciation:
    """A Pronunciation by espeak-ng alone. Safe for several threads.

    espeak        of the language
    notation      IPA that people write, to the inventory
    corrections   word in small letters -> phonemes
    """

    def __init__(self, espeak: Espeak, notation: Notation, corrections: Mapping[str, str]):
        self.notation = notation
        self._espeak = espeak
        self._corrections = corrections
        self._cache: dict[tuple[str, ...], list[str]] = {}

    def homograph(self, words: Sequence[str], index: int) -> HomographReading | None:
        """None: no word is told apart by its sentence."""
        return None

    def correction(self, word: str) -> str | None:
        """Phonemes of a word that espeak-ng mispronounces, else None."""
        return self._corrections.get(word.lower())

    def source(self, words: Sequence[str], index: int) -> str:
        """The source of a word's phonemes."""
        return "letters" if len(words[index]) == 1 else "espeak"

    def pronounce(
        self,
        words: Sequence[str],
        overrides: Mapping[int, str],
        homographs: Mapping[int, str],
    ) -> list[WordPronunciation]:
        """The pronunciation of each word of a clause; those of `overrides` are decided, but the
        others hear them.
        """
        found: list[str] = []
        for start in range(0, len(words), MAX_WORDS):
            found += self._part(tuple(words[start : start + MAX_WORDS]))
        return [
            WordPronunciation(overrides.get(index, phonemes))
            for index, phonemes in enumerate(found)
        ]

    def _part(self, words: tuple[str, ...]) -> list[str]:
        """The phonemes of each of some words, as espeak-ng says them together."""
        cache = self._cache
        found = cache.get(words)
        if found is None:
            found = self._ask(words)
            if len(cache) >= MAX_KEPT_CLAUSES:
                self._cache = cache = {}
            cache[words] = found
        return found

    def _ask(self, words: tuple[str, ...]) -> list[str]:
        """The phonemes of each word, from espeak-ng. Where it joins some, each half is asked for,
        so that few words are shared out.
        """
        together, *alone = self._espeak([" ".join(words), *words])
        parts = together.split()
        if len(parts) == len(words):
            return parts
        if len(words) > MAX_SHARED:
            half = len(words) // 2
            return self._ask(words[:half]) + self._ask(words[half:])
        alone = [word.replace(" ", "") for word in alone]
        shared = "".join(parts)
        return align_words(shared, alone) if len(shared) <= MAX_SHARED_PHONEMES else alone
