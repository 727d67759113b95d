"""Plain numbers: cardinal, ordinal, decimal, negative."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import INTEGER, NUMBER, followed_by_counted_noun
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, after, before
from frontend.style import Style

ORDINAL_SUFFIXES = {"st": "1", "nd": "2", "rd": "3"}
YEAR_BEFORE = lazy(r"^$|\b(?:[Ii]n|[Yy]ear|[Ss]ince|[Uu]ntil|[Bb]y) $")
SERIAL_BEFORE = lazy(r"[A-Z]-?\d+/$")  # MIG-25/235212
NOUN_OF_QUANTITY = lazy(
    r" (?:years|months|weeks|days|hours|minutes|seconds|miles|feet|yards|inches|fathoms|leagues|"
    r"acres|tons|tonnes|pounds|ounces|"
    r"kilometers|kilometres|meters|metres|"
    r"degrees|people|men|women|inhabitants|dollars|euros|votes|times|pages|horsepower|horses|"
    r"cattle|square|cubic|other|more|"
    r"different|words|copies|barrels|gallons)\b"
)
FOOTNOTE_BEFORE = lazy(r"[a-z]{2}$")
CAPITAL_LETTER_AFTER = lazy(r" [A-Z]")
CARD_DIGITS = range(13, 17)  # of a card or an account, when not in groups


def _integer(match: re.Match[str], style: Style) -> str:
    """A whole number: a year if it looks like one, digits if it is a code, else a cardinal."""
    text = match[0]
    if _is_code(match):
        return numbers.digits(text)
    if len(text) == 4 and _is_year(match):
        return style.year(text)
    return style.cardinal(text)


def _is_code(match: re.Match[str]) -> bool:
    """Whether digits begin with a zero, or are those of a card or a serial number."""
    text = match[0]
    if len(text) > 1 and text[0] == "0":
        return True
    if len(text) in CARD_DIGITS and "," not in text and not text.endswith("000"):
        return True
    near = max(0, match.start() - 12)
    return len(text) > 4 and bool(SERIAL_BEFORE.search(match.string, near, match.start()))


def _is_year(match: re.Match[str]) -> bool:
    """Whether four digits are read as a year; "1500 miles" are "fifteen hundred" as well."""
    text = match[0]
    if 1100 <= int(text) <= 2099 or text == "1066":
        return text.endswith("00") or not NOUN_OF_QUANTITY.match(match.string, match.end())
    if not 2100 <= int(text) <= 2999:
        return False
    return bool(YEAR_BEFORE.search(before(match))) and not followed_by_counted_noun(match)


def _decimal(match: re.Match[str], style: Style) -> str | None:
    """3.14 and .5; "the end.1 The" has the mark of a footnote."""
    if (
        match[0][0] == "."
        and FOOTNOTE_BEFORE.search(before(match))
        and CAPITAL_LETTER_AFTER.match(after(match))
    ):
        return None
    return style.number(match[0])


def _negative(match: re.Match[str], style: Style) -> str:
    """-12."""
    return f"minus {style.number(match['n'])}"


def _ordinal(match: re.Match[str], style: Style) -> str | None:
    """22nd, 1,000th; "21th" is no ordinal."""
    number = match["n"].replace(",", "")
    if not _is_ordinal(number, match["suffix"].lower()):
        return None
    spoken = "zeroth" if not number.strip("0") else numbers.ordinal(number, style.conjunction)
    return numbers.plural(spoken) if match["many"] else spoken


def _is_ordinal(number: str, suffix: str) -> bool:
    """Whether a number takes a suffix: 21st, but 11th."""
    teen = number[-2:-1] == "1"
    if suffix == "th":
        return teen or number[-1] not in "123"
    return ORDINAL_SUFFIXES[suffix] == number[-1] and not teen


def _grouped(match: re.Match[str], style: Style) -> str:
    """2 000 000, 1.000.000."""
    return style.cardinal(re.sub(r"\D", "", match[0]))


def _european(match: re.Match[str], style: Style) -> str:
    """123.456,789: the dot parts thousands."""
    return style.number(match["whole"].replace(".", "") + "." + match["part"])


RULES_BEFORE_VERSIONS = (
    Rule(
        "decimal comma after thousands",
        "decimal",
        "0",
        lazy(r"(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+),(?P<part>\d{1,3})(?![\d,.]\d|\d)"),
        _european,
        (
            "123.456,789",
            "one hundred twenty-three thousand four hundred fifty-six point seven eight nine",
        ),
        ("1.5,6", "one point five,six"),
    ),
    Rule(
        "grouped by low lines",
        "cardinal",
        "0",
        lazy(r"[1-9]\d{0,2}(?:_\d{3})+(?![\w])"),
        _grouped,
        ("1_000_000", "one million"),
        ("1_00", "one zero zero"),
    ),
    Rule(
        "grouped",
        "cardinal",
        "0",
        lazy(
            r"[1-9]\d{0,2}(?: \d{3}){2,}(?![\d,.]\d|\d)|[1-9]\d{0,2}(?: 000)(?!\d)|"
            r"[1-9]\d{0,2}(?:(?:'\d{3})+|(?:\.\d{3}){2})(?![\d'’]|[.,]\d)"
        ),
        _grouped,
        ("2 000 000, 2'000 or 1.000.000 people", "two million, two thousand or one million people"),
        ("2 1000", "two one thousand"),
    ),
)
RULES = (
    Rule(
        "ordinal",
        "ordinal",
        "0",
        lazy(rf"(?P<n>{INTEGER})(?P<suffix>st|nd|rd|th|ST|ND|RD|TH)(?P<many>s)?" + NOT_WORD),
        _ordinal,
        ("the 21st century", "the twenty-first century"),
        ("1th", "one th"),
    ),
    Rule(
        "negative number",
        "cardinal",
        "-",
        lazy(rf"(?<![\w)-])-(?P<n>{NUMBER})(?![\w-])"),
        _negative,
        ("It is -40 outside.", "It is minus forty outside."),
        ("a-4", "A four"),
    ),
    Rule(
        "decimal",
        "decimal",
        "0 .",
        lazy(rf"(?<![\d.])(?:{INTEGER})?\.\d+(?!\.\d)"),
        _decimal,
        ("3.14", "three point one four"),
        ("3. 14", "three. fourteen"),
    ),
    Rule(
        "number",
        "cardinal",
        "0",
        lazy(INTEGER),
        _integer,
        ("42 apples", "forty-two apples"),
        ("4th", "fourth"),
    ),
)
