"""Two numbers that a stroke, a hyphen or a word joins, by the words around: ratings, pages,
seasons, time signatures, odds, shares.
"""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

RATED_BEFORE = lazy(
    r"\b(?:rat(?:ed|ing)|scor(?:e|ed|ing)|score of|g[ai]ve (?:it|this|them|him|her)|got|get|"
    r"earned)(?: it| an?|:)* $",
    re.IGNORECASE,
)
RATING_AFTER = lazy(
    r"(?:-| )(?:stars?|rating|score|review|points|marks)\b|"
    r" (?:on|in) (?:the|my|his|her|our|their|your|an?|this|that)(?: \w+)? "
    r"(?:test|quiz|exam|final|midterm|homework|assignment|essay)\b"
)
ODDS_BEFORE = lazy(r"\b[Oo]dds(?: of| at| are| were| is| was|:)? $")
COUNTED_OUT_BEFORE = lazy(
    r"\b(?:page|pages|p\.|day|lap|part|episode|ep\.?|step|round|level|slide|question|lesson|"
    r"chapter|week|try|attempt|HP|hp|MP|image|photo|photos|file|task|stage|chunk|batch|epoch) $",
    re.IGNORECASE,
)
OUT_OF_TEN_END = lazy(r" of\b|,? \d{1,2}/\d|(?:ths?|s)\b")
SIGNATURE_BEFORE = lazy(r"\d/\d time, (?:and )?$")
TIME_AFTER = lazy(r" (?:time|meter|metre|beat|rhythm|bar|signature)\b")


def _counted_out(match: re.Match[str], style: Style) -> str | None:
    """Page 3/10, day 3/30; 8/10 as a judgement."""
    first = int(match["a"])
    last = int(match["b"])
    if first > last:
        return None
    if COUNTED_OUT_BEFORE.search(before(match)):
        return f"{style.cardinal(match['a'])} of {style.cardinal(match['b'])}"
    later = after(match)
    if last != 10 or first == 1 or OUT_OF_TEN_END.match(later):
        return None
    return f"{style.cardinal(match['a'])} out of ten"


def _season(match: re.Match[str], style: Style) -> str | None:
    """2023/24, 2009/2010, 2007/8: the next year after a stroke."""
    first = int(match["a"])
    if first + 1 != int(match["a"][: 4 - len(match["b"])] + match["b"]):
        return None
    last = match["b"]
    spoken = style.year(last) if len(last) == 4 else style.cardinal(last)
    return f"{style.year(match['a'])} to {spoken}"


def _time_signature(match: re.Match[str], style: Style) -> str | None:
    """3/4 time."""
    if not (TIME_AFTER.match(after(match)) or SIGNATURE_BEFORE.search(before(match))):
        return None
    return f"{style.cardinal(match['a'])} {style.cardinal(match['b'])}"


def _rating(match: re.Match[str], style: Style) -> str | None:
    """9/10 where something is judged."""
    if float(match["a"]) > int(match["b"]) or not _is_judged(match):
        return None
    return f"{style.number(match['a'])} out of {style.cardinal(match['b'])}"


def _is_judged(match: re.Match[str]) -> bool:
    """Whether the words around, or a decimal, make a fraction a rating."""
    if "." in match["a"] and match["b"] in ("5", "10", "100"):
        return True
    return bool(RATED_BEFORE.search(before(match)) or RATING_AFTER.match(after(match)))


def _odds(match: re.Match[str], style: Style) -> str | None:
    """Odds of 7/2."""
    if not ODDS_BEFORE.search(before(match)):
        return None
    return f"{style.cardinal(match['a'])} to {style.cardinal(match['b'])}"


def _joined_by_word(match: re.Match[str], style: Style) -> str:
    """9-to-5."""
    return f"{style.cardinal(match['a'])} {match['word']} {style.cardinal(match['b'])}"


def _even_shares(match: re.Match[str], style: Style) -> str | None:
    """50-50, 80-20."""
    if int(match["a"]) + int(match["b"]) != 100:
        return None
    return f"{style.cardinal(match['a'])} {style.cardinal(match['b'])}"


RULES = (
    Rule(
        "rating",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,3}(?:\.\d{1,2})?)/(?P<b>5|[1-9]0|15|25|75|1[025]0|200)(?![\w/]|\.\d)"),
        _rating,
        ("9.85/10, a 9/10 rating", "nine point eight five out of ten, a nine out of ten rating"),
        ("9/10 of us", "nine tenths of us"),
    ),
    Rule(
        "season",
        "date",
        "0",
        lazy(r"(?P<a>(?:1[6-9]|20)\d\d)/(?P<b>\d{4}|\d{1,2})(?![\w/]|[.,]\d)"),
        _season,
        ("the 2023/24 season", "the twenty twenty-three to twenty-four season"),
        ("2023/3", "two thousand twenty-three thirds"),
    ),
    Rule(
        "grade point average",
        "ratio",
        "0",
        lazy(r"(?P<a>[0-5]\.\d{1,2})/(?P<b>[45]\.0)(?![\w/]|\.\d)"),
        lambda match, style: f"{style.number(match['a'])} out of {style.number(match['b'])}",
        ("GPA: 3.9/4.0", "G P A: three point nine out of four point zero"),
        ("4.0/40", "four point zero slash forty"),
    ),
    Rule(
        "counted out",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,4})/(?P<b>[1-9]\d{0,3})(?![\w/-]|[.,]\d)"),
        _counted_out,
        ("page 3/12: a 10/10 film", "page three of twelve: a ten out of ten film"),
        ("3/12 of it, 7/10 of us", "three twelfths of it, seven tenths of us"),
    ),
    Rule(
        "time signature",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,2})/(?P<b>2|4|8|16)(?![\w/-])"),
        _time_signature,
        ("in 3/4 time", "in three four time"),
        ("3/4 times", "three quarters times"),
    ),
    Rule(
        "odds",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,3})/(?P<b>\d{1,2})(?![\w/]|\.\d)"),
        _odds,
        ("at odds of 7/2", "at odds of seven to two"),
        ("7/2 of it", "seven halves of it"),
    ),
    Rule(
        "numbers joined by a word",
        "range",
        "0",
        lazy(r"(?P<a>\d{1,3})-(?P<word>to|on|for|by|in|and|or|of)-(?P<b>\d{1,3})(?![\w-])"),
        _joined_by_word,
        ("a 9-to-5 job, 3-of-7", "a nine to five job, three of seven"),
        ("9-to-fivers", "nine-to-fivers"),
    ),
    Rule(
        "even shares",
        "ratio",
        "0",
        lazy(r"(?P<a>[5-9]0)-(?P<b>[1-5]0)(?![\w/-]|[.,]\d)"),
        _even_shares,
        ("a 50-50 chance", "a fifty fifty chance"),
        ("50-70 people", "fifty to seventy people"),
    ),
)
