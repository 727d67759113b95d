"""The rules of German beside those of its table of words, in the order in which they are tried."""

from collections.abc import Sequence

from frontend.generic.number_words import NumberWords
from frontend.generic.rules import OwnRules
from frontend.german.normalize import dates, numbers_in_context, rulers, words
from frontend.normalize.rule import Rule


def rules_before_amounts(numbers: NumberWords) -> Sequence[Rule]:
    """The rules before those of money and measures."""
    return (
        *dates.full_dates(numbers),
        *numbers_in_context.context_rules_before_amounts(numbers),
        *words.word_rules_before_amounts(numbers),
    )


def rules_before_numbers(numbers: NumberWords) -> Sequence[Rule]:
    """The rules before those of plain numbers."""
    return (
        *dates.ranks_and_years(numbers),
        *numbers_in_context.context_rules_before_numbers(numbers),
        *rulers.rules(numbers),
        *words.word_rules_before_numbers(numbers),
    )


OWN_RULES = OwnRules(rules_before_amounts, rules_before_numbers)
