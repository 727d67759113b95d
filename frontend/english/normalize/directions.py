"""Directions on maps: Main St N, I-405 S, E 14th, NE corner, turn R."""

import re

from frontend.english.normalize.places import (
    DIRECTIONS,
    SHORT_STREET,
    STREET_ABBREVIATIONS,
    STREET_WORDS,
)
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before, full_stop
from frontend.style import Style

WAY = r"(?P<way>N\.?E\.?|N\.?W\.?|S\.?E\.?|S\.?W\.?|[NSEW]\.?)(?![\w'&/-]|\.\w)"
WAYS = "n s e w ne nw se sw"
WHOLE_STREET_BEFORE = lazy(
    rf"(?:[A-Z][\w']+|\d(?:st|nd|rd|th)) (?:(?:{SHORT_STREET})\.?|{STREET_WORDS}),? $"
)
ROAD_BEFORE = lazy(
    r"\b(?:I|US|SR|CR|FM|SH|Hwy\.?|Highway|Route|Rte\.?|Rt\.?|Interstate|Exit|Loop|A|M)"
    r"[- ]\d{1,4} $"
)
GOES_ON = lazy(r"[,.;:)]|$| (?:[a-z]|/|[-–])")
QUARTER_AFTER = lazy(
    r" (?:corner|side|end|wind|winds|quadrant|section|part|wall|slope|entrance|exit|bound|"
    r"direction|breeze)s?\b"
)
TURN_BEFORE = lazy(r"\b(?:turn|bear|keep|go|veer|slight|sharp|stay|hang a|make a|take a|a) $", re.I)
LETTER_BEFORE = lazy(
    r"\b(?:starts?|started|begins?|began|ends?|ended|spelled|with|letter|got) an? $"
)
STREET_TO_COME = lazy(
    rf" ?\.? ?(?:[A-Z][\w']+ |\d+(?:st|nd|rd|th) ?)(?:{SHORT_STREET}|{STREET_WORDS})\b"
)
NAMED_BEFORE = lazy(r"(?:\b[NSEW]\.? [A-Z][\w']+|\b[NS][EW]\.? [A-Z][\w']+|\d(?:st|nd|rd|th)) $")
ENDS_PLACE = lazy(r"[,.;)]|$| (?:in|and|to|at|near|on|for|just|is|off)\b")
CAPITALIZED_BEFORE = lazy(r"[a-z] [A-Z][a-z]+ $")
# no words, and hardly names
SHORT_KINDS = "Pl|Ct|Cir|Ln|Ter|Tpke|Fwy"
BETWEEN_COMPASS_POINTS = {
    "NE": "northeast",
    "NW": "northwest",
    "SE": "southeast",
    "SW": "southwest",
}


def _word(text: str) -> str:
    """North for "N" and "N."."""
    return DIRECTIONS[text.replace(".", "")]


def _after_road(match: re.Match[str], style: Style) -> str | None:
    """Main St N, I-405 S."""
    earlier = before(match)
    if not (WHOLE_STREET_BEFORE.search(earlier) or ROAD_BEFORE.search(earlier)):
        return None
    if not GOES_ON.match(after(match)) or STREET_TO_COME.match(after(match, "way")):
        return None
    return f"{_word(match['way'])}{full_stop(match)}"


def _before_number(match: re.Match[str], style: Style) -> str:
    """E 14th."""
    return f"{_word(match['way'])} "


def _of_compass(match: re.Match[str], style: Style) -> str | None:
    """NE corner, winds NW 10-15 mph."""
    return BETWEEN_COMPASS_POINTS[match["way"]]


def _turn(match: re.Match[str], style: Style) -> str | None:
    """Turn R onto Main St."""
    earlier = before(match)
    if not TURN_BEFORE.search(earlier) or LETTER_BEFORE.search(earlier):
        return None
    return "right" if match["side"] == "R" else "left"


def _short_kind(match: re.Match[str], style: Style) -> str | None:
    """NW 5th Pl, on Maple Ct."""
    earlier = before(match)
    named = NAMED_BEFORE.search(earlier)
    if not named and not (CAPITALIZED_BEFORE.search(earlier) and ENDS_PLACE.match(after(match))):
        return None
    return f"{STREET_ABBREVIATIONS[match['kind']]}{full_stop(match)}"


def _heading(match: re.Match[str], style: Style) -> str:
    """Head N on."""
    return _word(match["way"]).lower()


WIND_BEFORE = lazy(r"\b[Ww]inds?:? $")
COMPASS_WORDS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _wind(match: re.Match[str], style: Style) -> str | None:
    """Wind NW 10-20 kt, winds NNE 5 mph."""
    if not WIND_BEFORE.search(before(match)):
        return None
    ways = [COMPASS_WORDS[letter] for letter in match["way"]]
    return " ".join([*ways[:-2], "".join(ways[-2:])])


RULES = (
    Rule(
        "wind",
        "address",
        "n s e w MIXED A",
        lazy(r"(?P<way>[NSEW]?[NS][EW]|[NSEW])(?= (?:at )?\d)"),
        _wind,
        (
            "Wind NW 10 mph, winds SSE 5 mph",
            "Wind northwest ten miles per hour, winds south southeast five miles per hour",
        ),
        ("Go NW 5 blocks", "Go N W five blocks"),
    ),
    Rule(
        "heading on a map",
        "address",
        WAYS,
        lazy(
            r"(?<=[Hh]ead )(?P<way>NE|NW|SE|SW|[NSEW])\.?"
            r"(?= (?:on|onto|towards?|along|to|for|past|from|until)\b)"
        ),
        _heading,
        ("Head N on Elm St", "Head north on Elm Street"),
        ("the head N of it", "the head N of it"),
    ),
    Rule(
        "direction after a road",
        "address",
        WAYS,
        lazy(WAY),
        _after_road,
        (
            "Main St N, I-405 S to Elm Ave. NE",
            "Main Street North, I four oh five South to Elm Avenue Northeast",
        ),
        ("the N train", "the N train"),
    ),
    Rule(
        "direction before a number",
        "address",
        WAYS,
        lazy(r"(?P<way>NE|NW|SE|SW|[NSEW])\.? (?=\d{1,3}(?:st|nd|rd|th)\b)"),
        _before_number,
        ("to E 14th", "to East fourteenth"),
        ("the N 14", "the N fourteen"),
    ),
    Rule(
        "direction of the compass",
        "address",
        "ne nw se sw",
        lazy(
            r"(?P<way>NE|NW|SE|SW)(?= (?:corner|side|end|winds?|quadrant|slope|entrance|breeze|of "
            r"(?:the|here|town|[A-Z][a-z])|London|England|Portland|Washington|Ohio|Florida|Georgia|"
            r"Michigan|Texas|Iowa|Kansas|Oklahoma|Arkansas|Missouri|Wisconsin|Minnesota|Indiana|"
            r"Asia|Africa|Europe|China|India|France|Spain|Germany|Scotland|Wales|Calgary|Pacific|"
            r"Atlantic|Asian|African|European|D\.?C\.?|"
            r"\d{1,2}(?:-\d{1,2})? ?(?:mph|kts?|knots|km/h)))"
        ),
        _of_compass,
        (
            "the NE corner, wind SW 5 mph",
            "the northeast corner, wind southwest five miles per hour",
        ),
        ("the SE is", "the S E is"),
    ),
    Rule(
        "turn",
        "address",
        "r l",
        lazy(r"(?P<side>[RL])(?=\.? (?:on|onto|at|in|into|toward|towards|after|to)\b|[,.]?$)"),
        _turn,
        ("turn R onto Elm, bear L", "turn right onto Elm, bear left"),
        ("R onto", "R onto"),
    ),
    Rule(
        "kind of street without a dot",
        "address",
        SHORT_KINDS.lower().replace("|", " "),
        lazy(rf"(?P<kind>{SHORT_KINDS})\b\.?"),
        _short_kind,
        ("NW 5th Pl, near Maple Ct", "Northwest fifth Place, near Maple Court"),
        ("CT scan", "C T scan"),
    ),
)
