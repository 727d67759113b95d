"""Stops within a sentence that are not heard: George W. Bush, et al., N. Tbsp. of."""

import re

from frontend.english.sentence_ends import ABBREVIATIONS, LETTER_NAMED, TITLES
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, before
from frontend.style import Style

INITIAL_BEFORE = lazy(r"(?:^|[\s.(\"'/&-])[A-Z]$")
SUBJECT_I_BEFORE = lazy(r"\b(?:and|than|as|but|am|or) I$")
SHORT_WORD_BEFORE = lazy(r"(?:^|[\s(\"'/-])([A-Za-z]{2,6})$")
# words as well, after which a stop may be meant
WORDS_TOO = frozenset(
    "no in sun sat art arts ps mar wed mon sec min max fig figs ex is am cat pet tim sam mi ft op "
    "st temp temps est hon col sen gen rep fr ms miss rev para paras mat job song fed supp "
    "c t matt chap apt".split()
)
STOPPED_WORDS = (TITLES | ABBREVIATIONS | frozenset("al ibid viz cf".split())) - WORDS_TOO


def _silent_stop(match: re.Match[str], style: Style) -> str | None:
    """The dot of an initial, or of a short form that no other rule reads."""
    earlier = before(match)
    if INITIAL_BEFORE.search(earlier):
        named = SUBJECT_I_BEFORE.search(earlier) or LETTER_NAMED.search(earlier)
        return None if named else ""
    word = SHORT_WORD_BEFORE.search(earlier)
    return "" if word and word[1].lower() in STOPPED_WORDS else None


RULES = (
    Rule(
        "silent stop",
        "markup",
        ".",
        lazy(r"\.(?=[,;:)'\"-]* ?[\w(&])"),
        _silent_stop,
        (
            "George W. Bush and Lee et al. (1999)",
            "George W Bush and Lee et al (nineteen ninety-nine)",
        ),
        ("you and I. We", "you and I. We"),
    ),
)
