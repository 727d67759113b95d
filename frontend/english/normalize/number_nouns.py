"""Numbers as nouns and magnitudes in letters: two 6s, 100s of them, 3bn."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import NUMBER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style

ROUND_NUMBERS = {
    "10": "tens",
    "100": "hundreds",
    "1000": "thousands",
    "10000": "tens of thousands",
    "100000": "hundreds of thousands",
    "1000000": "millions",
}
SHORT_SCALES = {"bn": "billion", "bln": "billion", "mln": "million", "trn": "trillion"}
SHORT_SCALES |= {"k": "thousand", "K": "thousand", "M": "million", "B": "billion"}


def _digits_in_plural(match: re.Match[str], style: Style) -> str:
    """Two 6s, all 1s and 0s."""
    return numbers.plural(style.cardinal(match["n"]))


def _round_number(match: re.Match[str], style: Style) -> str:
    """100s of."""
    return ROUND_NUMBERS[match["n"].replace(",", "")]


def _short_scale(match: re.Match[str], style: Style) -> str:
    """3bn."""
    return f"{style.number(match['n'])} {SHORT_SCALES[match['scale']]}"


def _more_than(match: re.Match[str], style: Style) -> str:
    """100M+ users."""
    return f"{style.number(match['n'])} {SHORT_SCALES[match['scale']]} plus"


RULES = (
    Rule(
        "magnitude and more",
        "cardinal",
        "0",
        lazy(rf"(?P<n>{NUMBER})(?P<scale>[kKMB])\+(?= [a-z])"),
        _more_than,
        ("100M+ users", "one hundred million plus users"),
        ("5M+5", "five M plus five"),
    ),
    Rule(
        "digits in the plural",
        "cardinal",
        "0",
        lazy(r"(?P<n>[0-9])s(?=[ .,;:!?)]|$)(?<!iPhone \ds)"),
        _digits_in_plural,
        ("all 1s and two 6s.", "all ones and two sixes."),
        ("the iPhone 5s", "the I Phone five s"),
    ),
    Rule(
        "tens and hundreds",
        "cardinal",
        "0",
        lazy(r"(?P<n>10|100|1,?000|10,?000|100,?000|1,?000,?000)'?s(?= (?:of|more)\b)"),
        _round_number,
        ("100s of 1,000s of bees", "hundreds of thousands of bees"),
        ("100s", "one hundred s"),
    ),
    Rule(
        "magnitude in letters",
        "cardinal",
        "0",
        lazy(rf"(?P<n>{NUMBER}) ?(?P<scale>bn|mln|bln|trn)(?=[ ,.;:)]|$)"),
        _short_scale,
        ("3bn years", "three billion years"),
        ("3bnx", "three bnx"),
    ),
)
