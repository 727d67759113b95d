"""Ranges and scores: 10-20, 49-30-4."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import INTEGER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

LETTERED_BEFORE = lazy(
    r"\b(?:from|letters?|grades?|groups?|rows?|sections?|columns?|names?|gates?|volumes?|answers?|"
    r"teams?|blocks?|categories|classes|options?|steps?|parts?|zones?|questions?) $",
    re.IGNORECASE,
)
SUM_BEFORE = lazy(r"\b(?:[Ss]olve|[Cc]alculate|[Cc]ompute|[Ee]valuate|equals?|[Ss]implify) $")
SET_BEFORE = lazy(r"\d-\d+,? ?$")  # games of a set: "6-4, 7-5"
TEAM_BEFORE = lazy(
    r"\b(?!(?:Ages|Grades|Pages|Chapters|Rooms|Levels|Rows|Weeks|Years|Sections|Steps|Verses|Lines|"
    r"Items|Figures|Tables|Questions|Parts|Units|Volumes|Lessons|Books|Acts|Scenes|Psalms?) )"
    r"[A-Z][a-z]+(?<!day)(?<!days) $"
)
TEAM_AFTER = lazy(r" [A-Z][a-z]+(?<!day)\b")
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
    if _is_game(match) or _is_score(match):
        return f"{style.cardinal(first)} {style.cardinal(last)}"
    if _begins_with_zero(first) or _begins_with_zero(last):
        return None
    return f"{_end_of_range(first, style)} to {_end_of_range(last, style)}"


def _is_game(match: re.Match[str]) -> bool:
    """Whether two short numbers stand beside another pair of the kind."""
    if len(match["a"]) > 2 or len(match["b"]) > 2:
        return False
    return bool(SET_BEFORE.search(before(match)) or SET_AFTER.match(match.string, match.end()))


def _is_score(match: re.Match[str]) -> bool:
    """Whether goals stand between two teams: "City 2-1 United"."""
    goals = len(match[0]) == 3 and match["a"] >= match["b"]
    return goals and bool(TEAM_BEFORE.search(before(match)) and TEAM_AFTER.match(after(match)))


def _begins_with_zero(text: str) -> bool:
    """Whether a number of several digits begins with 0."""
    return text[0] == "0" and len(text) > 1


def _end_of_range(text: str, style: Style) -> str:
    """A number of a range: a year if it looks like one."""
    dated = len(text) == 4 and text.isdecimal() and 1100 <= int(text) < 2100 and int(text) % 100
    return style.year(text) if dated else style.number(text)


def _letters(match: re.Match[str], style: Style) -> str | None:
    """From A-Z, grades A–F."""
    first = match["a"]
    last = match["b"]
    whole = (first + last).upper() == "AZ"
    if not whole and not (first < last and LETTERED_BEFORE.search(before(match))):
        return None
    return f"{first} to {last}"


def _span_before_noun(match: re.Match[str], style: Style) -> str:
    """A 10-12-hour drive."""
    return f"{style.number(match['a'])} to {style.number(match['b'])}"


def _down(match: re.Match[str], style: Style) -> str:
    """3rd-and-7."""
    distance = match["n"]
    distance = style.cardinal(distance) if distance.isdecimal() else distance
    return f"{numbers.ordinal(match['down'])} and {distance}"


RULES = (
    Rule(
        "span of letters",
        "range",
        "a b c d e f g h k l m n p q r s",
        lazy(r"(?P<a>[A-Za-z])[-–](?P<b>[A-Za-z])(?![\w-])"),
        _letters,
        ("from A-Z, grades A-F", "from A to Z, grades A to F"),
        ("an A-B test", "an A-B test"),
    ),
    Rule(
        "span before a noun",
        "range",
        "0",
        lazy(r"(?P<a>\d{1,4})[-–](?P<b>\d{1,4})(?=-(?!to\b|and\b|or\b)[a-z]{3})-"),
        _span_before_noun,
        ("a 10-12-hour drive", "a ten to twelve hour drive"),
        ("10-12-to-1", "ten-twelve to one"),
    ),
    Rule(
        "down and distance",
        "score",
        "0",
        lazy(
            r"(?P<down>[1-4])(?:st|nd|rd|th)[- ](?:and|&)[- ](?P<n>\d{1,2}|goal|long|short|inches)"
            r"(?![\w-])"
        ),
        _down,
        ("on 3rd-and-7, 4th and 1", "on third and seven, fourth and one"),
        ("the 3rd-and-last", "the third-and-last"),
    ),
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
