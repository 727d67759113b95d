"""Quantities with units."""

import re

from frontend.listed import listed
from frontend.normalize import numbers
from frontend.normalize.numbers import VULGAR
from frontend.normalize.rules import NUMBER, Rule
from frontend.patterns import lazy
from frontend.style import Style

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
    dotted = {re.sub(r"^(sq|cu|fl) ", r"\1. ", unit): names for unit, names in OTHERS.items() if " " in unit}
    return units | OTHERS | dotted


UNITS = _units()
# after a stroke only: "12/gallon"
PER_ONLY = {name: (name, name + "s") for name in listed("gallon mile hour minute second day week month year person unit ton tonne liter litre meter "
                                                        "metre "
                                                        "kilometer kilogram gram pound ounce acre barrel bushel dozen page night user head")} | {
    "t": ("ton", "tons"), "d": ("day", "days"), "person": ("person", "people")}
NEVER_BARE = frozenset(listed("l B N J p b T K in st pp AU F MP cal bar"))      # only directly after the digits, or with a dot
UNIT = "(?P<unit>" + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)) + ")"
POWER = r"(?P<power>[²³]|\^?[23](?![\d.,]))?"
PER = r"(?: ?/ ?(?P<per>" + "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True)) + r"|" \
    + "|".join(PER_ONLY) + r")(?P<power2>[²³]|\^?[23](?!\d))?(?!\w))?"
PER_UNIT = UNIT[:-1] + "|" + "|".join(PER_ONLY) + ")"
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
    name = (UNITS.get(unit) or PER_ONLY[unit])[1 if many else 0]
    if power and unit.endswith(("s", "min", "h")) and UNITS.get(unit, ("",))[0].endswith(("second", "minute", "hour")):
        return f"{name} {'squared' if power.strip('^') in '²2' else 'cubed'}"
    return f"{POWERS[power.strip('^')]} {name}" if power else name


FEET_BEFORE = lazy(r"\d (?:ft|feet|foot)\.?,? $|\dft ?$")


def _is_hidden(match: re.Match[str], unit: str) -> bool:
    """Whether the letters after a number are no unit here: "5 in the morning", "4 A", "80 s"."""
    text, end = match.string, match.end()
    spaced = text[match.start("unit") - 1] == " "
    if unit == "in":
        if FEET_BEFORE.search(text, max(0, match.start() - 20), match.start()):
            return bool(re.match(r" (?:the|a|an|his|her|their|our|my|\d)\b", text[end:end + 8]))
        return text[end:end + 1] not in (".", '"') if spaced else text[match.start("unit") - 1] == "-"
    if unit == "A" and match["hyphen"] == "-":
        return True
    if match["power"] or match["per"]:
        return unit in ("A", "pp", "st") and spaced
    if unit in NEVER_BARE:
        return spaced or (unit in ("st", "b", "B", "K", "p", "T", "pp", "AU") and not spaced and unit != "F")
    if unit == "s" and spaced:
        return "." not in match["n"]                       # "9.58 s", but "80 s"
    return unit in ("s", "h", "A", "st", "d", "B") and (spaced or unit in ("s", "B"))


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


def _temperatures(match: re.Match[str], style: Style) -> str:
    """10°C-20°C."""
    scale = {"C": "Celsius", "F": "Fahrenheit"}
    first, last = (f"{'minus ' if minus else ''}{style.number(number)} degrees {scale[letter]}" for minus, number, letter in
                   ((match["minus"], match["a"], match["s"]), (match["minus2"], match["b"], match["s2"])))
    return f"{first} to {last}"


def _by(match: re.Match[str], style: Style) -> str | None:
    """3 mm x 4 mm."""
    return "by" if UNIT_BEFORE.search(match.string, max(0, match.start() - 20), match.start()) else None


UNIT_BEFORE = lazy(r"[½⅓⅔¼¾⅛⅜⅝⅞] ?$|\d ?(?:[munkc]?m|in|ft|yd|px|['\"]|inch(?:es)?|feet|foot)\.? ?$")


def _power_of_unit(match: re.Match[str], style: Style) -> str:
    """cm² without a number; letters of a formula are spelled."""
    power = match["up"]
    if match["unit"] in UNITS and len(match["unit"]) > 1:
        return spell(name_of(match["unit"], power, True), style)
    return f"{' '.join(match['unit'])} {'squared' if power == '²' else 'cubed'}"


def _feet(match: re.Match[str], style: Style) -> str:
    """6'2"."""
    inches, text = match["inches"], match.string
    described = DESCRIBING.search(text, max(0, match.start() - 6), match.start()) and re.match(r" [a-z]", text[match.end():match.end() + 2])
    unit = " inch" if inches == "1" or described else " inches"
    return f"{style.cardinal(match['feet'])} foot {style.number(inches)}{unit if match['mark'] else ''}"


def _inches(match: re.Match[str], style: Style) -> str | None:
    """12" pizza; not where the mark ends a quotation."""
    if match.string.count('"', max(0, match.start() - 300), match.start()) % 2:
        return None
    return f"{style.number(match['n'])} inch"


DESCRIBING = lazy(r"\b(?:an?|the|this|that|his|her|their)\s$", re.IGNORECASE)


def _vulgar_measure(match: re.Match[str], style: Style) -> str | None:
    """¾ tsp, 1½ oz."""
    unit = match["unit"]
    if unit in NEVER_BARE or len(unit) == 1:
        return None
    part = numbers.fraction(*VULGAR[match["f"]])
    if match["whole"]:
        part = f"{style.cardinal(match['whole'])} and " + re.sub(r"^one (half|quarter)", r"a \1", part)
    return f"{part} {spell(UNITS[unit][1 if match['whole'] else 0], style)}"


def _per_hundred(match: re.Match[str], style: Style) -> str:
    """5 L/100 km."""
    names = [spell(UNITS[match[group]][1], style) for group in ("unit", "per")]
    return f"{style.number(match['n'])} {names[0]} per {style.cardinal(match['m'])} {names[1]}"


def _screen(match: re.Match[str], style: Style) -> str:
    """1080p."""
    return f"{numbers.pairs(match['n'])} {match['p'].upper()}"


def _scaled(match: re.Match[str], style: Style) -> str | None:
    """100k followers, 1.2M views."""
    if match["k"] == "K" and match["n"] in ("2", "3", "4", "5", "6", "8", "10"):
        return None
    return f"{style.number(match['n'])} { {'k': 'thousand', 'm': 'million', 'b': 'billion'}[match['k'].lower()]}"


def _bare_per(match: re.Match[str], style: Style) -> str:
    """12/kg, 797.1/km², -123/t."""
    return f"{'minus ' if match['minus'] else ''}{style.number(match['n'])} per {spell(name_of(match['unit'], match['power'], False), style)}"


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
    Rule("screen", "measure", "0", lazy(r"(?P<n>144|240|360|480|576|720|1080|1440|2160|4320)(?P<p>[pi])(?!\w)"), _screen, ("1080p", "ten eighty P"),
         ("1080 p", "one thousand eighty p")),
    Rule("scaled count", "measure", "0", lazy(rf"(?P<n>{NUMBER})(?P<k>[kKMB])(?= (?:[a-z]+ )?[a-z]{{3,}}s\b)"), _scaled,
         ("100k followers and 1.2M views", "one hundred thousand followers and one point two million views"), ("a 5K run", "a five K run")),
    Rule("inches", "measure", "0",
         lazy(rf"(?P<n>{NUMBER})\"(?= [a-z]{{3}})(?! (?:and|but|or|said|he|she|they|in|as|to|of|is|was|the|for|from)\b)"), _inches,
         ("a 12\" pizza", "a twelve inch pizza"), ("\"He is 12\" said Al", "\"He is twelve\" said Al")),
    Rule("measure of a vulgar fraction", "measure", "0 " + " ".join(VULGAR),
         lazy(rf"(?:(?P<whole>\d+) ?)?(?P<f>[{''.join(VULGAR)}]) ?{UNIT}{ENDING}"),
         _vulgar_measure, ("¾ tsp", "three quarters teaspoon"), ("¾ tsps", "three quarters tsps")),
    Rule("per hundred", "measure", "0", lazy(rf"(?P<n>{NUMBER}) ?{UNIT} ?/ ?(?P<m>10+) ?(?P<per>km|mi|g|ml|mL|L)(?!\w)"),
         _per_hundred, ("5 L/100 km", "five liters per one hundred kilometers"), ("5 L", "five liters")),
    Rule("feet and inches", "measure", "0", lazy(r"(?P<feet>\d{1,2})' ?(?P<inches>\d{1,2}(?:\.\d+)?)(?P<mark>\"|'')(?!\w)"), _feet,
         ("6'2\"", "six foot two inches"), ("20' and", "twenty' and")),
    Rule("temperatures", "measure", "0 -",
         lazy(rf"(?P<minus>(?<![\w)-])-)?(?P<a>{NUMBER}) ?°(?P<s>[CF]) ?(?:-|–|to) ?(?P<minus2>-)?(?P<b>{NUMBER}) ?°(?P<s2>[CF])(?!\w)"),
         _temperatures,
         ("10°C-20°C", "ten degrees Celsius to twenty degrees Celsius"), ("10-20", "ten to twenty")),
    Rule("by between lengths", "dimension", "x ×", lazy(r"[x×](?= ?\d)"), _by, ("3 mm x 4 mm", "three millimeters by four millimeters"),
         ("so x 4", "so x four")),
    Rule("power of a unit", "measure", "power", lazy(r"(?P<unit>[A-Za-zµμ]{2,3})(?P<up>[²³])(?!\w)"), _power_of_unit,
         ("in cm² and E = mc²", "in square centimeters and E equals m c squared"), ("cm", "cm")),
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
    Rule("measure", "measure", "0 -", lazy(rf"{SPAN}{SCALE}(?P<hyphen> |-)?{UNIT}{POWER}{PER}{ENDING}(?!['-]\w)(?:\.(?= [a-z\d(]|[,;)]))?"), _measure,
         ("60 km/h", "sixty kilometers per hour"), ("5 in the morning", "five in the morning")),
    Rule("per unit", "measure", "0 -", lazy(rf"(?P<minus>(?<![\w)-])-)?(?P<n>{NUMBER}) ?/ ?{PER_UNIT}{POWER}{ENDING}"), _bare_per,
         ("12/kg", "twelve per kilogram"),
         ("14/they", "fourteen slash they")),
)
