"""Quantities whose unit is a mark: degrees, minutes of arc, temperatures, feet and inches."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import NUMBER
from frontend.english.normalize.places import DIRECTIONS
from frontend.english.normalize.units import UNITS
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style


def _angle(match: re.Match[str], style: Style) -> str:
    """90° angle."""
    return f"{style.number(match['n'])} degree"


def _feet_by_feet(match: re.Match[str], style: Style) -> str:
    """2' x 4'."""
    unit = UNITS["ft" if match["mark"] == "'" else "in"]
    return " by ".join(
        f"{style.number(match[group])} {unit[0 if match[group] == '1' else 1]}" for group in "ab"
    )


def _part_of_inch(match: re.Match[str], style: Style) -> str | None:
    """3/4" bolt, 2 3/4"; not where the mark ends a quotation."""
    if match.string.count('"', max(0, match.start() - 300), match.start()) % 2:
        return None
    part = numbers.fraction(match["top"], match["bottom"])
    if not match["whole"]:
        return f"{part} inch"
    part = re.sub(r"^one (half|quarter)", r"a \1", part)
    return f"{style.cardinal(match['whole'])} and {part} inch{'' if re.match(r' [a-z]', after(match)) else 'es'}"


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
    first, last = (
        f"{'minus ' if minus else ''}{style.number(number)} degrees {scale[letter]}"
        for minus, number, letter in (
            (match["minus"], match["a"], match["s"]),
            (match["minus2"], match["b"], match["s2"]),
        )
    )
    return f"{first} to {last}"


def _feet(match: re.Match[str], style: Style) -> str:
    """6'2"."""
    inches = match["inches"]
    text = match.string
    described = DESCRIBING.search(text, max(0, match.start() - 6), match.start()) and re.match(
        r" [a-z]", text[match.end() : match.end() + 2]
    )
    unit = " inch" if inches == "1" or described else " inches"
    return f"{style.cardinal(match['feet'])} foot {style.number(inches)}{unit if match['mark'] else ''}"


def _inches(match: re.Match[str], style: Style) -> str | None:
    """12" pizza; not where the mark ends a quotation."""
    if match.string.count('"', max(0, match.start() - 300), match.start()) % 2:
        return None
    return (
        f"{style.number(match['a'])} to {style.number(match['n'])} inches"
        if match["a"]
        else f"{style.number(match['n'])} inch"
    )


TALL = lazy(
    r"(?:\b(?:is|was|am|are|at|about|nearly|almost|over|under|stands|only|just|around|between|"
    r"from|height:?|tall:?)|"
    r"['’](?:s|m|re)|\d'\d{1,2}\"? (?:and|or|to)) $"
)
DESCRIBING = lazy(r"\b(?:an?|the|this|that|his|her|their)\s$", re.IGNORECASE)


def _degrees_of_angle(match: re.Match[str], style: Style) -> str:
    """40°26′46″N."""
    spoken = f"{style.number(match['d'])} degrees"
    for group, unit in (("m", "minute"), ("s", "second")):
        if match[group]:
            spoken += f" {style.number(match[group])} {unit}{'' if match[group] == '1' else 's'}"
    return (
        spoken + {"N": " north", "S": " south", "E": " east", "W": " west", None: ""}[match["way"]]
    )


RULES = (
    Rule(
        "coordinates",
        "coordinate",
        "0",
        lazy(
            r"(?P<d>\d{1,3}(?:\.\d+)?)° ?(?:(?P<m>\d{1,2}(?:\.\d+)?)"
            r"' ?)?(?:(?P<s>\d{1,2}(?:\.\d+)?)(?:''|\") ?)?(?P<way>[NSEW])\b"
        ),
        _degrees_of_angle,
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
        lambda match, style: (
            f"{DIRECTIONS[match['way']].lower()} {_degrees_of_angle(match, style).rpartition(' ')[0]}"
        ),
        ("N 40° 42' 46\"", "north forty degrees forty-two minutes forty-six seconds"),
        ("N 40", "N forty"),
    ),
    Rule(
        "angle in minutes",
        "coordinate",
        "0",
        lazy(
            r"(?P<d>\d{1,3})° ?(?P<m>\d{1,2}(?:\.\d+)?)'(?: ?(?P<s>\d{1,2}(?:\.\d+)?)(?:''|"
            r"\"))?(?P<way>(?!.).)?(?!\w)"
        ),
        _degrees_of_angle,
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
            rf"(?P<a>(?!.).)?(?P<n>{NUMBER})\"(?= [a-z]{{3}})(?! (?:and|but|or|said|he|she|they|"
            rf"in|as|to|of|is|was|the|for|from)\b)"
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
        lambda match, style: _feet(match, style) if TALL.search(before(match)) else None,
        ("He is 6'2 and she's 5'11.", "He is six foot two and she's five foot eleven."),
        ("of '6'2", "of 'six'two"),
    ),
    Rule(
        "feet and inches",
        "measure",
        "0",
        lazy(r"(?P<feet>\d{1,2})' ?(?P<inches>\d{1,2}(?:\.\d+)?)(?P<mark>\"|'')(?!\w)"),
        _feet,
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
            rf"to) ?(?P<sign2>-)?)?(?P<n>{NUMBER})°(?P<scale>(?!.).)?"
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
            r"(?P<minus>(?!.).)?(?P<a>(?!.).)?(?P<sign2>(?!.).)?(?P<n>\d{2,3})(?P<scale>[F])(?!\w)"
        ),
        _degrees,
        ("75F", "seventy-five degrees Fahrenheit"),
        ("5 F", "five F"),
    ),
)
