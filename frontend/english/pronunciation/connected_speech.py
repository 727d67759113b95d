"""The pronunciation of a clause: words in, tokens of each word out, with the weak forms and links
of connected speech.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from frontend.english.pronunciation.context_forms import Forms, FormsOf
from frontend.english.pronunciation.espeak_phrases import CALLS_FOR, PAUSED, PHRASES
from frontend.phonemes import VOWELS
from frontend.phonemize.align import split

VOWEL = tuple(dict.fromkeys(symbol[0] for symbol in VOWELS))
STRESSED_VOWEL = tuple(mark + vowel for mark in "ˈˌ" for vowel in VOWEL)
LETTER = re.compile(r"[A-Z]")
LONGEST = max((phrase.count(" ") + 1 for phrase in PHRASES), default=1)


class Said(NamedTuple):
    """Tokens of one word; `joined`: no boundary is heard before it (the two words are said as one)."""

    tokens: str
    joined: bool = False


class Unit(NamedTuple):
    """A word, or words said as one, of a clause: `first` is the place of its first word."""

    words: tuple[str, ...]
    first: int

    @property
    def text(self) -> str:
        """What is handed on to be said."""
        return " ".join(self.words)


def pronounce(
    words: Sequence[str],
    forms_of: FormsOf,
    given: Mapping[int, str] | None = None,
    readings: Mapping[int, str] | None = None,
) -> list[Said]:
    """Pronounce a clause, one Said a word.

    words      letters, apostrophes and inner hyphens only; a lone capital is a letter
    given      place of a word: its tokens, where a person or a lexicon decides them
    readings   place of a homograph: the tokens of its reading here
    """
    given = given or {}
    readings = readings or {}
    units = list(_units(words, given))
    unknown = [unit for unit in units if unit.first not in given]
    forms = forms_of(
        [
            *(unit.text for unit in unknown),
            *(word for unit in unknown if len(unit.words) > 1 for word in unit.words),
        ]
    )
    said: list[list[Said]] = []
    follower = "end"
    weak_end = True
    for unit in reversed(units):
        if unit.first in given:
            tokens = given[unit.first]
            weak_end = False
            said.append([Said(tokens)])
            follower = _follower(tokens, unit, weak_end)
            continue
        own = forms[unit.text]
        if unit.first in readings and len(unit.words) == 1:
            tokens = _as_read(own, readings[unit.first], unit.first == 0, follower)
        else:
            tokens = (
                own.alone
                if is_letter(words, unit.first)
                else own.at(unit.first == 0, follower, _reading(words, unit.first))
            )
        said.append(_parts(unit, tokens, forms))
        weak_end = weak_end and own.tail
        follower = _follower(tokens, unit, weak_end)
    return [part for parts in reversed(said) for part in parts]


def _units(words: Sequence[str], given: Container[int]) -> Iterator[Unit]:
    """Group the words that are said as one; the longest phrase wins."""
    place = 0
    while place < len(words):
        size = next(
            (
                size
                for size in range(min(LONGEST, len(words) - place), 1, -1)
                if " ".join(words[place : place + size]).lower() in PHRASES
                and not any(other in given for other in range(place, place + size))
            ),
            1,
        )
        yield Unit(tuple(words[place : place + size]), place)
        place += size


def is_letter(words: Sequence[str], place: int) -> bool:
    """A lone capital; but "A" is the article and "I" the pronoun unless another letter stands
    beside it ("the U S A").
    """
    if not LETTER.fullmatch(words[place]):
        return False
    if words[place] not in "AI":
        return True
    beside = [words[other] for other in (place - 1, place + 1) if 0 <= other < len(words)]
    return any(
        (LETTER.fullmatch(other) and other not in "AI") or other == words[place] == "A"
        for other in beside
    )


def _as_read(forms: Forms, reading: str, first: bool, follower: str) -> str:
    """A homograph in the reading that was chosen: in the form for its place, where espeak's usual
    form is that reading.
    """
    if _symbols(forms.alone) == _symbols(reading):
        return forms.at(first, follower)
    linked = forms.at(first, follower) == forms.at(first, "consonant") + "ɹ"
    return reading + "ɹ" if linked else reading


def _symbols(tokens: str) -> str:
    """Tokens, without secondary stress."""
    return tokens.replace("ˌ", "")


def _reading(words: Sequence[str], place: int) -> str:
    """What the words before call for: a noun, a verb, a participle (also one word later: "was never
    read"), or nothing.
    """
    before = words[place - 1] if place else ""
    called = CALLS_FOR.get(before.lower(), "") if before != "A" or place == 1 else ""
    if called in ("verb", "third"):
        return (
            "third"
            if words[place].endswith("s") and not words[place].endswith("ss")
            else "verb"
            if called == "verb"
            else ""
        )
    if not called and place > 1 and CALLS_FOR.get(words[place - 2].lower()) == "past":
        return "past"
    return called


def _follower(tokens: str, unit: Unit, tail: bool) -> str:
    """How the unit looks to the word before it."""
    vowel = tokens.startswith(VOWEL)
    stressed = tokens.startswith(STRESSED_VOWEL)
    if unit.words[0].lower() in PAUSED:
        return "pause vowel" if vowel or stressed else "pause consonant"
    if tail:
        return "tail vowel" if vowel or stressed else "tail consonant"
    return "vowel" if stressed else "weak vowel" if vowel else "consonant"


def _parts(unit: Unit, tokens: str, forms: dict[str, Forms]) -> list[Said]:
    """Share the tokens of a phrase among its words, after the sounds that the words have by
    themselves.
    """
    if len(unit.words) == 1:
        return [Said(tokens)]
    spoken = tokens.split(" ")
    if len(spoken) == len(unit.words):
        return [Said(part) for part in spoken]
    pieces = split(tokens.replace(" ", ""), [forms[word].alone for word in unit.words])
    return [Said(piece, joined=place > 0) for place, piece in enumerate(pieces)]
