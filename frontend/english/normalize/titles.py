"""Titles and names: Doctor or Drive, Saint or Street, Mount, Fort."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, at_line_end, before, full_stop
from frontend.style import Style

SAINT_AFTER = lazy(
    r"\.? ?(?:[A-Z][a-zé]+|"
    r"(?<=\. )(?:patrick|john|paul|peter|james|george|louis|andrew|thomas|martin|nicholas|mary|"
    r"valentine|stephen)|"
    r"JOHN|MARY|PAUL|PETER|JAMES|GEORGE|LOUIS|[A-Z]{4,})"
)
CAPITAL_SAINT_AFTER = lazy(
    r" (?:JOHN|MARY|PAUL|PETER|JAMES|GEORGE|LOUIS|ANDREW|THOMAS|MARTIN|CLAIR|LAWRENCE|"
    r"FRANCIS|PATRICK)"
)
NAME_AFTER = lazy(r"(?: |(?<=\.))(?:[A-Z][a-z'’]|[A-Z]\b)")
SHOUTED_AFTER = lazy(r" [A-Z][A-Z'-]")
PEAK_AFTER = lazy(r"\.? [A-Z][a-z]")
STREET_BEFORE = lazy(r"(?:\b[A-Z][\w']+|\d(?:st|nd|rd|th)) $")
ORDINAL_STREET_BEFORE = lazy(r"\d(?:st|nd|rd|th) $")
KNOWN_STREET_BEFORE = lazy(
    r"\b(?:main|wall|elm|high|state|center|centre|market|canal|first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth|eleventh|twelfth) $",
    re.IGNORECASE,
)
HOUSE_AND_STREET_BEFORE = lazy(r"\d (?:[A-Z]\w+ )*[A-Z]\w+ $")


def _doctor_or_drive(match: re.Match[str], style: Style) -> str | None:
    """Doctor before a name, Drive after one."""
    earlier = before(match)
    later = after(match)
    shouted = match["short"] == "DR" and match["dot"] and SHOUTED_AFTER.match(later)
    if (NAME_AFTER.match(later) or shouted) and not HOUSE_AND_STREET_BEFORE.search(earlier):
        return "Doctor" if match["short"][0] == "D" else "doctor"
    if match["short"] == "DR":
        return None
    if STREET_BEFORE.search(earlier):
        return f"Drive{full_stop(match)}"
    alone = later.strip() or not earlier.strip()
    return "Doctor" if match["dot"] and alone else None


def _saint_or_street(match: re.Match[str], style: Style) -> str | None:
    """Saint before a name, Street after one."""
    earlier = before(match)
    later = after(match, "short")
    if _is_other_st(match, later):
        return None
    if re.match(r"-[A-Z][a-z]", later):
        return "Saint"
    saint = SAINT_AFTER.match(later)
    street = STREET_BEFORE.search(earlier)
    if KNOWN_STREET_BEFORE.search(earlier):
        return f"Street{full_stop(match)}"
    if street and (not saint or ORDINAL_STREET_BEFORE.search(earlier)):
        return f"Street{full_stop(match)}"
    if not saint:
        return None
    if street and HOUSE_AND_STREET_BEFORE.search(earlier):
        return "Street"
    return "Saint" if match["short"][0] == "S" else "saint"


def _is_other_st(match: re.Match[str], later: str) -> bool:
    """Whether "ST" stands among capitals, where only a name after it makes it a saint."""
    return match["short"] == "ST" and not match["dot"] and not CAPITAL_SAINT_AFTER.match(later)


def _mount(match: re.Match[str], style: Style) -> str | None:
    """Mount before a name; "Mountain View" is a town."""
    short = match["short"]
    later = after(match, "short")
    if short == "Mt" and match["dot"] and not before(match).strip() and at_line_end(match):
        return "Mount"
    if short == "MT" or not PEAK_AFTER.match(later):
        return None
    return "Mountain" if re.match(r"\.? View\b", later) else "Mount"


def _fort(match: re.Match[str], style: Style) -> str | None:
    """Ft Knox; "5 Ft" is a measure."""
    return None if re.search(r"\d $", before(match)) else "Fort"


RULES = (
    Rule(
        "fort",
        "abbreviation",
        "ft",
        lazy(r"Ft(?= [A-Z][a-z]{2})"),
        _fort,
        ("Ft Knox", "Fort Knox"),
        ("5 Ft Tall", "five Ft Tall"),
    ),
    Rule(
        "doctor or drive",
        "abbreviation",
        "dr",
        lazy(r"(?P<short>Dr|dr|DR)\b(?P<dot>\.)?"),
        _doctor_or_drive,
        ("Dr. Smith lives on Elm Dr.", "Doctor Smith lives on Elm Drive."),
        ("HLA-DR", "H L A-D R"),
    ),
    Rule(
        "saint or street",
        "abbreviation",
        "st",
        lazy(r"(?P<short>St|st|ST)\b(?P<dot>\.)?"),
        _saint_or_street,
        (
            "St. John lives on Main St. near St. Paul's.",
            "Saint John lives on Main Street near Saint Paul's.",
        ),
        ("The ST 10", "The S T ten"),
    ),
    Rule(
        "mount",
        "abbreviation",
        "mt",
        lazy(r"(?P<short>Mt|mt|MT)\b(?P<dot>\.)?"),
        _mount,
        ("Mt. Everest", "Mount Everest"),
        ("MT", "M T"),
    ),
)
