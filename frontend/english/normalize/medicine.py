"""Notes of doctors: hx of, s/p, q4h, a 45 y/o M, Dx, b.i.d."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before, full_stop
from frontend.style import Style

# with a stroke; where a note goes on after them
STROKES = {
    "s/p": "status post",
    "h/o": "history of",
    "r/o": "rule out",
    "f/u": "follow up",
    "w/u": "workup",
    "y/o": "years old",
    "d/t": "due to",
    "2/2": "secondary to",
}
NOTE_ABBREVIATIONS = {
    "hx": "history",
    "pmhx": "past medical history",
    "fhx": "family history",
    "dx": "diagnosis",
    "sx": "symptoms",
    "rx": "prescription",
    "abx": "antibiotics",
    "pt": "patient",
    "pts": "patients",
    "yo": "years old",
    "prn": "P R N",
    "npo": "N P O",
    "sob": "short of breath",
}
LONGEST_FIRST = "|".join(sorted(NOTE_ABBREVIATIONS, key=len, reverse=True))
NOTE_WORDS = lazy(
    r"\b(?:hx|y/?o|s/p|h/o|c/o|w/|dx|sx|rx|HTN|DM\d?|COPD|CHF|CABG|MI|CVA|ER|ED|ICU|BP|HR|mg|mcg|"
    r"mL|denies|presents?|presented|admitted|discharged|seen|chronic|acute|pain|surgery|"
    r"patients?)\b"
)
NEEDS_NOTE = frozenset(("rx", "dx", "abx", "pt", "pts", "sob", "sx", "f/u", "d/t", "w/u"))
AGE_NUMBER_BEFORE = lazy(r"\d[ -]?$")
TIMES_A_DAY = {"bid": "B I D", "tid": "T I D", "qid": "Q I D", "qd": "Q D", "qhs": "Q H S"}
NOTE_CHARACTERS = 60  # characters around that make it a note


def _is_note(match: re.Match[str]) -> bool:
    """Whether other words of a doctor's note stand near."""
    earlier = match.string[max(0, match.start() - NOTE_CHARACTERS) : match.start()]
    return bool(NOTE_WORDS.search(earlier) or NOTE_WORDS.search(after(match)))


def _stroke(match: re.Match[str], style: Style) -> str | None:
    """s/p CABG, h/o asthma."""
    short = match[0].lower()
    if short in NEEDS_NOTE and not _is_note(match):
        return None
    return STROKES[short]


def _short(match: re.Match[str], style: Style) -> str | None:
    """hx of, Dx: flu; "pt" among other words of a note."""
    short = match["short"].lower()
    if match["short"].isupper():
        return None
    if short == "yo":
        return _age(match)
    if short in NEEDS_NOTE and not (_is_note(match) or after(match).startswith(":")):
        return None
    return f"{NOTE_ABBREVIATIONS[short]}{full_stop(match)}"


def _age(match: re.Match[str]) -> str | None:
    """A 45 yo man, she's 45 yo."""
    if not AGE_NUMBER_BEFORE.search(before(match)):
        return None
    plural = "" if re.match(r" [A-Za-z]", after(match)) else "s"
    return f"year{plural} old{full_stop(match)}"


def _hours(match: re.Match[str], style: Style) -> str:
    """q4h, q12hrs, q6-8h."""
    last = f" to {style.cardinal(match['b'])}" if match["b"] else ""
    return f"Q {style.cardinal(match['a'])}{last} H"


def _times_a_day(match: re.Match[str], style: Style) -> str:
    """b.i.d."""
    return f"{TIMES_A_DAY[match[0].replace('.', '').lower()]}{full_stop(match)}"


def _dose(match: re.Match[str], style: Style) -> str:
    """2x/day."""
    count = {"1": "once", "2": "twice"}.get(match["n"]) or f"{style.cardinal(match['n'])} times"
    return f"{count} {'an' if match['per'] in ('hr', 'hour') else 'a'} {DOSE_UNITS[match['per']]}"


DOSE_UNITS = {
    "day": "day",
    "d": "day",
    "week": "week",
    "wk": "week",
    "month": "month",
    "mo": "month",
    "year": "year",
    "yr": "year",
    "hour": "hour",
    "hr": "hour",
}
RULES = (
    Rule(
        "stroke in a note",
        "abbreviation",
        "s h r f w y d",
        lazy(r"(?:s/p|h/o|r/o|f/u|w/u|y/o|d/t)(?![\w/])", re.IGNORECASE),
        _stroke,
        ("h/o asthma, s/p CABG", "history of asthma, status post C A B G"),
        ("a s/b test", "a s slash b test"),
    ),
    Rule(
        "short word of a note",
        "abbreviation",
        " ".join(NOTE_ABBREVIATIONS),
        lazy(rf"(?P<short>{LONGEST_FIRST})\b\.?(?![\w'/-])", re.I),
        _short,
        ("hx of HTN, pt denies pain", "history of H T N, patient denies pain"),
        ("one pt of milk", "one pt of milk"),
    ),
    Rule(
        "every so many hours",
        "abbreviation",
        "MIXED q",
        lazy(r"[qQ](?P<a>\d{1,2})(?:-(?P<b>\d{1,2}))? ?(?:h|hrs?)(?![\w-])\.?"),
        _hours,
        ("5 mg q4h or q6-8h", "five milligrams Q four H or Q six to eight H"),
        ("Q4 is", "Q four is"),
    ),
    Rule(
        "times a day",
        "abbreviation",
        "b t q bid tid qid qhs",
        lazy(r"(?:b\.i\.d|t\.i\.d|q\.i\.d|q\.d)\b\.?(?!\w)|(?<=[mc]g )(?:bid|tid|qid|qhs)(?!\w)"),
        _times_a_day,
        ("5 mg b.i.d. and 2 mg tid", "five milligrams B I D and two milligrams T I D"),
        ("binding bid of 5", "binding bid of five"),
    ),
    Rule(
        "so many times a day",
        "measure",
        "0",
        lazy(rf"(?P<n>\d{{1,2}})[x×] ?(?:/|per |a |an )(?P<per>{'|'.join(DOSE_UNITS)})(?!\w)"),
        _dose,
        ("2x/day, 3x a week", "twice a day, three times a week"),
        ("2x as much", "two times as much"),
    ),
)
