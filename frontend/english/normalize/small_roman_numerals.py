"""Roman numerals in small letters: chapter iv, (iii), page xii, Henry viii."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import spell
from frontend.english.normalize.roman_numerals import MONARCHS
from frontend.lazy_regex import lazy
from frontend.normalize.roman import roman_value
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

BOOK_PARTS = (
    "chapter|chap|ch|part|volume|vol|book|act|scene|section|sec|article|art|appendix|annex|page|"
    "pages|pp|footnote|note|verse|canto|stanza|paragraph|para|clause|schedule|phase|stage|class|"
    "type|grade|level|stanza|plate|figure|fig|table|exhibit|title|amendment|item|step|lesson|unit"
)
# of one letter, and no words: they are numbers only where the part ends with them
LONE_LETTERS = frozenset("ivx")
NUMERAL_WORDS = frozenset("ix xi xv xx".split())  # names of variables, of people
PROGRAMS_AND_DRIPS = frozenset(("iv", "vi"))
NUMBERED_NAME_BEFORE = lazy(r"(?<!\w)(?P<article>[Tt]he )?(?P<name>[A-Za-z]+) $")
LABEL_BEFORE = lazy(r"(?:^|[;:,.]) ?$|\b(?:and|or|to|item|point|clause|part) $")
PART_ENDS = lazy(r"[.,:;)\]!?]|$| (?:of|in|and|or|to|is|was|on|from|begins|ends|starts)\b")
PART_ENDS_WITHOUT_VERB = lazy(r"[.,:;)\]!?]|$| (?:of|begins|ends|starts)\b")
PAGE_WORDS = {
    "p": "page",
    "pp": "pages",
    "ch": "chapter",
    "vol": "volume",
    "fig": "figure",
    "sec": "section",
}
RULERS = frozenset(name.lower() for name in MONARCHS)
NUMERALS = frozenset(
    "ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv".split()
)


def _part(match: re.Match[str], style: Style) -> str | None:
    """Chapter iv, pages xii-xiv."""
    values = [roman_value(match[group].upper()) for group in ("a", "b") if match[group]]
    if not all(values):
        return None
    if match["a"] in LONE_LETTERS and not match["b"] and not _ends_part(match):
        return None
    spoken = " to ".join(style.cardinal(str(value)) for value in values)
    part = PAGE_WORDS.get(match["part"], match["part"])
    return f"{part}{match['gap'].lstrip('.')}{spoken}"


def _ends_part(match: re.Match[str]) -> bool:
    """Whether a part ends with its lone letter; "I" is a pronoun before a verb."""
    ends = PART_ENDS if match["a"] != "i" else PART_ENDS_WITHOUT_VERB
    return ends.match(after(match)) is not None


def _label(match: re.Match[str], style: Style) -> str | None:
    """(iii) and iii) before an item; elsewhere the bracket closes something else."""
    sure = match["open"] and len(match["roman"]) > 1
    if not sure and not LABEL_BEFORE.search(before(match)):
        return None
    value = roman_value(match["roman"].upper())
    return f"{style.cardinal(str(value))}," if value else None


def _alone(match: re.Match[str], style: Style) -> str | None:
    """Henry viii, world war ii; "vi" is a program, "iv" a drip."""
    text = match[0]
    value = str(roman_value(text.upper()))
    ruler = NUMBERED_NAME_BEFORE.search(before(match))
    if ruler and ruler["name"].lower() in RULERS:
        return f"{'' if ruler['article'] else 'the '}{numbers.ordinal(value)}"
    if text in NUMERAL_WORDS:
        return None
    return spell(text) if text in PROGRAMS_AND_DRIPS else style.cardinal(value)


RULES = (
    Rule(
        "part with a small numeral",
        "roman",
        BOOK_PARTS.replace("|", " ") + " p",
        lazy(
            rf"(?P<part>{BOOK_PARTS}|{BOOK_PARTS.title()}|p)(?P<gap>\.? )(?P<a>[ivxl]+)"
            r"(?:[-–](?P<b>[ivxl]+))?(?![\w'’])(?!\.\w)"
        ),
        _part,
        ("chapter iv, pages xii-xiv", "chapter four, pages twelve to fourteen"),
        ("a part i like", "a part i like"),
    ),
    Rule(
        "label with a small numeral",
        "roman",
        "( " + " ".join((*sorted(NUMERALS), "i", "v", "x")),
        lazy(r"(?P<open>\()?(?P<roman>[ivx]{1,5})\)"),
        _label,
        ("(i) wash; ii) dry", "one, wash; two, dry"),
        ("as ST (x) is", "as S T (x) is"),
    ),
    Rule(
        "small numeral",
        "roman",
        " ".join(sorted(NUMERALS)),
        lazy(rf"(?:{'|'.join(sorted(NUMERALS, key=len, reverse=True))})(?![\w'’@]|[-./]\w)"),
        _alone,
        ("Henry viii, world war ii, use vi", "Henry the eighth, world war two, use V I"),
        ("a six", "a six"),
    ),
)
