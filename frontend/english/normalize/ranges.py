"""Ranges and scores: 10-20, 49-30-4."""

import re

from frontend.english.normalize.number_patterns import INTEGER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, before
from frontend.style import Style

SUM_BEFORE = lazy(r"\b(?:[Ss]olve|[Cc]alculate|[Cc]ompute|[Ee]valuate|equals?|[Ss]implify) $")
SET_BEFORE = lazy(r"\d-\d+,? ?$")  # games of a set: "6-4, 7-5"
SET_AFTER = lazy(r",? ?\d{1,2}-\d{1,2}\b")


def _record(match: re.Match[str], style: Style) -> str | None:
    """49-30-4: games won, lost and drawn."""
    if re.search(r"\b0\d", match[0]):
        return None
    return " ".join(style.cardinal(games) for games in match.groups())


def _range(match: re.Match[str], style: Style) -> str | None:
    """10-20 people; games of a set are read without "to"."""
    first = match["a"]
    last = match["b"]
    if SUM_BEFORE.search(before(match)):
        return f"{style.number(first)} minus {style.number(last)}"
    if _is_game(match):
        return f"{style.cardinal(first)} {style.cardinal(last)}"
    if _begins_with_zero(first) or _begins_with_zero(last):
        return None
    return f"{_end_of_range(first, style)} to {_end_of_range(last, style)}"


def _is_game(match: re.Match[str]) -> bool:
    """Whether two short numbers stand beside another pair of the kind."""
    if len(match["a"]) > 2 or len(match["b"]) > 2:
        return False
    return bool(SET_BEFORE.search(before(match)) or SET_AFTER.match(match.string, match.end()))


def _begins_with_zero(text: str) -> bool:
    """Whether a number of several digits begins with 0."""
    return text[0] == "0" and len(text) > 1


def _end_of_range(text: str, style: Style) -> str:
    """A number of a range: a year if it looks like one."""
    dated = len(text) == 4 and text.isdecimal() and 1100 <= int(text) < 2100 and int(text) % 100
    return style.year(text) if dated else style.number(text)


RULES = (
    Rule(
        "record of games",
        "score",
        "0",
        lazy(r"(?P<a>\d{1,3})[-–](?P<b>\d{1,3})[-–](?P<c>\d{1,3})(?![\w-]|[.,]\d)"),
        _record,
        ("a 49-30-4 record", "a forty-nine thirty four record"),
        ("49-30", "forty-nine to thirty"),
    ),
    Rule(
        "range",
        "range",
        "0",
        lazy(
            rf"(?P<a>{INTEGER}(?:\.\d+)?)(?:[-–—]| [–—-] )(?P<b>{INTEGER}(?:\.\d+)?)"
            r"(?![\d%]|[-–/]\w|\.\d|['’]?[A-Za-z])"
        ),
        _range,
        ("10-20 people", "ten to twenty people"),
        ("10- 20", "ten- twenty"),
    ),
)
