"""Symbols, Greek letters and emoji."""

import re
import unicodedata

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

SIGNS = {
    "&": "and",
    "%": "percent",
    "@": "at",
    "+": "plus",
    "=": "equals",
    "#": "hash",
    "©": "copyright",
    "®": "registered",
    "™": "trademark",
    "°": "degrees",
    "§": "section",
    "¶": "paragraph",
    "♥": "love",
    "❤": "love",
    "♪": "",
    "†": "",
    "‡": "",
    "•": "",
    "·": "",
    "√": "the square root of",
    "∞": "infinity",
    "‰": "per thousand",
    "µ": "micro",
    "Ω": "ohms",
    "←": "left",
    "↑": "up",
    "↓": "down",
    "★": "star",
    "☆": "star",
    "✓": "check",
    "✔": "check",
    "¿": "",
    "¡": "",
    "~": "",
    "¢": "cents",
    "∑": "sum",
    "∂": "partial",
    "∆": "delta",
    "∫": "integral",
    "♯": "sharp",
    "♭": "flat",
    "♮": "natural",
    "\\": "backslash",
}
GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma sigma tau upsilon phi chi psi omega"
).split()
EMOJI = {
    "👍": "thumbs up",
    "👎": "thumbs down",
    "😂": "face with tears of joy",
    "😀": "grinning face",
    "😊": "smiling face",
    "😍": "heart eyes",
    "😢": "crying face",
    "😭": "crying face",
    "🎉": "party popper",
    "🔥": "fire",
    "💯": "one hundred",
    "🙏": "folded hands",
    "👏": "clapping hands",
    "🤔": "thinking face",
    "🚀": "rocket",
    "✨": "sparkles",
    "😎": "smiling face with sunglasses",
}
GRADED = lazy(
    r"^$|\b(?:an?|and|or|of|to|from|got|grade|graded|rating|rated|my|his|her|their|your|"
    r"straight)[: ]*$",
    re.IGNORECASE,
)


def _named(match: re.Match[str], style: Style) -> str | None:
    """A symbol with a name of its own."""
    return SIGNS[match[0]]


def _ampersand(match: re.Match[str], style: Style) -> str:
    """R&D, AT&T, rock & roll."""
    return "and"


def _slash(match: re.Match[str], style: Style) -> str | None:
    """and/or, km / h."""
    earlier = before(match)
    later = after(match)
    if re.search(r"\band ?$", earlier) and re.match(r" ?or\b", later):
        return ""
    if (
        match.string[match.start() - 1 : match.start()] == " "
        and match.string[match.end() : match.end() + 1] == " "
    ):
        return None  # "glitch / dubstep": a pause
    return "slash" if not re.search(r"\b(?:[Hh]e|[Ss]he|him|his|her) ?$", earlier) else "or"


def _emoji(match: re.Match[str], style: Style) -> str:
    """The name of an emoji, or nothing; a flag is two letters, a shade of skin is not said."""
    if style.emoji != "say" or "\U0001f3fb" <= match[0] <= "\U0001f3ff":
        return ""
    if len(match[0]) == 2:
        return "flag of " + " ".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in match[0])
    return EMOJI.get(match[0]) or unicodedata.name(match[0], "").lower().replace("-", " ")


def _greek(match: re.Match[str], style: Style) -> str | None:
    """A lone Greek letter."""
    place = ord(match[0].lower()) - ord("α")
    return GREEK[place] if 0 <= place < len(GREEK) else None


RULES_BEFORE_MATHEMATICS = (
    Rule(
        "arrow",
        "symbol",
        "- =",
        lazy(r"[-=]>(?= ?[\w\"'(])"),
        lambda match, style: "to" if before(match).strip() else "",
        ("File -> Open", "File to Open"),
        ("3 >= 2", "three greater than or equal to two"),
    ),
)


RULES = (
    Rule(
        "star",
        "symbol",
        "*",
        lazy(r"(?<=\d)\*(?= hotel| rating| review| resort)"),
        lambda match, style: "star",
        ("5* hotel", "five star hotel"),
        ("5*", "five"),
    ),
    Rule(
        "copyright in brackets",
        "symbol",
        "(",
        lazy(r"\([cC]\)(?= ?(?:19|20)\d\d)"),
        lambda match, style: "copyright",
        ("(c) 2024 Acme", "copyright twenty twenty-four Acme"),
        ("(c) is", "(c) is"),
    ),
    Rule(
        "she or he",
        "symbol",
        "s",
        lazy(r"[sS]/he\b"),
        lambda match, style: "she or he",
        ("if s/he asks", "if she or he asks"),
        ("s/her", "s slash her"),
    ),
    Rule(
        "and or",
        "symbol",
        "/",
        lazy(r"/"),
        _slash,
        ("he/she and/or", "he or she and or"),
        ("10 / 2", "ten divided by two"),
    ),
    Rule(
        "better than",
        "letters",
        "A",
        lazy(r"(?P<grade>[A-F])\+(?!\w)"),
        lambda match, style: f"{match['grade']} plus",
        ("A+", "A plus"),
        ("A +B", "A plus B"),
    ),
    Rule(
        "worse than",
        "letters",
        "A",
        lazy(
            r"(?P<grade>[A-D])-(?=[,.;:!?)\"]|$| (?:and|or|to|in|on|for|average|grade|student)\b)"
        ),
        lambda match, style: f"{match['grade']} minus" if GRADED.search(before(match)) else None,
        ("an A- and a B-", "an A minus and a B minus"),
        ("Plan B- now", "Plan B- now"),
    ),
    Rule(
        "about",
        "symbol",
        "~",
        lazy(r"~ ?(?=[$£€]?\d)"),
        lambda match, style: "about",
        ("in ~50 cities", "in about fifty cities"),
        ("~~5~~", "five"),
    ),
    Rule(
        "ampersand",
        "symbol",
        "&",
        lazy(r"&"),
        _ampersand,
        ("rock & roll", "rock and roll"),
        ("R&amp;D", "R and D"),
    ),
    Rule(
        "symbol",
        "symbol",
        " ".join(SIGNS),
        lazy(r"."),
        _named,
        ("© 2026 Acme", "copyright twenty twenty-six Acme"),
        ("5%", "five percent"),
    ),
    Rule(
        "Greek letter",
        "symbol",
        "GREEK",
        lazy(r"[α-ωΑ-Ω](?!\w)"),
        _greek,
        ("the α level", "the alpha level"),
        ("a level", "a level"),
    ),
    Rule(
        "emoji",
        "emoji",
        "EMOJI",
        lazy("[\U0001f1e6-\U0001f1ff]{2}|."),
        _emoji,
        ("Great 👍", "Great thumbs up"),
        ("Great :)", "Great :)"),
    ),
)
