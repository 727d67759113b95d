"""Codes that are read sign by sign: UUID, MAC address, licence key, ISBN, ZIP code."""

import re

from frontend.english.normalize.capital_words import spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style


def _signs(text: str, style: Style) -> str:
    """Letters and digits one by one."""
    return " ".join(style.digits(sign) if sign.isdecimal() else sign.upper() for sign in text)


def _groups(match: re.Match[str], style: Style) -> str | None:
    """Groups with a pause between; a code has letters and digits."""
    text = match[0]
    if not (re.search(r"\d", text) and re.search(r"[A-Za-z]", text)):
        return None
    return ", ".join(_signs(group, style) for group in re.split(r"[-:]", text))


def _zip(match: re.Match[str], style: Style) -> str:
    """ZIP 02139-4307."""
    return " dash ".join(_signs(part, style) for part in match[0].split("-"))


def _isbn(match: re.Match[str], style: Style) -> str:
    """ISBN and ISSN: the groups digit by digit."""
    groups = ", ".join(_signs(group, style) for group in re.split(r"[- ]", match["n"]))
    return f"{spell(match['name'])}{match['gap'].replace('-', ' ')}{groups}"


RULES = (
    Rule(
        "UUID",
        "serial",
        "0 MIXED JOINED",
        lazy(r"[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}(?![\w-])"),
        _groups,
        (
            "550e8400-e29b-41d4-a716-446655440000",
            "five five zero E eight four zero zero, E two nine B, four one D four, A seven one "
            "six, four four six six five five four four zero zero zero zero",
        ),
        ("550e8400-e29b", "five hundred fifty E eighty-four hundred-E twenty-nine B"),
    ),
    Rule(
        "machine's own address",
        "serial",
        "0 MIXED JOINED",
        lazy(r"[\da-fA-F]{2}(?::[\da-fA-F]{2}){5}(?![\w:])"),
        _groups,
        ("00:1A:2B:3C:4D:5E", "zero zero, one A, two B, three C, four D, five E"),
        ("10:05:06", "ten hours five minutes and six seconds"),
    ),
    Rule(
        "licence key",
        "serial",
        "0 MIXED JOINED",
        lazy(r"(?=[A-Z]*\d|\d*[A-Z]|[A-Z]{4,8}-\d)(?:[A-Z\d]{4,8}-){2,7}[A-Z\d]{4,8}(?![\w-])"),
        _groups,
        ("ABCD-1234-EF6H-5678", "A B C D, one two three four, E F six H, five six seven eight"),
        ("WELL-KNOWN-MEN", "WELL-KNOWN-MEN"),
    ),
    Rule(
        "ZIP code",
        "address",
        "0",
        lazy(
            r"(?:(?<=ZIP )|(?<=zip )|(?<=ZIP code )|(?<=zip code )|(?<=Zip )|"
            r"(?<=Zip code ))\d{5}(?:-\d{4})?(?![\w-])|"
            r"\d{5}-\d{4}(?![\w-]|[.,/]\d)"
        ),
        _zip,
        ("ZIP 02139-4307", "ZIP zero two one three nine dash four three zero seven"),
        ("02139 ZIP", "zero two one three nine ZIP"),
    ),
    Rule(
        "ISBN",
        "serial",
        "isbn issn",
        lazy(r"(?P<name>ISBN|ISSN)(?P<gap>(?:-1[03])?:? ?)(?P<n>[\dX]+(?:[- ][\dX]+)*)"),
        _isbn,
        (
            "ISBN 978-0-306-40615-7",
            "I S B N nine seven eight, zero, three zero six, four zero six one five, seven",
        ),
        ("ISBN is", "I S B N is"),
    ),
)
