"""Postal addresses, roads, rooms and flights."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.places import FULL, SHORT_STATES, STATES, STREET, STREETS, WAYS
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, at_line_end
from frontend.style import Style


def house(text: str, style: Style) -> str:
    """A house number: by hundreds, or digit by digit where that is usual."""
    number, letter = re.fullmatch(r"(\d+)(?:-?([A-Za-z]))?", text).groups()  # type: ignore[union-attr]
    if len(number) == 3 and number[1] == "0":
        spoken = style.digits(number) if number[2] != "0" else style.cardinal(number)
    elif len(number) < 3 or len(number) > 4:
        spoken = style.cardinal(number) if len(number) < 3 else style.digits(number)
    else:
        spoken = numbers.digit_pairs(number)
    return spoken + (f" {letter.upper()}" if letter else "")


def _way(text: str) -> str:
    """A direction in full."""
    return WAYS[text.replace(".", "").upper()]


def _street_type(text: str) -> str:
    """Ave -> Avenue."""
    return STREETS.get(text.rstrip(".").capitalize(), text)


def _address(match: re.Match[str], style: Style) -> str:
    """1600 Pennsylvania Ave. NW: number, direction, name, kind of street, direction."""
    parts = [house(match["number"], style)]
    if match["before"]:
        parts.append(_way(match["before"]))
    name = match["name"]
    named = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", name, re.IGNORECASE)
    parts.append(
        numbers.ordinal(named[1]) if named else re.sub(r"^St\.? (?=[A-Z])", "Saint ", name)
    )
    kind = match["kind"]
    parts.append(_street_type(kind))
    if match["after"]:
        parts.append(_way(match["after"]))
    end = "." if kind.endswith(".") and not match["after"] and at_line_end(match) else ""
    return " ".join(parts) + end


ZIP = r"(?:(?P<gap>,? )(?P<zip>\d{5}(?:-\d{4})?)(?!\d))"


def _state(match: re.Match[str], style: Style) -> str:
    """IL 62704 after a town."""
    return STATES[match["state"]] + _zip_code(match, style)


def _short_state(match: re.Match[str], style: Style) -> str:
    """Tenn., D.C. 20500."""
    return SHORT_STATES[match["state"]] + (
        _zip_code(match, style) or ("." if at_line_end(match) else "")
    )


def _zip_code(match: re.Match[str], style: Style) -> str:
    """Its figures, if there is one."""
    return (
        match["gap"] + " dash ".join(style.digits(part) for part in match["zip"].split("-"))
        if match["zip"]
        else ""
    )


def _road(match: re.Match[str], style: Style) -> str:
    """I-95, US-101, M25."""
    name = (
        match["name"].rstrip(".")
        if not match["name"].isupper()
        else " ".join(match["name"].replace(".", ""))
    )
    name = {"Hwy": "Highway", "Rt": "Route", "Rte": "Route"}.get(name, name)
    number = match["n"]
    spoken = numbers.digit_pairs(number) if len(number) == 3 else style.cardinal(number)
    return " ".join(filter(None, (name, spoken, (match["letter"] or "").upper())))


def _room(match: re.Match[str], style: Style) -> str:
    """Room 101, Flight 370, Gate B12."""
    number = match["n"]
    return f"{match['name']}{match['gap']}{style.digits(number) if number[0] == '0' else numbers.digit_pairs(number)}"


ROOMS = "Room Flight Suite Apartment Apt Terminal Channel Extension"


RULES = (
    Rule(
        "address",
        "address",
        "0",
        lazy(
            rf"(?P<number>\d{{1,5}}(?:-?[A-Z])?) (?:(?P<before>N\.?E\.?|N\.?W\.?|S\.?E\.?|"
            rf"S\.?W\.?|[NSEW])\.? )?(?P<name>(?:[A-Z][\w']*\.?(?: "
            rf"[A-Z][\w']*)?(?: [A-Z][\w']*)?|\d+(?:st|nd|rd|th)))"
            rf" (?P<kind>(?:{STREET}|hwy|st|ave|rd|blvd)\b\.?|{FULL})"
            rf"(?: (?P<after>N\.?W\.?|N\.?E\.?|S\.?W\.?|S\.?E\.?|[NSEW])(?![\w.]|\.\w)\.?)?(?!\w)"
        ),
        _address,
        (
            "221B Baker St., 12 St. John's St.",
            "two twenty-one B Baker Street, twelve Saint John's Street.",
        ),
        ("3 Dr. Smith", "three Doctor Smith"),
    ),
    Rule(
        "direction of a street",
        "address",
        "n s e w ne nw se sw",
        lazy(
            rf"(?P<way>NE|NW|SE|SW|[NSEW])\.? (?=(?:[A-Z][a-z]+|\d+(?:st|nd|rd|th)) (?:{STREET}|"
            rf"{FULL})\b)"
        ),
        lambda match, style: f"{WAYS[match['way']]} ",
        ("on N. Main St. today", "on North Main Street today"),
        ("on N Main", "on N Main"),
    ),
    Rule(
        "state",
        "address",
        " ".join(state.lower() for state in STATES),
        lazy(
            rf"(?:(?<=[a-z], )|(?<=[A-Za-z] )(?=[A-Z]{{2}},? \d{{5}}))"
            rf"(?P<state>{'|'.join(STATES)})\b{ZIP}?"
        ),
        _state,
        ("Springfield, IL 62704", "Springfield, Illinois six two seven zero four"),
        ("IL is", "I L is"),
    ),
    Rule(
        "short state",
        "address",
        " ".join({state.lower().split(".")[0] for state in SHORT_STATES}),
        lazy(
            rf"(?<=[a-z], )(?P<state>{'|'.join(re.escape(state) for state in sorted(SHORT_STATES, key=len, reverse=True))})\.(?!\w)"
            rf"{ZIP}?"
        ),
        _short_state,
        (
            "in Memphis, Tenn., and in Washington, D.C. 20500",
            "in Memphis, Tennessee, and in Washington, D C two zero five zero zero",
        ),
        ("a miss. So", "a miss. So"),
    ),
    Rule(
        "post office box",
        "address",
        "p po",
        lazy(r"P\.? ?O\.? Box (?P<n>\d+)"),
        lambda match, style: (
            f"P O Box {numbers.digit_pairs(match['n']) if len(match['n']) < 5 else style.digits(match['n'])}"
        ),
        ("P.O. Box 12", "P O Box twelve"),
        ("P. O. Boxes", "P. O. Boxes"),
    ),
    Rule(
        "road",
        "address",
        "i us a m route highway hwy rt rte",
        lazy(
            r"(?P<name>I|US|U\.S\.|SR|Route|Highway|Interstate|Hwy\.?|Rte?\.?)"
            r"(?:-|(?<=Route) |(?<=Highway) |(?<=Hwy) |(?<=Hwy\.) |(?<=Rte) |(?<=Rt) |(?<=Rte\.) |"
            r"(?<=Rt\.) )(?P<n>\d{1,3})(?P<letter>[A-Z])?"
            r"(?![\w-])"
        ),
        _road,
        ("I-95 and US-101", "I ninety-five and U S one oh one"),
        ("I 95", "I ninety-five"),
    ),
    Rule(
        "motorway",
        "address",
        "MIXED",
        lazy(r"A(?P<n>\d{1,3})\(M\)(?!\w)"),
        lambda match, style: f"A {numbers.digit_pairs(match['n'])} M",
        ("the A1(M)", "the A one M"),
        ("A1 (my)", "A one (my)"),
    ),
    Rule(
        "room",
        "digits",
        ROOMS.lower(),
        lazy(
            rf"(?P<name>{'|'.join(ROOMS.split())}|"
            rf"{'|'.join(ROOMS.lower().split())})(?P<gap>\.? )(?P<n>\d{{3,4}}){NOT_WORD}(?![,.]\d)"
        ),
        _room,
        ("Room 101", "Room one oh one"),
        ("room 5", "room five"),
    ),
)
