"""Quantities with units."""

import re

from frontend.listed import listed
from frontend.normalize import numbers
from frontend.normalize.rules import NUMBER, Rule, Style
from frontend.patterns import lazy

# written: (one, many); the American spelling, British ones are turned ("metre", "litre")
METRIC = {
    "m": "meter", "g": "gram", "l": "liter", "L": "liter", "s": "second", "W": "watt", "V": "volt", "A": "amp", "Hz": "hertz", "J": "joule",
    "N": "newton",
    "Pa": "pascal", "B": "byte", "b": "bit", "Wh": "watt hour", "eV": "electron volt", "cal": "calorie", "bar": "bar", "F": "farad", "Ω": "ohm",
    "ohm": "ohm",
    "mol": "mole", "bps": "bit per second", "Bps": "byte per second", "bit": "bit", "T": "tesla", "Sv": "sievert", "Bq": "becquerel", "lm": "lumen",
    "dB": "decibel",
    "VA": "volt amp", "Ah": "amp hour", "Nm": "newton meter", "p": "pixel",
}
PREFIXES = {"k": "kilo", "c": "centi", "m": "milli", "µ": "micro", "μ": "micro", "u": "micro", "n": "nano", "p": "pico", "d": "deci", "h": "hecto",
            "M": "mega",
            "G": "giga", "T": "tera", "P": "peta", "K": "kilo"}
PREFIXED = {  # prefixes in use with each unit, so that "ps" or "dA" are no units
    "m": "kcmµμnpd", "g": "kmµμnc", "l": "mcdhµμ", "L": "mdµμ", "s": "mµμn", "W": "kmMGT", "V": "kmµμM", "A": "mµμk", "Hz": "kMGT", "J": "kM",
    "N": "k", "Pa": "kMhG",
    "B": "kKMGTP", "b": "kKMGT", "Wh": "kMGT", "eV": "kMG", "cal": "k", "bar": "m", "F": "µμnp", "Ω": "kM", "ohm": "k", "mol": "mµμn",
    "bps": "kKMGT", "Bps": "kKMGT", "bit": "kKMG",
    "T": "mµμ", "Sv": "mµμ", "Bq": "kMG", "VA": "kM", "Ah": "mk", "Nm": "k",
}
OTHERS = {
    "in": ("inch", "inches"), "ft": ("foot", "feet"), "yd": ("yard", "yards"), "yds": ("yard", "yards"), "mi": ("mile", "miles"),
    "nmi": ("nautical mile", "nautical miles"),
    "oz": ("ounce", "ounces"), "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"), "st": ("stone", "stone"), "gal": ("gallon", "gallons"),
    "qt": ("quart", "quarts"),
    "pt": ("pint", "pints"), "tsp": ("teaspoon", "teaspoons"), "tbsp": ("tablespoon", "tablespoons"), "cup": ("cup", "cups"),
    "fl oz": ("fluid ounce", "fluid ounces"),
    "mph": ("mile per hour", "miles per hour"), "kph": ("kilometer per hour", "kilometers per hour"),
    "kmh": ("kilometer per hour", "kilometers per hour"),
    "mpg": ("mile per gallon", "miles per gallon"), "rpm": ("revolution per minute", "revolutions per minute"),
    "bpm": ("beat per minute", "beats per minute"),
    "fps": ("frame per second", "frames per second"), "psi": ("pound per square inch", "pounds per square inch"), "hp": ("horsepower", "horsepower"),
    "bhp": ("brake horsepower", "brake horsepower"), "dpi": ("dot per inch", "dots per inch"), "ppm": ("part per million", "parts per million"),
    "ppb": ("part per billion", "parts per billion"),
    "mmHg": ("millimeter of mercury", "millimeters of mercury"), "atm": ("atmosphere", "atmospheres"), "kt": ("knot", "knots"),
    "kts": ("knot", "knots"), "kn": ("knot", "knots"),
    "h": ("hour", "hours"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"), "min": ("minute", "minutes"), "mins": ("minute", "minutes"),
    "sec": ("second", "seconds"),
    "secs": ("second", "seconds"), "yr": ("year", "years"), "yrs": ("year", "years"), "wk": ("week", "weeks"), "wks": ("week", "weeks"),
    "mo": ("month", "months"), "mos": ("month", "months"),
    "ac": ("acre", "acres"), "acre": ("acre", "acres"), "ha": ("hectare", "hectares"), "sq ft": ("square foot", "square feet"),
    "sq mi": ("square mile", "square miles"),
    "sq km": ("square kilometer", "square kilometers"), "sq m": ("square meter", "square meters"), "sqft": ("square foot", "square feet"),
    "cc": ("C C", "C Cs"),
    "cu ft": ("cubic foot", "cubic feet"), "sq in": ("square inch", "square inches"), "sq yd": ("square yard", "square yards"),
    "cwt": ("hundredweight", "hundredweight"),
    "ct": ("carat", "carats"), "bbl": ("barrel", "barrels"), "doz": ("dozen", "dozen"), "pc": ("parsec", "parsecs"),
    "ly": ("light year", "light years"), "AU": ("astronomical unit", "astronomical units"),
    "px": ("pixel", "pixels"), "pp": ("percentage point", "percentage points"), "MP": ("megapixel", "megapixels"), "K": ("kelvin", "kelvin"),
    "deg": ("degree", "degrees"),
    "rad": ("radian", "radians"), "Mpc": ("megaparsec", "megaparsecs"), "GiB": ("gibibyte", "gibibytes"), "MiB": ("mebibyte", "mebibytes"),
    "KiB": ("kibibyte", "kibibytes"),
    "lbf": ("pound force", "pounds force"), "kmph": ("kilometer per hour", "kilometers per hour"),
    "mbps": ("megabit per second", "megabits per second"),
    "gbps": ("gigabit per second", "gigabits per second"), "kbps": ("kilobit per second", "kilobits per second"),
    "kcal": ("kilocalorie", "kilocalories"), "KM": ("kilometer", "kilometers"),
    "KG": ("kilogram", "kilograms"), "Kg": ("kilogram", "kilograms"), "Km": ("kilometer", "kilometers"), "MPH": ("mile per hour", "miles per hour"),
    "FT": ("foot", "feet"),
    "CM": ("centimeter", "centimeters"), "MM": ("millimeter", "millimeters"), "mL": ("milliliter", "milliliters"),
    "fl. oz": ("fluid ounce", "fluid ounces"), "dBm": ("D B M", "D B M"),
}
ALIKE = {"hertz", "bar", "tesla"}                                       # one and many sound the same


def _units() -> dict[str, tuple[str, str]]:
    """Every written unit with its singular and plural."""
    units: dict[str, tuple[str, str]] = {}
    for sign, name in METRIC.items():
        head, _, tail = name.partition(" per ")
        many = head if head in ALIKE else head + "s"
        plain = (name, f"{many} per {tail}" if tail else many)
        units[sign] = plain
        for prefix in PREFIXED.get(sign, ""):
            units[prefix + sign] = (PREFIXES[prefix] + plain[0], PREFIXES[prefix] + plain[1])
    return units | OTHERS


UNITS = _units()
NEVER_BARE = frozenset(listed("l B N J p b T K in st pp AU F MP cal bar"))      # only directly after the digits, or with a dot
UNIT = "(?P<unit>" + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)) + ")"
POWER = r"(?P<power>[²³]|\^?[23](?![\d.,]))?"
PER = r"(?: ?/ ?(?P<per>" + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)) + r")(?P<power2>[²³]|\^?[23](?!\d))?)?"
ENDING = r"(?![\w²³])"
POWERS = {"²": "square", "2": "square", "³": "cubic", "3": "cubic"}
SPAN = rf"(?P<sign>(?<![\w)-])-)?(?:(?P<a>{NUMBER}) ?(?P<to>-|–|to|or|and|x|×|by) ?)?(?P<n>{NUMBER})"
JOINER = {"-": "to", "–": "to", "to": "to", "or": "or", "and": "and", "x": "by", "×": "by", "by": "by"}
SCALE = r"(?: (?P<scale>thousand|million|billion|trillion))?"
MIXED = r"(?:(?P<whole>\d+)[ -])?(?P<top>\d{1,2})/(?P<bottom>\d{1,3})"


def spell(unit: str, style: Style) -> str:
    """Units in the spelling of the locale."""
    return re.sub(r"\b(\w*)(met|lit)er(s?)\b", r"\1\2re\3", unit) if style.british else unit


def name_of(unit: str, power: str | None, many: bool) -> str:
    """The unit in words, with its power."""
    name = UNITS[unit][1 if many else 0]
    return f"{POWERS[power.strip('^')]} {name}" if power else name


def _is_hidden(match: re.Match[str], unit: str) -> bool:
    """Whether the letters after a number are no unit here: "5 in the morning", "4 A", "80 s"."""
    text, end = match.string, match.end()
    spaced = text[match.start("unit") - 1] == " "
    if unit == "in":
        return text[end:end + 1] not in (".", '"') if spaced else text[match.start("unit") - 1] == "-"
    if match["power"] or match["per"]:
        return unit in ("A", "pp", "st") and spaced
    if unit in NEVER_BARE:
        return spaced or (unit in ("st", "b", "K", "p", "T", "pp", "AU") and not spaced and unit != "F")
    return unit in ("s", "h", "A", "st", "d") and (spaced or unit == "s")


def _measure(match: re.Match[str], style: Style) -> str | None:
    """5 km, 10-20 kg, 60 km/h, 20 m², a 10-km run."""
    unit = match["unit"]
    if _is_hidden(match, unit):
        return None
    adjective = match["hyphen"] == "-"
    many = (not adjective and (match["n"] not in ("1", "1.0") or bool(match["a"]))) or bool(match["scale"])
    name = name_of(unit, match["power"], many)
    if match["per"]:
        name += f" per {name_of(match['per'], match['power2'], False)}"
    amount = style.number(match["n"]) + (f" {match['scale']}" if match["scale"] else "")
    if match["a"]:
        amount = f"{style.number(match['a'])} {JOINER[match['to']]} {amount}"
    return f"{'minus ' if match['sign'] else ''}{amount} {spell(name, style)}"


def _fraction_measure(match: re.Match[str], style: Style) -> str | None:
    """1/2 oz, 5 1/4 in."""
    unit = match["unit"]
    if (unit in NEVER_BARE and unit != "in") or unit in ("s", "h", "A"):
        return None
    if unit == "in" and match.string[match.end():match.end() + 1] != ".":
        return None
    part = numbers.fraction(match["top"], match["bottom"])
    if match["whole"]:
        part = re.sub(r"^one (half|quarter)", r"a \1", part)
        return f"{style.cardinal(match['whole'])} and {part} {spell(UNITS[unit][1], style)}"
    return f"{part} {spell(UNITS[unit][0 if match['top'] == '1' else 1], style)}"


def _degrees(match: re.Match[str], style: Style) -> str:
    """72°F, -5 °C, 10-13 °C, 45°."""
    scale = {"C": " Celsius", "F": " Fahrenheit", "K": " Kelvin", None: ""}[match["scale"]]
    amount = style.number(match["n"])
    if match["a"]:
        amount = f"{'minus ' if match['minus'] else ''}{style.number(match['a'])} to {'minus ' if match['sign2'] else ''}{amount}"
    elif match["minus"]:
        amount = f"minus {amount}"
    return f"{amount} degree{'' if match['n'] == '1' and not match['a'] else 's'}{scale}"


def _feet(match: re.Match[str], style: Style) -> str:
    """6'2"."""
    inches = match["inches"]
    return f"{style.cardinal(match['feet'])} foot {style.number(inches)}" + (f" inch{'' if inches == '1' else 'es'}" if match["mark"] else "")


def _bare_per(match: re.Match[str], style: Style) -> str:
    """12/kg, 797.1/km²."""
    return f"{style.number(match['n'])} per {spell(name_of(match['unit'], match['power'], False), style)}"


def _degrees_of_angle(match: re.Match[str], style: Style) -> str:
    """40°26′46″N."""
    spoken = f"{style.number(match['d'])} degrees"
    for group, unit in (("m", "minute"), ("s", "second")):
        if match[group]:
            spoken += f" {style.number(match[group])} {unit}{'' if match[group] == '1' else 's'}"
    return spoken + {"N": " north", "S": " south", "E": " east", "W": " west", None: ""}[match["way"]]


RULES = (
    Rule("coordinates", "coordinate", "0",
         lazy(r"(?P<d>\d{1,3}(?:\.\d+)?)° ?(?:(?P<m>\d{1,2}(?:\.\d+)?)' ?)?(?:(?P<s>\d{1,2}(?:\.\d+)?)(?:''|\") ?)?(?P<way>[NSEW])\b"),
         _degrees_of_angle, ("40°26'46\"N", "forty degrees twenty-six minutes forty-six seconds north"), ("45° No", "forty-five degrees No")),
    Rule("feet and inches", "measure", "0", lazy(r"(?P<feet>\d{1,2})' ?(?P<inches>\d{1,2}(?:\.\d+)?)(?P<mark>\"|'')(?!\w)"), _feet,
         ("6'2\"", "six foot two inches"), ("20' and", "twenty' and")),
    Rule("temperature", "measure", "0 -",
         lazy(rf"(?P<minus>(?<![\w)-])-)?(?:(?P<a>{NUMBER})°? ?(?:-|–|to) ?(?P<sign2>-)?)?(?P<n>{NUMBER}) ?(?:°|degrees|deg\.?) ?"
                    rf"(?P<scale>[CFK])(?!\w)"), _degrees,
         ("-5°C", "minus five degrees Celsius"), ("5 C", "five C")),
    Rule("degrees", "measure", "0 -",
         lazy(rf"(?P<minus>(?<![\w)-])-)?(?:(?P<a>{NUMBER})°? ?(?:-|–|to) ?(?P<sign2>-)?)?(?P<n>{NUMBER})°(?P<scale>(?!.).)?"), _degrees,
         ("45°", "forty-five degrees"), ("45", "forty-five")),
    Rule("temperature without sign", "measure", "0",
         lazy(r"(?P<minus>(?!.).)?(?P<a>(?!.).)?(?P<sign2>(?!.).)?(?P<n>\d{2,3})(?P<scale>[F])(?!\w)"), _degrees,
         ("75F", "seventy-five degrees Fahrenheit"), ("5 F", "five F")),
    Rule("measure of a fraction", "measure", "0", lazy(rf"{MIXED} ?{UNIT}\.?{ENDING}"), _fraction_measure, ("1/2 oz", "one half ounce"),
         ("1/2 of", "one half of")),
    Rule("measure", "measure", "0 -", lazy(rf"{SPAN}{SCALE}(?P<hyphen> |-)?{UNIT}{POWER}{PER}{ENDING}(?!['-]\w)(?:\.(?= [a-z]))?"), _measure,
         ("60 km/h", "sixty kilometers per hour"), ("5 in the morning", "five in the morning")),
    Rule("per unit", "measure", "0", lazy(rf"(?P<n>{NUMBER}) ?/ ?{UNIT}{POWER}{ENDING}"), _bare_per, ("12/kg", "twelve per kilogram"),
         ("14/they", "fourteen slash they")),
)
