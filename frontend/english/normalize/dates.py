"""Dates: a day, a month, a year, and spans of days."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.calendar_names import MONTH_OF, MONTHS
from frontend.english.normalize.times import clock
from frontend.english.normalize.years import _year
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, before
from frontend.style import Style

MONTH = "(?P<month>" + "|".join(sorted(MONTH_OF, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w/:%$])(?!\.\d)"
YEAR = r"(?P<year>'?\d{2}(?!\d)|[1-2]\d{3}(?![\d])|[5-9]\d{2}(?!\d))(?!,\d{3}|\.\d|:\d|%|['’]?\w)"
FULL_YEAR = r"(?P<year>[1-2]\d{3})(?!\d|,\d{3}|\.\d|:\d|%|['’]?\w)"
DATE_ON = " ".join(sorted(MONTH_OF))
DATE_BEFORE = lazy(
    r"\b(?:[Oo]n|beginning|reminder for|[Uu]ntil|[Ss]ince|[Dd]ue(?: by)?|dated|[Ee]nd(?:s|ing)|"
    r"[Ss]tart(?:s|ing)|[Oo]pens|"
    r"[Cc]lose[sd]|[Dd]eadline:?|[Ee]xpires|[Ee]ffective|(?:Tu(?:es?)?|Wed|Th(?:u(?:rs?)?)?|Fri|"
    r"Sat|Sun|Mon)\.?|\w+day),? \(?$"
)
ANY_CASE = re.IGNORECASE


def _dated(
    month: str, day: str, year: str | None, style: Style, day_first: bool, the: bool = True
) -> str:
    """A date in words: "January fifth, twenty twenty-four" or "the fifth of January twenty
    twenty-four".
    """
    spoken_day = numbers.ordinal(day)
    tail = _year(year, style) if year else ""
    if day_first:
        return f"{'the ' if the else ''}{spoken_day} of {month} {tail}".rstrip()
    return f"{month} {spoken_day}" + (f", {tail}" if tail else "")


def _month_day(match: re.Match[str], style: Style) -> str | None:
    """January 5, 2024."""
    month = MONTH_OF[match["month"].lower()]
    if (
        match["month"] in ("may", "march", "mar", "sep", "dec", "jan")
        and not match["month"].istitle()
        and not match["year"]
        and not re.search(r"(?:st|nd|rd|th)$", match[0])
    ):
        return None
    return _dated(month, match["day"], match["year"], style, False)


def _month_year(match: re.Match[str], style: Style) -> str | None:
    """March 2005; a lone "may" or "march" is left."""
    return f"{MONTH_OF[match['month'].lower()]} {match['of'] or ''}{_year(match['year'], style)}"


def _day_month(match: re.Match[str], style: Style) -> str | None:
    """5 January 2024; "the" is not said twice."""
    before = match.string[max(0, match.start() - 5) : match.start()].lower()
    the = not re.search(r"\b(?:the|st|nd|rd|th|-|–|to) ?$", before)
    return _dated(MONTH_OF[match["month"].lower()], match["day"], match["year"], style, True, the)


def _month_span(match: re.Match[str], style: Style) -> str:
    """March 3-5, 2020."""
    month = MONTH_OF[match["month"].lower()]
    tail = f", {_year(match['year'], style)}" if match["year"] else ""
    return f"{month} {numbers.ordinal(match['day'])} to {numbers.ordinal(match['last'])}{tail}"


def _days_month(match: re.Match[str], style: Style) -> str | None:
    """5-7 November."""
    if match["month"].islower() or not 0 < int(match["day"]) < int(match["last"]) < 32:
        return None
    the = "" if before(match).lower().endswith("the ") else "the "
    tail = f" {_year(match['year'], style)}" if match["year"] else ""
    return f"{the}{numbers.ordinal(match['day'])} to {numbers.ordinal(match['last'])} of {MONTH_OF[match['month'].lower()]}{tail}"


def _iso(match: re.Match[str], style: Style) -> str | None:
    """2024-01-05, 2024/1/5, 2024.01.05."""
    month = int(match["m"])
    day = match["d"]
    if not 1 <= month <= 12:
        if not 1 <= int(day) <= 12:
            return None
        month = int(day)
        day = match["m"]
    return _dated(MONTHS[month - 1], day, match["year"], style, style.british)


def _slashed(match: re.Match[str], style: Style) -> str | None:
    """1/5/2024 in the order of the locale, unless only the other is possible; 15.01.2020 is always
    day first.
    """
    first = int(match["a"])
    second = int(match["b"])
    day_first = style.british or match["sep"] == "."
    if (day_first and second > 12) or (not day_first and first > 12):
        day_first = not day_first
    day, month = (first, second) if day_first else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return _dated(MONTHS[month - 1], str(day), match["year"], style, day_first)


def _month_slash_day(match: re.Match[str], style: Style) -> str | None:
    """3/20 where the words around speak of dates."""
    if not DATE_BEFORE.search(match.string[max(0, match.start() - 20) : match.start()]):
        return None
    first = int(match["a"])
    second = int(match["b"])
    day_first = style.british
    if first > 12 >= second:
        day_first = True
    day, month = (first, second) if day_first else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return _dated(MONTHS[month - 1], str(day), None, style, day_first)


def _moment(match: re.Match[str], style: Style) -> str | None:
    """2019-06-05T14:30:00Z."""
    if int(match["h"]) > 24:
        return None
    day = _dated(MONTHS[int(match["m"]) - 1], match["d"], match["year"], style, style.british)
    seconds = f" and {numbers.cardinal(match['s'])} seconds" if int(match["s"] or 0) else ""
    return f"{day}, {clock(match['h'], match['min'], None)}{seconds}{_zone(match['zone'])}"


def _zone(text: str | None) -> str:
    """Z, +02:00."""
    if not text:
        return ""
    hours, minutes = (text[1:3], text[-2:]) if len(text) > 3 else (text[1:], "00")
    if text == "Z" or int(hours + minutes) == 0:
        return " U T C"
    return f" U T C {'plus' if text[0] == '+' else 'minus'} {numbers.cardinal(hours)}{f' {numbers.cardinal(minutes)}' if int(minutes) else ''}"


RULES = (
    Rule(
        "month, days",
        "date",
        DATE_ON,
        lazy(
            rf"{MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)? ?[-–] ?(?P<last>\d{{1,2}})(?:st|nd|rd|"
            rf"th)?(?!\d)(?:,? {FULL_YEAR})?",
            ANY_CASE,
        ),
        _month_span,
        ("March 3-5, 2020", "March third to fifth, twenty twenty"),
        ("March 3", "March third"),
    ),
    Rule(
        "days, month",
        "date",
        "0",
        lazy(
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? ?[-–] ?(?P<last>\d{{1,2}})(?:st|nd|rd|"
            rf"th)? {MONTH}(?!\w)(?:,? {FULL_YEAR})?",
            ANY_CASE,
        ),
        _days_month,
        ("5-7 Nov. 2023", "the fifth to seventh of November twenty twenty-three"),
        ("5-7 may do", "five to seven may do"),
    ),
    Rule(
        "month day year",
        "date",
        DATE_ON,
        lazy(rf"{MONTH}[ -]?{DAY}(?:(?: ?, ?|[ -]){YEAR})?", ANY_CASE),
        _month_day,
        ("Jan. 5, 2024", "January fifth, twenty twenty-four"),
        ("He may 5 times", "He may five times"),
    ),
    Rule(
        "month year",
        "date",
        DATE_ON,
        lazy(
            rf"{MONTH},? (?P<of>of )?(?P<year>[1-2]\d{{3}}|'\d\d)(?!\d|,\d{{3}}|\.\d|%|['’]?\w)",
            ANY_CASE,
        ),
        _month_year,
        ("july 1506", "July fifteen oh six"),
        ("We march 2000,000", "We march two thousand,zero zero zero"),
    ),
    Rule(
        "day month year",
        "date",
        "0",
        lazy(
            rf"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?: |-| of ){MONTH}(?!\w)(?:(?:,? ?|-|"
            rf"\.){YEAR})?",
            ANY_CASE,
        ),
        _day_month,
        ("5 January 2024", "the fifth of January twenty twenty-four"),
        ("5 marches", "five marches"),
    ),
    Rule(
        "ISO date and time",
        "date",
        "0",
        lazy(
            r"(?P<year>[12]\d{3})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|"
            r"3[01])T(?P<h>\d\d):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.\d+)?)?"
            r"(?P<zone>Z|[-+]\d\d(?::?\d\d)?)?(?![\w:])"
        ),
        _moment,
        ("2019-06-05T14:30:00Z", "June fifth, twenty nineteen, fourteen thirty U T C"),
        ("2019-06-05 T", "June fifth, twenty nineteen T"),
    ),
    Rule(
        "ISO date",
        "date",
        "0",
        lazy(r"(?P<year>[12]\d{3})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![-/.]?\d)"),
        _iso,
        ("2024-01-05", "January fifth, twenty twenty-four"),
        ("2024-13-45", "twenty twenty-four-thirteen to forty-five"),
    ),
    Rule(
        "numeric date",
        "date",
        "0",
        lazy(
            r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>[12]\d{3}|"
            r"\d\d)(?![-/.]?\d|%)"
        ),
        _slashed,
        ("1/5/2024", "January fifth, twenty twenty-four"),
        ("40/50/2024", "forty slash fifty slash twenty twenty-four"),
    ),
    Rule(
        "month/year",
        "date",
        "0",
        lazy(r"(?P<m>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/]|[.,]\d)"),
        lambda match, style: f"{MONTHS[int(match['m']) - 1]} {_year(match['year'], style)}",
        ("paid 06/2021", "paid June twenty twenty-one"),
        ("1/2007", "one two thousand seventh"),
    ),
    Rule(
        "month/day",
        "date",
        "0",
        lazy(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![/\d]| of\b| [a-z]+s\b)"),
        _month_slash_day,
        ("beginning 3/20, closed 12/25", "beginning March twentieth, closed December twenty-fifth"),
        ("3/4 of them", "three quarters of them"),
    ),
)
