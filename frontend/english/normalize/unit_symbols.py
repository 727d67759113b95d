"""Quantities whose unit is a mark: degrees, minutes of arc, temperatures, feet and inches."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.fractions import mixed_number
from frontend.english.normalize.number_patterns import NUMBER
from frontend.english.normalize.units import UNIT_NAMES
from frontend.english.number_words import VULGAR_FRACTIONS
from frontend.lazy_regex import lazy
from frontend.normalize.rule import EMPTY_GROUP, Rule, after, before
from frontend.style import Style

TEMPERATURE_SCALES = {"C": "Celsius", "F": "Fahrenheit", "K": "Kelvin"}
DIRECTION_WORDS = {"N": "north", "S": "south", "E": "east", "W": "west"}
QUOTATION_CHARS = 300  # how far back a quotation may have begun
HEIGHT_BEFORE = lazy(
    r"(?:\b(?:is|was|am|are|at|about|nearly|almost|over|under|stands|only|just|around|between|"
    r"from|height:?|tall:?)|"
    r"['’](?:s|m|re)|\d'\d{1,2}\"? (?:and|or|to)) $|[,;(] ?$|^$"
)
DETERMINER_BEFORE_HEIGHT = lazy(r"\b(?:an?|the|this|that|his|her|their)\s$", re.IGNORECASE)


def _angle(match: re.Match[str], style: Style) -> str:
    """90° angle."""
    return f"{style.number(match['n'])} degree"


def _feet_by_feet(match: re.Match[str], style: Style) -> str:
    """2' x 4'."""
    unit = UNIT_NAMES["ft" if match["mark"] == "'" else "in"]
    return " by ".join(
        f"{style.number(side)} {unit.one if side == '1' else unit.many}"
        for side in (match["a"], match["b"])
    )


def _inches_by_inches(match: re.Match[str], style: Style) -> str | None:
    """8.5 x 11"."""
    unit = "inch" if match["in"] else "inches"
    if not match["in"] and _ends_quotation(match):
        return None
    return f"{style.number(match['a'])} by {style.number(match['b'])} {unit}"


# a mark that opens, and none after it; that of "8\" x" closes nothing
OPEN_QUOTATION = lazy(r"(?:(?<=[\s(])|(?<!.))\"(?!\s)[^\"]*$")


def _ends_quotation(match: re.Match[str]) -> bool:
    """Whether a quotation is open, so that the mark ends it and stands for no inches."""
    start = match.start()
    return OPEN_QUOTATION.search(match.string, max(0, start - QUOTATION_CHARS), start) is not None


def _part_of_inch(match: re.Match[str], style: Style) -> str | None:
    """3/4" bolt, 2 3/4"."""
    if _ends_quotation(match):
        return None
    part = numbers.fraction(match["top"], match["bottom"])
    if not match["whole"]:
        return f"{part} inch"
    inches = "inch" if re.match(r" [a-z]", after(match)) else "inches"
    return f"{mixed_number(match['whole'], part, style)} {inches}"


def _inches(match: re.Match[str], style: Style) -> str | None:
    """12" pizza, 5-8" deep."""
    if _ends_quotation(match):
        return None
    if match["a"]:
        return f"{style.number(match['a'])} to {style.number(match['n'])} inches"
    return f"{style.number(match['n'])} inch"


def _feet_and_inches(match: re.Match[str], style: Style) -> str:
    """6'2"."""
    spoken = f"{style.cardinal(match['feet'])} foot {style.number(match['inches'])}"
    if not match["mark"]:
        return spoken
    is_single = match["inches"] == "1" or _describes_person(match)
    return f"{spoken} {'inch' if is_single else 'inches'}"


def _describes_person(match: re.Match[str]) -> bool:
    """Whether a height stands between "a" or "the" and a noun."""
    text = match.string
    start = match.start()
    determined = DETERMINER_BEFORE_HEIGHT.search(text, max(0, start - 6), start)
    return bool(determined and re.match(r" [a-z]", text[match.end() : match.end() + 2]))


def _part_sign_of_inch(match: re.Match[str], style: Style) -> str | None:
    """¼" thick."""
    if _ends_quotation(match):
        return None
    part = numbers.fraction(*VULGAR_FRACTIONS[match["f"]])
    spoken = mixed_number(match["whole"], part, style) if match["whole"] else part
    return f"{spoken} inch"


def _feet_long(match: re.Match[str], style: Style) -> str:
    """8' long, an 8' ladder."""
    return f"{style.number(match['n'])} {'feet' if match['way'] else 'foot'}"


def _height(match: re.Match[str], style: Style) -> str | None:
    """He is 6'2."""
    return _feet_and_inches(match, style) if HEIGHT_BEFORE.search(before(match)) else None


def _degrees(match: re.Match[str], style: Style) -> str:
    """72°F, -5 °C, 10-13 °C, 45°."""
    amount = _signed(match["minus"], match["n"] if not match["a"] else match["a"], style)
    if match["a"]:
        amount = f"{amount} to {_signed(match['sign2'], match['n'], style)}"
    degrees = "degree" if match["n"] == "1" and not match["a"] else "degrees"
    if not match["scale"]:
        return f"{amount} {degrees}"
    return f"{amount} {degrees} {TEMPERATURE_SCALES[match['scale']]}"


def _temperatures(match: re.Match[str], style: Style) -> str:
    """10°C-20°C."""
    first = f"{_signed(match['minus'], match['a'], style)} degrees"
    last = f"{_signed(match['minus2'], match['b'], style)} degrees"
    scales = TEMPERATURE_SCALES[match["s"]], TEMPERATURE_SCALES[match["s2"]]
    return f"{first} {scales[0]} to {last} {scales[1]}"


def _signed(minus: str | None, number: str, style: Style) -> str:
    """A number with its sign."""
    return f"minus {style.number(number)}" if minus else style.number(number)


def _arc(match: re.Match[str], style: Style) -> str:
    """Degrees, minutes and seconds: 40°26'46"."""
    spoken = [f"{style.number(match['d'])} degrees"]
    for group, unit in (("m", "minute"), ("s", "second")):
        if match[group]:
            plural = "" if match[group] == "1" else "s"
            spoken.append(f"{style.number(match[group])} {unit}{plural}")
    return " ".join(spoken)


def _coordinates(match: re.Match[str], style: Style) -> str:
    """40°26'46"N."""
    arc = _arc(match, style)
    return f"{arc} {DIRECTION_WORDS[match['way']]}" if match["way"] else arc


def _direction_first(match: re.Match[str], style: Style) -> str:
    """N 40° 42' 46"."""
    return f"{DIRECTION_WORDS[match['way']]} {_arc(match, style)}"


RULES = (
    Rule(
        "coordinates",
        "coordinate",
        "0",
        lazy(
            r"(?P<d>\d{1,3}(?:\.\d+)?)° ?(?:(?P<m>\d{1,2}(?:\.\d+)?)"
            r"' ?)?(?:(?P<s>\d{1,2}(?:\.\d+)?)(?:''|\") ?)?(?P<way>[NSEW])\b"
        ),
        _coordinates,
        ("40°26'46\"N", "forty degrees twenty-six minutes forty-six seconds north"),
        ("45° No", "forty-five degrees No"),
    ),
    Rule(
        "coordinates, direction first",
        "coordinate",
        "n s e w",
        lazy(
            r"(?P<way>[NSEW]) (?P<d>\d{1,3}(?:\.\d+)?)° ?(?:(?P<m>\d{1,2}(?:\.\d+)?)"
            r"' ?)?(?:(?P<s>\d{1,2}(?:\.\d+)?)(?:''|\") ?)?(?!\w)"
        ),
        _direction_first,
        ("N 40° 42' 46\"", "north forty degrees forty-two minutes forty-six seconds"),
        ("N 40", "N forty"),
    ),
    Rule(
        "angle in minutes",
        "coordinate",
        "0",
        lazy(
            r"(?P<d>\d{1,3})° ?(?P<m>\d{1,2}(?:\.\d+)?)'(?: ?(?P<s>\d{1,2}(?:\.\d+)?)(?:''|"
            rf"\"))?(?P<way>{EMPTY_GROUP})?(?!\w)"
        ),
        _coordinates,
        ("at 40° 42' 46\"", "at forty degrees forty-two minutes forty-six seconds"),
        ("6'2\"", "six foot two inches"),
    ),
    Rule(
        "degrees of a noun",
        "measure",
        "0",
        lazy(
            rf"(?P<n>{NUMBER})°(?=[ -](?:angle|turn|rotation|bend|arc|view|field|slope|incline|"
            rf"span|camera|video|spin|kick|corner)s?\b)"
        ),
        _angle,
        ("a 90° angle", "a ninety degree angle"),
        ("90° and", "ninety degrees and"),
    ),
    Rule(
        "feet and what is long",
        "measure",
        "0",
        lazy(
            r"(?P<n>\d{1,3})['’](?= (?:(?P<way>long|tall|wide|high|deep)|ladder|ceilings?|fence|"
            r"boards?|poles?|ropes?|cables?|tree|surfboard|table)\b)"
        ),
        _feet_long,
        ("8' long, an 8' ladder", "eight feet long, an eight foot ladder"),
        ("'8' is", "'eight' is"),
    ),
    Rule(
        "sign of a part of an inch",
        "measure",
        "0 " + " ".join(VULGAR_FRACTIONS),
        lazy(rf"(?:(?P<whole>\d{{1,2}}) ?)?(?P<f>[{''.join(VULGAR_FRACTIONS)}])\"(?!\w)"),
        _part_sign_of_inch,
        ('a ¼" slice', "a one quarter inch slice"),
        ('"I ate ¾"', '"I ate three quarters"'),
    ),
    Rule(
        "part of an inch",
        "measure",
        "0",
        lazy(r"(?:(?P<whole>\d{1,2})[ -])?(?P<top>\d{1,2})/(?P<bottom>2|4|8|16|32|64)\"(?!\w)"),
        _part_of_inch,
        ('a 2 3/4" bolt', "a two and three quarters inch bolt"),
        ('"I ate 3/4"', '"I ate three quarters"'),
    ),
    Rule(
        "feet by feet",
        "dimension",
        "0",
        lazy(
            r"(?P<a>\d{1,3}(?:\.\d+)?)(?P<mark>['\"]) ?[x×] ?(?P<b>\d{1,3}(?:\.\d+)?)(?P=mark)"
            r"(?!\w)"
        ),
        _feet_by_feet,
        ("a rug, 2' x 4'", "a rug, two feet by four feet"),
        ("2 x 4", "two by four"),
    ),
    Rule(
        "inches by inches",
        "dimension",
        "0",
        lazy(
            r"(?P<a>\d{1,3}(?:\.\d+)?) ?(?P<mark>[x×]) ?(?P<b>\d{1,3}(?:\.\d+)?)"
            r"(?:\"(?!\w)| ?(?P<in>in)\.(?= [a-z]))"
        ),
        _inches_by_inches,
        (
            '8.5 x 11" paper, a 9x13 in. pan',
            "eight point five by eleven inches paper, a nine by thirteen inch pan",
        ),
        ('"a 3 x 4"', '"a three by four"'),
    ),
    Rule(
        "span of inches",
        "measure",
        "0",
        lazy(rf"(?P<a>{NUMBER})[-–](?P<n>{NUMBER})\"(?=[ ,.;)]|$)"),
        _inches,
        ('snow, 5-8" deep', "snow, five to eight inches deep"),
        ('"5-8"', '"five to eight"'),
    ),
    Rule(
        "inches",
        "measure",
        "0",
        lazy(
            rf"(?P<a>{EMPTY_GROUP})?(?P<n>{NUMBER})\"(?= (?:[a-z]{{3}}|TVs?\b))"
            r"(?! (?:and|but|or|said|he|she|they|in|as|to|of|is|was|the|for|from)\b)"
        ),
        _inches,
        ('a 12" pizza', "a twelve inch pizza"),
        ('"He is 12" said Al', '"He is twelve" said Al'),
    ),
    Rule(
        "height",
        "measure",
        "0",
        lazy(r"(?P<feet>[3-8])'(?P<inches>\d|1[01])(?P<mark>)(?![\w'\"’])"),
        _height,
        ("He is 6'2 and she's 5'11.", "He is six foot two and she's five foot eleven."),
        ("of '6'2", "of 'six'two"),
    ),
    Rule(
        "feet and inches",
        "measure",
        "0",
        lazy(r"(?P<feet>\d{1,2})' ?(?P<inches>\d{1,2}(?:\.\d+)?)(?P<mark>\"|'')(?!\w)"),
        _feet_and_inches,
        ("6'2\"", "six foot two inches"),
        ("20' and", "twenty' and"),
    ),
    Rule(
        "temperatures",
        "measure",
        "0 -",
        lazy(
            rf"(?P<minus>(?<![\w)-])-)?(?P<a>{NUMBER}) ?°(?P<s>[CF]) ?(?:-|–|"
            rf"to) ?(?P<minus2>-)?(?P<b>{NUMBER}) ?°(?P<s2>[CF])(?!\w)"
        ),
        _temperatures,
        ("10°C-20°C", "ten degrees Celsius to twenty degrees Celsius"),
        ("10-20", "ten to twenty"),
    ),
    Rule(
        "temperature",
        "measure",
        "0 -",
        lazy(
            rf"(?P<minus>(?<![\w)-])-)?(?:(?P<a>{NUMBER})°? ?(?:-|–|"
            rf"to) ?(?P<sign2>-)?)?(?P<n>{NUMBER}) ?(?:°|degrees|deg\.?) ?"
            rf"(?P<scale>[CFK])(?!\w)"
        ),
        _degrees,
        ("-5°C", "minus five degrees Celsius"),
        ("5 C", "five C"),
    ),
    Rule(
        "degrees",
        "measure",
        "0 -",
        lazy(
            rf"(?P<minus>(?<![\w)-])-)?(?:(?P<a>{NUMBER})°? ?(?:-|–|"
            rf"to) ?(?P<sign2>-)?)?(?P<n>{NUMBER})°(?P<scale>{EMPTY_GROUP})?"
        ),
        _degrees,
        ("45°", "forty-five degrees"),
        ("45", "forty-five"),
    ),
    Rule(
        "temperature without sign",
        "measure",
        "0",
        lazy(
            rf"(?P<minus>{EMPTY_GROUP})?(?P<a>{EMPTY_GROUP})?(?P<sign2>{EMPTY_GROUP})?"
            r"(?P<n>\d{2,3})(?P<scale>[F])(?!\w)"
        ),
        _degrees,
        ("75F", "seventy-five degrees Fahrenheit"),
        ("5 F", "five F"),
    ),
)
