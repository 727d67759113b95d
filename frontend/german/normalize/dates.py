"""Dates, ranks and years."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from frontend.generic.number_words import NumberWords
from frontend.generic.rules import alternatives
from frontend.german.normalize.inflection import inflected
from frontend.german.table import GERMAN_MONTHS
from frontend.lazy_regex import lazy
from frontend.normalize.normalizer import TRIGGER_DIGIT
from frontend.normalize.rule import NOT_WORD, Rule, after, at_line_end, before
from frontend.style import Style

MAX_DAY, YEARS = 31, range(1100, 2100)
YEAR_CUE = lazy(
    r"(?:\b(?:[Jj]ahre?s?|[Ss]eit|[Aa]nno|[Vv]on|[Bb]is|[Uu]m|[Aa]b|[Nn]ach|[Vv]or|[Ii]m|"
    r"Sommer|Winter|Herbst|Frühjahr|Frühling|Ende|Anfang|Mitte|und|"
    rf"{alternatives(GERMAN_MONTHS)}) |[–/-] ?)$"
)
COUNTED = lazy(r" (?:[a-zäöüß]+e[nr]? )?[A-ZÄÖÜ][a-zäöüß]+(?:n|e|er|s)\b")
RANK_BEFORE = lazy(r"\b(?:am|vom|zum|dem|der|den)(?: \d{1,2}\. (?:und|bis))? $", re.IGNORECASE)
LINKED_RANK = lazy(r" ?(?:bis|und|oder|[–-]|,)(?: zum)? ?\d{1,4}\.")
RANKS_BEFORE = lazy(r"(?<!\S)\d{1,4}\. ?(?:bis|und|oder|[–-]) ?$")
DECADE_NUMBER = lazy(r"\d*0")


def full_dates(numbers: NumberWords) -> Sequence[Rule]:
    """The rules of dates in digits, which stand before those of numbers with a unit."""
    return (
        _rule(
            "iso-date",
            r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
            _date(numbers),
            ("2024-05-03", "dritter Mai zweitausendvierundzwanzig"),
            ("2024-25", "zweitausendvierundzwanzig bis fünfundzwanzig"),
        ),
        _rule(
            "numeric-date",
            r"(?P<day>\d{1,2})\. ?(?P<number>\d{1,2})\.(?: ?(?P<year>\d{4}|\d\d(?=\D|$)))?"
            r"(?!\d|,\d)",
            _date(numbers),
            ("am 17.06.1953", "am siebzehnten Juni neunzehnhundertdreiundfünfzig"),
            ("45.60", "fünfundvierzig Punkt sechzig"),
        ),
    )


def ranks_and_years(numbers: NumberWords) -> Sequence[Rule]:
    """The rules of numbers without a unit."""
    return (
        _rule(
            "rank",
            r"(?P<day>\d{1,4})\.(?! ?\d)",
            _rank(numbers),
            ("am 3. Mai", "am dritten Mai"),
            ("Er ist 3.", "Er ist drei."),
        ),
        _rule(
            "decade",
            r"(?P<tens>\d{2,4})(?P<ending>ern?)\b",
            _decade(numbers),
            ("die 80er", "die achtziger"),
            ("80 er", "achtzig er"),
        ),
        _rule(
            "year",
            rf"(?P<year>\d{{4}}){NOT_WORD}(?!,\d)",
            _year(numbers),
            ("im Jahr 1987", "im Jahr neunzehnhundertsiebenundachtzig"),
            ("1987 Menschen", "eintausendneunhundertsiebenundachtzig Menschen"),
        ),
    )


Spoken = Callable[[re.Match[str], Style], str | None]


def _rule(
    name: str, pattern: str, spoken: Spoken, example: tuple[str, str], counter: tuple[str, str]
) -> Rule:
    """A rule that begins with a digit."""
    bounded = lazy(rf"(?<![\d.,]){pattern}")
    return Rule(name, "date", TRIGGER_DIGIT, bounded, spoken, example, counter)


def spoken_year(text: str, numbers: NumberWords) -> str:
    """A year: hundreds before 2000, two digits as they stand."""
    return numbers.year(text) if int(text) in YEARS else numbers.cardinal(text)


def _date(numbers: NumberWords) -> Spoken:
    """Day, number of the month, and perhaps year."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        day, month = int(match["day"]), int(match["number"])
        if not (0 < day <= MAX_DAY and 0 < month <= len(GERMAN_MONTHS)):
            return None
        name = GERMAN_MONTHS[month - 1]
        rank = inflected(numbers.ordinal(str(day)), before(match), f" {name}")
        year = f" {spoken_year(match['year'], numbers)}" if match["year"] else ""
        return f"{rank} {name}{year}"

    return spoken


def _rank(numbers: NumberWords) -> Spoken:
    """A number with a dot, where the sentence goes on or where its article shows a rank."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        earlier, later = before(match), after(match)
        if at_line_end(match) and not RANK_BEFORE.search(earlier):
            return None
        goes_on = LINKED_RANK.match(later)
        later = later[goes_on.end() :] if goes_on else later
        linked = RANKS_BEFORE.search(earlier)
        earlier = earlier[: linked.start()] if linked else earlier
        return inflected(numbers.ordinal(match["day"]), earlier, later)

    return spoken


def _decade(numbers: NumberWords) -> Spoken:
    """80er, 1990ern."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        if not DECADE_NUMBER.fullmatch(match["tens"]):
            return None
        return spoken_year(match["tens"], numbers) + match["ending"]

    return spoken


def _year(numbers: NumberWords) -> Spoken:
    """Four digits, unless a noun that is counted follows."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        if int(match["year"]) not in YEARS:
            return None
        if COUNTED.match(after(match)) and not YEAR_CUE.search(before(match)):
            return None
        return spoken_year(match["year"], numbers)

    return spoken
