"""Spoken words for espeak-ng: letters, apostrophes and inner hyphens only, not too long."""

import unicodedata
from collections.abc import Iterator

from frontend.lazy_regex import lazy

LATIN_WORD = lazy(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:['-][A-Za-zÀ-ÖØ-öø-ɏ]+)*")
MAX_LETTERS = 40  # espeak-ng speaks a longer word only in part
IPA_OF_LATIN = {
    "a": "ɐɑɒʌⱥ",
    "b": "ɓʙ",
    "c": "ɕ",
    "d": "ɖɗ",
    "e": "ɘəɛɚɜɝ",
    "f": "ɸ",
    "g": "ɠɡɢɣ",
    "h": "ɥɦɧʜ",
    "i": "ɨɩɪ",
    "j": "ɟʝ",
    "l": "ɫɬɭʟ",
    "m": "ɯɰɱ",
    "n": "ɲɳɴ",
    "o": "ɔɵɤ",
    "oe": "ɶ",
    "r": "ɹɺɻɼɽɾɿʀʁ",
    "s": "ʂ",
    "sh": "ʃ",
    "t": "ʈⱦ",
    "u": "ʉʊ",
    "v": "ʋ",
    "w": "ʍ",
    "x": "χ",
    "y": "ʎʏ",
    "z": "ʐʑ",
    "zh": "ʒ",
    "lz": "ɮ",
    "": "ʔʕʡʢ",
}
LATIN_OF_IPA: dict[int, str] = {}
for latin, letters in IPA_OF_LATIN.items():
    LATIN_OF_IPA |= str.maketrans(dict.fromkeys(letters, latin))
NOT_LATIN = lazy(r"[^\x00-\u024f]")
CAPITALS = lazy(r"[A-Z]{2,}")


def sanitize(word: str) -> Iterator[str]:
    """The parts of a word that espeak-ng reads; none if there is no Latin letter.

    >>> list(sanitize("NASA")), list(sanitize("don't"))
    (['nasa'], ["don't"])
    >>> list(sanitize("TÜRKİYE"))
    ['türkiye']
    >>> [len(part) for part in sanitize("x" * 60)]
    [40, 20]
    """
    for part in LATIN_WORD.findall(_readable(word)):
        for lower in LATIN_WORD.findall(_readable(_without_capitals(part))):
            for start in range(0, len(lower), MAX_LETTERS):
                piece = lower[start : start + MAX_LETTERS].strip("'-")
                if piece:
                    yield piece


def _readable(word: str) -> str:
    """A word in composed letters, those beyond Latin Extended-B as the nearest before it."""
    word = unicodedata.normalize("NFC", word)
    return (
        NOT_LATIN.sub(lambda match: _to_latin(match[0]), word) if NOT_LATIN.search(word) else word
    )


def _without_capitals(part: str) -> str:
    """A word in small letters; if it is not all capitals, its first letter stays. The small letter
    of some capitals is two characters ("İ"), or one that espeak-ng is not given ("Ɓ").
    """
    if not CAPITALS.search(part):
        return part
    if part.isupper():
        return part.lower()
    return part[0] + part[1:].lower()


def _to_latin(character: str) -> str:
    """The Latin letter nearest to IPA and to Latin letters with rare accents; nothing for marks.

    >>> _to_latin("ɫ"), _to_latin("ế"), _to_latin("ˈ")
    ('l', 'e', '')
    """
    bare = unicodedata.normalize("NFD", character.translate(LATIN_OF_IPA))
    return "".join(letter for letter in bare if letter.isascii())
