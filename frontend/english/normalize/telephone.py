"""Numbers that are read digit by digit: telephones, keys, ISBN, card and social security numbers."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style

EXTENSION = r"(?:,? ?(?:x|ext\.?|extension) ?(?P<ext>\d{1,6}))?"
AFTER = r"(?![\w/]|[-.]\w)"


def _group(text: str, style: Style) -> str:
    """One group: "eight hundred" for the toll-free 800, else digit by digit; letters stand as
    words.
    """
    if text == "800":
        return "eight hundred"
    return " ".join(
        style.digits(part) if part.isdecimal() else part
        for part in re.findall(r"\d+|[A-Za-z]+", text)
    )


def _telephone(match: re.Match[str], style: Style) -> str:
    """Groups of digits with commas between."""
    text = match["all"]
    groups = re.findall(r"\d+|[A-Z]+", text)
    plus = "plus " if text.startswith("+") else ""
    toll_free = groups[0] == "1" and len(groups) > 1 and groups[1] == "800"
    spoken = ", ".join(
        _group(group, style)
        if toll_free and place == 1
        else style.digits(group)
        if group.isdecimal()
        else group
        for place, group in enumerate(groups)
    )
    return plus + spoken + (f", extension {style.digits(match['ext'])}" if match["ext"] else "")


def _emergency(match: re.Match[str], style: Style) -> str:
    """911 after a verb of calling."""
    return style.digits(match[0])


def _address_of_machine(match: re.Match[str], style: Style) -> str:
    """192.168.0.1, with a port or a mask."""
    spoken = " dot ".join(style.digits(part) for part in match["ip"].split("."))
    if match["port"]:
        spoken += f" colon {style.digits(match['port'])}"
    return spoken + (f" slash {style.cardinal(match['mask'])}" if match["mask"] else "")


def _isbn(match: re.Match[str], style: Style) -> str:
    """ISBN and ISSN: the groups digit by digit."""
    groups = ", ".join(
        " ".join(
            style.digits(character) if character.isdecimal() else character for character in group
        )
        for group in re.split(r"[- ]", match["n"])
    )
    return f"{' '.join(match['name'])}{match['gap'].replace('-', ' ')}{groups}"


EARLY = 3  # rules of the table that go before times and dates
RULES = (
    Rule(
        "machine address",
        "electronic",
        "0",
        lazy(
            r"(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?::(?P<port>\d{2,5}))?(?:/(?P<mask>\d\d?))?(?![\w.]*\w)"
        ),
        _address_of_machine,
        ("192.168.0.1", "one nine two dot one six eight dot zero dot one"),
        ("192.168", "one hundred ninety-two point one six eight"),
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
    Rule(
        "telephone",
        "telephone",
        "0 + (",
        lazy(
            r"(?P<all>\d{4}(?P<gap>[ -])\d{4}(?P=gap)\d{4}(?P=gap)\d{4}|"
            r"\+\d{1,3}[-. ]?\(?\d{1,4}\)?(?:[-. ]\d{2,8}){1,5}(?:-\d)?|0\d{4} \d{6}|"
            r"\d{3} \d{3} \d{4}(?! \d)|(?<=[Cc]all )\d{3} \d{4}|(?<=me at )\d{3} \d{4}|"
            r"(?:1[-. ])?\(\d{3}\) ?-?\d{3}[-. ]\d{4}|(?:1[-. ])?\d{3}(?P<gap2>[-. ])\d{3}(?P=gap2)\d{4}"
            r"(?:-\d{1,4})?|"
            r"1-8\d\d-[A-Z\d]+(?:-[A-Z\d]+)*|\d{3}[-.]\d{4}|\d{3}-\d{2}-\d{4}|0\d{2,4} \d{3,4} \d{3,4}|\+\d{10,13})"
            + EXTENSION
            + AFTER
        ),
        _telephone,
        ("(212) 555-0123", "two one two, five five five, zero one two three"),
        ("1-800", "one to eight hundred"),
    ),
    Rule(
        "emergency number",
        "telephone",
        "0",
        lazy(
            r"(?:(?<=[Cc]all )|(?<=[Dd]ial )|(?<=[Dd]ialled )|(?<=[Dd]ialed )|(?<=[Cc]alled )|(?<=[Cc]alling )|(?<=[Pp]hone )|(?<=[Rr]ing )|"
            r"(?<=[Tt]ext )|(?<=911 or )|(?<=999 or )|(?<=112 or ))(?:911|999|112|411|311|101|111)(?![\w-]|[.,]\d)"
        ),
        _emergency,
        ("Dial 999 or 112", "Dial nine nine nine or one one two"),
        ("911 people", "nine hundred eleven people"),
    ),
)
