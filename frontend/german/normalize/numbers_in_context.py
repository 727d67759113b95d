"""Telephone numbers, scores, fractions, hours, pages, versions: numbers with a reading of their
own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from frontend.generic.number_words import NumberWords
from frontend.generic.rules import MINUTES_PER_HOUR
from frontend.german.table import clock
from frontend.lazy_regex import lazy
from frontend.normalize.normalizer import TRIGGER_DIGIT
from frontend.normalize.rule import NOT_WORD, Rule, before
from frontend.style import Style

Spoken = Callable[[re.Match[str], Style], str | None]
PARTS = {"2": "halb", "3": "Drittel", "4": "Viertel", "5": "Fünftel", "6": "Sechstel",
         "8": "Achtel", "10": "Zehntel", "100": "Hundertstel"}  # fmt: skip
SCORE_CUE = lazy(
    r"\b(?:Spiel|Sieg|Niederlage|Endstand|Halbzeit|Tor|Remis|gewann(?:en)?|gewinnt|verlor(?:en)?|"
    r"siegten?|unterlag(?:en)?|schlug(?:en)?|endete|Verhältnis|Maßstab|steht|stand)\b.{0,25}$"
)


def context_rules_before_amounts(numbers: NumberWords) -> Sequence[Rule]:
    """The rules before those of money and measures."""
    return (
        Rule(
            "telephone",
            "telephone",
            f"+ ( {TRIGGER_DIGIT}",
            lazy(
                r"(?<![\d.,])(?:\+\d{1,3}[ -/]?(?:\(0\) ?)?|\(?0\d{1,5}\)?[ -/]?)"
                r"\d+(?:[ /-]\d+)*(?![\d.,]\d)"
            ),
            _telephone(numbers),
            ("Ruf 030 12345", "Ruf null drei null eins zwei drei vier fünf"),
            ("0 12", "null zwölf"),
        ),
        Rule(
            "score",
            "score",
            TRIGGER_DIGIT,
            lazy(r"(?<![\d:,.])(?P<one>\d{1,3}):(?P<other>\d{1,3}(?:\.\d{3})*)(?![\d:])(?! Uhr)"),
            _score(numbers),
            ("Es steht 3:1.", "Es steht drei zu eins."),
            ("um 15:30", "um fünfzehn Uhr dreißig"),
        ),
        Rule(
            "hour",
            "time",
            TRIGGER_DIGIT,
            lazy(rf"(?<![\d:,.])(?P<hours>\d{{1,2}})(?:[.](?P<minutes>\d\d))? Uhr{NOT_WORD}"),
            _hour(numbers),
            ("um 1 Uhr", "um ein Uhr"),
            ("1 Uhrwerk", "ein Uhrwerk"),
        ),
    )


def context_rules_before_numbers(numbers: NumberWords) -> Sequence[Rule]:
    """The rules before those of plain numbers."""
    return (
        *_fraction_rules(numbers),
        Rule(
            "times",
            "cardinal",
            TRIGGER_DIGIT,
            lazy(r"(?<![\d,.])(?P<count>\d{1,3})(?:x|-?mal|×)(?= [a-zäöüß]|$|[.,;!?])"),
            _times(numbers),
            ("2x täglich", "zweimal täglich"),
            ("2 Mal täglich", "zwei Mal täglich"),
        ),
        Rule(
            "product",
            "cardinal",
            "x",
            lazy(r"(?:(?<=\d )x(?= \d)|(?<=\d)x(?=\d))"),
            lambda match, style: "mal",
            ("4 x 5 Meter", "vier mal fünf Meter"),
            ("x und y", "x und y"),
        ),
        Rule(
            "version",
            "version",
            TRIGGER_DIGIT,
            lazy(r"(?<![\d,])\d{1,3}(?:\.\d{1,2})+(?!\d|,\d)"),
            _version(numbers),
            ("Version 2.0", "Version zwei Punkt null"),
            ("2.000 Euro", "zweitausend Euro"),
        ),
    )


def _fraction_rules(numbers: NumberWords) -> Sequence[Rule]:
    """Fractions, and a half beside a whole number."""
    return (
        Rule(
            "fraction",
            "fraction",
            TRIGGER_DIGIT,
            lazy(r"(?<![\d/,.])(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\d/]|,\d)"),
            _fraction(numbers),
            ("3/4 Liter", "drei Viertel Liter"),
            ("1/7 km", "eins/sieben Kilometer"),
        ),
        Rule(
            "mixed-half",
            "fraction",
            TRIGGER_DIGIT,
            lazy(r"(?<![\d/,.])(?P<whole>\d{1,2}) ?(?:½|(?<= )1/2)(?![\d/])"),
            _and_a_half(numbers),
            ("1 1/2 Stunden", "eineinhalb Stunden"),
            ("2 Stunden", "zwei Stunden"),
        ),
    )


def _telephone(numbers: NumberWords) -> Spoken:
    """Digit by digit."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        if sum(map(str.isdecimal, match[0])) < 6:
            return None
        plus = "plus " if match[0].startswith("+") else ""
        return plus + numbers.digits(match[0])

    return spoken


def _score(numbers: NumberWords) -> Spoken:
    """A score or a ratio: what is no time, or stands after a word of games."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        other = match["other"]
        is_time = len(other) == 2 and int(match["one"]) <= 24 and int(other) < MINUTES_PER_HOUR
        if is_time and not SCORE_CUE.search(before(match)):
            return None
        return f"{numbers.cardinal(match['one'])} zu {numbers.number(other)}"

    return spoken


def _hour(numbers: NumberWords) -> Spoken:
    """Hours before "Uhr", and minutes after a dot."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        minutes = int(match["minutes"] or 0)
        if int(match["hours"]) > 24 or minutes >= MINUTES_PER_HOUR:
            return None
        return clock(int(match["hours"]), minutes, numbers.cardinal)

    return spoken


def _fraction(numbers: NumberWords) -> Spoken:
    """Fractions whose part has a name."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        part = PARTS.get(match["bottom"])
        if not part or match["top"] == "0":
            return None
        top = "ein" if match["top"] == "1" else numbers.cardinal(match["top"])
        return f"{top} {'Halbe' if part == 'halb' and top != 'ein' else part}"

    return spoken


def _and_a_half(numbers: NumberWords) -> Spoken:
    """A whole number and a half."""

    def spoken(match: re.Match[str], style: Style) -> str:
        return before_noun(numbers.cardinal(match["whole"])) + "einhalb"

    return spoken


def _times(numbers: NumberWords) -> Spoken:
    """How often."""

    def spoken(match: re.Match[str], style: Style) -> str:
        return before_noun(numbers.cardinal(match["count"])) + "mal"

    return spoken


def before_noun(number: str) -> str:
    """A number as it begins a word: "eins" is "ein"."""
    return number.removesuffix("s") if number.endswith("eins") else number


def _version(numbers: NumberWords) -> Spoken:
    """Numbers with dots between that are neither dates nor thousands."""

    def spoken(match: re.Match[str], style: Style) -> str:
        return " Punkt ".join(map(numbers.cardinal, match[0].split(".")))

    return spoken
