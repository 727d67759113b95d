"""What a rule is, and what it may ask about its surroundings."""

import re
from collections.abc import Callable
from typing import NamedTuple

from frontend.style import Style


class Rule(NamedTuple):
    """One way to read one kind of writing.

    kind      the semiotic class, as `explain` prints it
    on        what sets the rule off: "0" a digit, "A" a word with capitals, else words (in lower
              case) or single symbols, with spaces between
    pattern   matched where the trigger stands; looks behind for itself
    spoken    what is said; None: the rule does not apply after all
    example   (written, spoken) of a whole line
    counter   (written, spoken) where the pattern is near but the rule must not fire
    """

    name: str
    kind: str
    on: str
    pattern: re.Pattern[str]
    spoken: Callable[[re.Match[str], Style], str | None]
    example: tuple[str, str]
    counter: tuple[str, str]


class Token(NamedTuple):
    """A piece of clean text and what is said for it; `rule` is empty where the text is said as
    written.

    ipa     phonemes that a person gave
    given   phonemes as the corpus writes them, where another accent decides them
    """

    start: int
    end: int
    kind: str
    rule: str
    spoken: str
    ipa: str = ""
    given: str = ""


NEAR = 60  # characters that count as the surroundings of a match


def before(match: re.Match[str]) -> str:
    """What stands before a match, no more than decides (so that a long line takes linear time)."""
    return match.string[max(0, match.start() - NEAR) : match.start()]


def after(match: re.Match[str], group: int | str = 0) -> str:
    """What stands after a match or one of its groups, no more than decides."""
    return match.string[match.end(group) : match.end(group) + NEAR]


def ends_line(match: re.Match[str]) -> bool:
    """Whether nothing but closing marks follows."""
    return not after(match).strip("\"')] ")


def is_counting(match: re.Match[str]) -> bool:
    """Whether what follows looks like what a number counts: a plural, "people", a unit."""
    return bool(
        re.match(
            r" ?(?:%|[A-Za-z]\w*s\b(?<!\bwas)(?<!\bis)(?<!\bhas)|people\b|men\b|women\b|of\b|\d)",
            after(match),
        )
    )


# 1,234 or 1234; 1,00,000 as in India
WHOLE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2}){1,11},\d{3}(?!\d)|\d+)"
NUMBER = rf"(?:{WHOLE}(?:\.\d+)?|\.\d+)"  # also 1.5 and .5
END = r"(?![\w])"  # no word goes on here
