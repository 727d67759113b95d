"""What a rule is, and the conventions it may ask for."""

import re
from collections.abc import Callable
from typing import NamedTuple

from frontend.normalize import numbers

LOCALES = ("en-us", "en-gb")


class Style(NamedTuple):
    """Conventions of reading.

    locale      en-us or en-gb: order of dates, "and" in numbers, "half past", spelling of units, names of letters
    emoji       "say" their names or "drop" them
    number_and  "one hundred and five"; None: as the locale does
    money_and   "five dollars and ten cents"
    zero        "zero" or "oh" in telephone numbers, codes and the like, which are read digit by digit
    """

    locale: str = "en-us"
    emoji: str = "say"
    number_and: bool | None = None
    money_and: bool = True
    zero: str = "zero"

    @property
    def british(self) -> bool:
        """Whether dates run day first and times are "half past"."""
        return self.locale == "en-gb"

    @property
    def conjunction(self) -> bool:
        """Whether hundreds take "and"."""
        return self.british if self.number_and is None else self.number_and

    def digits(self, text: str) -> str:
        """Each digit by itself."""
        return numbers.digits(text, self.zero)

    def number(self, text: str) -> str:
        """A whole or decimal number, with or without commas, spoken in this style."""
        return numbers.number(text, self.conjunction)

    def cardinal(self, text: str) -> str:
        """A whole number in this style."""
        return numbers.cardinal(text, self.conjunction)

    def year(self, text: str) -> str:
        """A year in this style."""
        return numbers.year(text, self.conjunction)


class Rule(NamedTuple):
    """One way to read one kind of writing.

    kind      the semiotic class, as `explain` prints it
    on        what sets the rule off: "0" a digit, "A" a word with capitals, else words (in lower case) or single symbols, with spaces between
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
    counter: tuple[str, str] | None = None


class Token(NamedTuple):
    """A piece of clean text and what is said for it; `rule` is empty where the text is said as written.

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


NEAR = 60                                                # characters that count as the surroundings of a match


def before(match: re.Match[str]) -> str:
    """What stands before a match, no more than decides (so that a long line takes linear time)."""
    return match.string[max(0, match.start() - NEAR):match.start()]


def after(match: re.Match[str], group: int | str = 0) -> str:
    """What stands after a match or one of its groups, no more than decides."""
    return match.string[match.end(group):match.end(group) + NEAR]


def ends_line(match: re.Match[str]) -> bool:
    """Whether nothing but closing marks follows."""
    return not after(match).strip("\"')] ")


def is_counting(match: re.Match[str]) -> bool:
    """Whether what follows looks like what a number counts: a plural, "people", a unit."""
    return bool(re.match(r" ?(?:%|[A-Za-z]\w*s\b(?<!\bwas)(?<!\bis)(?<!\bhas)|people\b|men\b|women\b|of\b|\d)", after(match)))


WHOLE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+)"              # 1,234 or 1234; 1,00,000 as in India
NUMBER = rf"(?:{WHOLE}(?:\.\d+)?|\.\d+)"                 # also 1.5 and .5
END = r"(?![\w])"                                        # no word goes on here
