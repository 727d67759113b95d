"""Roman numerals: rulers by rank, in the case that their sentence calls for, other things by
number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from frontend.generic.number_words import NumberWords
from frontend.german.normalize.inflection import inflected
from frontend.german.table import GERMAN_STARTERS
from frontend.lazy_regex import lazy
from frontend.normalize.normalizer import TRIGGER_CAPITAL
from frontend.normalize.roman import roman_value
from frontend.normalize.rule import NOT_WORD, Rule, after, at_line_end, before
from frontend.style import Style

NUMBERED = frozenset(
    "Abschnitt Akt Anhang Apollo Artikel Band Buch Folge Gruppe Kapitel Klasse Lektion Liga Modell "
    "Nummer Phase Satz Stufe Szene Teil Titel Typ Version Weltkrieg".split()
)
GERMAN_RULERS = frozenset(
    "Albrecht Alexander Alfons Anna August Benedikt Bonifatius Christian Clemens Eduard Elisabeth "
    "Eugen Ferdinand Franz Friedrich Georg Gregor Gustav Harald Heinrich Innozenz Isabella Jakob "
    "Johann Johannes Joseph Josef Karl Katharina Konrad Leo Leopold Ludwig Margarethe Maria "
    "Maximilian Napoleon Nikolaus Otto Paul Peter Philipp Pius Ramses Richard Rudolf Urban "
    "Wilhelm".split()
)
DATIVE_PREPOSITIONS = frozenset(
    "unter von mit bei nach zu seit vor aus zwischen neben gegenüber".split()
)
ACCUSATIVE_PREPOSITIONS = frozenset("für gegen durch ohne um".split())
NAMES_BEFORE = lazy(r"(?:([a-zäöüß]+) )?((?:[A-ZÄÖÜ][a-zäöüß]+ )*)([A-ZÄÖÜ][a-zäöüß]+) $")
RULER_ARTICLE_BEFORE = lazy(r"\b(?:am|das|dem|den|der|des|die|im|vom|zum) $", re.IGNORECASE)
FEMININE_NAME = lazy(r"(?:.*a|Elisabeth|Margarethe|Beatrix)")
NUMERAL = r"(?P<numeral>[IVX]+)"
DEFINITE = {"nominative": "der", "genitive": "des", "dative": "dem", "accusative": "den"}
OF_WOMEN = {"nominative": "die", "genitive": "der", "dative": "der", "accusative": "die"}


def rules(numbers: NumberWords) -> Sequence[Rule]:
    """The rules of Roman numerals."""
    return (
        Rule(
            "ruler",
            "roman",
            TRIGGER_CAPITAL,
            lazy(rf"{NUMERAL}(?P<dot>\.?){NOT_WORD}"),
            _ruler(numbers),
            ("Ludwig XIV. regierte", "Ludwig der Vierzehnte regierte"),
            ("Kapitel XIV", "Kapitel vierzehn"),
        ),
        Rule(
            "roman-rank",
            "roman",
            TRIGGER_CAPITAL,
            lazy(rf"{NUMERAL}\.(?= [A-ZÄÖÜ][a-zäöüß])"),
            _rank(numbers),
            ("im XIX. Jahrhundert", "im neunzehnten Jahrhundert"),
            ("Kapitel XIX.", "Kapitel neunzehn."),
        ),
        Rule(
            "roman",
            "roman",
            TRIGGER_CAPITAL,
            lazy(rf"{NUMERAL}{NOT_WORD}"),
            _numbered(numbers),
            ("Band III", "Band drei"),
            ("Vitamin C", "Vitamin C"),
        ),
    )


def _rank(numbers: NumberWords) -> Callable[[re.Match[str], Style], str | None]:
    """A rank before a noun: "im neunzehnten Jahrhundert"."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        value = roman_value(match["numeral"])
        is_initial = len(match["numeral"]) == 1 and not RULER_ARTICLE_BEFORE.search(before(match))
        if not value or is_initial:
            return None
        return inflected(numbers.ordinal(str(value)), before(match), after(match))

    return spoken


def _ruler(numbers: NumberWords) -> Callable[[re.Match[str], Style], str | None]:
    """A rank after a name: "der Vierzehnte"."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        value = roman_value(match["numeral"])
        names = NAMES_BEFORE.search(before(match))
        if not value or not names or names[3] in NUMBERED or names[3].lower() in GERMAN_STARTERS:
            return None
        is_sure = match["dot"] and len(match["numeral"]) > 1
        if not is_sure and names[3].removesuffix("s") not in GERMAN_RULERS:
            return None
        rank = numbers.ordinal(str(value)).capitalize()
        stop = "." if match["dot"] and at_line_end(match) else ""
        return with_article(rank, _case(names), bool(FEMININE_NAME.fullmatch(names[3]))) + stop

    return spoken


def _case(names: re.Match[str]) -> str:
    """The case of a ruler, by his name's ending and by the preposition before."""
    word = names[1] or names[2].split(" ")[0].lower()
    if names[3].endswith("s") and names[3] not in GERMAN_RULERS:
        return "genitive"
    if word in DATIVE_PREPOSITIONS:
        return "dative"
    return "accusative" if word in ACCUSATIVE_PREPOSITIONS else "nominative"


def with_article(rank: str, case: str, is_woman: bool) -> str:
    """A rank with its article.

    >>> with_article("Zweite", "dative", False), with_article("Zweite", "nominative", True)
    ('dem Zweiten', 'die Zweite')
    """
    article = (OF_WOMEN if is_woman else DEFINITE)[case]
    is_strong = case == "nominative" or (is_woman and case == "accusative")
    return f"{article} {rank}" + ("" if is_strong else "n")


def _numbered(numbers: NumberWords) -> Callable[[re.Match[str], Style], str | None]:
    """A number after what is numbered, or one of several letters."""

    def spoken(match: re.Match[str], style: Style) -> str | None:
        value = roman_value(match["numeral"])
        names = NAMES_BEFORE.search(before(match))
        is_numbered = names is not None and names[3] in NUMBERED
        if not value or (not is_numbered and len(match["numeral"]) == 1):
            return None
        return numbers.cardinal(str(value))

    return spoken
