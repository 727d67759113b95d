"""Short forms that need no context: degrees, Latin, chats."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, at_line_end
from frontend.style import Style

# degrees with letters between dots: spelled
DEGREES = "Ph|Ed|Psy|M|B|D|Ll|Sc|Litt|Phil|Eng|Ch|Pharm|Mus|Arch|Tech|Ed|Sci"
STROKES = {
    "a/c": "A C",
    "n/a": "N A",
    "a/k/a": "A K A",
    "w/c": "W C",
    "b/w": "B W",
    "p/e": "P E",
    "i/o": "I O",
    "r/c": "R C",
}
LATIN = {
    "e.g": "for example",
    "i.e": "that is",
    "a.k.a": "also known as",
    "w/o": "without",
    "w/": "with",
    "a.s.a.p": "A S A P",
    "p.s": "P S",
    "q.v": "Q V",
    "c.f": "compare",
    "b/c": "because",
    "n.b": "N B",
    "et al": "et al",
    "c/o": "care of",
}
# of chats; in capitals they are spelled
CHAT = {
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
    "rofl": "R O F L",
}
GROWTH = {"Y": "year over year", "Q": "quarter over quarter", "M": "month over month"}


def _degree(match: re.Match[str], style: Style) -> str:
    """Ph.D., M.Sc."""
    return " ".join(re.sub(r"[^A-Za-z]", "", match[0]).upper()) + (
        "." if match[0].endswith(".") and at_line_end(match) else ""
    )


def _latin(match: re.Match[str], style: Style) -> str:
    """e.g., i.e."""
    return LATIN[match["short"].lower()]


RULES = (
    Rule(
        "academic degree",
        "letters",
        "ph ed psy m b d ll litt",
        lazy(rf"(?:(?:{DEGREES})\.){{1,2}}(?:Sc|Litt|Phil|Eng|Ed|Mus|Arch|Tech|D|B|S|A)\b\.?"),
        lambda match, style: _degree(match, style) if re.search(r"[a-z]", match[0]) else None,
        ("A Ph.D. and an M.Sc. here", "A P H D and an M S C here"),
        ("Ed. Do", "Ed. Do"),
    ),
    Rule(
        "letters with a stroke",
        "letters",
        "a n w b p i r",
        lazy(r"[A-Za-z](?:/[A-Za-z]){1,2}(?![\w/])"),
        lambda match, style: (
            STROKES.get(match[0].lower()) if match[0].isupper() or match[0] == "n/a" else None
        ),
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
        lazy(r"(?P<short>e\.g|i\.e|a\.k\.a|w/o|b/c|c/o|w/)(?:\.|\b|(?=[ \w]|$))", re.IGNORECASE),
        _latin,
        ("e.g. this", "for example this"),
        ("i see", "i see"),
    ),
    Rule(
        "growth",
        "abbreviation",
        "yoy qoq mom",
        lazy(r"(?:YoY|QoQ|MoM|yoy|qoq|YOY|QOQ)(?!\w)"),
        lambda match, style: GROWTH[match[0][0].upper()],
        ("up 12% YoY", "up twelve percent year over year"),
        ("Mom came", "Mom came"),
    ),
    Rule(
        "chat",
        "abbreviation",
        " ".join(CHAT),
        lazy(rf"(?:{'|'.join(CHAT)})\b(?!['’.-]\w)", re.IGNORECASE),
        lambda match, style: CHAT[match[0].lower()] if match[0][1:].islower() else None,
        ("btw, idk asap", "by the way, I don't know A S A P"),
        ("the BTW", "the B T W"),
    ),
)
