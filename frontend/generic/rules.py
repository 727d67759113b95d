"""Rules made from a language's table: abbreviations, money, measures, times, numbers, symbols."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from frontend.generic import markup
from frontend.generic.number_words import NumberWords, number_pattern, plain
from frontend.generic.table import NO_EXAMPLE, CurrencyNouns, LanguageTable
from frontend.normalize.normalizer import TRIGGER_DIGIT
from frontend.normalize.rule import NOT_WORD, Rule, full_stop
from frontend.style import Style

Spoken = Callable[[re.Match[str], Style], str | None]
MAX_HOUR = 24
MINUTES_PER_HOUR = 60


class OwnRules(NamedTuple):
    """Rules of a language beside those of its table: number words -> rules.

    before_amounts   tried before those of the table
    before_numbers   tried after those of money and measures
    """

    before_amounts: Callable[[NumberWords], Sequence[Rule]] = lambda numbers: ()
    before_numbers: Callable[[NumberWords], Sequence[Rule]] = lambda numbers: ()


def table_rules(table: LanguageTable, numbers: NumberWords, own: OwnRules) -> list[Rule]:
    """The rules of a language, in the order in which they are tried."""
    rules = [
        *markup.RULES,
        *own.before_amounts(numbers),
        _abbreviations(table),
        _clock(table, numbers),
        _money_before(table, numbers),
        _money(table, numbers),
        _measure(table, numbers),
        _per(table),
        _magnitude(table, numbers),
        *own.before_numbers(numbers),
        _span(table),
        _sign(table),
        _number(table, numbers),
        _symbols(table),
    ]
    return [rule for rule in rules if rule]


def alternatives(words: Iterable[str]) -> str:
    """The source of a pattern of words; the longest are tried first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def first_words(written: Iterable[str]) -> str:
    """The triggers of what begins with a word or a sign."""
    pieces = (re.match(r"\w+|\W", each) for each in written)
    return " ".join(dict.fromkeys(piece[0].lower() for piece in pieces if piece))


def rule_of(
    table: LanguageTable, name: str, kind: str, triggers: str, pattern: str, spoken: Spoken
) -> Rule:
    """A rule with the example of the table."""
    example, counter = table.examples.get(name, NO_EXAMPLE)
    return Rule(name, kind, triggers, re.compile(pattern), spoken, example, counter)


def _abbreviations(table: LanguageTable) -> Rule | None:
    """Abbreviations with their dots; spaces within may be left out."""
    if not table.abbreviations:
        return None
    said = {
        start(written): start(spoken)
        for written, spoken in table.abbreviations.items()
        for start in (str, _capitalized)
    }
    by_letters = {written.replace(" ", ""): spoken for written, spoken in said.items()}
    source = alternatives(said).replace(r"\ ", " ?")

    def spoken(match: re.Match[str], style: Style) -> str:
        return by_letters[match[0].replace(" ", "")] + full_stop(match)

    triggers = first_words(table.abbreviations)
    pattern = rf"(?<![\w.])(?:{source}){NOT_WORD}"
    return rule_of(table, "abbreviation", "abbreviation", triggers, pattern, spoken)


def _capitalized(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def _clock(table: LanguageTable, numbers: NumberWords) -> Rule | None:
    """Times with a colon."""
    clock = table.clock
    if clock is None:
        return None

    def spoken(match: re.Match[str], style: Style) -> str | None:
        hours, minutes = int(match["hours"]), int(match["minutes"])
        if hours > MAX_HOUR or minutes >= MINUTES_PER_HOUR:
            return None
        return clock(hours, minutes, numbers.cardinal)

    word = re.escape(clock(1, 0, str).split()[-1])
    pattern = rf"(?<![\d:,.])(?P<hours>\d{{1,2}}):(?P<minutes>\d\d)(?![\d:])(?: {word}{NOT_WORD})?"
    return rule_of(table, "clock", "time", TRIGGER_DIGIT, pattern, spoken)


def _amount(
    amount: str, currency: CurrencyNouns, table: LanguageTable, numbers: NumberWords
) -> str:
    """A sum: whole units, hundredths, or both."""
    whole, _, part = plain(amount, table).partition(".")
    if len(part) not in (0, 2):
        return f"{numbers.number(amount)} {currency.whole.many}"
    noun = currency.whole
    units = noun.one if int(whole) == 1 else f"{numbers.cardinal(whole)} {noun.many}"
    if not part.strip("0"):
        return units
    if int(whole) == 0:
        cent = currency.cent
        return cent.one if int(part) == 1 else f"{numbers.cardinal(part)} {cent.many}"
    return f"{units} {numbers.cardinal(part)}"


def _money_spoken(table: LanguageTable, numbers: NumberWords) -> Spoken:
    """The reading of a sum whose groups are amount, magnitude and sign."""

    def spoken(match: re.Match[str], style: Style) -> str:
        currency = table.currencies[match["sign"]]
        stop = full_stop(match)
        if not match["magnitude"]:
            return _amount(match["amount"], currency, table, numbers) + stop
        return f"{_large(match, table, numbers)} {currency.whole.many}{stop}"

    return spoken


def _large(match: re.Match[str], table: LanguageTable, numbers: NumberWords) -> str:
    """An amount with a magnitude."""
    noun = table.magnitudes[match["magnitude"]]
    amount = match["amount"]
    return noun.one if amount == "1" else f"{numbers.number(amount)} {noun.many}"


def _magnitude_pattern(table: LanguageTable) -> str:
    """The source of a pattern of a magnitude after an amount."""
    return rf"(?P<magnitude>{alternatives(table.magnitudes) or '(?!)'})"


def _money_before(table: LanguageTable, numbers: NumberWords) -> Rule | None:
    """Sums after their sign: "€ 5"."""
    if not table.currencies:
        return None
    pattern = (
        rf"(?P<sign>{alternatives(table.currencies)}) ?(?P<amount>{number_pattern(table)})"
        rf"(?: ?{_magnitude_pattern(table)}(?!\w))?"
    )
    triggers = first_words(table.currencies)
    return rule_of(table, "money-before", "money", triggers, pattern, _money_spoken(table, numbers))


def _money(table: LanguageTable, numbers: NumberWords) -> Rule | None:
    """Sums before their sign: "5 €", "3,5 Mio. €", "5,- €"."""
    if not table.currencies:
        return None
    pattern = (
        rf"(?P<amount>{number_pattern(table)})(?:,[-–]+)?(?: ?{_magnitude_pattern(table)})?"
        rf" ?(?P<sign>{alternatives(table.currencies)}){NOT_WORD}"
    )
    return rule_of(table, "money", "money", TRIGGER_DIGIT, pattern, _money_spoken(table, numbers))


def _measure(table: LanguageTable, numbers: NumberWords) -> Rule | None:
    """Numbers with a unit."""
    if not table.units:
        return None

    def spoken(match: re.Match[str], style: Style) -> str:
        noun = table.units[match["unit"]]
        amount = match["amount"]
        return noun.one if amount == "1" else f"{numbers.number(amount)} {noun.many}"

    pattern = (
        rf"(?P<amount>{number_pattern(table)}) ?(?P<unit>{alternatives(table.units)})(?![\w²³])"
    )
    return rule_of(table, "measure", "measure", TRIGGER_DIGIT, pattern, spoken)


def _per(table: LanguageTable) -> Rule | None:
    """The stroke between a sum or a measure and what it is for: "5 €/kg"."""
    if not table.per:
        return None
    name_of = {sign: noun.many for sign, noun in table.units.items()}
    name_of.update(table.per_names)

    def spoken(match: re.Match[str], style: Style) -> str:
        return f"{table.per} {name_of[match['unit']]}"

    pattern = rf"(?<=[^\W\d]|[$€£])/ ?(?P<unit>{alternatives(name_of)}){NOT_WORD}"
    return rule_of(table, "per", "measure", "/", pattern, spoken)


def _magnitude(table: LanguageTable, numbers: NumberWords) -> Rule | None:
    """Numbers with a short magnitude: "3 Mio."."""
    if not table.magnitudes:
        return None

    def spoken(match: re.Match[str], style: Style) -> str:
        return _large(match, table, numbers) + full_stop(match)

    pattern = rf"(?P<amount>{number_pattern(table)}) ?{_magnitude_pattern(table)}{NOT_WORD}"
    return rule_of(table, "magnitude", "cardinal", TRIGGER_DIGIT, pattern, spoken)


def _sign(table: LanguageTable) -> Rule | None:
    """Signs before a number."""
    if not table.minus:
        return None
    words = {"-": table.minus, "–": table.minus, "+": table.plus}

    def spoken(match: re.Match[str], style: Style) -> str:
        return words[match[0]]

    pattern = r"(?<![\w)%°])(?<!\d )[-–+](?=\d)"
    return rule_of(table, "sign", "cardinal", "- – +", pattern, spoken)


def _span(table: LanguageTable) -> Rule | None:
    """The dash between two numbers."""
    if not table.span:
        return None

    def spoken(match: re.Match[str], style: Style) -> str:
        return table.span

    pattern = r"(?:(?<=\d)|(?<=\d[ .])|(?<=\d\. ))[-–—](?= ?\d)"
    return rule_of(table, "span", "range", "- – —", pattern, spoken)


def _number(table: LanguageTable, numbers: NumberWords) -> Rule:
    """Whole and decimal numbers; those with a zero in front digit by digit."""

    def spoken(match: re.Match[str], style: Style) -> str:
        text = match[0]
        has_zero_in_front = text.isdecimal() and len(text) > 1 and text[0] == "0"
        return numbers.digits(text) if has_zero_in_front else numbers.number(text)

    pattern = number_pattern(table)
    return rule_of(table, "number", "cardinal", TRIGGER_DIGIT, pattern, spoken)


def _symbols(table: LanguageTable) -> Rule | None:
    """Signs that are words."""
    if not table.symbols:
        return None

    def spoken(match: re.Match[str], style: Style) -> str:
        return table.symbols[match[0]]

    triggers = first_words(table.symbols)
    return rule_of(table, "symbol", "symbol", triggers, alternatives(table.symbols), spoken)
