"""Making spoken words fit for espeak: letters, apostrophes and inner hyphens only, and not too long."""

import re
import unicodedata
from collections.abc import Iterator

PARTS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:['-][A-Za-zÀ-ÖØ-öø-ɏ]+)*")
LONGEST = 40                                          # letters; espeak says a longer word only in part
COMMON_CAPITALS = re.compile(r"[A-Z]{2,}")


def sayable(word: str) -> Iterator[str]:
    """The parts of a word that can be said; none if there is no Latin letter.

    >>> list(sayable("NASA")), list(sayable("don't")), list(sayable("x" * 60)) == ["x" * 40, "x" * 20]
    (['nasa'], ["don't"], True)
    """
    for part in PARTS.findall(unicodedata.normalize("NFC", word)):
        if COMMON_CAPITALS.search(part):
            part = part.lower() if part.isupper() else part[0] + part[1:].lower()
        for start in range(0, len(part), LONGEST):
            piece = part[start:start + LONGEST].strip("'-")
            if piece:
                yield piece
