"""Quantities that are written in a way of their own: 6 ft 4 in, f/2.8, 1080p, 100k."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.measures import describes_noun
from frontend.english.normalize.number_patterns import NUMBER
from frontend.english.normalize.units import UNIT_NAMES, unit_name
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before, full_stop
from frontend.style import Style

UNIT_BEFORE = lazy(
    r"[½⅓⅔¼¾⅛⅜⅝⅞] ?$|\d ?(?:[munkc]?m|in|ft|yd|px|['\"]|inch(?:es)?|feet|foot)\.? ?$"
)
FRACTION_TIME = {
    "min": "minute",
    "sec": "second",
    "hr": "hour",
    "yr": "year",
    "wk": "week",
    "mo": "month",
}
MANY_IN_WORDS_BEFORE = lazy(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|ninety|hundred|few|several|couple of|many)(?:-(?:one|two|five))? $",
    re.IGNORECASE,
)
MINUTE_GOES_ON = lazy(r" (?:to|later|more|ago|longer|before|after|left|late|early)\b|[,;)]|$")
ONE_IN_WORDS_BEFORE = lazy(r"\b(?:one|an?|each|every|per|half) $", re.IGNORECASE)
COUNT_SCALES = {"k": "thousand", "m": "million", "b": "billion"}
DISTANCES_OF_RACES = frozenset("2 3 4 5 6 8 10".split())  # "a 5K run"


def _two_units(match: re.Match[str], style: Style) -> str | None:
    """A 6 ft 4 in man, a 5 lb 6 oz baby."""
    if not describes_noun(match):
        return None
    first = f"{style.cardinal(match['a'])} {UNIT_NAMES[match['unit']].one}"
    return f"{first} {style.cardinal(match['b'])} {UNIT_NAMES[match['part']].one}"


def _stone_and_pounds(match: re.Match[str], style: Style) -> str:
    """12 st 4 lb."""
    pounds = "pound" if match["b"] == "1" else "pounds"
    return f"{style.cardinal(match['a'])} stone {style.cardinal(match['b'])} {pounds}"


def _part_of_second(match: re.Match[str], style: Style) -> str:
    """1/250 s."""
    return f"{numbers.fraction(match['top'], match['bottom'], style.conjunction)} of a second"


def _aperture(match: re.Match[str], style: Style) -> str:
    """f/2.8."""
    return f"F {style.number(match['n'])}"


def _screen(match: re.Match[str], style: Style) -> str:
    """1080p."""
    return f"{numbers.digit_pairs(match['n'])} {match['p'].upper()}"


def _scaled_count(match: re.Match[str], style: Style) -> str | None:
    """100k followers, 1.2M views."""
    if match["k"] == "K" and match["n"] in DISTANCES_OF_RACES:
        return None
    scaled = f"{style.number(match['n'])} {COUNT_SCALES[match['k'].lower()]}"
    return f"{scaled} per {unit_name(match['per'])}" if match["per"] else scaled


def _by(match: re.Match[str], style: Style) -> str | None:
    """3 mm x 4 mm."""
    near = max(0, match.start() - 20)
    return "by" if UNIT_BEFORE.search(match.string, near, match.start()) else None


def _short_unit(match: re.Match[str], style: Style) -> str | None:
    """Ten min. later, a few hrs, an hr. ago."""
    unit = FRACTION_TIME[match["unit"].rstrip("s")]
    earlier = before(match)
    if MANY_IN_WORDS_BEFORE.search(earlier):
        return f"{unit}s{full_stop(match)}"
    if match["unit"] == "min" and not MINUTE_GOES_ON.match(after(match)):
        return None
    single = ONE_IN_WORDS_BEFORE.search(earlier) and match["dot"] and match["unit"] != "sec"
    return f"{unit}{full_stop(match)}" if single else None


RULES = (
    Rule(
        "unit after a number in words",
        "measure",
        "min mins sec secs hr hrs yr yrs wk wks mo mos",
        lazy(r"(?P<unit>(?:min|sec|hr|yr|wk|mo)s?)\b(?P<dot>\.)?(?!['’]\w)"),
        _short_unit,
        ("wait ten min. or an hr. more", "wait ten minutes or an hour more"),
        ("One sec. Give me a sec", "One sec. Give me a sec"),
    ),
    Rule(
        "two units",
        "measure",
        "0",
        lazy(r"(?P<a>\d{1,3}) ?(?P<unit>ft|lbs?)\.? ?(?P<b>\d{1,2}) ?(?P<part>in|oz)\b\.?"),
        _two_units,
        ("a 6 ft 4 in man", "a six foot four inch man"),
        ("at 6 ft 4 in the rain", "at six feet four in the rain"),
    ),
    Rule(
        "stone and pounds",
        "measure",
        "0",
        lazy(r"(?P<a>\d{1,2}) ?st (?P<b>\d{1,2}) ?lbs?(?!\w)"),
        _stone_and_pounds,
        ("12 st 4 lb", "twelve stone four pounds"),
        ("on 12 St 4", "on twelve St four"),
    ),
    Rule(
        "part of a second",
        "measure",
        "0",
        lazy(r"(?P<top>\d)/(?P<bottom>\d{2,4}) ?s(?:ec)?(?!\w)"),
        _part_of_second,
        ("at 1/250 s", "at one two hundred fiftieth of a second"),
        ("1/250 so", "one two hundred fiftieth so"),
    ),
    Rule(
        "aperture",
        "measure",
        "f",
        lazy(r"[fF]/(?P<n>\d{1,2}(?:\.\d)?)(?![\w/.]|\.\d)"),
        _aperture,
        ("at f/2.8", "at F two point eight"),
        ("f/x", "f slash x"),
    ),
    Rule(
        "screen",
        "measure",
        "0",
        lazy(r"(?P<n>144|240|360|480|576|720|1080|1440|2160|4320)(?P<p>[pi])(?!\w)"),
        _screen,
        ("1080p", "ten eighty P"),
        ("1080 p", "one thousand eighty p"),
    ),
    Rule(
        "scaled count",
        "measure",
        "0",
        lazy(
            rf"(?P<n>{NUMBER})(?P<k>[kKMB])(?:(?= (?:[a-z]+ )?(?:[a-z]{{3,}}s|people|men|women|"
            rf"children)\b)|"
            rf"/(?P<per>yr|year|mo|month|wk|week|day|hr|hour|min|sec|user|person)\b|"
            rf"(?<=\d\.\d.)(?![\w/-]))"
        ),
        _scaled_count,
        (
            "100k followers, 15k/yr and 1.2M",
            "one hundred thousand followers, fifteen thousand per year and one point two million",
        ),
        ("a 5K run", "a five K run"),
    ),
    Rule(
        "by between lengths",
        "dimension",
        "x ×",
        lazy(r"[x×](?= ?\d)"),
        _by,
        ("3 mm x 4 mm", "three millimeters by four millimeters"),
        ("so x 4", "so x four"),
    ),
)
