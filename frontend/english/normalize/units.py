"""Units of measurement: as they are written, and their names."""

import re

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
PREFIXED = {  # prefixes in use with each unit, so that "ps" or "dA" are no units
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
OTHERS = {
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
    "cc": ("C C", "C Cs"),
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
}
ALIKE = {"hertz", "bar", "tesla"}  # one and many sound the same


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
    dotted = {
        re.sub(r"^(sq|cu|fl) ", r"\1. ", unit): names
        for unit, names in OTHERS.items()
        if " " in unit
    }
    return units | OTHERS | dotted


UNITS = _units()
# after a stroke only: "12/gallon"
PER_ONLY = {
    name: (name, name + "s")
    for name in (
        "gallon mile hour minute second day week month year person unit ton tonne liter litre "
        "meter metre kilometer kilogram gram pound ounce acre barrel bushel dozen page night "
        "user head"
    ).split()
} | {"t": ("ton", "tons"), "d": ("day", "days"), "person": ("person", "people")}
POWERS = {"²": "square", "2": "square", "³": "cubic", "3": "cubic"}


def spell(unit: str, style: Style) -> str:
    """Units in the spelling of the locale."""
    return re.sub(r"\b(\w*)(met|lit)er(s?)\b", r"\1\2re\3", unit) if style.british else unit


def name_of(unit: str, power: str | None, many: bool) -> str:
    """The unit in words, with its power."""
    name = (UNITS.get(unit) or PER_ONLY[unit])[1 if many else 0]
    if (
        power
        and unit.endswith(("s", "min", "h"))
        and UNITS.get(unit, ("",))[0].endswith(("second", "minute", "hour"))
    ):
        return f"{name} {'squared' if power.strip('^') in '²2' else 'cubed'}"
    return f"{POWERS[power.strip('^')]} {name}" if power else name
