"""The pronunciation of English words in the order of trust: corrections, homographs, the packaged
lexicon, espeak-ng.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from frontend.english.pronunciation.clear_contexts import CLUES, clear_reading
from frontend.english.pronunciation.connected_speech import is_letter, pronounce
from frontend.english.pronunciation.context_forms import FormLookup
from frontend.english.pronunciation.everyday_spellings import standard_spelling
from frontend.english.pronunciation.homographs import disambiguate, packaged_readings
from frontend.english.pronunciation.notation import WRITTEN_NOTATION, espeak
from frontend.english.pronunciation.packaged_lexicon import CORRECTIONS, lookup
from frontend.english.pronunciation.used_to import HABIT_WORDS, used_to
from frontend.phonemize.pronunciation import HomographReading, WordPronunciation


class EnglishPronunciation:
    """A Pronunciation of English in one locale. Safe for several threads."""

    def __init__(self, locale: str):
        self.locale = locale
        self.notation = WRITTEN_NOTATION[locale]
        self._lookup = FormLookup(espeak(locale), lambda word: lookup(word, locale))

    def homograph(self, words: Sequence[str], index: int) -> HomographReading | None:
        """The reading of a homograph in its sentence; None for other words."""
        if words[index].lower() not in homograph_words():
            return None
        habit = used_to(words, index)
        if habit:
            return habit
        clear = clear_reading(words, index, self.locale)
        if clear:
            return clear
        reading = disambiguate(words, index)
        if reading is None:
            return None
        return HomographReading(reading.phonemes[self.locale], reading.label.strip("="))

    def correction(self, word: str) -> str | None:
        """Phonemes of a word that espeak-ng mispronounces, else None."""
        return CORRECTIONS[self.locale].get(word.lower())

    def source(self, words: Sequence[str], index: int) -> str:
        """The source of a word's forms: letters, packaged or espeak."""
        if is_letter(words, index):
            return "letters"
        usual = standard_spelling(words[index])
        return "packaged" if lookup(usual, self.locale) else "espeak"

    def pronounce(
        self,
        words: Sequence[str],
        overrides: Mapping[int, str],
        homographs: Mapping[int, str],
    ) -> list[WordPronunciation]:
        """The pronunciation of each word of a clause; see connected_speech.pronounce."""
        usual = [standard_spelling(word) for word in words]
        return pronounce(usual, self._lookup, overrides, homographs)


@cache
def homograph_words() -> frozenset[str]:
    """Words with several readings, in small letters. All others, nearly every word, need no
    context.
    """
    return frozenset([*HABIT_WORDS, *CLUES, *packaged_readings()])
