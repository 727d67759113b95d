"""<say-as> in English: text read as the class that the writer names, whatever it looks like."""

import re
import unicodedata
from collections.abc import Callable

from frontend.english import number_words
from frontend.english.normalize.symbols import SYMBOL_NAMES
from frontend.english.say_as_times import read_date, read_duration, read_time
from frontend.normalize.roman import roman_value
from frontend.ssml.say_as import PLAIN_CLASSES, SPELLED_CLASSES, SayAsInput, SpokenSpan

DIGITS = "0123456789"
SIGNED_NUMBER = re.compile(r"([-+]?)(\d+(?:\.\d+)?|\.\d+)")
SIGN_WORDS = {"-": "minus ", "+": "plus ", "": ""}
WRITTEN_FRACTION = re.compile(r"\s*(?:(\d{1,15})\s*[+ ]\s*)?(\d{1,9})\s*[/⁄]\s*(\d{1,9})\s*")
SIGN_NAMES = {
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


def spoken_spans(name: str, item: SayAsInput) -> list[SpokenSpan]:
    """The spoken spans of a text of the class `name`, in order. A text that is not what its class
    says is read as plain text.
    """
    text = item.text
    if name in SPELLED_CLASSES:
        return [
            _spell(character, index)
            for index, character in enumerate(text)
            if not character.isspace()
        ]
    spoken = READERS.get(name, _plain)(item)
    if spoken is None:
        spoken = item.normalize(text)
    return [SpokenSpan(0, len(text), spoken)]


def _spell(character: str, index: int) -> SpokenSpan:
    """A letter, a digit, or the name of a sign."""
    if character.isalpha():
        ipa = "ˈeɪ" if character in "aA" else ""
        return SpokenSpan(index, index + 1, character.upper(), ipa)
    if character in DIGITS:
        return SpokenSpan(index, index + 1, number_words.digits(character))
    unicode_name = unicodedata.name(character, "").lower().replace("-", " ")
    spoken = SIGN_NAMES.get(character) or SYMBOL_NAMES.get(character) or unicode_name
    return SpokenSpan(index, index + 1, spoken)


def _plain(item: SayAsInput) -> str | None:
    """None: read as without the element."""
    return None


def _cardinal(item: SayAsInput) -> str | None:
    """12, 1,200, -3.5, XIV."""
    text = re.sub(r"[\s,]", "", item.text)
    match = SIGNED_NUMBER.fullmatch(text)
    if match:
        return SIGN_WORDS[match[1]] + item.style.number(match[2])
    value = roman_value(text.upper())
    return item.style.cardinal(str(value)) if value else None


def _ordinal(item: SayAsInput) -> str | None:
    """5, 5th, XIV."""
    text = re.sub(r"[\s,.]|(?<=\d)(?:st|nd|rd|th)$", "", item.text.strip())
    if not (text.isascii() and text.isdecimal()):
        text = str(roman_value(text.upper()) or "")
    return number_words.ordinal(text, item.style.conjunction) if text else None


def _digits(item: SayAsInput) -> str | None:
    """Each digit by itself; letters between them one by one."""
    words = [
        item.style.digits(character) if character in DIGITS else character.upper()
        for character in item.text
        if character.isalnum()
    ]
    return " ".join(words) or None


def _fraction(item: SayAsInput) -> str | None:
    """3/4, 2 1/2, 2+1/2."""
    match = WRITTEN_FRACTION.fullmatch(item.text)
    if not match:
        return None
    fraction = number_words.fraction(match[2], match[3], item.style.conjunction)
    if not match[1]:
        return fraction
    with_article = re.sub(r"^one (half|quarter)", r"a \1", fraction)
    return f"{item.style.cardinal(match[1])} and {with_article}"


def _telephone(item: SayAsInput) -> str | None:
    """Digit by digit, with a pause between groups; the format may be the country code."""
    text = item.text.strip()
    groups = re.findall(r"\d+|[A-Za-z]+", text)
    if not groups:
        return None
    spoken = ", ".join(
        item.style.digits(group) if group.isdecimal() else " ".join(group.upper())
        for group in groups
    )
    if text.startswith("+"):
        return f"plus {spoken}"
    if item.format.isdecimal():
        return f"plus {item.style.digits(item.format)}, {spoken}"
    return spoken


def _bleep(item: SayAsInput) -> str:
    """A word that nobody is to hear."""
    return "bleep"


READERS: dict[str, Callable[[SayAsInput], str | None]] = {
    **dict.fromkeys(PLAIN_CLASSES, _plain),
    "cardinal": _cardinal,
    "number": _cardinal,
    "ordinal": _ordinal,
    "digits": _digits,
    "number:digits": _digits,
    "fraction": _fraction,
    "telephone": _telephone,
    "phone": _telephone,
    "date": read_date,
    "time": read_time,
    "duration": read_duration,
    "expletive": _bleep,
    "bleep": _bleep,
}
