"""Making spoken words fit for espeak: letters, apostrophes and inner hyphens only, and not too
long.
"""

import unicodedata
from collections.abc import Iterator

from frontend.lazy_regex import lazy

PARTS = lazy(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:['-][A-Za-zÀ-ÖØ-öø-ɏ]+)*")
LONGEST = 40  # letters; espeak says a longer word only in part
IPA = str.maketrans(
    {
        letter: latin
        for latin, letters in {
            "a": "ɐɑɒʌ",
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
            "t": "ʈ",
            "u": "ʉʊ",
            "v": "ʋ",
            "w": "ʍ",
            "x": "χ",
            "y": "ʎʏ",
            "z": "ʐʑ",
            "zh": "ʒ",
            "lz": "ɮ",
            "": "ʔʕʡʢ",
        }.items()
        for letter in letters
    }
)
BEYOND = lazy(r"[^\x00-\u024f]")
COMMON_CAPITALS = lazy(r"[A-Z]{2,}")


def sayable(word: str) -> Iterator[str]:
    """The parts of a word that can be said; none if there is no Latin letter.

    >>> list(sayable("NASA")), list(sayable("don't"))
    (['nasa'], ["don't"])
    >>> [len(piece) for piece in sayable("x" * 60)]
    [40, 20]
    """
    word = unicodedata.normalize("NFC", word)
    if BEYOND.search(word):
        word = BEYOND.sub(lambda match: _latin(match[0]), word)
    for part in PARTS.findall(word):
        if COMMON_CAPITALS.search(part):
            part = part.lower() if part.isupper() else part[0] + part[1:].lower()
        for start in range(0, len(part), LONGEST):
            piece = part[start : start + LONGEST].strip("'-")
            if piece:
                yield piece


def _latin(character: str) -> str:
    """The Latin letter nearest to one that espeak does not read: IPA, or Latin with accents beyond
    the common ones; nothing for other marks.

    >>> _latin("ɫ"), _latin("ế"), _latin("ˈ")
    ('l', 'e', '')
    """
    bare = unicodedata.normalize("NFD", character.translate(IPA))
    return "".join(letter for letter in bare if letter.isascii())
