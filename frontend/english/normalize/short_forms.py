"""Short forms that need no context: degrees, Latin, chats."""

import re

from frontend.english.normalize.capital_words import spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, full_stop
from frontend.style import Style

# with dots between
DEGREE_PARTS = "Ph|Ed|Psy|M|B|D|Ll|Sc|Litt|Phil|Eng|Ch|Pharm|Mus|Arch|Tech|Ed|Sci"
LETTERS_WITH_STROKE = {
    "a/c": "A C",
    "n/a": "N A",
    "a/k/a": "A K A",
    "w/c": "W C",
    "b/w": "B W",
    "p/e": "P E",
    "i/o": "I O",
    "r/c": "R C",
}
LATIN_ABBREVIATIONS = {
    "e.g": "for example",
    "i.e": "that is",
    "a.k.a": "also known as",
    "w/e": "whatever",
    "w/o": "without",
    "w/": "with",
    "b/c": "because",
    "c/o": "care of",
}
# in capitals they are spelled
CHAT_WORDS = {
    "btw": "by the way",
    "idk": "I don't know",
    "tbh": "to be honest",
    "imo": "in my opinion",
    "imho": "in my humble opinion",
    "nvm": "never mind",
    "lmk": "let me know",
    "thx": "thanks",
    "pls": "please",
    "plz": "please",
    "brb": "be right back",
    "ttyl": "talk to you later",
    "afaik": "as far as I know",
    "iirc": "if I recall correctly",
    "fwiw": "for what it's worth",
    "omg": "O M G",
    "fyi": "F Y I",
    "asap": "A S A P",
    "smh": "S M H",
    "faq": "F A Q",
    "aka": "A K A",
    "nyc": "N Y C",
    "aws": "A W S",
    "diy": "D I Y",
    "eta": "E T A",
    "rofl": "R O F L",
}
GROWTH_RATES = {"Y": "year over year", "Q": "quarter over quarter", "M": "month over month"}


def _degree(match: re.Match[str], style: Style) -> str | None:
    """Ph.D., M.Sc.; not "B.A." in capitals only, which are letters with dots."""
    if not re.search(r"[a-z]", match[0]):
        return None
    letters = re.sub(r"[^A-Za-z]", "", match[0])
    return f"{spell(letters)}{full_stop(match)}"


def _letters_with_stroke(match: re.Match[str], style: Style) -> str | None:
    """A/C, n/a."""
    if not match[0].isupper() and match[0] != "n/a":
        return None
    return LETTERS_WITH_STROKE.get(match[0].lower())


def _latin_abbreviation(match: re.Match[str], style: Style) -> str:
    """e.g., i.e."""
    return LATIN_ABBREVIATIONS[match["short"].lower()]


def _chat_word(match: re.Match[str], style: Style) -> str | None:
    """btw; in capitals it is spelled."""
    return CHAT_WORDS[match[0].lower()] if match[0][1:].islower() else None


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
        "a n w b p i r",
        lazy(r"[A-Za-z](?:/[A-Za-z]){1,2}(?![\w/])"),
        _letters_with_stroke,
        ("the A/C", "the A C"),
        ("A/B", "A slash B"),
    ),
    Rule(
        "sharp",
        "letters",
        "c f",
        lazy(r"(?P<letter>[CF])#(?!\w)"),
        lambda match, style: f"{match['letter']} sharp",
        ("C# and F#", "C sharp and F sharp"),
        ("C #4", "C number four"),
    ),
    Rule(
        "Latin abbreviation",
        "abbreviation",
        "e i a w b n c",
        lazy(
            r"(?P<short>e\.g|i\.e|a\.k\.a|w/o|w/e|b/c|c/o|w/)(?:\.|\b|(?=[ \w]|$))",
            re.IGNORECASE,
        ),
        _latin_abbreviation,
        ("e.g. this", "for example this"),
        ("i see", "i see"),
    ),
    Rule(
        "growth",
        "abbreviation",
        "yoy qoq mom",
        lazy(r"(?:YoY|QoQ|MoM|yoy|qoq|YOY|QOQ)(?!\w)"),
        lambda match, style: GROWTH_RATES[match[0][0].upper()],
        ("up 12% YoY", "up twelve percent year over year"),
        ("Mom came", "Mom came"),
    ),
    Rule(
        "chat",
        "abbreviation",
        " ".join(CHAT_WORDS),
        lazy(rf"(?:{'|'.join(CHAT_WORDS)})\b(?!['’.-]\w)", re.IGNORECASE),
        _chat_word,
        ("btw, idk asap", "by the way, I don't know A S A P"),
        ("the BTW", "the B T W"),
    ),
)
