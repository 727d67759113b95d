"""<say-as>: text that is read as the class that the writer names, whatever it looks like.

The standard leaves the classes open; these are those of the W3C note "SSML 1.0 say-as attribute
values" (2005) and of the services in use.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from frontend.english import number_words as numbers
from frontend.english.normalize.calendar_names import MONTHS
from frontend.english.normalize.symbols import SIGNS
from frontend.english.normalize.times import clock
from frontend.lazy_regex import lazy
from frontend.normalize.roman import roman_value
from frontend.style import Style


class SpokenSpan(NamedTuple):
    """A part of the text (characters start to end) and what is said for it; `ipa`: how it sounds,
    where the words would not tell.
    """

    start: int
    end: int
    spoken: str
    ipa: str = ""


class SayAsInput(NamedTuple):
    """What a class is given: the text, the format, the style, and the reader of plain text."""

    text: str
    format: str
    style: Style
    normalize: Callable[[str], str]


def spoken_spans(name: str, item: SayAsInput) -> list[SpokenSpan]:
    """The parts of a text of this class, in order. A text that is not what its class says is read
    as plain text.
    """
    if name in SPELLED:
        return [
            _character(item.text[place], place, item)
            for place in range(len(item.text))
            if not item.text[place].isspace()
        ]
    spoken = CLASSES.get(name, _plain)(item)
    return [
        SpokenSpan(0, len(item.text), spoken if spoken is not None else item.normalize(item.text))
    ]


def _character(character: str, place: int, item: SayAsInput) -> SpokenSpan:
    """A letter, a digit, or the name of a sign."""
    if character.isalpha():
        ipa = "ˈeɪ" if character in "aA" else ""
        return SpokenSpan(place, place + 1, character.upper(), ipa)
    if character in "0123456789":
        return SpokenSpan(place, place + 1, numbers.digits(character))
    return SpokenSpan(
        place,
        place + 1,
        NAMES.get(character)
        or SIGNS.get(character)
        or unicodedata.name(character, "").lower().replace("-", " "),
    )


def _plain(item: SayAsInput) -> str | None:
    """As it would be read without the element."""
    return None


def _cardinal(item: SayAsInput) -> str | None:
    """12, 1,200, -3.5, XIV."""
    text = re.sub(r"[\s,]", "", item.text)
    match = re.fullmatch(r"([-+]?)(\d+(?:\.\d+)?|\.\d+)", text)
    if match:
        return {"-": "minus ", "+": "plus "}.get(match[1], "") + item.style.number(match[2])
    value = roman_value(text.upper())
    return item.style.cardinal(str(value)) if value else None


def _ordinal(item: SayAsInput) -> str | None:
    """5, 5th, XIV."""
    text = re.sub(r"[\s,.]|(?<=\d)(?:st|nd|rd|th)$", "", item.text.strip())
    value = text if text.isascii() and text.isdecimal() else str(roman_value(text.upper()) or "")
    return numbers.ordinal(value, item.style.conjunction) if value else None


def _digits(item: SayAsInput) -> str | None:
    """Each digit by itself; letters between them one by one."""
    words = [
        item.style.digits(character) if character in "0123456789" else character.upper()
        for character in item.text
        if character.isalnum()
    ]
    return " ".join(words) or None


def _fraction(item: SayAsInput) -> str | None:
    """3/4, 2 1/2, 2+1/2."""
    match = re.fullmatch(r"\s*(?:(\d{1,15})\s*[+ ]\s*)?(\d{1,9})\s*[/⁄]\s*(\d{1,9})\s*", item.text)
    if not match:
        return None
    part = numbers.fraction(match[2], match[3], item.style.conjunction)
    if not match[1]:
        return part
    return f"{item.style.cardinal(match[1])} and " + re.sub(r"^one (half|quarter)", r"a \1", part)


def _telephone(item: SayAsInput) -> str | None:
    """Digit by digit, with a pause between groups."""
    text = item.text.strip()
    groups = re.findall(r"\d+|[A-Za-z]+", text)
    if not groups:
        return None
    spoken = ", ".join(
        item.style.digits(group) if group.isdecimal() else " ".join(group.upper())
        for group in groups
    )
    code = (
        f"plus {item.style.digits(item.format)}, "
        if item.format.isdecimal() and not text.startswith("+")
        else ""
    )
    return code + ("plus " if text.startswith("+") else "") + spoken


def _date(item: SayAsInput) -> str | None:
    """Numbers in the order of the format: mdy, dmy, ymd, md, dm, ym, my, y, m, d; without one as
    plain text.
    """
    found = re.findall(r"\d+", item.text)
    order = re.sub(r"[^ymd]", "", re.sub(r"(.)\1+", r"\1", item.format))
    if len(found) == 1 and len(found[0]) == 8 and len(order) == 3:
        sizes = [4 if letter == "y" else 2 for letter in order]
        found = [found[0][sum(sizes[:place]) : sum(sizes[: place + 1])] for place in range(3)]
    if not order or len(found) != len(order) or re.search(r"[A-Za-z]", item.text):
        return None
    return _dated(dict(zip(order, found, strict=True)), order, item.style)


def _dated(value: dict[str, str], order: str, style: Style) -> str | None:
    """Year, month and day as they are said."""
    month = int(value.get("m", "1"))
    day = int(value.get("d", "1"))
    if not (1 <= month <= 12 and 1 <= day <= 31) or len(value.get("y", "")) > 4:
        return None
    name = MONTHS[month - 1] if "m" in value else ""
    number = numbers.ordinal(str(day)) if "d" in value else ""
    if name and number:
        day_first = style.british or order.startswith("d")
        name, number = (f"the {number} of {name}", "") if day_first else (f"{name} {number}", "")
    return ", ".join(
        filter(None, (name or number, _year(value["y"], style) if "y" in value else ""))
    )


def _year(text: str, style: Style) -> str:
    """A year of two or four digits."""
    return numbers.digit_pairs(text) if len(text) == 2 and text[0] != "0" else style.year(text)


def _time(item: SayAsInput) -> str | None:
    """14:30, 2:30pm, and 1'21" as minutes and seconds."""
    text = item.text.strip()
    lasting = re.fullmatch(r"(?:(\d+)')?\s*(?:(\d+)(?:\"|''))?", text)
    if lasting and text:
        return " ".join(
            _count(amount, unit)
            for amount, unit in zip(lasting.groups(), ("minute", "second"), strict=True)
            if amount
        )
    match = re.fullmatch(
        r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?\s*(?:([ap])\.?\s?m\.?)?", text, re.IGNORECASE
    )
    if not match or int(match[1]) > 24 or int(match[2]) > 59:
        return None
    seconds = f" and {_count(match[3], 'second')}" if match[3] and int(match[3]) else ""
    return (
        clock(match[1], match[2], (match[4] or "").lower() or None, None, item.style.british)
        + seconds
    )


def _duration(item: SayAsInput) -> str | None:
    """2:03:59, 1h 30m, PT5M."""
    text = item.text.strip()
    colons = re.fullmatch(r"(?:(\d+):)?(\d{1,2}):(\d{2})", text)
    if colons:
        return " ".join(
            _count(amount, unit)
            for amount, unit in zip(colons.groups(), UNITS, strict=True)
            if amount
        )
    letters = LASTING.fullmatch(text)
    if letters and any(letters.groups()):
        return " ".join(
            _count(amount, unit)
            for amount, unit in zip(letters.groups(), UNITS, strict=True)
            if amount
        )
    return None


def _count(amount: str, unit: str) -> str:
    """One hour, two hours."""
    return f"{numbers.cardinal(amount)} {unit}{'' if amount.lstrip('0') == '1' else 's'}"


def _bleep(item: SayAsInput) -> str:
    """A word that is not to be heard."""
    return "bleep"


LASTING = lazy(
    r"(?:PT)?\s*(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:ute)?s?)?)?\s*(?:(\d+)\s*s(?:ec(?:ond)?s?)?)?",
    re.IGNORECASE,
)
UNITS = ("hour", "minute", "second")
SPELLED = frozenset({"characters", "character", "spell-out", "spell", "verbatim", "letters"})
NAMES = {
    ".": "dot",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "-": "dash",
    "–": "dash",
    "_": "underscore",
    "/": "slash",
    "!": "exclamation mark",
    "?": "question mark",
    "*": "star",
    "'": "apostrophe",
    '"': "quote",
    "(": "left parenthesis",
    ")": "right parenthesis",
    "$": "dollar",
    "£": "pound",
    "€": "euro",
    "<": "less than",
    ">": "greater than",
    "~": "tilde",
    "|": "bar",
    "^": "caret",
    "[": "left bracket",
    "]": "right bracket",
    "{": "left brace",
    "}": "right brace",
    "`": "backtick",
}
CLASSES: dict[str, Callable[[SayAsInput], str | None]] = {
    **dict.fromkeys(SPELLED, _plain),
    "cardinal": _cardinal,
    "number": _cardinal,
    "ordinal": _ordinal,
    "digits": _digits,
    "number:digits": _digits,
    "fraction": _fraction,
    "telephone": _telephone,
    "phone": _telephone,
    "date": _date,
    "time": _time,
    "duration": _duration,
    "expletive": _bleep,
    "bleep": _bleep,
    **dict.fromkeys(
        (
            "currency",
            "money",
            "unit",
            "measure",
            "address",
            "name",
            "net",
            "acronym",
            "words",
            "interjection",
            "text",
        ),
        _plain,
    ),
}
