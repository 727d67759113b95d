"""Letters and digits in one word."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import is_read_as_word, spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style

RECENT_YEARS = frozenset(map(str, range(1900, 2100)))
ALIKE_CHARACTERS = lazy(r"\d+(?:\.\d+)?|[^\W\d_]+|'s")
LETTER_BETWEEN_DIGITS = lazy(r"[A-Z]\d[A-Z]")
ORDINAL_AT_END = lazy(r"\d(?:st|nd|rd|th)$")
CAMEL_HUMP = lazy(r"([A-Za-z])(?=[A-Z][a-z]{2})")  # OAuth2
LETTERS_AND_VERSION = lazy(r"[A-Z]{2}[a-z]")  # IPv6


def _alphanumeric(match: re.Match[str], style: Style) -> str:
    """MP3, B2B, COVID-19, F-16, i7-9700K, A1B2-C3D4, mid-20th, F-16s."""
    text = match[0]
    parts = ALIKE_CHARACTERS.findall(text)
    is_key = _is_key(text, parts)
    spoken = [
        _figures(part, parts[index - 1], is_key) if part[0].isdecimal() else _letters(part)
        for index, part in enumerate(parts)
    ]
    if parts[-1] == "s":
        spoken[-2:] = [numbers.plural(spoken[-2])]
    elif ORDINAL_AT_END.search(text) and parts[-2].isdecimal():
        spoken[-2:] = [numbers.ordinal(parts[-2])]
    return " ".join(spoken)


def _is_key(text: str, parts: list[str]) -> bool:
    """Whether letters and digits take turns, as in a licence key."""
    digits = [part for part in parts if part[0].isdecimal()]
    return len(digits) > 1 and len(parts) > 3 and bool(LETTER_BETWEEN_DIGITS.search(text))


def _letters(part: str) -> str:
    """Letters among digits: spelled, unless they are a word."""
    if len(part) == 1 or LETTERS_AND_VERSION.fullmatch(part):
        return spell(part)
    if part.isupper():
        return part if is_read_as_word(part, part) else spell(part)
    return CAMEL_HUMP.sub(r"\1 ", part)


def _figures(part: str, letters: str, is_key: bool) -> str:
    """Digits after letters: by hundreds, or one by one in keys and after a zero."""
    if "." in part:
        return numbers.decimal(part)
    shortest = 3 if is_key else 1
    if part[0] == "0" or not shortest <= len(part) <= 4:
        return numbers.digits(part)
    if len(letters) > 1 and letters.islower() and part in RECENT_YEARS:
        return numbers.year(part)
    if (len(part), len(letters)) == (3, 2) and letters.isupper():
        return numbers.digits(part)
    return numbers.digit_pairs(part)


def _labels(match: re.Match[str], style: Style) -> str:
    """Q1-Q3."""
    letter = match["letter"]
    return f"{letter} {style.cardinal(match['a'])} to {letter} {style.cardinal(match['b'])}"


RULES = (
    Rule(
        "span of labels",
        "range",
        "MIXED",
        lazy(r"(?P<letter>[A-Z])(?P<a>\d{1,3}) ?[-–] ?(?P=letter)(?P<b>\d{1,3})(?![\w-])"),
        _labels,
        ("Q1-Q3", "Q one to Q three"),
        ("Q1 - R3", "Q one - R three"),
    ),
    Rule(
        "letters and digits",
        "serial",
        "MIXED",
        lazy(
            r"[^\W\d_]+(?:-[^\W\d_]+){0,3}-?\d[^\W_]*"
            r"(?:[-.]\d+[^\W_]*|-[A-Z]{1,3}\b)*(?:'s)?(?![\w@])"
        ),
        _alphanumeric,
        ("COVID-19 and the F-16", "COVID nineteen and the F sixteen"),
        ("well-known", "well-known"),
    ),
)
