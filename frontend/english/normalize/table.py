"""The table of rules, in the order in which they are tried.

Of the rules that a trigger sets off, the first one that applies reads. So a rule stands before the
rules that would read a part of what it reads: dates before ranges, ranges before numbers. Where the
rules of a module stand at several places, each part has a name.
"""

from frontend.english import number_words
from frontend.english.normalize import (
    abbreviations,
    acronyms,
    addresses,
    alphanumerics,
    calendar_names,
    cardinals,
    chemistry,
    codes,
    dates,
    directions,
    electronic,
    fractions,
    markup,
    mathematics,
    measures,
    money,
    numbers_in_context,
    ranges,
    ratios,
    recipes,
    references,
    roman_numerals,
    scripture,
    serial_numbers,
    short_forms,
    small_roman_numerals,
    special_measures,
    symbols,
    telephone,
    times,
    titles,
    unit_symbols,
    versions,
    years,
)
from frontend.normalize.normalizer import Normalizer
from frontend.style import Style

RULES = (
    *serial_numbers.RULES,
    *electronic.RULES,
    *scripture.RULES,
    *telephone.RULES,
    *codes.RULES,
    *numbers_in_context.RULES,
    *symbols.RULES_BEFORE_MATHEMATICS,
    *markup.RULES_BEFORE_MATHEMATICS,
    *times.RULES,
    *dates.RULES,
    *years.RULES,
    *calendar_names.RULES,
    *addresses.RULES,
    *directions.RULES,
    *telephone.RULES_AFTER_ADDRESSES,
    *money.RULES,
    *mathematics.RULES_BEFORE_MEASURES,
    *ratios.RULES_BEFORE_MEASURES,
    *recipes.RULES,
    *unit_symbols.RULES,
    *special_measures.RULES,
    *measures.RULES,
    *short_forms.RULES,
    *small_roman_numerals.RULES,
    *references.RULES,
    *titles.RULES,
    *abbreviations.RULES,
    *ratios.RULES,
    *cardinals.RULES_BEFORE_VERSIONS,
    *versions.RULES,
    *fractions.RULES,
    *mathematics.RULES_BEFORE_RANGES,
    *ranges.RULES,
    *cardinals.RULES,
    *roman_numerals.RULES,
    *mathematics.RULES,
    *markup.RULES,
    *symbols.RULES,
    *chemistry.RULES,
    *alphanumerics.RULES,
    *acronyms.RULES,
)


def normalizer(style: Style | None = None) -> Normalizer:
    """The engine with the rules of English."""
    return Normalizer(RULES, style or Style(), number_words.digits)
