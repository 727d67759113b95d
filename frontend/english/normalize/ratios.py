"""Numbers in proportion: blood pressure, shares, percent, multiples, dimensions, ratios."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import NUMBER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, after, before
from frontend.style import Style

PRESSURE_BEFORE = lazy(r"\b(?:bp|BP|[Bb]lood pressure)(?: reading)?(?::| is| was| of| at)? $")
PRESSURE_AFTER = lazy(r" (?:bp|BP)\b")
COMPARISON = lazy(  # after "10x ": "ten times faster", but "a ten x gain"
    r"\b(?:daily|weekly|a day|a week|as|times?|faster|more|slower|higher|gain|zoom)\b"
)


def _pressure(match: re.Match[str], style: Style) -> str | None:
    """120/80."""
    near = PRESSURE_BEFORE.search(before(match)) or PRESSURE_AFTER.match(after(match))
    if not match["unit"] and not near:
        return None
    unit = " millimeters of mercury" if match["unit"] else ""
    return f"{style.cardinal(match['a'])} over {style.cardinal(match['b'])}{unit}"


def _all_hours(match: re.Match[str], style: Style) -> str:
    """24/7, 24/7/365."""
    return "twenty-four seven three sixty-five" if "365" in match[0] else "twenty-four seven"


def _shares(match: re.Match[str], style: Style) -> str | None:
    """50/50, 80/20 (together a hundred), 20/20, 9/11."""
    if match["c"]:
        return "nine eleven"
    first = match["a"]
    second = match["b"]
    if int(first) + int(second) != 100 and not first == second == "20":
        return None
    return f"{style.cardinal(first)} {style.cardinal(second)}"


def _nine_eleven(match: re.Match[str], style: Style) -> str:
    """post-9/11."""
    return f"{match['when']} nine eleven"


def _percent(match: re.Match[str], style: Style) -> str:
    """50%, 2-10%, 2%-10%."""
    spoken = f"{style.number(match['n'])} percent"
    if match["a"]:
        first = style.number(match["a"]) + (" percent" if match["first"] else "")
        spoken = f"{first} to {spoken}"
    return f"minus {spoken}" if match["minus"] else spoken


def _multiple(match: re.Match[str], style: Style) -> str:
    """3-4x, 10x."""
    if match["a"]:
        return f"{style.number(match['a'])} to {style.number(match['n'])} x"
    times = "times" if COMPARISON.match(match.string, match.end() + 1) else "x"
    return f"{style.number(match['n'])} {times}"


def _dimension(match: re.Match[str], style: Style) -> str:
    """1920x1080, 3 x 4 x 5."""
    parts = re.split(r" ?[x×] ?", match["all"])
    if all(len(part) in (3, 4) and part.isdecimal() for part in parts):
        return " by ".join(_pixels(part, style) for part in parts)
    spoken = " by ".join(style.number(part) for part in parts)
    return numbers.plural(spoken) if match["many"] else spoken


def _pixels(text: str, style: Style) -> str:
    """A side of a picture: "nineteen twenty"."""
    return numbers.digit_pairs(text) if len(text) == 4 else style.cardinal(text)


def _span_after_colon(match: re.Match[str], style: Style) -> str:
    """2:155-57."""
    first, second, last = (style.cardinal(match[group]) for group in ("a", "b", "last"))
    return f"{first} {second} to {last}"


def _ratio(match: re.Match[str], style: Style) -> str:
    """3:1, 2:8."""
    return f"{style.number(match['a'])} to {style.number(match['b'])}"


RULES_BEFORE_MEASURES = (
    Rule(
        "blood pressure",
        "measure",
        "0",
        lazy(r"(?P<a>[6-9]\d|1\d\d|2[0-4]\d)/(?P<b>[3-9]\d|1[0-4]\d)(?:(?P<unit> ?mm ?Hg)|(?!\d))"),
        _pressure,
        ("120/80 mmHg", "one hundred twenty over eighty millimeters of mercury"),
        ("120/80", "one hundred twenty eightieths"),
    ),
    Rule(
        "all hours",
        "symbol",
        "0",
        lazy(r"24/7(?: ?/ ?365)?(?!\d)"),
        _all_hours,
        ("24/7", "twenty-four seven"),
        ("24/70", "twenty-four seventieths"),
    ),
    Rule(
        "shares",
        "ratio",
        "0",
        lazy(r"(?:(?P<a>[1-9]0)/(?P<b>[1-9]0)|(?P<c>9)/(?P<d>11))(?![\w/]|\.\d)"),
        _shares,
        (
            "a 50/50 chance, 20/20 vision, and 9/11.",
            "a fifty fifty chance, twenty twenty vision, and nine eleven.",
        ),
        ("30/50", "thirty fiftieths"),
    ),
    Rule(
        "nine eleven",
        "ratio",
        "pre post",
        lazy(r"(?P<when>[Pp](?:re|ost))-9/11(?![\w/]|\.\d)"),
        _nine_eleven,
        ("the post-9/11 world", "the post nine eleven world"),
        ("the post-8/11 world", "the post eight slash eleven world"),
    ),
)
RULES = (
    Rule(
        "percent",
        "percent",
        "0 -",
        lazy(
            rf"(?P<minus>(?<![\w)-])-)?(?:(?P<a>{NUMBER})(?P<first> ?%)? ?(?:-|–|to) ?)?"
            rf"(?P<n>{NUMBER}) ?(?:%|percent\b)"
        ),
        _percent,
        ("3.5%", "three point five percent"),
        ("3.5", "three point five"),
    ),
    Rule(
        "multiple",
        "measure",
        "0",
        lazy(rf"(?:(?P<a>{NUMBER})[-–])?(?P<n>{NUMBER})[x×]" + NOT_WORD),
        _multiple,
        ("a 3-4x gain", "a three to four x gain"),
        ("3xy", "three xy"),
    ),
    Rule(
        "dimension",
        "dimension",
        "0",
        lazy(
            rf"(?P<all>{NUMBER}(?: ?[x×] ?{NUMBER}){{1,3}})(?P<many>s)?"
            r"(?![\w^])(?! ?[=≠])(?<!\d × \d)(?<!\d × \d\d)"
        ),
        _dimension,
        ("1920x1080 pixels, two 2x4s", "nineteen twenty by ten eighty pixels, two two by fours"),
        ("5 × 3", "five times three"),
    ),
    Rule(
        "span after a colon",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,3}):(?P<b>\d{1,3})[-–](?P<last>\d{1,3})(?![\d:])"),
        _span_after_colon,
        ("Canto 2:155-57", "Canto two one hundred fifty-five to fifty-seven"),
        ("2:8", "two to eight"),
    ),
    Rule(
        "ratio",
        "ratio",
        "0",
        lazy(rf"(?P<a>{NUMBER})(?::| :| : )(?P<b>{NUMBER})(?![\d:])"),
        _ratio,
        ("2:8", "two to eight"),
        ("Man 2: 3 dogs", "Man two: three dogs"),
    ),
)
