"""Numbers in proportion: blood pressure, shares, percent, multiples, dimensions, ratios."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import NUMBER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, before
from frontend.style import Style

PRESSURE_BEFORE = lazy(r"\b(?:bp|BP|[Bb]lood pressure)(?: reading)?(?::| is| was| of| at)? $")
OVER = lazy(
    r"\b(?:daily|weekly|a day|a week|as|times?|faster|more|slower|higher|gain|speed|zoom)\b"
)


def _pressure(match: re.Match[str], style: Style) -> str | None:
    """120/80."""
    if not match["unit"] and not PRESSURE_BEFORE.search(before(match)):
        return None
    unit = " millimeters of mercury" if match["unit"] else ""
    return f"{style.cardinal(match['a'])} over {style.cardinal(match['b'])}{unit}"


def _shares(match: re.Match[str], style: Style) -> str | None:
    """50/50, 80/20 (together a hundred), 20/20, 9/11."""
    if match["c"]:
        return "nine eleven"
    first = match["a"]
    second = match["b"]
    together = int(first) + int(second) == 100 or (first == second == "20")
    return f"{style.cardinal(first)} {style.cardinal(second)}" if together else None


def _percent(match: re.Match[str], style: Style) -> str:
    """50%, 2-10%, 2%-10%."""
    minus = "minus " if match["minus"] else ""
    if match["a"]:
        return f"{minus}{style.number(match['a'])}{' percent' if match['first'] else ''} to {style.number(match['n'])} percent"
    return f"{minus}{style.number(match['n'])} percent"


def _times(match: re.Match[str], style: Style) -> str:
    """3-4x, 10x."""
    first = f"{style.number(match['a'])} to " if match["a"] else ""
    return f"{first}{style.number(match['n'])} {'times' if OVER.match(match.string, match.end() + 1) and not match['a'] else 'x'}"


def _dimension(match: re.Match[str], style: Style) -> str:
    """1920x1080, 3 x 4 x 5."""
    parts = re.split(r" ?[x×] ?", match["all"])
    many = match["many"]
    if all(len(part) in (3, 4) and part.isdecimal() for part in parts):
        return " by ".join(
            numbers.pairs(part) if len(part) == 4 else style.cardinal(part) for part in parts
        )
    spoken = " by ".join(style.number(part) for part in parts)
    return numbers.plural(spoken) if many else spoken


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
        lambda match, style: (
            "twenty-four seven" + (" three sixty-five" if "365" in match[0] else "")
        ),
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
        lambda match, style: f"{match['when']} nine eleven",
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
            rf"(?P<minus>(?<![\w)-])-)?(?:(?P<a>{NUMBER})(?P<first> ?%)? ?(?:-|–|to) ?)?(?P<n>{NUMBER}) ?(?:%|percent\b)"
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
        _times,
        ("a 3-4x gain", "a three to four x gain"),
        ("3xy", "three xy"),
    ),
    Rule(
        "dimension",
        "dimension",
        "0",
        lazy(
            rf"(?P<all>{NUMBER}(?: ?[x×] ?{NUMBER}){{1,3}})(?P<many>s)?(?![\w^])(?! ?[=≠])(?<!\d × \d)(?<!\d × \d\d)"
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
        lambda match, style: (
            f"{style.cardinal(match['a'])} {style.cardinal(match['b'])} to {style.cardinal(match['last'])}"
        ),
        ("Canto 2:155-57", "Canto two one hundred fifty-five to fifty-seven"),
        ("2:8", "two to eight"),
    ),
    Rule(
        "ratio",
        "ratio",
        "0",
        lazy(rf"(?P<a>{NUMBER}) ?: ?(?P<b>{NUMBER})(?![\d:])"),
        _ratio,
        ("2:8", "two to eight"),
        ("2; 8", "two; eight"),
    ),
)
