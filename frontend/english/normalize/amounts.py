"""Amounts as recipes and workshops have them: 2, 1.5, 1/2, 1 1/2, ½, 2½, and spans of them."""

from frontend.english import number_words as numbers
from frontend.english.normalize.fractions import mixed_number
from frontend.english.normalize.number_patterns import NUMBER
from frontend.english.number_words import VULGAR_FRACTIONS
from frontend.lazy_regex import lazy
from frontend.style import Style

VULGAR = f"[{''.join(VULGAR_FRACTIONS)}]"
FRACTION = rf"(?:\d{{1,3}}[ -])?\d{{1,2}}/\d{{1,2}}(?![\d/])|\d{{0,3}} ?{VULGAR}"
AMOUNT = rf"(?:{FRACTION}|{NUMBER})"
AMOUNT_PARTS = lazy(
    rf"(?:(?P<whole>\d+)(?:[ -]| ?(?={VULGAR})))?"
    rf"(?:(?P<top>\d+)/(?P<bottom>\d+)|(?P<f>{VULGAR}))"
)
COMMON_PARTS = frozenset(("2", "3", "4", "8"))


def spoken_amount(text: str, style: Style) -> str:
    """An amount in words.

    >>> spoken_amount("1 1/2", Style()), spoken_amount("¾", Style()), spoken_amount("12", Style())
    ('one and a half', 'three quarters', 'twelve')
    """
    parts = AMOUNT_PARTS.fullmatch(text)
    if not parts:
        return style.number(text)
    if parts["f"]:
        part = numbers.fraction(*VULGAR_FRACTIONS[parts["f"]])
    else:
        part = numbers.fraction(parts["top"], parts["bottom"], style.conjunction)
    return mixed_number(parts["whole"], part, style) if parts["whole"] else part


def is_one_or_less(text: str) -> bool:
    """Whether a unit after an amount stands in the singular: 1, 1/2, ½, but 0.5 and 1½ are many.

    >>> is_one_or_less("1/2"), is_one_or_less("1"), is_one_or_less("2 1/2"), is_one_or_less("3/2")
    (True, True, False, False)
    """
    if text == "1":
        return True
    parts = AMOUNT_PARTS.fullmatch(text)
    if not parts or parts["whole"]:
        return False
    return bool(parts["f"]) or int(parts["top"]) <= int(parts["bottom"])


def is_fraction(text: str) -> bool:
    """Whether an amount has a fraction.

    >>> is_fraction("1 1/2"), is_fraction("1.5")
    (True, False)
    """
    return AMOUNT_PARTS.fullmatch(text) is not None


def is_common(text: str) -> bool:
    """Whether an amount is hardly a date or a score: whole, or of halves, thirds and the like.

    >>> is_common("3/4"), is_common("12"), is_common("9/11")
    (True, True, False)
    """
    parts = AMOUNT_PARTS.fullmatch(text)
    if not parts or parts["f"]:
        return True
    return parts["bottom"] in COMMON_PARTS and int(parts["top"]) < int(parts["bottom"])
