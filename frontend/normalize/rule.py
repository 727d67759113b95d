"""A rule of reading, and what it may ask about its surroundings."""

import re
from collections.abc import Callable
from typing import NamedTuple

from frontend.lazy_regex import lazy
from frontend.style import Style

CONTEXT_CHARS = 60  # characters that count as the surroundings of a match
NOT_WORD = r"(?![\w])"  # no word goes on here
# a word whose phonemes a person gave: "[tomato](/təmˈɑtO/)"; the engine reads the group "ipa" of a
# rule whose kind is "phonemes"
GIVEN_PHONEMES = lazy(r"\[(?P<text>[^\]\[]{1,80})\]\(/(?P<ipa>[^/]{1,200})/\)")
EMPTY_GROUP = r"(?!.)."  # the pattern of a group that stays empty


class Rule(NamedTuple):
    """One way to read one kind of writing.

    kind      semiotic class, as `explain` prints it
    triggers  words in lower case, single symbols and classes of pieces (the engine's TRIGGER_*)
              that set the rule off, with spaces between
    pattern   matched where the trigger stands; looks behind for itself
    spoken    spoken form of a match; None: the rule does not apply after all
    example   (written, spoken) of a whole line
    counter   (written, spoken) where the pattern is near but the rule must not fire
    """

    name: str
    kind: str
    triggers: str
    pattern: re.Pattern[str]
    spoken: Callable[[re.Match[str], Style], str | None]
    example: tuple[str, str]
    counter: tuple[str, str]


def before(match: re.Match[str]) -> str:
    """The CONTEXT_CHARS before a match; no more, so that a long line takes linear time."""
    return match.string[max(0, match.start() - CONTEXT_CHARS) : match.start()]


def after(match: re.Match[str], group: int | str = 0) -> str:
    """The CONTEXT_CHARS after a match or after one of its groups."""
    return match.string[match.end(group) : match.end(group) + CONTEXT_CHARS]


def at_line_end(match: re.Match[str]) -> bool:
    """Whether nothing but closing marks follows."""
    return not after(match).strip("\"')] ")


def full_stop(match: re.Match[str]) -> str:
    """The dot of an abbreviation, where it ends the sentence too; else nothing."""
    return "." if match[0].endswith(".") and at_line_end(match) else ""
