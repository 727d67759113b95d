"""Spans of time and ages, by the words around: 30s left, a 5 y.o. boy, 3-yr-olds."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import NUMBER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before, full_stop
from frontend.style import Style

DETERMINER_BEFORE = lazy(r"\b(?:an?|the|my|his|her|our|their|your) $", re.IGNORECASE)
DESCRIBED = lazy(r" (?:[a-z]|[MF]\b)")
MEASURED_BY_SECONDS = (
    "delay|timer|timeout|time-?out|interval|window|clip|video|ad|limit|cooldown|buffer|penalty|"
    "lap|pause|wait|countdown|sprint|rest|break|exposure|loop|burst|cycle|hold|plank|teaser|song"
)
MAX_FEET = 9  # "(6')" is a height
SECONDS_PASS = (
    "left|remaining|ago|later|long|earlier|behind|ahead|faster|slower|each|per|"
    "of (?:audio|video|silence|speech|music|footage|recording|delay|cooldown)"
)


def _seconds(match: re.Match[str], style: Style) -> str:
    """30s left, a 30s delay."""
    unit = "second" if match["thing"] or match["n"] == "1" else "seconds"
    return f"{style.number(match['n'])} {unit}"


def _age(match: re.Match[str], style: Style) -> str:
    """5 y.o."""
    described = DETERMINER_BEFORE.search(before(match)) and DESCRIBED.match(after(match))
    years = "year" if described or match["n"] == "1" else "years"
    return f"{style.cardinal(match['n'])} {years} old{full_stop(match)}"


def _ages(match: re.Match[str], style: Style) -> str:
    """3-yr-olds."""
    return f"{style.cardinal(match['n'])}-year-old{match['many'] or ''}"


def _minute_of_match(match: re.Match[str], style: Style) -> str | None:
    """Messi (87')."""
    return f"{numbers.ordinal(match['n'])} minute" if int(match["n"]) > MAX_FEET else None


RULES = (
    Rule(
        "minute of a match",
        "time",
        "0",
        lazy(r"(?<=\()(?P<n>\d{1,3})['’](?=\))"),
        _minute_of_match,
        ("Messi (87') scored", "Messi (eighty-seventh minute) scored"),
        ("in '87", "in eighty-seven"),
    ),
    Rule(
        "seconds",
        "measure",
        "0",
        lazy(
            rf"(?P<n>{NUMBER})s(?:(?=[ -](?P<thing>{MEASURED_BY_SECONDS})\b)|"
            rf"(?= (?:{SECONDS_PASS})\b))"
        ),
        _seconds,
        ("a 30s delay, 45s left", "a thirty second delay, forty-five seconds left"),
        ("in their 30s", "in their thirties"),
    ),
    Rule(
        "age",
        "measure",
        "0",
        lazy(r"(?P<n>\d{1,3}) ?(?:y\.o\.?|y/o)(?!\w)"),
        _age,
        ("a 5 y.o. boy is 5 y/o", "a five year old boy is five years old"),
        ("5 yo-yos", "five yo-yos"),
    ),
    Rule(
        "age of many",
        "measure",
        "0",
        lazy(r"(?P<n>\d{1,3})-(?:yrs?|y)\.?-old(?P<many>s)?(?!\w)"),
        _ages,
        ("two 3-yr-olds", "two three-year-olds"),
        ("in 3 yrs", "in three years"),
    ),
)
