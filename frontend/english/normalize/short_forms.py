"""Short forms that need no context: degrees, Latin, growth."""

import re

from frontend.english.normalize.capital_words import spell
from frontend.english.normalize.lookalikes import is_growth
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, full_stop
from frontend.style import Style

# with dots between
DEGREE_PARTS = "Ph|Ed|Psy|M|B|D|Ll|Sc|Litt|Phil|Eng|Ch|Pharm|Mus|Arch|Tech|Ed|Sci"
LETTERS_WITH_STROKE = {
    "a/c": "A C",
    "n/a": "not applicable",
    "a/k/a": "A K A",
    "w/c": "W C",
    "b/w": "B W",
    "p/e": "P E",
    "i/o": "I O",
    "r/c": "R C",
    "tcp/ip": "T C P I P",
    "ac/dc": "A C D C",
    "ci/cd": "C I C D",
    "ui/ux": "U I U X",
    "ssl/tls": "S S L T L S",
    "am/fm": "A M F M",
}
LATIN_ABBREVIATIONS = {
    "e.g": "for example",
    "i.e": "that is",
    "a.k.a": "also known as",
    "w/e": "whatever",
    "w/o": "without",
    "w/in": "within",
    "w/": "with",
    "b/c": "because",
    "j/k": "just kidding",
    "c/o": "care of",
}
DOTTED_UNITS = {
    "m.p.h": "miles per hour",
    "k.p.h": "kilometers per hour",
    "m.p.g": "miles per gallon",
    "r.p.m": "revolutions per minute",
    "w.p.m": "words per minute",
}
PICTURE = lazy(r"\b(?:photo|film|picture|image|print|movie|tv|camera|screen|in b/w)", re.I)
GROWTH_RATES = {"Y": "year over year", "Q": "quarter over quarter", "M": "month over month"}


def _degree(match: re.Match[str], style: Style) -> str | None:
    """Ph.D., M.Sc.; not "B.A." in capitals only, which are letters with dots."""
    if not re.search(r"[a-z]", match[0]):
        return None
    letters = re.sub(r"[^A-Za-z]", "", match[0])
    return f"{spell(letters)}{full_stop(match)}"


def _letters_with_stroke(match: re.Match[str], style: Style) -> str | None:
    """A/C, n/a."""
    if not match[0].isupper() and match[0] not in ("n/a", "a/c", "b/w", "a/k/a"):
        return None
    if match[0] == "b/w":
        return "black and white" if PICTURE.search(match.string) else "between"
    if match[0] == "N/A":
        return "N A"
    return LETTERS_WITH_STROKE.get(match[0].lower())


def _latin_abbreviation(match: re.Match[str], style: Style) -> str:
    """e.g., i.e.; w/e before a day ends a week."""
    if match["short"].lower() == "w/e" and re.match(r" \d{1,2}/\d", after(match)):
        return "week ending"
    return LATIN_ABBREVIATIONS[match["short"].lower()]


def _dotted_unit(match: re.Match[str], style: Style) -> str:
    """m.p.h."""
    return f"{DOTTED_UNITS[match['unit'].lower()]}{full_stop(match)}"


def _sharp(match: re.Match[str], style: Style) -> str:
    """C#, F#m7."""
    minor = " minor" if match["minor"] else ""
    number = f" {style.cardinal(match['n'])}" if match["n"] else ""
    return f"{match['letter']} sharp{minor}{number}"


RULES = (
    Rule(
        "academic degree",
        "letters",
        "ph ed psy m b d ll litt",
        lazy(rf"(?:(?:{DEGREE_PARTS})\.){{1,2}}(?:Sc|Litt|Phil|Eng|Ed|Mus|Arch|Tech|D|B|S|A)\b\.?"),
        _degree,
        ("A Ph.D. and an M.Sc. here", "A P H D and an M S C here"),
        ("Ed. Do", "Ed. Do"),
    ),
    Rule(
        "letters with a stroke",
        "letters",
        "a n w b p i r tcp ac ci ui ssl am",
        lazy(
            r"[A-Za-z](?:/[A-Za-z]){1,2}(?![\w/])|(?:TCP/IP|AC/DC|CI/CD|UI/UX|SSL/TLS|AM/FM)(?!\w)"
        ),
        _letters_with_stroke,
        ("the A/C", "the A C"),
        ("A/B", "A slash B"),
    ),
    Rule(
        "sharp",
        "letters",
        "b c d e f g",
        lazy(r"(?P<letter>[B-G])#(?P<minor>m)?(?P<n>\d{1,2})?(?!\w)"),
        _sharp,
        ("C# and F#", "C sharp and F sharp"),
        ("C #4", "C number four"),
    ),
    Rule(
        "Latin abbreviation",
        "abbreviation",
        "e i a w b n c j",
        lazy(
            r"(?P<short>e\.g|i\.e|a\.k\.a|w/in|w/o|w/e|b/c|c/o|j/k|w/)(?:\.|\b|(?=[ \w]|$))",
            re.IGNORECASE,
        ),
        _latin_abbreviation,
        ("e.g. this", "for example this"),
        ("i see", "i see"),
    ),
    Rule(
        "unit with dots",
        "measure",
        "m k r w",
        lazy(r"(?P<unit>m\.p\.h|k\.p\.h|m\.p\.g|r\.p\.m|w\.p\.m)(?!\.?\w)\.?", re.IGNORECASE),
        _dotted_unit,
        ("at 150 m.p.h.", "at one hundred fifty miles per hour."),
        ("an m.p.s. file", "an M P S file"),
    ),
    Rule(
        "growth",
        "abbreviation",
        "yoy qoq mom",
        lazy(r"(?:YoY|QoQ|MoM|yoy|qoq|YOY|QOQ)(?!\w)"),
        lambda match, style: GROWTH_RATES[match[0][0].upper()] if is_growth(match) else None,
        ("up 12% YoY", "up twelve percent year over year"),
        ("Mom came", "Mom came"),
    ),
)
