"""Telephone numbers."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style

EXTENSION = r"(?:,? ?(?:x|ext\.?|extension) ?(?P<ext>\d{1,6}))?"
NUMBER_END = r"(?![\w/]|[-.]\w)"


def _telephone(match: re.Match[str], style: Style) -> str:
    """Groups of digits with commas between; letters stand as words."""
    text = match["all"]
    groups = re.findall(r"\d+|[A-Z]+", text)
    spoken = [style.digits(group) if group.isdecimal() else group for group in groups]
    if groups[:2] == ["1", "800"]:
        spoken[1] = "eight hundred"  # toll-free
    plus = "plus " if text.startswith("+") else ""
    extension = f", extension {style.digits(match['ext'])}" if match["ext"] else ""
    return f"{plus}{', '.join(spoken)}{extension}"


def _emergency(match: re.Match[str], style: Style) -> str:
    """911 after a verb of calling."""
    return style.digits(match[0])


RULES = (
    Rule(
        "telephone",
        "telephone",
        "0 + (",
        lazy(
            r"(?P<all>\d{4}(?P<gap>[ -])\d{4}(?P=gap)\d{4}(?P=gap)\d{4}|"
            r"\+\d{1,3}[-. ]?\(?\d{1,4}\)?(?:[-. ]\d{2,8}){1,5}(?:-\d)?|0\d{4} \d{6}|"
            r"\d{3} \d{3} \d{4}(?! \d)|(?<=[Cc]all )\d{3} \d{4}|(?<=me at )\d{3} \d{4}|"
            r"(?:1[-. ])?\(\d{3}\) ?-?\d{3}[-. ]\d{4}|"
            r"(?:1[-. ])?\d{3}(?P<gap2>[-. ])\d{3}(?P=gap2)\d{4}"
            r"(?:-\d{1,4})?|"
            r"1-8\d\d-[A-Z\d]+(?:-[A-Z\d]+)*|\d{3}[-.]\d{4}|\d{3}-\d{2}-\d{4}|"
            r"1[38]00 \d{3} \d{3}|\d{3}/\d{3}-\d{4}|0\d{2,4} \d{3,4} \d{3,4}|\+\d{10,13})"
            + EXTENSION
            + NUMBER_END
        ),
        _telephone,
        ("(212) 555-0123", "two one two, five five five, zero one two three"),
        ("1-800", "one to eight hundred"),
    ),
)


RULES_AFTER_ADDRESSES = (
    Rule(
        "emergency number",
        "telephone",
        "0",
        lazy(
            r"(?:(?<=[Cc]all )|(?<=[Dd]ial )|(?<=[Dd]ialled )|(?<=[Dd]ialed )|(?<=[Cc]alled )|"
            r"(?<=[Cc]alling )|(?<=[Pp]hone )|(?<=[Rr]ing )|"
            r"(?<=[Tt]ext )|(?<=911 or )|(?<=999 or )|(?<=112 or ))"
            r"(?:911|999|112|411|311|101|111)(?![\w-]|[.,]\d)"
        ),
        _emergency,
        ("Dial 999 or 112", "Dial nine nine nine or one one two"),
        ("911 people", "nine hundred eleven people"),
    ),
)
