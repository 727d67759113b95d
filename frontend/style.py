"""Conventions of reading: one of several right ways to speak a number."""

from __future__ import annotations

from typing import Any, NamedTuple

from frontend.english import number_words as numbers
from frontend.errors import UnknownStyleError

CHOICES: dict[str, dict[str, Any]] = {  # convention -> its values, as they are written
    "number-and": {"yes": True, "no": False},
    "money-and": {"yes": True, "no": False},
    "zero": {"zero": "zero", "oh": "oh"},
    "emoji": {"say": "say", "drop": "drop"},
}
KNOWN = ", ".join(f"{name}={'|'.join(values)}" for name, values in CHOICES.items())


class Style(NamedTuple):
    """Conventions of reading.

    locale      en-us or en-gb: order of dates, "and" in numbers, "half past", spelling of units,
                names of letters
    emoji       "say" their names or "drop" them
    number_and  "one hundred and five"; None: as the locale does
    money_and   "five dollars and ten cents"
    zero        "zero" or "oh" in telephone numbers, codes and the like, which are read digit by
                digit
    """

    locale: str = "en-us"
    emoji: str = "say"
    number_and: bool | None = None
    money_and: bool = True
    zero: str = "zero"

    @classmethod
    def parse(cls, text: str, locale: str = "en-us") -> Style:
        """Conventions as a command line gives them. Raises UnknownStyleError.

        >>> Style.parse("zero=oh, money-and=no")
        Style(locale='en-us', emoji='say', number_and=None, money_and=False, zero='oh')
        """
        parts = filter(None, map(str.strip, text.split(",")))
        return cls(locale)._replace(**dict(map(_choice, parts)))

    def check(self) -> Style:
        """This style. Raises UnknownStyleError for a value that a convention cannot have."""
        for name, values in CHOICES.items():
            value = getattr(self, _field(name))
            possible = list(values.values())
            if name == "number-and":
                possible.append(None)
            if value not in possible:
                raise UnknownStyleError(
                    f"the style has {_field(name)}={value!r}, which can be "
                    f"{' or '.join(map(repr, possible))}."
                )
        return self

    def __str__(self) -> str:
        """The conventions that differ from the locale's, as `parse` reads them.

        >>> str(Style(zero="oh", number_and=True))
        'number-and=yes,zero=oh'
        """
        default = Style(self.locale)
        written = []
        for name, values in CHOICES.items():
            value = getattr(self, _field(name))
            if value != getattr(default, _field(name)):
                written += [f"{name}={key}" for key, meant in values.items() if meant == value]
        return ",".join(written)

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


def _field(name: str) -> str:
    """The field of Style that a convention sets."""
    return name.replace("-", "_")


def _choice(part: str) -> tuple[str, Any]:
    """The field and the value of a convention such as "zero=oh"."""
    name, _, value = (side.strip() for side in part.lower().partition("="))
    name = name.replace("_", "-")
    if value not in CHOICES.get(name, ()):
        raise UnknownStyleError(
            f"no style {part!r}. There are {KNOWN}; write several with commas between: "
            f"zero=oh,money-and=no."
        )
    return _field(name), CHOICES[name][value]
