"""Letters and digits in one word."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import said_as_word, spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style


def _mixed(match: re.Match[str], style: Style) -> str | None:
    """MP3, B2B, COVID-19, F-16, i7-9700K, A1B2-C3D4."""
    text = match[0]
    parts = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+|'s", text)
    key = len([part for part in parts if part[0].isdecimal()]) > 1 and re.search(
        r"[A-Z]\d[A-Z]", text
    )
    spoken: list[str] = []
    for place, part in enumerate(parts):
        if (
            part in ("st", "nd", "rd", "th")
            and place == len(parts) - 1
            and parts[place - 1].isdecimal()
            and re.search(rf"\d{part}$", text)
        ):
            spoken[-1] = numbers.ordinal(parts[place - 1])  # mid-20th
        elif part[0].isdecimal():
            spoken.append(_figures(part, bool(key), parts, place))
        elif part == "s" and place == len(parts) - 1 and place:
            spoken[-1] = numbers.plural(spoken[-1])
        elif re.fullmatch(r"[A-Z]{2}[a-z]", part):
            spoken.append(spell(part))  # IPv6
        elif (part.isupper() and not (len(part) > 1 and said_as_word(part, part))) or len(
            part
        ) == 1:
            spoken.append(spell(part))
        else:
            spoken.append(part)
    return " ".join(spoken)


def _figures(part: str, key: bool, parts: list[str], place: int) -> str:
    """Digits among letters: by hundreds, or one by one in keys and after a zero."""
    if "." in part:
        return numbers.decimal(part)
    if (key and len(part) < 3 and len(parts) > 3) or part[0] == "0" or len(part) > 4:
        return numbers.digits(part)
    if (
        len(part) == 4
        and parts[place - 1].islower()
        and len(parts[place - 1]) > 1
        and 1900 <= int(part) <= 2099
    ):
        return numbers.year(part)
    if len(part) == 3 and place and parts[place - 1].isupper() and len(parts[place - 1]) == 2:
        return numbers.digits(part)
    return numbers.digit_pairs(part) if len(part) in (3, 4) else numbers.cardinal(part)


RULES = (
    Rule(
        "span of labels",
        "range",
        "MIXED",
        lazy(r"(?P<letter>[A-Z])(?P<a>\d{1,3}) ?[-–] ?(?P=letter)(?P<b>\d{1,3})(?![\w-])"),
        lambda match, style: " ".join(
            (
                match["letter"],
                style.cardinal(match["a"]),
                "to",
                match["letter"],
                style.cardinal(match["b"]),
            )
        ),
        ("Q1-Q3", "Q one to Q three"),
        ("Q1 - R3", "Q one - R three"),
    ),
    Rule(
        "letters and digits",
        "serial",
        "MIXED",
        lazy(
            r"[^\W\d_]+(?:-[^\W\d_]+){0,3}-?\d[^\W_]*(?:[-.]\d+[^\W_]*|"
            r"-[A-Z]{1,3}\b)*(?:'s)?(?![\w@])"
        ),
        _mixed,
        ("COVID-19 and the F-16", "COVID nineteen and the F sixteen"),
        ("well-known", "well-known"),
    ),
)
