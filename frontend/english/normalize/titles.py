"""Titles and names: Doctor or Drive, Saint or Street."""

import re

from frontend.english.normalize.abbreviation_table import (
    LOWER_TITLES,
    NEEDS_DOT,
    NEEDS_NAME,
    NEVER,
    PLAIN,
)
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, at_line_end, before
from frontend.style import Style

NAME = lazy(r"\.? (?:\(?\d|[A-Z][\w'.-]|\d|[IVXLC]+\b|de |van |von |al-)")
SAINTS = lazy(
    r"\.? ?(?:[A-Z][a-zé]+|"
    r"(?<=\. )(?:patrick|john|paul|peter|james|george|louis|andrew|thomas|martin|nicholas|mary|"
    r"valentine|stephen)|"
    r"JOHN|MARY|PAUL|PETER|JAMES|GEORGE|LOUIS|[A-Z]{4,})"
)
STREET_BEFORE = lazy(r"(?:\b[A-Z][\w']+|\d(?:st|nd|rd|th)) $")


def _plain(match: re.Match[str], style: Style) -> str | None:
    """An abbreviation that always stands for the same words."""
    short = match["short"]
    dot = match["dot"]
    if short in LOWER_TITLES:
        named = (
            bool(re.match(r" [A-Za-z\d]", after(match)))
            if dot
            else bool(re.match(r" [A-Z]", after(match)) and short in ("mr", "mrs", "ms"))
        )
        return LOWER_TITLES[short] if named else None
    if short not in PLAIN and not (short.islower() or short.istitle() or short.isupper()):
        return None  # "25 HRs"
    key = (
        short
        if short in PLAIN
        else short.capitalize()
        if short.isupper() and len(short) > 2
        else short.lower()
    )
    if key not in PLAIN or key in NEVER:
        return None
    if (
        key in NEEDS_DOT
        and not dot
        and not (key.lower() in ("vol", "ch", "chap", "fig") and re.match(r" \d", after(match)))
    ):
        return None
    if (
        key in NEEDS_NAME
        and not NAME.match(match.string, match.end("short"))
        and not _is_lone_title(match)
    ):
        return None
    return PLAIN[key] + _full_stop(match)


def _is_lone_title(match: re.Match[str]) -> bool:
    """Whether a title is all that stands in a line, as in a list, or ends it after another title
    ("Lt. Gov.").
    """
    earlier = before(match).strip()
    listed_alone = not earlier or bool(re.fullmatch(r"(?:Lt|Maj|Brig|Asst|Vice)\.?", earlier))
    return (
        bool(match["dot"])
        and match["short"].istitle()
        and match["short"] != "No"
        and at_line_end(match)
        and listed_alone
    )


def _full_stop(match: re.Match[str]) -> str:
    """The dot that also ends the sentence."""
    return "." if match["dot"] and at_line_end(match) else ""


def _doctor(match: re.Match[str], style: Style) -> str | None:
    """Doctor before a name, Drive after one."""
    earlier = before(match)
    later = after(match)
    if re.match(r" (?:[A-Z][a-z'’]|[A-Z]\b)", later) and not re.search(
        r"\d (?:[A-Z]\w+ )*[A-Z]\w+ $", earlier
    ):
        return "Doctor" if match["short"][0] == "D" else "doctor"
    if STREET_BEFORE.search(earlier) and match["short"] != "DR":
        return "Drive" + _full_stop(match)
    return (
        "Doctor"
        if match["dot"] and match["short"] != "DR" and (later.strip() or not earlier.strip())
        else None
    )


def _saint(match: re.Match[str], style: Style) -> str | None:
    """Saint before a name, Street after one."""
    earlier = before(match)
    later = after(match, "short")
    named = SAINTS.match(later)
    street = STREET_BEFORE.search(earlier)
    if (
        match["short"] == "ST"
        and not match["dot"]
        and not re.match(
            r" (?:JOHN|MARY|PAUL|PETER|JAMES|GEORGE|LOUIS|ANDREW|THOMAS|MARTIN|CLAIR|LAWRENCE|"
            r"FRANCIS|PATRICK)",
            later,
        )
    ):
        return None
    if re.search(r"\d(?:st|nd|rd|th) $", earlier) or (street and not named):
        return (
            "Street" + _full_stop(match)
            if match["dot"] or re.search(r"\d(?:st|nd|rd|th) $", earlier) or street
            else None
        )
    if named:
        if street and re.search(r"\d+ (?:[A-Z]\w+ )+$", earlier):
            return "Street"
        return "Saint" if match["short"][0] == "S" else "saint"
    return None


def _mount(match: re.Match[str], style: Style) -> str | None:
    """Mount before a name; "Mountain View" is a town."""
    if match["dot"] and match["short"] == "Mt" and not before(match).strip() and at_line_end(match):
        return "Mount"
    if not re.match(r"\.? [A-Z][a-z]", after(match, "short")) or match["short"] == "MT":
        return None
    return "Mountain" if re.match(r"\.? View\b", after(match, "short")) else "Mount"


RULES = (
    Rule(
        "doctor or drive",
        "abbreviation",
        "dr",
        lazy(r"(?P<short>Dr|dr|DR)\b(?P<dot>\.)?"),
        _doctor,
        ("Dr. Smith lives on Elm Dr.", "Doctor Smith lives on Elm Drive."),
        ("HLA-DR", "H L A-D R"),
    ),
    Rule(
        "saint or street",
        "abbreviation",
        "st",
        lazy(r"(?P<short>St|st|ST)\b(?P<dot>\.)?"),
        _saint,
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
    Rule(
        "abbreviation",
        "abbreviation",
        " ".join(sorted({short.lower() for short in (*PLAIN, *LOWER_TITLES)} - {"mt"})),
        lazy(r"(?P<short>[A-Za-z]+)\b(?P<dot>\.)?(?!['\w]|-\d)(?<!&Ms)"),
        _plain,
        ("Prof. Brown vs. Gen. Grant", "Professor Brown versus General Grant"),
        ("The co is an SR-71 with M&Ms", "The co is an S R seventy-one with M and Ms"),
    ),
)
