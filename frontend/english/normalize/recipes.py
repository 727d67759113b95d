"""Amounts of a recipe: 2 T. sugar, 1 c. flour, 1/4-1/2 cup, 1 x 400g tin."""

import re

from frontend.english.normalize.amounts import (
    AMOUNT,
    is_common,
    is_fraction,
    is_one_or_less,
    spoken_amount,
)
from frontend.english.normalize.measures import NEVER_BARE
from frontend.english.normalize.units import UNIT_NAMES, localized
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style

SPOONS = {
    "T": ("tablespoon", "tablespoons"),
    "t": ("teaspoon", "teaspoons"),
    "c": ("cup", "cups"),
    "C": ("cup", "cups"),
}
KITCHEN_UNITS = sorted(
    (unit for unit in UNIT_NAMES if unit not in NEVER_BARE and len(unit) > 1),
    key=len,
    reverse=True,
)
SIZES = {"lg": "large", "sm": "small", "med": "medium"}
PROPER = lazy(r"\d+/\d+|[½⅓⅔¼¾⅛⅜⅝⅞]")
KITCHEN_UNIT = "|".join(map(re.escape, KITCHEN_UNITS))


def _span(first: str | None, last: str, style: Style) -> str:
    """Two to three; two."""
    spoken = spoken_amount(last, style)
    return f"{spoken_amount(first, style)} to {spoken}" if first else spoken


def _spoons(match: re.Match[str], style: Style) -> str:
    """2 T. sugar, 1-2 c. flour."""
    one, many = SPOONS[match["unit"]]
    single = is_one_or_less(match["n"]) and not match["a"]
    return f"{_span(match['a'], match['n'], style)} {one if single else many}"


def _span_of_fractions(match: re.Match[str], style: Style) -> str | None:
    """1/4-1/2 cup, ½-1 tsp, 1-1 1/2 hours."""
    first = match["a"]
    last = match["n"]
    if not (is_fraction(first) or is_fraction(last)) or _is_mixed_number(match):
        return None
    if not match["unit"] and not (is_common(first) and is_common(last)):
        return None
    spoken = _span(match["a"], match["n"], style)
    if not match["unit"]:
        return spoken
    unit = UNIT_NAMES[match["unit"]]
    name = unit.one if is_one_or_less(match["n"]) else unit.many
    return f"{spoken} {localized(name, style)}"


def _is_mixed_number(match: re.Match[str]) -> bool:
    """Whether "2-1/2" is one number, two and a half."""
    return (
        match["to"] == "-" and match["a"].isdecimal() and PROPER.fullmatch(match["n"]) is not None
    )


RULES = (
    Rule(
        "spoons and cups",
        "measure",
        "0 ½ ⅓ ⅔ ¼ ¾ ⅛",
        lazy(rf"(?:(?P<a>{AMOUNT}) ?[-–] ?)?(?P<n>{AMOUNT}) ?(?P<unit>[TtcC])\.(?= [a-z(])"),
        _spoons,
        ("2 T. sugar and 1 t. salt", "two tablespoons sugar and one teaspoon salt"),
        ("2 t. The", "two t. The"),
    ),
    Rule(
        "size of an ingredient",
        "abbreviation",
        "lg sm med",
        lazy(
            r"(?<=[\d½¼¾] )(?P<size>lg|sm|med)\.?(?= (?:eggs?|onions?|potato(?:es)?|tomato(?:es)?|"
            r"carrots?|apples?|cloves?|lemons?|limes?|oranges?|bananas?|peppers?|shallots?|"
            r"zucchinis?|cans?|jars?|bowls?|pkgs?|bunch(?:es)?|heads?|shrimp|red|yellow|white|"
            r"green|sweet)\b)"
        ),
        lambda match, style: SIZES[match["size"]],
        ("2 lg. eggs, 1 sm onion", "two large eggs, one small onion"),
        ("2 med students", "two med students"),
    ),
    Rule(
        "span of fractions",
        "measure",
        "0 ½ ⅓ ⅔ ¼ ¾ ⅛",
        lazy(
            rf"(?P<a>{AMOUNT})(?P<to> ?[-–] ?| to )(?P<n>{AMOUNT})(?:[ -]?(?P<unit>{KITCHEN_UNIT})"
            r"(?!\w)(?:\.(?= [a-z(\d]|[,;)]))?)?(?![\w/%]|-\d|[.,]\d)"
        ),
        _span_of_fractions,
        ("1/4-1/2 cup, ½–1 tsp.", "one quarter to one half cup, one half to one teaspoon."),
        ("1-2 cups", "one to two cups"),
    ),
    Rule(
        "so many tins",
        "measure",
        "0",
        lazy(
            r"(?P<count>\d{1,2}) ?[x×] ?(?=\d+(?:\.\d+)?[ -]?(?:g|kg|ml|mL|l|L|cl|oz|lb|fl oz)\b"
            r"\.? ?(?:tin|can|jar|bag|carton|pack|bottle|box|packet|tub|sachet|pot|piece|fillet|"
            r"steak|bar|block|tray)s?\b)"
        ),
        lambda match, style: style.cardinal(match["count"]),
        ("1 x 400g tin of tomatoes", "one four hundred gram tin of tomatoes"),
        ("1 x 400", "one by four hundred"),
    ),
)
