"""The table of rules, in the order in which they are tried."""

from frontend.english import number_words
from frontend.english.normalize import (
    abbreviations,
    acronyms,
    addresses,
    cardinals,
    dates,
    electronic,
    measures,
    money,
    numbers_in_context,
    scripture,
    serial_numbers,
    symbols,
    telephone,
    times,
    unit_symbols,
)
from frontend.normalize.normalizer import Normalizer
from frontend.style import Style

RULES = (
    *serial_numbers.RULES,
    *electronic.RULES,
    *scripture.RULES,
    *telephone.RULES[: telephone.EARLY],
    *numbers_in_context.RULES,
    *symbols.EARLY,
    *times.RULES,
    *dates.RULES,
    *addresses.RULES,
    *telephone.RULES[telephone.EARLY :],
    *money.RULES,
    *cardinals.RULES[: cardinals.EARLY],
    *unit_symbols.RULES,
    *measures.RULES,
    *abbreviations.RULES,
    *cardinals.RULES[cardinals.EARLY :],
    *symbols.RULES,
    *acronyms.RULES,
)


def normalizer(style: Style | None = None) -> Normalizer:
    """The engine with the rules of English."""
    return Normalizer(RULES, style or Style(), number_words.digits)
