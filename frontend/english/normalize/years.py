"""Years, decades, eras and quarters."""

import re

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, at_line_end
from frontend.style import Style


def _year(text: str, style: Style) -> str:
    """A year as it stands in a date, '05 included."""
    short = text.lstrip("'")
    if len(short) == 2:
        return (
            numbers.digit_pairs(short)
            if short[0] != "0"
            else f"{'oh' if short != '00' else 'zero'} {numbers.ONES[int(short[1])]}"
        )
    return style.year(short)


def decade(text: str, style: Style) -> str:
    """1990 -> nineteen nineties, 80 -> eighties, 2000 -> two thousands."""
    return numbers.plural(style.year(text) if len(text) == 4 else numbers.cardinal(text))


def _years_span(match: re.Match[str], style: Style) -> str | None:
    """1914-1918, 1960-80, 2006–2012; the second may be short."""
    first = match["a"]
    last = match["b"]
    if len(last) == 2 and int(last) <= int(first[2:]):
        return None
    if len(last) == 4 and int(last) < int(first):
        return None
    spoken = (
        numbers.digit_pairs(last)
        if len(last) == 2 and last[0] != "0"
        else f"oh {numbers.ONES[int(last[1])]}"
        if len(last) == 2
        else style.year(last)
    )
    return f"{style.year(first)} to {spoken}"


def _era(match: re.Match[str], style: Style) -> str:
    """44 BC, 2024 B.C."""
    letters = " ".join(re.sub(r"\W", "", match["era"]).upper())
    number = match["n"]
    stop = "." if match[0].endswith(".") and at_line_end(match) else ""
    return (
        f"{numbers.digit_pairs(number) if len(number) == 3 else style.year(number)} {letters}{stop}"
    )


def _quarter(match: re.Match[str], style: Style) -> str:
    """3Q22."""
    return f"the {numbers.ordinal(match['q'])} quarter of {_year(match['year'], style)}"


RULES = (
    Rule(
        "decade",
        "date",
        "0",
        lazy(
            r"(?P<y>[12]\d{2}0|[2-9]0)(?:'?s)(?: ?[-–] ?'?(?P<z>[12]\d{2}0|[2-9]0)'?s)?" + NOT_WORD
        ),
        lambda match, style: (
            decade(match["y"], style) + (f" to {decade(match['z'], style)}" if match["z"] else "")
        ),
        ("the 1990s", "the nineteen nineties"),
        ("the 1993 sale", "the nineteen ninety-three sale"),
    ),
    Rule(
        "short decade",
        "date",
        "'",
        lazy(r"(?<![\w])'(?P<y>[1-9]0)'?s" + NOT_WORD),
        lambda match, style: decade(match["y"], style),
        ("the '80s", "the eighties"),
        ("the '8 s", "the 'eight s"),
    ),
    Rule(
        "short year",
        "date",
        "'",
        lazy(r"(?:(?<!\w)|(?P<joined>(?<=\b[QH][1-4])))'(?P<y>\d\d)(?!\w|'|\.\d|,\d)"),
        lambda match, style: (
            (" " if match["joined"] is not None else "") + _year(match["y"], style)
        ),
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
        lambda match, style: (
            f"A D {numbers.year(match['n']) if len(match['n']) == 4 else style.cardinal(match['n'])}"
        ),
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
        _years_span,
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
