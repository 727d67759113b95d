"""<say-as> in any language, by its number words and its letters' names."""

from __future__ import annotations

import re
from collections.abc import Callable

from frontend.generic.number_words import NumberWords, plain
from frontend.generic.table import LanguageTable
from frontend.normalize.roman import roman_value
from frontend.ssml.say_as import SPELLED_CLASSES, SayAsInput, SpokenSpan

PLAIN_NUMBER = re.compile(r"([-+–]?)(\d+(?:\.\d+)?)")
SayAs = Callable[[str, SayAsInput], list[SpokenSpan]]


def say_as(table: LanguageTable) -> SayAs:
    """The function that a Language asks for <say-as>. Dates, times and the rest of the classes are
    read as plain text is.
    """

    def spoken_spans(name: str, item: SayAsInput) -> list[SpokenSpan]:
        numbers = NumberWords(table)
        if name in SPELLED_CLASSES:
            return [
                SpokenSpan(index, index + 1, _character(character, table, numbers))
                for index, character in enumerate(item.text)
                if not character.isspace()
            ]
        spoken = _spoken(name, item.text.strip(), table, numbers)
        return [SpokenSpan(0, len(item.text), spoken or item.normalize(item.text))]

    return spoken_spans


def _character(character: str, table: LanguageTable, numbers: NumberWords) -> str:
    """A letter, a digit, or the name of a sign as far as the table has it."""
    if character.isdecimal():
        return numbers.digits(character)
    return table.symbols.get(character, character.upper())


def _spoken(name: str, text: str, table: LanguageTable, numbers: NumberWords) -> str:
    """The reading of a class; empty where the text is not of it."""
    if name in ("cardinal", "number"):
        return _cardinal(text, table, numbers)
    if name == "ordinal":
        digits = text.rstrip(".")
        value = digits if digits.isdecimal() else str(roman_value(digits.upper()) or "")
        return numbers.ordinal(value) if value else ""
    if name in ("digits", "number:digits", "telephone", "phone"):
        plus = f"{table.plus} " if text.startswith("+") and table.plus else ""
        return plus + numbers.digits(text) if any(map(str.isdecimal, text)) else ""
    return ""


def _cardinal(text: str, table: LanguageTable, numbers: NumberWords) -> str:
    """A number with its sign, or a Roman one."""
    match = PLAIN_NUMBER.fullmatch(plain(text, table).replace(" ", ""))
    if not match:
        value = roman_value(text.upper())
        return numbers.cardinal(str(value)) if value else ""
    sign = {"-": table.minus, "–": table.minus, "+": table.plus}.get(match[1], "")
    return f"{sign} {numbers.number(match[2].replace('.', table.decimal))}".strip()
