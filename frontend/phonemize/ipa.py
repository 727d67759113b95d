"""Phonemes that a person wrote, in IPA or in inventory notation."""

import unicodedata

from frontend.errors import UnknownPhonemeError
from frontend.phonemes import (
    BOUNDARY,
    OTHER_VOWELS,
    PAUSES,
    SILENCE,
    STRESS_OF_MARK,
    VOWELS,
    Phoneme,
    format_phonemes,
    parse,
)
from frontend.phonemize.notation import Notation

TIE_BARS = str.maketrans("", "", "\u0361\u035c^")  # over and under two letters, and in plain text
VOWEL_STARTS = frozenset(symbol[0] for symbol in (*VOWELS, *OTHER_VOWELS))


def from_ipa(ipa: str, notation: Notation) -> str:
    """Written phonemes in inventory notation; a stress mark moves from its syllable to its vowel.
    Tie bars count for nothing: t͡ʃ is tʃ.

    notation   IPA of the locale to the inventory

    Raises UnknownPhonemeError for a symbol that no voice knows, and for text without phonemes.

    >>> from_ipa("təˈma", Notation({}))
    'təmˈa'
    """
    untied = unicodedata.normalize("NFC", ipa.strip()).translate(TIE_BARS)
    rewritten = notation.rewrite(untied)
    single_spaced = " ".join(rewritten.split())
    stressed = _stress_vowels(single_spaced)
    phonemes = [phoneme for phoneme, _ in parse(stressed, notation.symbols)]
    _check(ipa, phonemes)
    return format_phonemes(phonemes)


def _check(ipa: str, phonemes: list[Phoneme]) -> None:
    """Raise UnknownPhonemeError for a pause or silence, and for text without phonemes."""
    symbols = [phoneme.symbol for phoneme in phonemes]
    wrong = next((symbol for symbol in symbols if symbol in (*PAUSES, SILENCE)), None)
    if wrong:
        fault = f"{wrong!r} is no phoneme"
    elif all(symbol == BOUNDARY for symbol in symbols):
        fault = "it is empty"
    else:
        return
    raise UnknownPhonemeError(
        f"/{ipa}/ is no pronunciation: {fault}. Write phonemes and stress marks only."
    )


def _stress_vowels(phonemes: str) -> str:
    """The string with each stress mark just before the next vowel."""
    moved: list[str] = []
    mark = ""
    for character in phonemes:
        if character in STRESS_OF_MARK:
            mark = character
            continue
        if mark and character in VOWEL_STARTS:
            moved.append(mark)
            mark = ""
        moved.append(character)
    return "".join(moved)
