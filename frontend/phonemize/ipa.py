"""Phonemes that a person wrote, in IPA or in the inventory's own symbols, as the corpus writes
them.
"""

import re
import unicodedata

from frontend.errors import UnknownPhoneme
from frontend.lazy_regex import lazy
from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, STRESSES, VOWELS, format_phonemes, parse

PLAIN = {
    "aɪ": "I",
    "aʊ": "W",
    "eɪ": "A",
    "ɔɪ": "Y",
    "dʒ": "ʤ",
    "tʃ": "ʧ",
    "r": "ɹ",
    "g": "ɡ",
    "ɫ": "l",
    "ʍ": "w",
    "ɐ": "ə",
    "'": "ˈ",
    ":": "ː",
    "ʔ": "t",
    "x": "k",
    "e": "ɛ",
    "ɘ": "ə",
    "ɨ": "ᵻ",
    "n̩": "ᵊn",
    "l̩": "ᵊl",
    "m̩": "əm",
    "o": "ɔ",
    ".": "",
    "‿": "",
    "͡": "",
    "͜": "",
    "^": "",
    "ʰ": "",
    "̃": "",
    "y": "i",
    "ø": "ɜ",
    "œ": "ɜ",
    "ʁ": "ɹ",
    "ʀ": "ɹ",
    "ɻ": "ɹ",
    "ɣ": "ɡ",
    "ɢ": "ɡ",
    "β": "v",
    "ʋ": "v",
    "ç": "h",
    "ɦ": "h",
    "χ": "k",
    "ɲ": "nj",
    "ʎ": "lj",
    "ɬ": "l",
    "ɭ": "l",
    "ɯ": "u",
    "ʉ": "u",
    "ɵ": "ʊ",
    "ɤ": "ʌ",
    "ɱ": "m",
    "ɖ": "d",
    "ʈ": "t",
    "ɕ": "ʃ",
    "ʑ": "ʒ",
    "ɸ": "f",
}
BY_LOCALE = {
    "en-us": {
        "oʊ": "O",
        "əʊ": "O",
        "ɚ": "əɹ",
        "ɝ": "ɜɹ",
        "ɜː": "ɜɹ",
        "ɜːɹ": "ɜɹ",
        "ɜːr": "ɜɹ",
        "ɪə": "iə",
        "ː": "",
        "ɒ": "ɑ",
        "Q": "O",
    },
    "en-gb": {
        "oʊ": "Q",
        "əʊ": "Q",
        "ɚ": "ə",
        "ɝ": "ɜː",
        "eə": "ɛː",
        "iə": "ɪə",
        "æ": "a",
        "ɾ": "t",
        "ᵻ": "ɪ",
        "O": "Q",
    },
}
TABLES = {locale: PLAIN | own for locale, own in BY_LOCALE.items()}
PATTERNS = {
    locale: lazy("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
    for locale, table in TABLES.items()
}
FIRST_OF_VOWEL = frozenset(symbol[0] for symbol in VOWELS)


def from_ipa(ipa: str, locale: str) -> str:
    """Tokens of the phonemes a person wrote; a stress mark moves from its syllable to its vowel.

    Raises UnknownPhoneme for a symbol the voices have never seen.

    >>> from_ipa("təˈmɑːtoʊ", "en-us"), from_ipa("təˈmɑːtəʊ", "en-gb")
    ('təmˈɑtO', 'təmˈɑːtQ')
    """
    table = TABLES[locale]
    tokens = PATTERNS[locale].sub(
        lambda match: table[match[0]], unicodedata.normalize("NFC", ipa.strip())
    )
    phonemes = [phoneme for phoneme, _ in parse(_to_vowels(" ".join(tokens.split())))]
    wrong = next(
        (phoneme.symbol for phoneme in phonemes if phoneme.symbol in (*PAUSES, SILENCE)), None
    )
    if wrong or not any(phoneme.symbol != BOUNDARY for phoneme in phonemes):
        raise UnknownPhoneme(
            f"/{ipa}/ is no pronunciation: {f'{wrong!r} is no phoneme' if wrong else 'it is empty'}. Write phonemes and stress "
            f"marks only."
        )
    return format_phonemes(phonemes)


def _to_vowels(tokens: str) -> str:
    """Move each stress mark to just before the next vowel."""
    out = []
    waiting = ""
    for character in tokens:
        if character in STRESSES:
            waiting = character
            continue
        if waiting and character in FIRST_OF_VOWEL:
            out.append(waiting)
            waiting = ""
        out.append(character)
    return "".join(out)
