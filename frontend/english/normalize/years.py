"""Years, decades, eras and quarters."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, full_stop
from frontend.style import Style


def year_of_date(text: str, style: Style) -> str:
    """A year as it stands in a date, '05 included.

    >>> year_of_date("'05", Style()), year_of_date("1984", Style())
    ('oh five', 'nineteen eighty-four')
    """
    digits = text.lstrip("'")
    if len(digits) != 2:
        return style.year(digits)
    return "zero zero" if digits == "00" else numbers.two_digits(int(digits))


def decade(text: str, style: Style) -> str:
    """A decade in words.

    >>> decade("1990", Style()), decade("80", Style()), decade("2000", Style())
    ('nineteen nineties', 'eighties', 'two thousands')
    """
    return numbers.plural(style.year(text) if len(text) == 4 else numbers.cardinal(text))


def _decades(match: re.Match[str], style: Style) -> str:
    """1990s, 1960s-70s."""
    first = decade(match["y"], style)
    return f"{first} to {decade(match['z'], style)}" if match["z"] else first


def _short_decade(match: re.Match[str], style: Style) -> str:
    """'80s."""
    return decade(match["y"], style)


def _short_year(match: re.Match[str], style: Style) -> str:
    """'58, Q1'23."""
    space = " " if match["joined"] is not None else ""
    return f"{space}{year_of_date(match['y'], style)}"


def _span_of_years(match: re.Match[str], style: Style) -> str | None:
    """1914-1918, 1960-80, 2006–2012; the second may be short."""
    first = match["a"]
    last = match["b"]
    if len(last) == 2 and int(last) <= int(first[2:]):
        return None
    if len(last) == 4 and int(last) < int(first):
        return None
    return f"{style.year(first)} to {year_of_date(last, style)}"


def _era(match: re.Match[str], style: Style) -> str:
    """44 BC, 2024 B.C."""
    number = match["n"]
    spoken = numbers.digit_pairs(number) if len(number) == 3 else style.year(number)
    letters = spell(re.sub(r"\W", "", match["era"]))
    return f"{spoken} {letters}{full_stop(match)}"


def _era_before(match: re.Match[str], style: Style) -> str:
    """AD 79."""
    number = match["n"]
    return f"A D {numbers.year(number) if len(number) == 4 else style.cardinal(number)}"


def _quarter(match: re.Match[str], style: Style) -> str:
    """3Q22."""
    return f"the {numbers.ordinal(match['q'])} quarter of {year_of_date(match['year'], style)}"


def _half(match: re.Match[str], style: Style) -> str:
    """2H24."""
    return f"the {numbers.ordinal(match['h'])} half of {year_of_date(match['year'], style)}"


def _part_of_decade(match: re.Match[str], style: Style) -> str:
    """Mid-20's, early-1990s."""
    return f"{match['part']}-{decade(match['y'], style)}"


RULES = (
    Rule(
        "part of a decade",
        "date",
        "mid early late pre post",
        lazy(
            r"(?P<part>[Mm]id|[Ee]arly|[Ll]ate|[Pp]re|[Pp]ost)-'?(?P<y>[12]\d{2}0|[1-9]0)'?s"
            + NOT_WORD
        ),
        _part_of_decade,
        ("a mid-20's woman in the mid-1990s", "a mid-twenties woman in the mid-nineteen nineties"),
        ("mid-20", "mid twenty"),
    ),
    Rule(
        "half of a year",
        "date",
        "0",
        lazy(r"(?P<h>[12])H ?'?(?P<year>\d{4}|\d{2})" + NOT_WORD),
        _half,
        ("2H24", "the second half of twenty-four"),
        ("3H24", "three H twenty-four"),
    ),
    Rule(
        "decade with a space",
        "date",
        "0",
        lazy(r"(?P<y>[12]\d{2}0) '?s(?![\w'])"),
        _short_decade,
        ("in the 1970 s", "in the nineteen seventies"),
        ("1970 sales", "nineteen seventy sales"),
    ),
    Rule(
        "decade",
        "date",
        "0",
        lazy(
            r"(?P<y>[12]\d{2}0|[2-9]0)(?:'?s)(?: ?[-–] ?'?(?P<z>[12]\d{2}0|[2-9]0)'?s)?" + NOT_WORD
        ),
        _decades,
        ("the 1990s", "the nineteen nineties"),
        ("the 1993 sale", "the nineteen ninety-three sale"),
    ),
    Rule(
        "short decade",
        "date",
        "'",
        lazy(r"(?<![\w])'(?P<y>[1-9]0)'?s" + NOT_WORD),
        _short_decade,
        ("the '80s", "the eighties"),
        ("the '8 s", "the 'eight s"),
    ),
    Rule(
        "short year",
        "date",
        "'",
        lazy(r"(?:(?<!\w)|(?P<joined>(?<=\b[QH][1-4])))'(?P<y>\d\d)(?!\w|'|\.\d|,\d)"),
        _short_year,
        ("in '58, Q1'23", "in fifty-eight, Q one twenty-three"),
        ("He's", "He's"),
    ),
    Rule(
        "era",
        "date",
        "0",
        lazy(
            r"(?P<n>\d{1,4}) ?(?P<era>(?:BCE?|CE|AD)\b|B\. ?C\.?(?:E\.)?|C\.E\.|A\.D\.?|"
            r"b\.c\.?(?:e\.)?|c\.e\.|a\.d\.|bc\b)(?!\w)"
        ),
        _era,
        ("44 BC", "forty-four B C"),
        ("44 bcs", "forty-four bcs"),
    ),
    Rule(
        "era before",
        "date",
        "ad",
        lazy(r"A\.?D\.? ?(?P<n>\d{1,4})(?!\w|,\d|\.\d)"),
        _era_before,
        ("AD 79", "A D seventy-nine"),
        ("an ad 79", "an ad seventy-nine"),
    ),
    Rule(
        "span of years",
        "date",
        "0",
        lazy(
            r"(?P<a>1[0-9]\d\d|20\d\d)(?: ?[-–—] ?|-to-)(?P<b>1[0-9]\d\d|20\d\d|\d\d)(?![\w-]|,\d|"
            r"\.\d|/)"
        ),
        _span_of_years,
        ("1914-1918", "nineteen fourteen to nineteen eighteen"),
        ("1918-1914", "nineteen eighteen to nineteen fourteen"),
    ),
    Rule(
        "quarter",
        "date",
        "0",
        lazy(r"(?P<q>[1-4])Q ?(?P<year>\d{2}|\d{4})" + NOT_WORD),
        _quarter,
        ("3Q22", "the third quarter of twenty-two"),
        ("5Q22", "five Q twenty-two"),
    ),
)
