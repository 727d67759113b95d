"""Symbols and Greek letters."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

SYMBOL_NAMES = {
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
    "∏": "product",
    "∇": "nabla",
    "∅": "the empty set",
    "∄": "there does not exist",
    "⊃": "is a superset of",
    "⊇": "is a superset of",
    "∧": "and",
    "∨": "or",
    "⊥": "is perpendicular to",
    "∥": "is parallel to",
    "∠": "angle",
    "∂": "partial",
    "∆": "delta",
    "∫": "integral",
    "♯": "sharp",
    "♭": "flat",
    "♮": "natural",
    "\\": "backslash",
    "∈": "is in",
    "∉": "is not in",
    "⊂": "is a subset of",
    "⊆": "is a subset of",
    "∪": "union",
    "∩": "intersection",
    "∀": "for all",
    "∃": "there exists",
    "⇒": "implies",
    "⇔": "if and only if",
    "↔": "if and only if",
    "∴": "therefore",
    "∝": "proportional to",
    "¬": "not",
    "∛": "the cube root of",
}
GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma sigma tau upsilon phi chi psi omega"
).split()
QUANTIFIER_BEFORE = lazy(r"[∀∃∑] ?\w{1,2} ?$")
GRADE_BEFORE = lazy(
    r"^$|\b(?:an?|and|or|of|to|from|got|grade|graded|rating|rated|my|his|her|their|your|"
    r"straight)[: ]*$",
    re.IGNORECASE,
)
# someone's own pronouns, and no choice of two ("he/she")
OWN_PRONOUNS = lazy(r"\b(?:she/her|he/him|they/them|(?:her|him|them)/(?:hers|his|theirs))\b", re.I)
PRONOUN_BEFORE = lazy(r"\b(?:[Hh]e|[Ss]he|him|his|her) ?$")


def _symbol(match: re.Match[str], style: Style) -> str:
    """A symbol with a name of its own."""
    if match[0] == "∈" and QUANTIFIER_BEFORE.search(before(match)):
        return "in"
    return SYMBOL_NAMES[match[0]]


def _slash(match: re.Match[str], style: Style) -> str | None:
    """km/h, he/she, and/or; a slash between spaces is a pause ("glitch / dubstep")."""
    earlier = before(match)
    later = after(match)
    if OWN_PRONOUNS.search(match.string, max(0, match.start() - 5), match.end() + 5):
        return ""
    if re.search(r"\band ?$", earlier) and re.match(r" ?or\b", later):
        return ""
    if earlier.endswith(" ") and later.startswith(" "):
        return None
    return "or" if PRONOUN_BEFORE.search(earlier) else "slash"


def _arrow(match: re.Match[str], style: Style) -> str:
    """File -> Open; at the start of a line it is a bullet."""
    return "to" if before(match).strip() else ""


def _better_grade(match: re.Match[str], style: Style) -> str:
    """A+."""
    return f"{match['grade']} plus"


def _worse_grade(match: re.Match[str], style: Style) -> str | None:
    """A- where grades are given."""
    return f"{match['grade']} minus" if GRADE_BEFORE.search(before(match)) else None


def _greek_letter(match: re.Match[str], style: Style) -> str | None:
    """A Greek letter alone or before a Latin one: α, Δt."""
    index = ord(match[0][0].lower()) - ord("α")
    if not 0 <= index < len(GREEK_NAMES):
        return None
    variable = match["variable"]
    return f"{GREEK_NAMES[index]} {variable.upper()}" if variable else GREEK_NAMES[index]


RULES_BEFORE_MATHEMATICS = (
    Rule(
        "arrow",
        "symbol",
        "- =",
        lazy(r"[-=]>(?= ?[\w\"'(])"),
        _arrow,
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
        _better_grade,
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
        _worse_grade,
        ("an A- and a B-", "an A minus and a B minus"),
        ("Plan B- now", "Plan B- now"),
    ),
    Rule(
        "about to",
        "range",
        "~",
        lazy(r"(?<=\d)~(?=\d)"),
        lambda match, style: " to ",
        ("10~15 people", "ten to fifteen people"),
        ("~15 people", "about fifteen people"),
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
        lambda match, style: "and",
        ("rock & roll", "rock and roll"),
        ("R&amp;D", "R and D"),
    ),
    Rule(
        "symbol",
        "symbol",
        " ".join(SYMBOL_NAMES),
        lazy(r"."),
        _symbol,
        ("© 2026 Acme", "copyright twenty twenty-six Acme"),
        ("5%", "five percent"),
    ),
    Rule(
        "Greek letter",
        "symbol",
        "GREEK",
        lazy(r"[α-ωΑ-Ω](?P<variable>[A-Za-z])?(?!\w)"),
        _greek_letter,
        ("the α level, Δt", "the alpha level, delta T"),
        ("a level", "a level"),
    ),
)
