"""Quantities with units."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import NUMBER
from frontend.english.normalize.units import PER_ONLY, UNITS, name_of, spell
from frontend.english.number_words import VULGAR_FRACTIONS
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

SLOWEST = 300  # bits per second of a modem; fewer are basis points
NEVER_BARE = frozenset(
    "l B N J p b T K in st pp AU F MP cal bar".split()
)  # only directly after the digits, or with a dot
UNIT = (
    "(?P<unit>" + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)) + ")"
)
POWER = r"(?P<power>[²³]|\^?[23](?![\d.,]))?"
PER = (
    r"(?: ?/ ?(?P<per>"
    + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
    + r"|"
    + "|".join(PER_ONLY)
    + r")(?P<power2>[²³]|\^?[23](?!\d))?(?!\w))?"
)
EACH = r"(?:/(?P<each>day|d|h|hr|min|week|wk)(?!\w))?"
PER_UNIT = UNIT[:-1] + "|" + "|".join(PER_ONLY) + ")"
ENDING = r"(?![\w²³])"
SPAN = (
    rf"(?P<sign>(?<![\w)-])-)?(?:(?P<a>{NUMBER}) ?(?P<to>-|–|to|or|and|x|×|by) ?)?(?P<n>{NUMBER})"
)
JOINER = {
    "-": "to",
    "–": "to",
    "to": "to",
    "or": "or",
    "and": "and",
    "x": "by",
    "×": "by",
    "by": "by",
}
SCALE = r"(?: (?P<scale>thousand|million|billion|trillion))?"
MIXED = r"(?:(?P<whole>\d+)[ -])?(?P<top>\d{1,2})/(?P<bottom>\d{1,3})"
BY_BEFORE = lazy(r"[x×] ?$")
FEET_BEFORE = lazy(r"\d (?:ft|feet|foot)\.?,? $|\dft ?$")


def _is_hidden(match: re.Match[str], unit: str) -> bool:
    """Whether the letters after a number are no unit here: "5 in the morning", "4 A", "80 s"."""
    text = match.string
    end = match.end()
    spaced = text[match.start("unit") - 1] == " "
    if unit == "in":
        if FEET_BEFORE.search(text, max(0, match.start() - 20), match.start()):
            return bool(re.match(r" (?:the|a|an|his|her|their|our|my|\d)\b", text[end : end + 8]))
        if match["to"] in ("x", "×", "by") or BY_BEFORE.search(
            text, max(0, match.start() - 3), match.start()
        ):
            return bool(re.match(r" [a-z]", text[end : end + 2]))
        return (
            text[end : end + 1] not in (".", '"') and not match[0].endswith(".")
            if spaced
            else text[match.start("unit") - 1] == "-"
        )
    if unit == "A" and match["hyphen"] == "-":
        return True
    if match["power"] or match["per"]:
        return unit in ("A", "pp", "st") and spaced
    if unit in NEVER_BARE:
        return spaced or (
            unit in ("st", "b", "B", "K", "p", "T", "pp", "AU") and not spaced and unit != "F"
        )
    if unit == "s":
        return "." not in match["n"]  # "9.58 s", but "80 s", "an iPhone 5s"
    return unit in ("h", "A", "st", "d", "B") and (spaced or unit == "B")


def _measure(match: re.Match[str], style: Style) -> str | None:
    """5 km, 10-20 kg, 60 km/h, 20 m², a 10-km run."""
    unit = match["unit"]
    if _is_hidden(match, unit):
        return None
    if unit == "bps" and float(match["n"].replace(",", "")) < SLOWEST:
        unit = "bp"
    adjective = match["hyphen"] == "-" or _describes(match)
    many = (not adjective and (match["n"] not in ("1", "1.0") or bool(match["a"]))) or bool(
        match["scale"]
    )
    name = name_of(unit, match["power"], many)
    if match["per"]:
        name += f" per {name_of(match['per'], match['power2'], False)}"
    if match["each"]:
        name += f" per {name_of(match['each'], None, False)}"
    amount = style.number(match["n"]) + (f" {match['scale']}" if match["scale"] else "")
    if match["a"]:
        amount = f"{style.number(match['a'])} {JOINER[match['to']]} {amount}"
    return f"{'minus ' if match['sign'] else ''}{amount} {spell(name, style)}"


def _describes(match: re.Match[str]) -> bool:
    """Whether a measure describes the noun that follows: "a 60W bulb", "35mm film"."""
    return bool(
        (ARTICLE.search(before(match)) and DESCRIBED.match(after(match)))
        or NOUNS.match(after(match))
    )


# nouns that measures describe, without an article too: "35mm film"
NOUNS = lazy(
    r" (?:film|lens|camera|display|screen|monitor|battery|bulb|can|bottle|jar|bag|box|pipe|hose|"
    r"cable|wire|drive|disk|disc|engine|"
    r"motor|heater|charger|adapter|tank|container|packet|relay|race|dash|sprint|radius|limit|zone|"
    r"gap|fence|pole|rope|ladder|ceiling|blade|gun|shell|sensor|"
    r"resistor|capacitor|connection|signal|steak|loaf|processor|laptop|phone|tablet|pickup|supply|"
    r"outlet|circuit)\b"
)
ARTICLE = lazy(r"\b[Aa]n? $")
DESCRIBED = lazy(
    r" (?!(?:of|per|and|or|to|in|on|at|for|from|by|with|than|that|which|is|was|a|an|the|more|less|"
    r"x)\b)[A-Za-z]{2}"
)


def _two_units(match: re.Match[str], style: Style) -> str | None:
    """A 6 ft 4 in man, a 5 lb 6 oz baby."""
    if not _describes(match):
        return None
    return " ".join(
        (
            style.cardinal(match["a"]),
            UNITS[match["unit"]][0],
            style.cardinal(match["b"]),
            UNITS[match["part"]][0],
        )
    )


def _comma(match: re.Match[str], style: Style) -> str | None:
    """1,5 km: a decimal comma before a unit."""
    unit = match["unit"]
    if unit in NEVER_BARE or unit in ("in", "s", "h", "A", "d", "st"):
        return None
    return f"{numbers.decimal(match['whole'] + '.' + match['part'], style.conjunction)} {spell(name_of(unit, match['power'], True), style)}"


def _after_power(match: re.Match[str], style: Style) -> str | None:
    """3 × 10^8 m/s."""
    if not POWER_OF_TEN.search(before(match)):
        return None
    per = f" per {name_of(match['per'], match['power2'], False)}" if match["per"] else ""
    return spell(name_of(match["unit"], match["power"], True) + per, style)


def _unit_alone(match: re.Match[str], style: Style) -> str:
    """km/h without a number."""
    return spell(
        f"{UNITS[match['unit']][1]} per {name_of(match['per'], match['power'], False)}", style
    )


POWER_OF_TEN = lazy(r"10(?:\^-?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+) $|\d[eE][-+]?\d+ $")


def _fraction_measure(match: re.Match[str], style: Style) -> str | None:
    """1/2 oz, 5 1/4 in."""
    unit = match["unit"]
    if (unit in NEVER_BARE and unit != "in") or unit in ("s", "h", "A"):
        return None
    if unit == "in" and match.string[match.end() : match.end() + 1] != ".":
        return None
    part = numbers.fraction(match["top"], match["bottom"])
    if match["whole"]:
        part = re.sub(r"^one (half|quarter)", r"a \1", part)
        return f"{style.cardinal(match['whole'])} and {part} {spell(UNITS[unit][1], style)}"
    return f"{part} {spell(UNITS[unit][0], style)}"


def _by(match: re.Match[str], style: Style) -> str | None:
    """3 mm x 4 mm."""
    return (
        "by"
        if UNIT_BEFORE.search(match.string, max(0, match.start() - 20), match.start())
        else None
    )


UNIT_BEFORE = lazy(
    r"[½⅓⅔¼¾⅛⅜⅝⅞] ?$|\d ?(?:[munkc]?m|in|ft|yd|px|['\"]|inch(?:es)?|feet|foot)\.? ?$"
)


def _power_of_unit(match: re.Match[str], style: Style) -> str:
    """cm² without a number; letters of a formula are spelled."""
    power = match["up"]
    if match["unit"] in UNITS and len(match["unit"]) > 1:
        return spell(name_of(match["unit"], power, True), style)
    return f"{' '.join(match['unit'])} {'squared' if power.strip('^') in '²2' else 'cubed'}"


def _vulgar_measure(match: re.Match[str], style: Style) -> str | None:
    """¾ tsp, 1½ oz, 3¾ in."""
    unit = match["unit"]
    if len(unit) == 1 or (unit in NEVER_BARE and not match[0].endswith(".")):
        return None
    part = numbers.fraction(*VULGAR_FRACTIONS[match["f"]])
    if match["whole"]:
        part = f"{style.cardinal(match['whole'])} and " + re.sub(
            r"^one (half|quarter)", r"a \1", part
        )
    return f"{part} {spell(UNITS[unit][1 if match['whole'] else 0], style)}"


def _per_hundred(match: re.Match[str], style: Style) -> str:
    """5 L/100 km."""
    names = [spell(UNITS[match[group]][1], style) for group in ("unit", "per")]
    return f"{style.number(match['n'])} {names[0]} per {style.cardinal(match['m'])} {names[1]}"


def _screen(match: re.Match[str], style: Style) -> str:
    """1080p."""
    return f"{numbers.digit_pairs(match['n'])} {match['p'].upper()}"


def _scaled(match: re.Match[str], style: Style) -> str | None:
    """100k followers, 1.2M views."""
    if match["k"] == "K" and match["n"] in ("2", "3", "4", "5", "6", "8", "10"):
        return None
    per = f" per {name_of(match['per'], None, False)}" if match["per"] else ""
    return f"{style.number(match['n'])} { {'k': 'thousand', 'm': 'million', 'b': 'billion'}[match['k'].lower()] }{per}"


def _bare_per(match: re.Match[str], style: Style) -> str:
    """12/kg, 797.1/km², -123/t."""
    return f"{'minus ' if match['minus'] else ''}{style.number(match['n'])} per {spell(name_of(match['unit'], match['power'], False), style)}"


RULES = (
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
        "decimal comma",
        "measure",
        "0",
        lazy(rf"(?P<whole>\d{{1,3}}),(?P<part>\d{{1,2}}) ?{UNIT}{POWER}{ENDING}"),
        _comma,
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
        _unit_alone,
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
        lambda match, style: f"{match['per']} {spell(name_of(match['unit'], None, False), style)}",
        ("£3 per lb", "three pounds per pound"),
        ("as per in", "as per in"),
    ),
    Rule(
        "stone and pounds",
        "measure",
        "0",
        lazy(r"(?P<a>\d{1,2}) ?st (?P<b>\d{1,2}) ?lbs?(?!\w)"),
        lambda match, style: (
            f"{style.cardinal(match['a'])} stone {style.cardinal(match['b'])} "
            f"pound{'' if match['b'] == '1' else 's'}"
        ),
        ("12 st 4 lb", "twelve stone four pounds"),
        ("on 12 St 4", "on twelve St four"),
    ),
    Rule(
        "part of a second",
        "measure",
        "0",
        lazy(r"(?P<top>\d)/(?P<bottom>\d{2,4}) ?s(?:ec)?(?!\w)"),
        lambda match, style: (
            f"{numbers.fraction(match['top'], match['bottom'], style.conjunction)} of a second"
        ),
        ("at 1/250 s", "at one two hundred fiftieth of a second"),
        ("1/250 so", "one two hundred fiftieth so"),
    ),
    Rule(
        "aperture",
        "measure",
        "f",
        lazy(r"[fF]/(?P<n>\d{1,2}(?:\.\d)?)(?![\w/.]|\.\d)"),
        lambda match, style: f"F {style.number(match['n'])}",
        ("at f/2.8", "at F two point eight"),
        ("f/x", "f slash x"),
    ),
    Rule(
        "unit after a power",
        "measure",
        "JOINED m km cm mm nm s ms kg g mg j kj ev mev gev hz khz mhz ghz n pa w kw mw v a k l mol",
        lazy(rf"{UNIT}{POWER}{PER}{ENDING}"),
        _after_power,
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
        lambda match, style: spell(UNITS[match["unit"]][1], style),
        ("in μg, µL and µW", "in micrograms, microliters and microwatts"),
        ("5 µg", "five micrograms"),
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
        _scaled,
        (
            "100k followers, 15k/yr and 1.2M",
            "one hundred thousand followers, fifteen thousand per year and one point two million",
        ),
        ("a 5K run", "a five K run"),
    ),
    Rule(
        "measure of a vulgar fraction",
        "measure",
        "0 " + " ".join(VULGAR_FRACTIONS),
        lazy(
            rf"(?:(?P<whole>\d+) ?)?(?P<f>[{''.join(VULGAR_FRACTIONS)}])"
            rf" ?{UNIT}{ENDING}(?:\.(?= [a-z\d(]|[,;)]))?"
        ),
        _vulgar_measure,
        ("¾ tsp, 3¾ in. wide", "three quarters teaspoon, three and three quarters inches wide"),
        ("¾ in long", "three quarters in long"),
    ),
    Rule(
        "per hundred",
        "measure",
        "0",
        lazy(rf"(?P<n>{NUMBER}) ?{UNIT} ?/ ?(?P<m>10+) ?(?P<per>km|mi|g|ml|mL|L)(?!\w)"),
        _per_hundred,
        ("5 L/100 km", "five liters per one hundred kilometers"),
        ("5 L", "five liters"),
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
        lazy(rf"{MIXED} ?{UNIT}\.?{ENDING}"),
        _fraction_measure,
        ("1/2 oz", "one half ounce"),
        ("1/2 of", "one half of"),
    ),
    Rule(
        "measure",
        "measure",
        "0 -",
        lazy(
            rf"{SPAN}{SCALE}(?P<hyphen> |-)?"
            rf"{UNIT}{POWER}{PER}{EACH}{ENDING}(?!['-]\w)(?:\.(?= [a-z\d(]|[,;)]))?"
        ),
        _measure,
        ("60 km/h, 5 mg/kg/day", "sixty kilometers per hour, five milligrams per kilogram per day"),
        ("5 in the morning", "five in the morning"),
    ),
    Rule(
        "per unit",
        "measure",
        "0 -",
        lazy(rf"(?P<minus>(?<![\w)-])-)?(?P<n>{NUMBER}) ?/ ?{PER_UNIT}{POWER}{ENDING}"),
        _bare_per,
        ("12/kg", "twelve per kilogram"),
        ("14/they", "fourteen slash they"),
    ),
)
