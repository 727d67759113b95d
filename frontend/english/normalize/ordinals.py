"""Ordinals by what stands beside them: 5th fl., the 10th-12th, 19th c."""

import re

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, full_stop
from frontend.style import Style

PLAIN_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"


def _floor(match: re.Match[str], style: Style) -> str:
    """5th fl."""
    return f"{_ordinal_of(match['n'], style)} floor{full_stop(match)}"


def _span_of_ordinals(match: re.Match[str], style: Style) -> str:
    """10th-12th."""
    return f"{_ordinal_of(match['a'], style)} to {_ordinal_of(match['b'], style)}"


def _century(match: re.Match[str], style: Style) -> str:
    """19th c."""
    return f"{_ordinal_of(match['n'], style)}{match['gap']}century{full_stop(match)}"


def _ordinal_of(text: str, style: Style) -> str:
    """10th."""
    return numbers.ordinal(re.sub(r"\D", "", text), style.conjunction)


RULES = (
    Rule(
        "floor",
        "abbreviation",
        "0",
        lazy(rf"(?P<n>{PLAIN_ORDINAL}) [Ff]l\.(?! ?oz)"),
        _floor,
        ("the 5th fl. lobby", "the fifth floor lobby"),
        ("his 5th fl", "his fifth fl"),
    ),
    Rule(
        "span of ordinals",
        "range",
        "0",
        lazy(rf"(?P<a>{PLAIN_ORDINAL}) ?[-–] ?(?P<b>{PLAIN_ORDINAL})" + NOT_WORD),
        _span_of_ordinals,
        ("the 10th-12th centuries", "the tenth to twelfth centuries"),
        ("the 10th-best", "the tenth-best"),
    ),
    Rule(
        "ordinal with d",
        "ordinal",
        "0",
        lazy(r"(?<=[Tt]he )(?P<n>\d{0,2}[23])d(?= (?:of|day|time|place)\b)"),
        lambda match, style: _ordinal_of(match["n"], style),
        ("on the 3d of May", "on the third of May"),
        ("in 3d of it", "in three d of it"),
    ),
    Rule(
        "century",
        "date",
        "0",
        lazy(rf"(?P<n>{PLAIN_ORDINAL})(?P<gap>[ -])c\.(?=[ ,;)]|$)"),
        _century,
        ("the early 19th c. poets", "the early nineteenth century poets"),
        ("19th c", "nineteenth c"),
    ),
)
