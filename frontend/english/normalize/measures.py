"""Quantities with units."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.fractions import mixed_number
from frontend.english.normalize.number_patterns import NUMBER
from frontend.english.normalize.units import (
    PER_ONLY,
    UNIT_NAMES,
    localized,
    squared_or_cubed,
    unit_name,
)
from frontend.english.number_words import VULGAR_FRACTIONS
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

MIN_BIT_RATE = 300  # of a modem; fewer "bps" are basis points
# only directly after the digits: "5 l" is no measure
NOT_AFTER_SPACE = frozenset("l N J F MP cal bar".split())
# hardly ever a unit: "2nd St", "B12", "5K"
NEVER_ALONE = frozenset("st b B K p T pp AU U".split())
# with a fraction or in the plural of a dot only
NEVER_BARE = NOT_AFTER_SPACE | NEVER_ALONE | {"in"}
ANY_UNIT = "|".join(re.escape(unit) for unit in sorted(UNIT_NAMES, key=len, reverse=True))
ANY_RATE_UNIT = f"{ANY_UNIT}|{'|'.join(PER_ONLY)}"
UNIT = f"(?P<unit>{ANY_UNIT})"
RATE_UNIT = f"(?P<unit>{ANY_RATE_UNIT})"
POWER = r"(?P<power>[²³]|\^?[23](?![\d.,]))?"
PER = rf"(?: ?/ ?(?P<per>{ANY_RATE_UNIT})(?P<power2>[²³]|\^?[23](?!\d))?(?!\w))?"
EACH = r"(?:/(?P<each>day|d|h|hr|min|week|wk|sf|yr|dose)(?!\w))?"
UNIT_END = r"(?![\w²³]|\.[a-z]\.)"  # "150 m.p.h." has no meters
SPAN = (
    rf"(?P<sign>(?<![\w)-])-)?(?:(?P<a>{NUMBER}) ?(?P<to>-|–|to|or|and|x|×|by) ?)?(?P<n>{NUMBER})"
)
SPAN_WORDS = {
    "-": "to",
    "–": "to",
    "to": "to",
    "or": "or",
    "and": "and",
    "x": "by",
    "×": "by",
    "by": "by",
}
SCALE_WORD = r"(?: (?P<scale>thousand|million|billion|trillion))?"
MIXED_NUMBER = r"(?:(?P<whole>\d+)[ -])?(?P<top>\d{1,2})/(?P<bottom>\d{1,3})"
BY_BEFORE = lazy(r"[x×] ?$")
FEET_BEFORE = lazy(r"\d (?:ft|feet|foot)\.?,? $|\dft ?$")
DETERMINER_AFTER = lazy(r" (?:the|a|an|his|her|their|our|my|\d)\b")
POWER_OF_TEN_BEFORE = lazy(r"10(?:\^-?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+) $|\d[eE][-+]?\d+ $")
# nouns that measures describe, without an article too: "35mm film"
MEASURED_NOUN = lazy(
    r" (?:film|lens|camera|display|screen|monitor|battery|bulb|can|bottle|jar|bag|box|pipe|hose|"
    r"cable|wire|drive|disk|disc|engine|"
    r"motor|heater|charger|adapter|tank|container|packet|relay|race|dash|sprint|radius|limit|zone|"
    r"gap|fence|pole|rope|ladder|ceiling|blade|gun|shell|sensor|"
    r"passageway|tin|jug|carton|pack|sachet|tube|walk|drive|ride|flight|meeting|run|hike|trip|nap|"
    r"session|workout|commute|wait|break|delay|episode|shift|lease|warranty|warning|journey|swim|"
    r"video|call|window|timer|resistor|capacitor|connection|signal|steak|loaf|processor|laptop|"
    r"phone|tablet|pickup|supply|"
    r"outlet|circuit|pkg|pkt|btl)s?\b"
)
HOURS_END = lazy(r"[,;.)]|$| (?:of|per|a|and|or|later|ago|before|after|at|in)\b")
ARTICLE_BEFORE_MEASURE = lazy(r"\b[Aa]n? $")
NOUN_AFTER = lazy(
    r"(?: \(\d[^()]{1,20}\))? (?!(?:of|per|and|or|to|in|on|at|for|from|by|with|than|that|which|"
    r"is|was|a|an|the|more|less|"
    r"x)\b)[A-Za-z]{2}"
)


def describes_noun(match: re.Match[str]) -> bool:
    """Whether a measure describes the noun that follows: "a 60W bulb", "35mm film"."""
    later = after(match)
    if MEASURED_NOUN.match(later):
        return True
    return bool(ARTICLE_BEFORE_MEASURE.search(before(match)) and NOUN_AFTER.match(later))


def _measure(match: re.Match[str], style: Style) -> str | None:
    """5 km, 10-20 kg, 60 km/h, 20 m², a 10-km run."""
    if _is_not_unit(match):
        return None
    unit = unit_name(_unit(match), match["power"], many=_is_many(match))
    sign = "minus " if match["sign"] else ""
    return f"{sign}{_amount_of(match, style)} {localized(unit + _rates(match), style)}"


def _unit(match: re.Match[str]) -> str:
    """The unit as it is written; "25 bps" are basis points."""
    is_rate = match["unit"] == "bps" and float(match["n"].replace(",", "")) < MIN_BIT_RATE
    return "bp" if is_rate else match["unit"]


def _is_many(match: re.Match[str]) -> bool:
    """Whether the unit stands in the plural."""
    if match["scale"]:
        return True
    if match["hyphen"] == "-" or describes_noun(match):
        return False
    return match["n"] not in ("1", "1.0") or bool(match["a"])


def _rates(match: re.Match[str]) -> str:
    """The units after strokes: "per kilogram per day"."""
    per = f" per {unit_name(match['per'], match['power2'])}" if match["per"] else ""
    each = f" per {unit_name(match['each'])}" if match["each"] else ""
    return per + each


def _amount_of(match: re.Match[str], style: Style) -> str:
    """The number or the span: "ten to twenty", "five million"."""
    amount = style.number(match["n"])
    if match["scale"]:
        amount += f" {match['scale']}"
    if not match["a"]:
        return amount
    return f"{style.number(match['a'])} {SPAN_WORDS[match['to']]} {amount}"


def _is_not_unit(match: re.Match[str]) -> bool:
    """Whether the letters after a number are no unit: "5 in the morning", "4 A", "80 s"."""
    unit = match["unit"]
    if unit == "in":
        return _is_preposition(match)
    after_space = match.string[match.start("unit") - 1] == " "
    if unit == "A" and match["hyphen"] == "-":
        return True
    if match["power"] or match["per"]:
        return after_space and unit in ("A", "pp", "st")
    if unit in NEVER_ALONE:
        return True
    if unit == "s":
        return "." not in match["n"]  # "9.58 s", but "80 s", "an iPhone 5s"
    if after_space and unit == "h":
        return not HOURS_END.match(after(match))
    return after_space and (unit in NOT_AFTER_SPACE or unit == "A")


def _is_preposition(match: re.Match[str]) -> bool:
    """Whether "in" after a number is a word and not inches."""
    text = match.string
    start = match.start()
    end = match.end()
    if FEET_BEFORE.search(text, max(0, start - 20), start):
        return bool(DETERMINER_AFTER.match(text, end))
    if match["to"] in ("x", "×", "by") or BY_BEFORE.search(text, max(0, start - 3), start):
        return bool(re.match(r" [a-z]", text[end : end + 2]))
    before_unit = text[match.start("unit") - 1]
    if before_unit != " ":
        return before_unit == "-"
    return not match[0].endswith(".") and text[end : end + 1] not in (".", '"')


def _decimal_comma(match: re.Match[str], style: Style) -> str | None:
    """1,5 km."""
    unit = match["unit"]
    if unit in NEVER_BARE or unit in ("s", "h", "A"):
        return None
    amount = numbers.decimal(f"{match['whole']}.{match['part']}", style.conjunction)
    return f"{amount} {localized(unit_name(unit, match['power'], many=True), style)}"


def _unit_after_power(match: re.Match[str], style: Style) -> str | None:
    """3 × 10^8 m/s."""
    if not POWER_OF_TEN_BEFORE.search(before(match)):
        return None
    per = f" per {unit_name(match['per'], match['power2'])}" if match["per"] else ""
    return localized(unit_name(match["unit"], match["power"], many=True) + per, style)


def _lone_rate(match: re.Match[str], style: Style) -> str:
    """km/h without a number."""
    per = unit_name(match["per"], match["power"])
    return localized(f"{UNIT_NAMES[match['unit']].many} per {per}", style)


def _per_short_unit(match: re.Match[str], style: Style) -> str:
    """per lb."""
    return f"{match['per']} {localized(unit_name(match['unit']), style)}"


def _micro(match: re.Match[str], style: Style) -> str:
    """µg without a number."""
    return localized(UNIT_NAMES[match["unit"]].many, style)


def _fraction_of_unit(match: re.Match[str], style: Style) -> str | None:
    """1/2 oz, 5 1/4 in."""
    unit = match["unit"]
    if unit == "in":
        if match.string[match.end() : match.end() + 1] != ".":
            return None
    elif unit in NEVER_BARE or unit in ("s", "h", "A"):
        return None
    return _part_of_unit(match, numbers.fraction(match["top"], match["bottom"]), style)


def _vulgar_fraction_of_unit(match: re.Match[str], style: Style) -> str | None:
    """¾ tsp, 1½ oz, 3¾ in."""
    unit = match["unit"]
    if len(unit) == 1 or (unit in NEVER_BARE and not match[0].endswith(".")):
        return None
    return _part_of_unit(match, numbers.fraction(*VULGAR_FRACTIONS[match["f"]]), style)


def _part_of_unit(match: re.Match[str], part: str, style: Style) -> str:
    """A fraction, and a whole number if there is one, with the unit."""
    unit = UNIT_NAMES[match["unit"]]
    if match["whole"]:
        return f"{mixed_number(match['whole'], part, style)} {localized(unit.many, style)}"
    return f"{part} {localized(unit.one, style)}"


def _power_of_unit(match: re.Match[str], style: Style) -> str:
    """cm² without a number; letters of a formula are spelled."""
    unit = match["unit"]
    if unit in UNIT_NAMES:
        return localized(unit_name(unit, match["up"], many=True), style)
    return f"{' '.join(unit)} {squared_or_cubed(match['up'])}"


def _per_hundred(match: re.Match[str], style: Style) -> str:
    """5 L/100 km."""
    unit = localized(UNIT_NAMES[match["unit"]].many, style)
    per = localized(UNIT_NAMES[match["per"]].many, style)
    return f"{style.number(match['n'])} {unit} per {style.cardinal(match['m'])} {per}"


def _per_unit(match: re.Match[str], style: Style) -> str:
    """12/kg, 797.1/km², -123/t."""
    unit = localized(unit_name(match["unit"], match["power"]), style)
    return f"{'minus ' if match['minus'] else ''}{style.number(match['n'])} per {unit}"


PER_TIME = {
    "hr": "hour",
    "h": "hour",
    "yr": "year",
    "mo": "month",
    "wk": "week",
    "min": "minute",
    "sec": "second",
    "s": "second",
}


def _per_time(match: re.Match[str], style: Style) -> str:
    """8 hours/day, 3 litres/day."""
    return f"{match['unit']} per {PER_TIME.get(match['per'], match['per'])}"


RULES = (
    Rule(
        "so many a day",
        "measure",
        "JOINED",
        lazy(
            r"(?<=\d )(?P<unit>[a-z]{3,12})/(?P<per>second|minute|hour|day|night|week|month|year|"
            r"person|head|sec|min|hr|h|wk|mo|yr|s)(?![\w/])"
        ),
        _per_time,
        ("8 hours/day", "eight hours per day"),
        ("in days/week", "in days slash week"),
    ),
    Rule(
        "decimal comma",
        "measure",
        "0",
        lazy(rf"(?P<whole>\d{{1,3}}),(?P<part>\d{{1,2}}) ?{UNIT}{POWER}{UNIT_END}"),
        _decimal_comma,
        ("walk 1,5 km", "walk one point five kilometers"),
        ("chapters 1,5 in", "chapters one,five in"),
    ),
    Rule(
        "unit with a stroke",
        "measure",
        "JOINED",
        lazy(
            r"(?P<unit>km|mi|m|ft|cm|[mµμn]?g|kg|m?mol|m?L|[kMG]?B|[kMG]b|kJ|W|N)/(?P<per>h|s|"
            r"m[lL]|dL|[lL]|kg|min|m|mol)(?P<power>[²³])?(?![\w/])"
        ),
        _lone_rate,
        (
            "speed in km/h, glucose in mg/dL",
            "speed in kilometers per hour, glucose in milligrams per deciliter",
        ),
        ("m/f", "m slash f"),
    ),
    Rule(
        "per a short unit",
        "measure",
        "per",
        lazy(
            r"(?P<per>[Pp]er) (?P<unit>lb|oz|kg|km|mi|hr|yr|min|sec|gal|ft|sq ft|mL|ml|wk|"
            r"mo)(?!\w)(?:\.(?= [a-z]))?"
        ),
        _per_short_unit,
        ("£3 per lb", "three pounds per pound"),
        ("as per in", "as per in"),
    ),
    Rule(
        "unit after a power",
        "measure",
        "JOINED m km cm mm nm s ms kg g mg j kj ev mev gev hz khz mhz ghz n pa w kw mw v a k l mol",
        lazy(rf"{UNIT}{POWER}{PER}{UNIT_END}"),
        _unit_after_power,
        ("3 × 10^8 m/s", "three times ten to the eighth meters per second"),
        ("10 x m", "ten x m"),
    ),
    Rule(
        "micro",
        "measure",
        " ".join(
            f"{micro}{unit.lower()}"
            for micro in "µμ"
            for unit in ("g", "m", "L", "s", "F", "V", "A", "W", "mol")
        ),
        lazy(r"(?P<unit>[µμ](?:g|m|[lL]|s|F|V|A|W|mol))(?!\w)"),
        _micro,
        ("in μg, µL and µW", "in micrograms, microliters and microwatts"),
        ("5 µg", "five micrograms"),
    ),
    Rule(
        "measure of a vulgar fraction",
        "measure",
        "0 " + " ".join(VULGAR_FRACTIONS),
        lazy(
            rf"(?:(?P<whole>\d+) ?)?(?P<f>[{''.join(VULGAR_FRACTIONS)}])"
            rf" ?{UNIT}{UNIT_END}(?:\.(?= [a-z\d(]|[,;)]))?"
        ),
        _vulgar_fraction_of_unit,
        ("¾ tsp, 3¾ in. wide", "three quarters teaspoon, three and three quarters inches wide"),
        ("¾ in long", "three quarters in long"),
    ),
    Rule(
        "per hundred",
        "measure",
        "0",
        lazy(
            rf"(?P<n>{NUMBER}) ?{UNIT} ?/ ?(?P<m>10+|[1-9]\d?) ?(?P<per>km|mi|g|kg|ml|mL|L)(?!\w)"
        ),
        _per_hundred,
        (
            "5 L/100 km, 9 mg/5 mL",
            "five liters per one hundred kilometers, nine milligrams per five milliliters",
        ),
        ("5 L", "five liters"),
    ),
    Rule(
        "power of a unit",
        "measure",
        "POWER",
        lazy(r"(?P<unit>[A-Za-zµμ]{2,3})(?P<up>[²³]|\^[23](?!\d))(?!\w)"),
        _power_of_unit,
        ("in cm² and E = mc^2", "in square centimeters and E equals m c squared"),
        ("cm", "cm"),
    ),
    Rule(
        "measure of a fraction",
        "measure",
        "0",
        lazy(rf"{MIXED_NUMBER} ?{UNIT}\.?{UNIT_END}"),
        _fraction_of_unit,
        ("1/2 oz", "one half ounce"),
        ("1/2 of", "one half of"),
    ),
    Rule(
        "measure",
        "measure",
        "0 -",
        lazy(
            rf"{SPAN}{SCALE_WORD}(?P<hyphen> |-)?"
            rf"{UNIT}{POWER}{PER}{EACH}{UNIT_END}(?!['-]\w)(?:\.(?= [a-z\d(]|[,;)]))?"
        ),
        _measure,
        ("60 km/h, 5 mg/kg/day", "sixty kilometers per hour, five milligrams per kilogram per day"),
        ("5 in the morning", "five in the morning"),
    ),
    Rule(
        "per unit",
        "measure",
        "0 -",
        lazy(rf"(?P<minus>(?<![\w)-])-)?(?P<n>{NUMBER}) ?/ ?{RATE_UNIT}{POWER}{UNIT_END}"),
        _per_unit,
        ("12/kg", "twelve per kilogram"),
        ("14/they", "fourteen slash they"),
    ),
)
