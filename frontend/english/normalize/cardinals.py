"""Plain numbers: cardinal, ordinal, decimal, negative."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import INTEGER, NUMBER, followed_by_counted_noun
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, before
from frontend.style import Style

SUFFIX = {"st": "1", "nd": "2", "rd": "3"}
YEAR_BEFORE = lazy(r"^$|\b(?:[Ii]n|[Yy]ear|[Ss]ince|[Uu]ntil|[Bb]y) $")
JOINED_BEFORE = lazy(r"[A-Z]-?\d+/$")  # MIG-25/235212
COUNTED = lazy(
    r" (?:years|months|weeks|days|hours|minutes|seconds|miles|feet|yards|inches|fathoms|leagues|acres|tons|tonnes|pounds|ounces|"
    r"kilometers|kilometres|meters|metres|"
    r"degrees|people|men|women|inhabitants|dollars|euros|votes|times|pages|horsepower|horses|cattle|square|cubic|other|more|"
    r"different|words|copies|barrels|gallons)\b"
)
CARD = range(13, 17)  # digits of a card or an account, when not in groups


def _integer(match: re.Match[str], style: Style) -> str:
    """A whole number: a year if it looks like one, digits if it begins with zeros or is that of a
    card, else a cardinal.
    """
    text = match[0]
    if len(text) in CARD and "," not in text and not text.endswith("000"):
        return numbers.digits(text)
    if len(text) > 4 and JOINED_BEFORE.search(
        match.string, max(0, match.start() - 12), match.start()
    ):
        return numbers.digits(text)
    if len(text) > 1 and text[0] == "0":
        return numbers.digits(text)
    if len(text) == 4 and "," not in text and (1100 <= int(text) <= 2099 or text == "1066"):
        return (
            style.cardinal(text)
            if COUNTED.match(match.string, match.end()) and text[2:] != "00"
            else style.year(text)
        )
    if (
        len(text) == 4
        and "2100" <= text <= "2999"
        and YEAR_BEFORE.search(before(match))
        and not followed_by_counted_noun(match)
    ):
        return style.year(text)
    return style.cardinal(text)


def _decimal(match: re.Match[str], style: Style) -> str:
    """3.14 and .5, with a magnitude or without."""
    return style.number(match[0])


def _minus(match: re.Match[str], style: Style) -> str:
    """-12."""
    return f"minus {style.number(match['n'])}"


def _ordinal(match: re.Match[str], style: Style) -> str | None:
    """22nd, 1,000th; "21th" is no ordinal."""
    number = match["n"].replace(",", "")
    suffix = match["suffix"].lower()
    teen = number[-2:-1] == "1"
    right = (
        SUFFIX.get(suffix) == number[-1] and not teen
        if suffix in SUFFIX
        else teen or number[-1] not in "123"
    )
    if not right:
        return None
    spoken = "zeroth" if number.strip("0") == "" else numbers.ordinal(number, style.conjunction)
    return numbers.plural(spoken) if match["many"] else spoken


def _grouped(match: re.Match[str], style: Style) -> str:
    """2 000 000, 1.000.000."""
    return style.cardinal(re.sub(r"\D", "", match[0]))


RULES_BEFORE_VERSIONS = (
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
        _minus,
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
