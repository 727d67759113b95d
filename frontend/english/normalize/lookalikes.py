"""Words and names that look like an abbreviation: "the bros", "how apt.", "a CTR ring"."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import after, before

CAPITAL_BEFORE = lazy(r"\b[A-Z][\w'.&]*,? $")
GAME_BEFORE = lazy(r"\b(?:Smash|Mario) $")
HOUSE_NUMBER_AFTER = lazy(r"\.? ?[#(]?(?:\d|[A-Z]\b)")
HOME_BEFORE = lazy(
    r"\b(?:my|his|her|our|your|their|the|an|this|that|new|old|bedroom|studio|same|next) $", re.I
)
ANSWERED_BEFORE = lazy(
    r"(?:[!?] |\b(?:oh|haha|hmm|um|uh|well|lol|hell|god|nah|aw|and|but|yes or)[,.]* )$", re.I
)
COUNTED_BEFORE = lazy(r"\d ?$|\b(?:two|three|four|five|six|ten|twelve|few|of|/) $", re.I)
MICROSOFT_AFTER = lazy(r" (?:Word|Excel|Office|Teams|Paint|Access|Outlook|Windows|Project)\b")
BESIDE_GROWTH = lazy(
    r"\d|%|\b(?:up|down|grew|growth|rose|fell|increase|decrease|decline|revenue|sales|rate)\b",
    re.IGNORECASE,
)


def is_lookalike(match: re.Match[str]) -> bool:
    """Whether the word at a match of the abbreviations is no abbreviation.

    match   with the groups "short" and "dot"
    """
    check = CHECKS.get(match["short"])
    return check is not None and check(match)


def _is_bros(match: re.Match[str]) -> bool:
    """The bros, Smash Bros; not Warner Bros."""
    earlier = before(match)
    if match["short"].isupper() and not match["dot"]:
        return True
    return not CAPITAL_BEFORE.search(earlier) or bool(GAME_BEFORE.search(earlier))


def _is_apt(match: re.Match[str]) -> bool:
    """How apt.; not "my apt." and "apt. 5"."""
    return not (HOUSE_NUMBER_AFTER.match(after(match)) or HOME_BEFORE.search(before(match)))


def _is_letters(match: re.Match[str]) -> bool:
    """A CTR ring; not MEDICAL CTR."""
    return not CAPITAL_BEFORE.search(before(match))


def _is_answer(match: re.Match[str]) -> bool:
    """Oh no. 800 points."""
    return ANSWERED_BEFORE.search(before(match)) is not None


def _is_other_plural(match: re.Match[str]) -> bool:
    """Old pcs.; not 5 pcs."""
    return not COUNTED_BEFORE.search(before(match))


def _is_microsoft(match: re.Match[str]) -> bool:
    """Ms Word."""
    return MICROSOFT_AFTER.match(after(match)) is not None


CHECKS = {
    "ms": _is_microsoft,
    **dict.fromkeys(("PG", "EP", "SC", "YR"), lambda match: True),  # PG 13
    "pcs": _is_other_plural,
    "no": _is_answer,
    "bros": _is_bros,
    "Bros": _is_bros,
    "BROS": _is_bros,
    "apt": _is_apt,
    "CTR": _is_letters,
}


def is_growth(match: re.Match[str]) -> bool:
    """Whether "yoy" stands beside what grows, and is no slip for "you"."""
    return not match[0].islower() or bool(BESIDE_GROWTH.search(match.string))
