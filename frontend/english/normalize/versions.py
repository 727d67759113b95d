"""Versions of software."""

import re

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style


def _version(match: re.Match[str], style: Style) -> str:
    """2.0.1."""
    return " point ".join(_part(part, style) for part in match["n"].split("."))


def _part(text: str, style: Style) -> str:
    """A number between dots; "04" digit by digit."""
    return numbers.digits(text) if len(text) > 1 and text[0] == "0" else style.cardinal(text)


def _named_version(match: re.Match[str], style: Style) -> str:
    """v2.0.1."""
    return f"version {_version(match, style)}"


def _release(match: re.Match[str], style: Style) -> str:
    """1.0.0-rc.1, 2.0.1-beta."""
    tag = match["tag"]
    tag = " ".join(tag.upper()) if tag == "rc" else tag
    number = f" {style.cardinal(match['k'])}" if match["k"] else ""
    return f"{_version(match, style)} {tag}{number}"


RULES = (
    Rule(
        "version to try",
        "version",
        "0",
        lazy(
            r"(?P<n>\d+(?:\.\d+)+)-(?P<tag>alpha|beta|rc|dev|pre|preview|nightly|snapshot|post)"
            r"(?:[.-]?(?P<k>\d{1,4}))?(?!\w)"
        ),
        _release,
        ("1.0.0-rc.1, 2.1-beta", "one point zero point zero R C one, two point one beta"),
        ("1.0-so", "one point zero-so"),
    ),
    Rule(
        "version with v",
        "version",
        "v MIXED",
        lazy(r"[vV]\.? ?(?P<n>\d+(?:\.\d+)+)(?![\w.]*\w)"),
        _named_version,
        ("v2.0.1", "version two point zero point one"),
        ("v2", "V two"),
    ),
    Rule(
        "version",
        "version",
        "0",
        lazy(r"(?P<n>\d+\.\d+(?:\.\d+)+)(?![\w.]*\w@)"),
        _version,
        ("iOS 17.4.1", "I O S seventeen point four point one"),
        ("17.4", "seventeen point four"),
    ),
)
