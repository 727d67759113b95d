"""Words that are not read as they stand: letters, streets, pages, addresses of mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from frontend.generic.number_words import NumberWords
from frontend.german.normalize.inflection import gender_ending
from frontend.lazy_regex import lazy
from frontend.normalize.normalizer import TRIGGER_CAPITAL, TRIGGER_DIGIT, TRIGGER_JOINED
from frontend.normalize.rule import NOT_WORD, Rule, before, full_stop
from frontend.style import Style

Spoken = Callable[[re.Match[str], Style], str | None]
SPOKEN_ACRONYMS = frozenset("DAX DIN FIFA GAU MAN PET PIN RAM ROM SIM TAN TÜV UFO UNO ZIP".split())
LETTER_CUE_BEFORE = lazy(
    r"(?:\.|\b(?:Nummer|Seite|Platz|Gleis|Zimmer|Absatz|Artikel|Kapitel|Band|Teil|Linie|Paragraf|"
    r"Stufe|Klasse|Gruppe|Kanal|Raum|Tag|Phase|Halle|Tor|§)) $"
)
GERMAN_VOWEL = lazy(r"[AEIOUÄÖÜY]")
SPELLED_LETTERS = 3  # longer words with a vowel are read as words
LINK_MARKS = {
    "@": " at ",
    ".": " Punkt ",
    "-": " Minus ",
    "_": " Unterstrich ",
    "/": " Schrägstrich ",
}


def word_rules_before_amounts(numbers: NumberWords) -> Sequence[Rule]:
    """The rules before those of money and measures."""
    return (
        Rule(
            "link",
            "electronic",
            TRIGGER_JOINED,
            lazy(
                r"(?:https?://)?(?P<link>[\w-]+(?:\.[\w-]+)*(?:@[\w-]+(?:\.[\w-]+)*)?"
                r"\.(?:de|at|ch|com|org|net|eu|info)(?:/[\w/-]*)?)(?!\w)"
            ),
            _link,
            ("info@haus.de", "info at haus Punkt de"),
            ("Das Haus.", "Das Haus."),
        ),
        Rule(
            "street",
            "address",
            TRIGGER_CAPITAL,
            lazy(r"(?P<stem>[A-ZÄÖÜ][a-zäöüß]+)str\."),
            _street,
            ("Goethestr. 5", "Goethestraße fünf"),
            ("Goethestraße", "Goethestraße"),
        ),
        Rule(
            "page",
            "reference",
            TRIGGER_CAPITAL,
            lazy(r"S\. ?(?=\d)"),
            _page,
            ("auf S. 17", "auf Seite siebzehn"),
            ("S. Müller", "S. Müller"),
        ),
    )


def word_rules_before_numbers(numbers: NumberWords) -> Sequence[Rule]:
    """The rules before those of plain numbers."""
    return (
        Rule(
            "company",
            "acronym",
            TRIGGER_CAPITAL,
            lazy(rf"(?:GmbH|mbH|StVO|StGB|UdSSR|KfW|Pkw|Lkw|Kfz){NOT_WORD}"),
            _letters,
            ("Müller GmbH", "Müller G m b H"),
            ("Hand", "Hand"),
        ),
        Rule(
            "acronym",
            "acronym",
            TRIGGER_CAPITAL,
            lazy(rf"[A-ZÄÖÜ]{{2,6}}(?P<plural>s?){NOT_WORD}"),
            _acronym,
            ("die USA", "die U S A"),
            ("die NATO", "die NATO"),
        ),
        Rule(
            "one",
            "cardinal",
            TRIGGER_DIGIT,
            lazy(r"(?<![\d.,:/])1(?= (?P<noun>[A-ZÄÖÜ][a-zäöüß]+))"),
            _one,
            ("nur 1 Kind", "nur ein Kind"),
            ("Nummer 1", "Nummer eins"),
        ),
    )


def _link(match: re.Match[str], style: Style) -> str:
    """An address of mail or of the web, with its marks."""
    marked = "".join(LINK_MARKS.get(character, character) for character in match["link"])
    return " ".join(marked.split())


def _street(match: re.Match[str], style: Style) -> str:
    """A street whose name ends in "str."."""
    return f"{match['stem']}straße{full_stop(match)}"


def _page(match: re.Match[str], style: Style) -> str:
    """A page before its number."""
    return "Seite"


def _letters(match: re.Match[str], style: Style) -> str:
    """Letter by letter."""
    return " ".join(match[0])


def _acronym(match: re.Match[str], style: Style) -> str | None:
    """Letter by letter, if it is short, or cannot be read."""
    letters = match[0].removesuffix("s")
    is_word = len(letters) > SPELLED_LETTERS and GERMAN_VOWEL.search(letters)
    if is_word or letters in SPOKEN_ACRONYMS:
        return None
    return " ".join(letters) + match["plural"]


def _one(match: re.Match[str], style: Style) -> str | None:
    """One before a noun that is counted, not after one that is numbered."""
    if LETTER_CUE_BEFORE.search(before(match)):
        return None
    return "ein" if gender_ending(match["noun"]) else "eine"
