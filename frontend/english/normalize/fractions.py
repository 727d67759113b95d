"""Fractions: ½, 1/2, 2 1/2."""

import re

from frontend.english import number_words as numbers
from frontend.english.number_words import VULGAR_FRACTIONS
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, before
from frontend.style import Style


def mixed_number(whole: str, part: str, style: Style) -> str:
    """A whole number and a fraction in words: "two and a half"."""
    part = re.sub(r"^one (half|quarter)$", r"a \1", part)
    return f"{style.cardinal(whole)} and {part}"


TRIES_BEFORE = lazy(r"\b(?:went|going|shot|shooting|hit|made) $", re.IGNORECASE)


def _fraction(match: re.Match[str], style: Style) -> str:
    """1/2, 3/4ths, 2 1/2; of a player's tries: "went 21/30"."""
    if not match["whole"] and TRIES_BEFORE.search(before(match)):
        return f"{style.cardinal(match['top'])} of {style.cardinal(match['bottom'])}"
    part = numbers.fraction(match["top"], match["bottom"], style.conjunction)
    return mixed_number(match["whole"], part, style) if match["whole"] else part


def _vulgar_fraction(match: re.Match[str], style: Style) -> str:
    """½, 5½."""
    part = numbers.fraction(*VULGAR_FRACTIONS[match["f"]])
    return mixed_number(match["whole"], part, style) if match["whole"] else part


def _negative_fraction(match: re.Match[str], style: Style) -> str:
    """-1/2."""
    return f"minus {numbers.fraction(match['top'], match['bottom'], style.conjunction)}"


RULES = (
    Rule(
        "vulgar fraction",
        "fraction",
        "0 " + " ".join(VULGAR_FRACTIONS),
        lazy(rf"(?:(?P<whole>\d+)[ -]?)?(?P<f>[{''.join(VULGAR_FRACTIONS)}])"),
        _vulgar_fraction,
        ("5½ hours", "five and a half hours"),
        ("5 hours", "five hours"),
    ),
    Rule(
        "fraction",
        "fraction",
        "0",
        lazy(
            r"(?<!/)(?:(?P<whole>\d{1,4})(?: |-| and ))?(?P<top>\d{1,5})/(?P<bottom>[1-9]\d{0,4})"
            r"(?:st|nd|rds?|ths?|s|TH|RD|ND)?(?![\w/]|-[\dA-Z])"
        ),
        _fraction,
        ("2 1/2 hours", "two and a half hours"),
        ("31/31/100", "thirty-one slash thirty-one slash one hundred"),
    ),
    Rule(
        "negative fraction",
        "fraction",
        "-",
        lazy(r"(?<![\w)-])-(?P<top>\d{1,4})/(?P<bottom>[1-9]\d{0,3})(?![\w/]|-\w)"),
        _negative_fraction,
        ("It is -1/2", "It is minus one half"),
        ("a-1/2", "A one slash two"),
    ),
)
