"""The words that a language's rules need: a table a language."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

Example = tuple[tuple[str, str], tuple[str, str]]  # as a Rule has it: example, counter-example
NO_EXAMPLE: Example = (("", ""), ("", ""))


class Noun(NamedTuple):
    """A noun after a number.

    one    with the number one: "ein Kilometer"
    many   without the number: "Kilometer"
    """

    one: str
    many: str


class CurrencyNouns(NamedTuple):
    """A currency and its hundredth."""

    whole: Noun
    cent: Noun


class LanguageTable(NamedTuple):
    """Words and marks of a language. What is left out is not read by a rule of its own.

    name           in English
    code           ISO 639-1, for num2words and for ends of sentences
    locale         as espeak-ng calls it
    decimal        mark before the decimals
    grouping       marks between thousands
    point          word for `decimal`; empty: num2words' own
    minus, plus    signs before numbers
    span           between the numbers of a range: "bis"
    symbols        sign -> words
    units          sign -> noun
    per            word for the stroke before a unit: "5 €/kg"
    per_names      sign -> name after it, where it is not that of the unit
    currencies     sign, code or name -> currency
    magnitudes     written -> noun: "Mio."
    abbreviations  written -> spoken; spaces within may be left out
    clock          (hours, minutes, words of a number) -> spoken time
    starters       words in small letters that begin sentences
    titles         words before a dot that ends no sentence; "-str": what ends so
    corrections    word in small letters -> phonemes, where espeak-ng is wrong
    is_latin       whether it is written in the Latin script, and reads no other
    examples       name of a rule -> its example and counter-example
    """

    name: str
    code: str
    locale: str
    decimal: str = ","
    grouping: str = ". '"
    point: str = ""
    minus: str = ""
    plus: str = ""
    span: str = ""
    symbols: Mapping[str, str] = {}
    units: Mapping[str, Noun] = {}
    per: str = ""
    per_names: Mapping[str, str] = {}
    currencies: Mapping[str, CurrencyNouns] = {}
    magnitudes: Mapping[str, Noun] = {}
    abbreviations: Mapping[str, str] = {}
    clock: Callable[[int, int, Callable[[str], str]], str] | None = None
    starters: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    corrections: Mapping[str, str] = {}
    is_latin: bool = False
    examples: Mapping[str, Example] = {}
