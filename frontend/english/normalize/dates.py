"""Dates: a day, a month, a year, and spans of days."""

import re
from typing import NamedTuple

from frontend.english import number_words as numbers
from frontend.english.normalize.calendar_names import MONTH_OF, MONTHS
from frontend.english.normalize.times import time_of_day
from frontend.english.normalize.years import year_of_date
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, before
from frontend.style import Style

MONTH = "(?P<month>" + "|".join(sorted(MONTH_OF, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w/:%$])(?!\.\d)"
YEAR = r"(?P<year>'?\d{2}(?!\d)|[1-2]\d{3}(?![\d])|[5-9]\d{2}(?!\d))(?!,\d{3}|\.\d|:\d|%|['’]?\w)"
FULL_YEAR = r"(?P<year>[1-2]\d{3})(?!\d|,\d{3}|\.\d|:\d|%|['’]?\w)"
MONTH_TRIGGERS = " ".join(sorted(MONTH_OF))
DATE_BEFORE_SOURCE = (
    r"\b(?:[Oo]n|beginning|reminder for|[Uu]ntil|[Ss]ince|[Dd]ue(?: by)?|dated|[Ee]nd(?:s|ing)|"
    r"[Ss]tart(?:s|ing)|[Oo]pens|"
    r"[Cc]lose[sd]|[Dd]eadline:?|[Ee]xpires|[Ee]ffective|(?:Tu(?:es?)?|Wed|Th(?:u(?:rs?)?)?|Fri|"
    r"Sat|Sun|Mon)\.?|\w+day),? \(?$"
)
DATE_BEFORE = lazy(DATE_BEFORE_SOURCE)
WEEK_BEFORE = lazy(r"(?:\bweek (?:of|ending)|w/e) $", re.IGNORECASE)
# before days that are no usual fraction: "by 12/31"
DAY_BEFORE = lazy(r"(?:\b(?:by|before|after|til|till|thru|through|from|exp\.?)|@) $", re.IGNORECASE)
LARGEST_BOTTOM = 20  # of usual fractions
# "due 12/31 and 1/15", where the first one is a date already
DATE_AND_BEFORE = lazy(
    rf"{DATE_BEFORE_SOURCE.removesuffix('$')}\d{{1,2}}/\d{{1,2}}"
    r"(?: (?:and|or|to|through|until) | ?[-–,] ?)$"
)
# in small letters also words: "may 5", "march 3", "dec 2" are no dates without a year or "th"
ALSO_WORDS = ("may", "march", "mar", "sep", "dec", "jan")
ORDINAL_SUFFIX_AT_END = lazy(r"(?:st|nd|rd|th)$")
ARTICLE_OR_SPAN_BEFORE = lazy(r"\b(?:the|st|nd|rd|th|-|–|to) ?$")


class Day(NamedTuple):
    """A day of a month, with the year as it is written, if there is one."""

    day: str
    month: str  # in full
    year: str | None = None

    def month_first(self, style: Style) -> str:
        """January fifth, twenty twenty-four."""
        tail = f", {year_of_date(self.year, style)}" if self.year else ""
        return f"{self.month} {numbers.ordinal(self.day)}{tail}"

    def day_first(self, style: Style) -> str:
        """Fifth of January twenty twenty-four."""
        tail = f" {year_of_date(self.year, style)}" if self.year else ""
        return f"{numbers.ordinal(self.day)} of {self.month}{tail}"

    def spoken(self, style: Style, day_first: bool) -> str:
        """The date in either order."""
        return f"the {self.day_first(style)}" if day_first else self.month_first(style)


def _month(match: re.Match[str]) -> str:
    """The month of a match in full."""
    return MONTH_OF[match["month"].lower()]


def _month_day(match: re.Match[str], style: Style) -> str | None:
    """January 5, 2024."""
    is_word = match["month"] in ALSO_WORDS and not match["year"]
    if is_word and not ORDINAL_SUFFIX_AT_END.search(match[0]):
        return None
    return Day(match["day"], _month(match), match["year"]).month_first(style)


def _month_year(match: re.Match[str], style: Style) -> str:
    """March 2005, March of '05."""
    return f"{_month(match)} {match['of'] or ''}{year_of_date(match['year'], style)}"


def _day_month(match: re.Match[str], style: Style) -> str:
    """5 January 2024; "the" is not said twice."""
    day = Day(match["day"], _month(match), match["year"])
    near = match.string[max(0, match.start() - 5) : match.start()].lower()
    return (
        day.spoken(style, True) if not ARTICLE_OR_SPAN_BEFORE.search(near) else day.day_first(style)
    )


def _days_of_two_months(match: re.Match[str], style: Style) -> str:
    """June 30–July 2, 2024."""
    first = Day(match["day"], _month(match))
    last = Day(match["day2"], MONTH_OF[match["month2"].lower()], match["year"])
    return f"{first.month_first(style)} to {last.month_first(style)}"


def _month_days(match: re.Match[str], style: Style) -> str:
    """March 3-5, 2020."""
    tail = f", {year_of_date(match['year'], style)}" if match["year"] else ""
    return f"{_month(match)} {_days(match)}{tail}"


def _days_month(match: re.Match[str], style: Style) -> str | None:
    """5-7 November."""
    if match["month"].islower() or not 0 < int(match["day"]) < int(match["last"]) < 32:
        return None
    the = "" if before(match).lower().endswith("the ") else "the "
    tail = f" {year_of_date(match['year'], style)}" if match["year"] else ""
    return f"{the}{_days(match)} of {_month(match)}{tail}"


def _days(match: re.Match[str]) -> str:
    """A span of days: "third to fifth"."""
    return f"{numbers.ordinal(match['day'])} to {numbers.ordinal(match['last'])}"


def _iso(match: re.Match[str], style: Style) -> str | None:
    """2024-01-05, 2024/1/5, 2024.01.05; the day before the month, if only that is possible."""
    month = match["m"]
    day = match["d"]
    if not 1 <= int(month) <= 12:
        month, day = day, month
    if not 1 <= int(month) <= 12:
        return None
    return Day(day, MONTHS[int(month) - 1], match["year"]).spoken(style, style.british)


def _is_version(match: re.Match[str]) -> bool:
    """Whether three numbers with dots are a section or a version: no full year, no zero before a
    digit, and no word of a date before them ("Figure 2.6.10").
    """
    if match["sep"] != "." or len(match["year"]) == 4:
        return False
    if match["a"][0] == "0" or match["b"][0] == "0":
        return False
    return not DATE_BEFORE.search(match.string[max(0, match.start() - 20) : match.start()])


def _numeric(match: re.Match[str], style: Style) -> str | None:
    """1/5/2024 in the order of the locale, or the other if only that is possible.

    15.01.2020, with dots, is always day first.
    """
    first = int(match["a"])
    second = int(match["b"])
    if _is_version(match):
        return None
    day_first = style.british or match["sep"] == "."
    if (second if day_first else first) > 12:
        day_first = not day_first
    return _in_order(first, second, match["year"], day_first, style)


def _month_slash_day(match: re.Match[str], style: Style) -> str | None:
    """3/20 where the words around speak of dates."""
    earlier = before(match)
    first = int(match["a"])
    second = int(match["b"])
    is_day = WEEK_BEFORE.search(earlier) or (second > LARGEST_BOTTOM and DAY_BEFORE.search(earlier))
    if not (is_day or DATE_BEFORE.search(earlier) or DATE_AND_BEFORE.search(earlier)):
        return None
    day_first = style.british or first > 12 >= second
    return _in_order(first, second, None, day_first, style)


def _span_of_numeric_days(match: re.Match[str], style: Style) -> str | None:
    """12/24-12/26 where the words around speak of dates."""
    if not DATE_BEFORE.search(before(match)):
        return None
    first = _in_order(int(match["a"]), int(match["b"]), None, style.british, style)
    last = _in_order(int(match["c"]), int(match["d"]), None, style.british, style)
    return f"{first} to {last}" if first and last else None


def _in_order(
    first: int, second: int, year: str | None, day_first: bool, style: Style
) -> str | None:
    """A numeric date in words, None if there is no such day."""
    day, month = (first, second) if day_first else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Day(str(day), MONTHS[month - 1], year).spoken(style, day_first)


def _month_slash_year(match: re.Match[str], style: Style) -> str:
    """06/2021."""
    return f"{MONTHS[int(match['m']) - 1]} {year_of_date(match['year'], style)}"


def _timestamp(match: re.Match[str], style: Style) -> str | None:
    """2019-06-05T14:30:00Z."""
    if int(match["h"]) > 24:
        return None
    day = Day(match["d"], MONTHS[int(match["m"]) - 1], match["year"])
    time = time_of_day(match["h"], match["min"], None)
    if int(match["s"] or 0):
        time += f" and {numbers.cardinal(match['s'])} seconds"
    return f"{day.spoken(style, style.british)}, {time}{_utc_offset(match['zone'])}"


def _utc_offset(text: str | None) -> str:
    """Z, +02, +02:00, -0530."""
    if not text:
        return ""
    hours, minutes = (text[1:3], text[3:].lstrip(":") or "00")
    if text == "Z" or int(hours + minutes) == 0:
        return " U T C"
    sign = "plus" if text[0] == "+" else "minus"
    tail = f" {numbers.cardinal(minutes)}" if int(minutes) else ""
    return f" U T C {sign} {numbers.cardinal(hours)}{tail}"


RULES = (
    Rule(
        "days of two months",
        "date",
        MONTH_TRIGGERS,
        lazy(
            rf"{MONTH} {DAY}(?: ?[-–] ?| to ){MONTH.replace('month', 'month2')} "
            rf"{DAY.replace('day', 'day2')}(?:,? {FULL_YEAR})?",
            re.IGNORECASE,
        ),
        _days_of_two_months,
        ("June 30–July 2", "June thirtieth to July second"),
        ("June 30–July", "June thirtieth–July"),
    ),
    Rule(
        "month, days",
        "date",
        MONTH_TRIGGERS,
        lazy(
            rf"{MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)? ?[-–] ?(?P<last>\d{{1,2}})(?:st|nd|rd|"
            rf"th)?(?!\d)(?:,? {FULL_YEAR})?",
            re.IGNORECASE,
        ),
        _month_days,
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
            re.IGNORECASE,
        ),
        _days_month,
        ("5-7 Nov. 2023", "the fifth to seventh of November twenty twenty-three"),
        ("5-7 may do", "five to seven may do"),
    ),
    Rule(
        "month day year",
        "date",
        MONTH_TRIGGERS,
        lazy(rf"{MONTH}[ -]?{DAY}(?:(?: ?, ?|[ -]){YEAR})?", re.IGNORECASE),
        _month_day,
        ("Jan. 5, 2024", "January fifth, twenty twenty-four"),
        ("He may 5 times", "He may five times"),
    ),
    Rule(
        "month year",
        "date",
        MONTH_TRIGGERS,
        lazy(
            rf"{MONTH},? (?P<of>of )?(?P<year>[1-2]\d{{3}}|'\d\d)(?!\d|,\d{{3}}|\.\d|%|['’]?\w)",
            re.IGNORECASE,
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
            re.IGNORECASE,
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
        _timestamp,
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
        _numeric,
        ("1/5/2024", "January fifth, twenty twenty-four"),
        ("40/50/2024", "forty slash fifty slash twenty twenty-four"),
    ),
    Rule(
        "month/year",
        "date",
        "0",
        lazy(r"(?P<m>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/]|[.,]\d)"),
        _month_slash_year,
        ("paid 06/2021", "paid June twenty twenty-one"),
        ("1/2007", "one two thousand seventh"),
    ),
    Rule(
        "span of numeric days",
        "date",
        "0",
        lazy(
            r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?: ?[-–] ?| to | through )"
            r"(?P<c>\d{1,2})/(?P<d>\d{1,2})(?![/\d])"
        ),
        _span_of_numeric_days,
        ("closed 12/24-12/26", "closed December twenty-fourth to December twenty-sixth"),
        ("3/4-4/5 of it", "three slash four-four fifths of it"),
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
