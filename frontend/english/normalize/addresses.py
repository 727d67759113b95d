"""Postal addresses, roads, rooms and flights."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.places import (
    DIRECTIONS,
    SHORT_STREET,
    STATE_ABBREVIATIONS,
    STATE_CODES,
    STREET_ABBREVIATIONS,
    STREET_WORDS,
    TOWNS_OF_STATE,
)
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, after, at_line_end, before, full_stop
from frontend.style import Style

ZIP = r"(?:(?P<gap>,? )(?P<zip>\d{5}(?:-\d{4})?)(?!\d))"
SHORT_STATE = "|".join(
    re.escape(state) for state in sorted(STATE_ABBREVIATIONS, key=len, reverse=True)
)
ROAD_ABBREVIATIONS = {"Hwy": "Highway", "Rt": "Route", "Rte": "Route"}
NUMBERED_ROOMS = "Room Flight Suite Apartment Apt Terminal Channel Extension"
ROOM = "|".join((*NUMBERED_ROOMS.split(), *NUMBERED_ROOMS.lower().split()))
# words, names and degrees as well: after a town that is known for one only
WORDS_LIKE_STATES = frozenset("OK OR IN ME HI OH MA PA ID MD DE LA AL Miss Pa Cal La Mo".split())
# hardly words in capitals: a line may be no more than the town and one of them
LETTERS_LIKE_STATES = frozenset("MA PA ID DE LA AL".split())
INTERJECTIONS = frozenset(
    (
        "ah aha alright anyway aw bye dear fine god good gosh great hello hey hi hmm hm huh "
        "i just listen look maybe mm no now oh ok okay please right see so sorry sure thank "
        "thanks then um uh wait well what why wow yeah yep yes yo you"
    ).split()
)
DOUBLED = lazy(r"([a-z])\1\1")  # "Aaah", "Noooo"
TOWN_BEFORE = lazy(
    rf"(?:(?P<place>\b(?:[Ii]n|[Ff]rom|[Nn]ear|[Aa]t|[Tt]o|[Oo]f|[Oo]utside|[Aa]round|"
    rf"[Vv]ia|[Ff]or) )|(?P<address>\d|{STREET_WORDS}|(?:{SHORT_STREET})\.?)[,\s]+|(?P<line>^)|.)"
    r"(?<!\w)(?=(?P<first>[A-Z][\w'.-]*))(?:[A-Z][\w'.-]* ){0,3}(?P<last>[A-Z][\w'.-]*), $"
)
TOWN = r"[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,2}"
# no words besides
CLEAR_STATE = "|".join(sorted(set(STATE_CODES) - WORDS_LIKE_STATES))
LIST_JOINT = r"(?:[,;]? (?:and|or|to|vs\.?|&) |[;,/–-] ?)"
FIRM_AFTER = lazy(r" (?:Press|Books|Publish\w+|Records|Inc|Ltd)\b")  # "3rd edition, AK Press"
TOWN_AFTER = lazy(rf"{LIST_JOINT}{TOWN}, (?:{CLEAR_STATE})\b")
STATE_AND_TOWN_BEFORE = lazy(rf", (?:{CLEAR_STATE})(?: \d{{5}})?{LIST_JOINT}{TOWN}, $")
# words that never end a line
NEVER_LAST_WORDS = frozenset(("OR", "IN"))


def house_number(text: str, style: Style) -> str:
    """A house number: by hundreds, or digit by digit where that is usual.

    >>> house_number("221B", Style()), house_number("505", Style()), house_number("12", Style())
    ('two twenty-one B', 'five zero five', 'twelve')
    """
    parts = re.fullmatch(r"(\d+)(?:-?([A-Za-z]))?", text)
    number, letter = parts.groups()  # type: ignore[union-attr]
    spoken = _house_digits(number, style)
    return f"{spoken} {letter.upper()}" if letter else spoken


def _house_digits(number: str, style: Style) -> str:
    """The digits of a house number."""
    if len(number) < 3 or (len(number) == 3 and number.endswith("00")):
        return style.cardinal(number)
    if len(number) > 4 or (len(number) == 3 and number[1] == "0"):
        return style.digits(number)
    return numbers.digit_pairs(number)


def _direction(text: str) -> str:
    """A direction in full: "NW", "n.w."."""
    return DIRECTIONS[text.replace(".", "").upper()]


def _street_word(text: str) -> str:
    """Ave -> Avenue."""
    return STREET_ABBREVIATIONS.get(text.rstrip(".").capitalize(), text)


def _street_name(text: str) -> str:
    """5th -> fifth, St. John's -> Saint John's."""
    numbered = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", text, re.IGNORECASE)
    if numbered:
        return numbers.ordinal(numbered[1])
    return re.sub(r"^St\.? (?=[A-Z])", "Saint ", text)


def _address(match: re.Match[str], style: Style) -> str:
    """1600 Pennsylvania Ave. NW: number, direction, name, kind of street, direction."""
    parts = [house_number(match["number"], style)]
    if match["before"]:
        parts.append(_direction(match["before"]))
    parts += [_street_name(match["name"]), _street_word(match["kind"])]
    if match["after"]:
        return " ".join((*parts, _direction(match["after"])))
    return f"{' '.join(parts)}{full_stop(match)}"


def _street_direction(match: re.Match[str], style: Style) -> str:
    """N. Main St."""
    return f"{DIRECTIONS[match['way']]} "


def _is_state(match: re.Match[str]) -> bool:
    """Whether a state stands after a town: with a ZIP code, or a name before the comma."""
    if match["zip"]:
        return True
    town = TOWN_BEFORE.search(before(match))
    if not town or FIRM_AFTER.match(after(match)) or _is_interjection(town["first"].lower()):
        return False
    state = match["state"]
    if state not in WORDS_LIKE_STATES or town["place"] or town["address"]:
        return True
    if town["last"] in TOWNS_OF_STATE.get(state, "").split() or _is_in_list_of_towns(match):
        return True
    return _is_as_letters(match, state, town)


def _is_interjection(word: str) -> bool:
    """Whether a word in small letters is no town: oh, ha ha."""
    return word in INTERJECTIONS or DOUBLED.search(word) is not None


def _is_as_letters(match: re.Match[str], state: str, town: re.Match[str]) -> bool:
    """Whether letters that may be a word are a state after that town."""
    if state in NEVER_LAST_WORDS and at_line_end(match):
        return True
    return state in LETTERS_LIKE_STATES and town["line"] is not None


def _is_in_list_of_towns(match: re.Match[str]) -> bool:
    """Whether another town with its state follows, or goes before."""
    return bool(TOWN_AFTER.match(after(match)) or STATE_AND_TOWN_BEFORE.search(before(match)))


def _state(match: re.Match[str], style: Style) -> str | None:
    """IL 62704 after a town."""
    if not _is_state(match):
        return None
    return f"{STATE_CODES[match['state']]}{_zip_code(match, style)}"


def _short_state(match: re.Match[str], style: Style) -> str | None:
    """Tenn., D.C. 20500."""
    if not _is_state(match):
        return None
    tail = _zip_code(match, style) or full_stop(match)
    return f"{STATE_ABBREVIATIONS[match['state']]}{tail}"


def _party(match: re.Match[str], style: Style) -> str:
    """(D-Calif.)."""
    state = STATE_ABBREVIATIONS.get(match["state"]) or STATE_CODES[match["state"]]
    return f"{match['party']} {state}"


def _zip_code(match: re.Match[str], style: Style) -> str:
    """The digits of a ZIP code, if there is one."""
    if not match["zip"]:
        return ""
    return match["gap"] + " dash ".join(style.digits(part) for part in match["zip"].split("-"))


def _post_office_box(match: re.Match[str], style: Style) -> str:
    """P.O. Box 12."""
    number = match["n"]
    spoken = numbers.digit_pairs(number) if len(number) < 5 else style.digits(number)
    return f"P O Box {spoken}"


def _road(match: re.Match[str], style: Style) -> str:
    """I-95, US-101, Hwy. 5A."""
    written = match["name"].replace(".", "")
    name = " ".join(written) if written.isupper() else ROAD_ABBREVIATIONS.get(written, written)
    number = match["n"]
    spoken = numbers.digit_pairs(number) if len(number) == 3 else style.cardinal(number)
    letter = f" {match['letter'].upper()}" if match["letter"] else ""
    return f"{name} {spoken}{letter}"


def _motorway(match: re.Match[str], style: Style) -> str:
    """A1(M)."""
    return f"A {numbers.digit_pairs(match['n'])} M"


def _room(match: re.Match[str], style: Style) -> str:
    """Room 101, Flight 370."""
    number = match["n"]
    spoken = style.digits(number) if number[0] == "0" else numbers.digit_pairs(number)
    return f"{match['name']}{match['gap']}{spoken}"


RULES = (
    Rule(
        "address",
        "address",
        "0",
        lazy(
            rf"(?P<number>\d{{1,5}}(?:-?[A-Z])?) (?:(?P<before>N\.?E\.?|N\.?W\.?|S\.?E\.?|"
            rf"S\.?W\.?|[NSEW])\.? )?(?P<name>(?:[A-Z][\w']*\.?(?: "
            rf"[A-Z][\w']*)?(?: [A-Z][\w']*)?|\d+(?:st|nd|rd|th)))"
            rf" (?P<kind>(?:{SHORT_STREET}|hwy|st|ave|rd|blvd)\b\.?|{STREET_WORDS})"
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
            r"(?P<way>NE|NW|SE|SW|[NSEW])\.? (?=(?:[A-Z][a-z]+|\d+(?:st|nd|rd|th)) "
            rf"(?:{SHORT_STREET}|{STREET_WORDS})\b)"
        ),
        _street_direction,
        ("on N. Main St. today", "on North Main Street today"),
        ("on N Main", "on N Main"),
    ),
    Rule(
        "state",
        "address",
        " ".join(state.lower() for state in STATE_CODES),
        lazy(
            rf"(?:(?<=[a-z], )|(?<=[A-Za-z] )(?=[A-Z]{{2}},? \d{{5}}))"
            rf"(?P<state>{'|'.join(STATE_CODES)})\b(?![-/&@]\w|'[a-z]){ZIP}?"
        ),
        _state,
        ("Springfield, IL 62704", "Springfield, Illinois six two seven zero four"),
        ("IL is", "I L is"),
    ),
    Rule(
        "party and state",
        "address",
        "d r i",
        lazy(rf"(?<=\()(?P<party>[DRI])-(?P<state>{SHORT_STATE}|{'|'.join(STATE_CODES)})\.?(?=\))"),
        _party,
        ("Jane Roe (D-Calif.) and Al (R-TX)", "Jane Roe (D California) and Al (R Texas)"),
        ("(D-5)", "(D five)"),
    ),
    Rule(
        "short state",
        "address",
        " ".join({state.lower().split(".")[0] for state in STATE_ABBREVIATIONS}),
        lazy(rf"(?<=[a-z], )(?P<state>{SHORT_STATE})\.(?!\w){ZIP}?"),
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
        _post_office_box,
        ("P.O. Box 12", "P O Box twelve"),
        ("P. O. Boxes", "P O Boxes"),
    ),
    Rule(
        "road",
        "address",
        "i us a m sr cr fr fm sh route highway hwy rt rte",
        lazy(
            r"(?P<name>I|US|U\.S\.|[SCF]R|FM|SH|Route|Highway|Interstate|Hwy\.?|Rte?\.?)"
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
        _motorway,
        ("the A1(M)", "the A one M"),
        ("A1 (my)", "A one (my)"),
    ),
    Rule(
        "room",
        "digits",
        NUMBERED_ROOMS.lower(),
        lazy(rf"(?P<name>{ROOM})(?P<gap>\.? )(?P<n>\d{{3,4}}){NOT_WORD}(?![,.]\d)"),
        _room,
        ("Room 101", "Room one oh one"),
        ("room 5", "room five"),
    ),
)
