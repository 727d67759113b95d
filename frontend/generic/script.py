"""Words in any script, for the engine of the rules and for espeak-ng.

Python's patterns have no class of combining marks, and vowels of many scripts are such marks. So
the classes are made from Unicode's categories when they are first needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from frontend.normalize.normalizer import RAISED, Script

FIRST_MARK, LAST_MARK = 0x300, 0x3100  # where scripts have their combining marks
MAX_WORD_LETTERS = 60  # of a word; espeak-ng speaks a longer one only in part
CAPITAL_RUN = re.compile(r"[A-ZÄÖÜ]{2,}")
LETTER_OF_ANY_SCRIPT = r"[^\W\d_]"


@cache
def marks() -> str:
    """The combining marks as the inside of a class of characters."""
    codes = [
        code for code in range(FIRST_MARK, LAST_MARK) if unicodedata.category(chr(code))[0] == "M"
    ]
    starts = [code for code in codes if code - 1 not in set(codes)]
    ends = [code for code in codes if code + 1 not in set(codes)]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


@cache
def any_script() -> Script:
    """Words of letters and marks of any script."""
    letters = rf"(?:[^\W_{RAISED}][{marks()}]*)+"
    return Script(
        re.compile(rf"{letters}(?:'{letters})*|[^\s\w]|[_{RAISED}]"),
        re.compile(LETTER_OF_ANY_SCRIPT),
        re.compile(rf"(?:{LETTER_OF_ANY_SCRIPT}[{marks()}]*|')+"),
    )


@cache
def accepted() -> re.Pattern[str]:
    """Texts that espeak-ng may be given: words of letters, marks, digits, apostrophes, hyphens."""
    word = rf"(?:[^\W_]|[{marks()}'-])+"
    return re.compile(rf"{word}(?: {word})*")


@cache
def word_parts() -> Callable[[str], Iterable[str]]:
    """The function from a word to the parts that espeak-ng is given."""
    part = rf"(?:[^\W_]|[{marks()}])+"
    pattern = re.compile(rf"{part}(?:['-]{part})*")

    def parts(word: str) -> Iterator[str]:
        for found in pattern.findall(unicodedata.normalize("NFC", word)):
            lower = found.lower() if found.isupper() or CAPITAL_RUN.search(found) else found
            for start in range(0, len(lower), MAX_WORD_LETTERS):
                if piece := lower[start : start + MAX_WORD_LETTERS].strip("'-"):
                    yield piece

    return parts
