"""Units of measurement: as they are written, and their names."""

import re
from typing import NamedTuple

from frontend.style import Style

# written: (one, many); the American spelling, British ones are turned ("metre", "litre")
METRIC = {
    "m": "meter",
    "g": "gram",
    "l": "liter",
    "L": "liter",
    "s": "second",
    "W": "watt",
    "V": "volt",
    "A": "amp",
    "Hz": "hertz",
    "J": "joule",
    "N": "newton",
    "Pa": "pascal",
    "B": "byte",
    "b": "bit",
    "Wh": "watt hour",
    "eV": "electron volt",
    "cal": "calorie",
    "bar": "bar",
    "F": "farad",
    "Ω": "ohm",
    "ohm": "ohm",
    "mol": "mole",
    "bps": "bit per second",
    "Bps": "byte per second",
    "bit": "bit",
    "T": "tesla",
    "Sv": "sievert",
    "Bq": "becquerel",
    "lm": "lumen",
    "dB": "decibel",
    "VA": "volt amp",
    "Ah": "amp hour",
    "Nm": "newton meter",
    "p": "pixel",
}
PREFIXES = {
    "k": "kilo",
    "c": "centi",
    "m": "milli",
    "µ": "micro",
    "μ": "micro",
    "u": "micro",
    "n": "nano",
    "p": "pico",
    "d": "deci",
    "h": "hecto",
    "M": "mega",
    "G": "giga",
    "T": "tera",
    "P": "peta",
    "K": "kilo",
}
# in use with each unit, so that "ps" or "dA" are no units
PREFIXES_OF = {
    "m": "kcmµμnpd",
    "g": "kmµμnc",
    "l": "mcdhµμ",
    "L": "mdµμ",
    "s": "mµμn",
    "W": "kmMGTµμn",
    "V": "kmµμM",
    "A": "mµμk",
    "Hz": "kMGT",
    "J": "kM",
    "N": "k",
    "Pa": "kMhG",
    "B": "kKMGTP",
    "b": "kKMGT",
    "Wh": "kMGT",
    "eV": "kMG",
    "cal": "k",
    "bar": "m",
    "F": "µμnp",
    "Ω": "kM",
    "ohm": "k",
    "mol": "mµμn",
    "bps": "kKMGT",
    "Bps": "kKMGT",
    "bit": "kKMG",
    "T": "mµμ",
    "Sv": "mµμ",
    "Bq": "kMG",
    "VA": "kM",
    "Ah": "mk",
    "Nm": "k",
}
NON_METRIC = {
    "in": ("inch", "inches"),
    "ft": ("foot", "feet"),
    "yd": ("yard", "yards"),
    "yds": ("yard", "yards"),
    "mi": ("mile", "miles"),
    "nmi": ("nautical mile", "nautical miles"),
    "oz": ("ounce", "ounces"),
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "st": ("stone", "stone"),
    "gal": ("gallon", "gallons"),
    "qt": ("quart", "quarts"),
    "pt": ("pint", "pints"),
    "tsp": ("teaspoon", "teaspoons"),
    "tbsp": ("tablespoon", "tablespoons"),
    "cup": ("cup", "cups"),
    "fl oz": ("fluid ounce", "fluid ounces"),
    "mph": ("mile per hour", "miles per hour"),
    "kph": ("kilometer per hour", "kilometers per hour"),
    "kmh": ("kilometer per hour", "kilometers per hour"),
    "mpg": ("mile per gallon", "miles per gallon"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "bpm": ("beat per minute", "beats per minute"),
    "fps": ("frame per second", "frames per second"),
    "psi": ("pound per square inch", "pounds per square inch"),
    "hp": ("horsepower", "horsepower"),
    "bhp": ("brake horsepower", "brake horsepower"),
    "dpi": ("dot per inch", "dots per inch"),
    "ppm": ("part per million", "parts per million"),
    "ppb": ("part per billion", "parts per billion"),
    "mmHg": ("millimeter of mercury", "millimeters of mercury"),
    "atm": ("atmosphere", "atmospheres"),
    "kt": ("knot", "knots"),
    "kts": ("knot", "knots"),
    "kn": ("knot", "knots"),
    "h": ("hour", "hours"),
    "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"),
    "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"),
    "sec": ("second", "seconds"),
    "secs": ("second", "seconds"),
    "yr": ("year", "years"),
    "yrs": ("year", "years"),
    "wk": ("week", "weeks"),
    "wks": ("week", "weeks"),
    "mo": ("month", "months"),
    "mos": ("month", "months"),
    "ac": ("acre", "acres"),
    "acre": ("acre", "acres"),
    "ha": ("hectare", "hectares"),
    "sq ft": ("square foot", "square feet"),
    "sq mi": ("square mile", "square miles"),
    "sq km": ("square kilometer", "square kilometers"),
    "sq m": ("square meter", "square meters"),
    "sqft": ("square foot", "square feet"),
    "cc": ("C C", "C C"),
    "cu ft": ("cubic foot", "cubic feet"),
    "cu yd": ("cubic yard", "cubic yards"),
    "cu in": ("cubic inch", "cubic inches"),
    "sq in": ("square inch", "square inches"),
    "sq yd": ("square yard", "square yards"),
    "cwt": ("hundredweight", "hundredweight"),
    "ct": ("carat", "carats"),
    "bbl": ("barrel", "barrels"),
    "doz": ("dozen", "dozen"),
    "pc": ("parsec", "parsecs"),
    "ly": ("light year", "light years"),
    "AU": ("astronomical unit", "astronomical units"),
    "px": ("pixel", "pixels"),
    "pp": ("percentage point", "percentage points"),
    "MP": ("megapixel", "megapixels"),
    "K": ("kelvin", "kelvin"),
    "deg": ("degree", "degrees"),
    "rad": ("radian", "radians"),
    "Mpc": ("megaparsec", "megaparsecs"),
    "GiB": ("gibibyte", "gibibytes"),
    "MiB": ("mebibyte", "mebibytes"),
    "KiB": ("kibibyte", "kibibytes"),
    "lbf": ("pound force", "pounds force"),
    "kmph": ("kilometer per hour", "kilometers per hour"),
    "mbps": ("megabit per second", "megabits per second"),
    "gbps": ("gigabit per second", "gigabits per second"),
    "kbps": ("kilobit per second", "kilobits per second"),
    "kcal": ("kilocalorie", "kilocalories"),
    "KM": ("kilometer", "kilometers"),
    "KG": ("kilogram", "kilograms"),
    "Kg": ("kilogram", "kilograms"),
    "Km": ("kilometer", "kilometers"),
    "MPH": ("mile per hour", "miles per hour"),
    "FT": ("foot", "feet"),
    "CM": ("centimeter", "centimeters"),
    "MM": ("millimeter", "millimeters"),
    "mL": ("milliliter", "milliliters"),
    "fl. oz": ("fluid ounce", "fluid ounces"),
    "dBm": ("D B M", "D B M"),
    "N·m": ("newton meter", "newton meters"),
    "kN·m": ("kilonewton meter", "kilonewton meters"),
    "kW·h": ("kilowatt hour", "kilowatt hours"),
    "Å": ("angstrom", "angstroms"),
    "qts": ("quart", "quarts"),
    "pts": ("point", "points"),
    "bp": ("basis point", "basis points"),
    "kΩ": ("kilohm", "kilohms"),
    "MΩ": ("megohm", "megohms"),
    "kohm": ("kilohm", "kilohms"),
    "Tbsp": ("tablespoon", "tablespoons"),
    "Tbsps": ("tablespoon", "tablespoons"),
    "tbsps": ("tablespoon", "tablespoons"),
    "Tbs": ("tablespoon", "tablespoons"),
    "tbs": ("tablespoon", "tablespoons"),
    "TBSP": ("tablespoon", "tablespoons"),
    "Tsp": ("teaspoon", "teaspoons"),
    "tsps": ("teaspoon", "teaspoons"),
    "TSP": ("teaspoon", "teaspoons"),
    "ozs": ("ounce", "ounces"),
    "pkg": ("package", "packages"),
    "pkt": ("packet", "packets"),
    "pcs": ("piece", "pieces"),
    "VDC": ("volt D C", "volts D C"),
    "VAC": ("volt A C", "volts A C"),
    "mcg": ("microgram", "micrograms"),
    "mcL": ("microliter", "microliters"),
    "lx": ("lux", "lux"),
    "inHg": ("inch of mercury", "inches of mercury"),
    "mEq": ("milliequivalent", "milliequivalents"),
    "mmol": ("millimole", "millimoles"),
    "U": ("unit", "units"),
    "IU": ("international unit", "international units"),
    "BTU": ("B T U", "B T U"),
    "cfm": ("cubic foot per minute", "cubic feet per minute"),
    "gpm": ("gallon per minute", "gallons per minute"),
    "pct": ("percent", "percent"),
}
INVARIANT_PLURAL = {"hertz", "bar", "tesla"}


class UnitName(NamedTuple):
    """The names of a unit, in the American spelling."""

    one: str
    many: str


def _metric(name: str) -> UnitName:
    """The names of "bit per second": the plural is that of the first noun."""
    head, per, tail = name.partition(" per ")
    many = head if head in INVARIANT_PLURAL else f"{head}s"
    return UnitName(name, f"{many}{per}{tail}")


def _units() -> dict[str, UnitName]:
    """Every written unit with its names."""
    units: dict[str, UnitName] = {}
    for sign, name in METRIC.items():
        plain = _metric(name)
        units[sign] = plain
        for prefix in PREFIXES_OF.get(sign, ""):
            head = PREFIXES[prefix]
            units[f"{prefix}{sign}"] = UnitName(f"{head}{plain.one}", f"{head}{plain.many}")
    for unit, names in NON_METRIC.items():
        units[unit] = UnitName(*names)
    for unit, names in NON_METRIC.items():
        if " " in unit:
            units[re.sub(r"^(sq|cu|fl) ", r"\1. ", unit)] = UnitName(*names)
    return units


UNIT_NAMES = _units()
# after a stroke only: "12/gallon"
PER_ONLY = {
    name: UnitName(name, f"{name}s")
    for name in (
        "gallon mile hour minute second day week month year person unit ton tonne liter litre "
        "meter metre kilometer kilogram gram pound ounce acre barrel bushel dozen page night "
        "user head dose"
    ).split()
}
PER_ONLY["sf"] = UnitName("square foot", "square feet")
PER_ONLY["t"] = UnitName("ton", "tons")
PER_ONLY["d"] = UnitName("day", "days")
PER_ONLY["person"] = UnitName("person", "people")
POWER_NAMES = {"²": "square", "2": "square", "³": "cubic", "3": "cubic"}
TIME_UNITS = ("second", "minute", "hour")


def localized(name: str, style: Style) -> str:
    """The name of a unit in the spelling of the locale.

    >>> localized("cubic meters", Style("en-gb"))
    'cubic metres'
    """
    return re.sub(r"\b(\w*)(met|lit)er(s?)\b", r"\1\2re\3", name) if style.british else name


def unit_name(unit: str, power: str | None = None, many: bool = False) -> str:
    """A written unit in words, with its power.

    >>> unit_name("km", "²", many=True), unit_name("s", "^2")
    ('square kilometers', 'second squared')
    """
    names = UNIT_NAMES.get(unit) or PER_ONLY[unit]
    name = names.many if many else names.one
    if not power:
        return name
    if unit in UNIT_NAMES and unit.endswith(("s", "min", "h")) and names.one.endswith(TIME_UNITS):
        return f"{name} {squared_or_cubed(power)}"
    return f"{POWER_NAMES[power.strip('^')]} {name}"


def squared_or_cubed(power: str) -> str:
    """The power of a letter of a unit of time or of a letter: ², ^3."""
    return "squared" if power.strip("^") in ("²", "2") else "cubed"
