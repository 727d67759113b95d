"""Acronyms, letters with dots, and words with capitals inside."""

import re

from frontend.english.normalize.capital_words import (
    CRY,
    is_drawn_out,
    is_known_word,
    is_read_as_word,
    is_shouting,
    spell,
)
from frontend.english.pronunciation.everyday_spellings import BARE_CONTRACTIONS, unstretched
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before, full_stop
from frontend.style import Style

ARTICLE_BEFORE = lazy(r"\b(?:[Tt]he|[Oo]ur|[Aa]n?|by|of) $")
DEPARTMENT_AFTER = lazy(
    r" (?:dept|department|support|staff|team|sector|manager|industry|specialist|consultant|"
    r"director|services?|systems?|guidelines?|officials?)\b"
)
# letters that are words in a line of capitals, unless this stands before or after them
SHOUTED_WORDS = {
    "US": (
        lazy(r"(?:\b(?:THE|A|AN|IN|NON|ANTI|PRO|EX|TOP|NEW|FORMER|BOTH)[ -]|[,/&(] ?|[.!?:;-] )$"),
        lazy(
            r"[-/]| (?:AND (?:THE )?(?:UK|EU)|GOV(?:ERNMEN)?T|ARMY|NAVY|MILITARY|TROOPS|DOLLARS?|"
            r"PRESIDENT|STATES?|SENATE|CONGRESS|ECONOMY|CITIZENS?|OPEN|DEBT|BANKS?|SANCTIONS|"
            r"ELECTIONS?|FLAG|TEAM|SAYS|SAID|TRADE|TREASURY|SUPREME|HOUSE|BORDER|MAIL)\b"
        ),
    ),
    "LED": (
        lazy(r"\b(?:AN?|THE|NEW|WHITE|BLUE|RED|GREEN|OLED|WITH|SMART)[ -]$"),
        lazy(
            r"[-/]| (?:LIGHT|LAMP|BULB|TV|STRIP|SCREEN|DISPLAY|MONITOR|PANEL|HEADLIGHT|FLASHLIGHT|"
            r"LANTERN|FIXTURE|DOWNLIGHT|CANDLE|SIGN|WALL|MIRROR|RING|FLOOR|DESK)S?(?:ING)?\b"
        ),
    ),
}
CAPITAL_INSIDE = lazy(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
FAMILY_NAME = lazy(r"(?:Mc|Mac|O'|De|La|Le|Di|Van|Fitz)[A-Z]")
LETTER_AND_NAME = lazy(r"[a-z][A-Z][a-z]+\w*")
# names as they are meant ("PowerPoint"), and letters in the plural ("CDs")
MEANT_AS_WRITTEN = lazy(r"(?:[A-Z]?[a-z']+)(?:[A-Z][a-z']+)+|[A-Z]{2,}'?s|[a-z]{1,2}[A-Z]")
STRAY_CAPITAL = lazy(
    r"[a-df-hj-z][A-Z][a-z]+|[a-z]{2,}(?:[A-Z]|I[a-z]+)"
)  # "lIke", "whY"; not "iPad"
SHORT_SLIPS = frozenset("mY nO sO oH wE hI".split())
MEANT_IN_CAPITALS = frozenset("eBAY iMAX iPOD cAMP rPET".split())
SLIP_OF_TWO = lazy(r"(?P<capitals>[A-Z]{2})(?P<rest>[a-z]+)")  # "ANyways"
LETTERS_AND_ENDING = lazy(r"(?P<letters>[A-Z]{2,3})(?P<ending>ing|ed|er|ers)")  # "RVing"
PLURAL = lazy(r"([A-Z]{2,})'?s")
CHAT_IN_CAPITALS = {"IM": "I'm", "UR": "your", "IVE": "I've"}  # "IM GOING", "UR SMS"
CLAUSE_BEGINS = lazy(
    r"(?:^|[,.!?;:)] ?|\b(?:and|but|because|cause|cuz|so|hey|lol|yeah|no|omg) )$", re.I
)
MESSENGER_AFTER = lazy(
    r" (?:me|him|her|us|them|you|app|chat|client|window|service|message)s?\b", re.I
)
WORD_AFTER = lazy(r" [A-Za-z]{2}")
DOCTORATE = lazy(r"PhD(?P<own>'?s)?")
MIXED_CASE_WORDS = {
    "kWh": "kilowatt hours",
    "mAh": "milliamp hours",
    "SaaS": "sass",
    "VoIP": "voip",
    "XMas": "Christmas",
    "WoW": "wow",
}
MIXED_CASE_SPELLED = frozenset(
    (
        "dBm dBi dBA dBu MSc BSc LLaMA GmbH pH mRNA tRNA rRNA cDNA dB DoD DoJ DoT IMDb IoT HoF LoL "
        "QoS"
    ).split()
)
CAPS_LOCK = lazy(r"[a-z][A-Z]{5,}")  # "kILLER"
CAMEL_PART = lazy(r"[A-Z]+(?![a-z])|[A-Z]?[a-z']+")


def _capitals(match: re.Match[str], style: Style) -> str | None:
    """FBI, CPUs, CEO's."""
    text = match["letters"]
    if text in SHOUTED_WORDS and not match["many"] and _is_shouted_word(match):
        return text.lower()
    if text in CHAT_IN_CAPITALS and not match["many"] and _is_chat_word(match):
        return CHAT_IN_CAPITALS[text]
    if not _is_organization(match) and is_read_as_word(text, match.string):
        return None
    return f"{spell(text)}{match['many'] or ''}"


def _is_shouted_word(match: re.Match[str]) -> bool:
    """Whether "US" and "LED" are words in a line of capitals: HELP US, HE LED THEM."""
    before_letters, after_word = SHOUTED_WORDS[match["letters"]]
    if not is_shouting(match.string) or not before(match).strip(" \"'"):
        return False
    return not (before_letters.search(before(match)) or after_word.match(after(match)))


def _is_chat_word(match: re.Match[str]) -> bool:
    """Whether "IM" and "UR" are words: IM GOING HOME, 3rd UR SMS; not "the UR campus"."""
    if match["letters"] == "IM" and not is_shouting(match.string):
        begins = CLAUSE_BEGINS.search(before(match)) and not MESSENGER_AFTER.match(after(match))
        return bool(begins and WORD_AFTER.match(after(match)))
    if ARTICLE_BEFORE.search(before(match).lower()) or before(match).endswith(("/", "-")):
        return False
    return bool(WORD_AFTER.match(after(match)))


def _is_organization(match: re.Match[str]) -> bool:
    """Whether "WHO" and "IT" are letters: the WHO, the IT department."""
    if match["letters"] not in ("WHO", "IT") or is_shouting(match.string):
        return False
    return bool(ARTICLE_BEFORE.search(before(match)) or DEPARTMENT_AFTER.match(after(match)))


def _dotted(match: re.Match[str], style: Style) -> str:
    """U.S.A., e.s.t."""
    letters = match["letters"].replace(".", "")
    return f"{spell(letters)}{match['many'] or ''}{full_stop(match)}"


def _camel_case(match: re.Match[str], style: Style) -> str | None:
    """iPhone, eBay, PhD; names such as McDonald are left."""
    text = match[0]
    if not CAPITAL_INSIDE.search(text) or FAMILY_NAME.match(text):
        return None
    if text in MIXED_CASE_WORDS:
        return MIXED_CASE_WORDS[text]
    if text in MIXED_CASE_SPELLED:
        return spell(text)
    if text in SHORT_SLIPS and not before(match).rstrip()[-1:].isdigit():
        return text.lower()
    if STRAY_CAPITAL.fullmatch(text) and is_known_word(text.lower()):
        return text.lower()
    if LETTER_AND_NAME.fullmatch(text):
        return f"{text[0].upper()} {text[1:]}"
    if doctorate := DOCTORATE.fullmatch(text):
        return f"P H D{doctorate['own'] or ''}"
    if (plural := PLURAL.fullmatch(text)) and is_read_as_word(plural[1], match.string):
        return None  # "SIMs", "the SEALs"
    return _slip_of_shift(text) or _spaced_parts(text)


def _slip_of_shift(text: str) -> str | None:
    """SOMEbody, THen, hELLO, ANyways: a word whose capitals mean nothing."""
    small = text.lower()
    if MEANT_AS_WRITTEN.fullmatch(text) or text in MEANT_IN_CAPITALS:
        return None
    if small in BARE_CONTRACTIONS:
        return BARE_CONTRACTIONS[small]
    if any(map(is_known_word, (small, unstretched(small), small.removesuffix("s")))):
        return small
    if is_known_word(text.capitalize()):
        return text.capitalize()
    capitals = text.upper()
    if CAPS_LOCK.fullmatch(text) and is_read_as_word(capitals, text):
        return small
    is_cry = is_drawn_out(capitals) or CRY.fullmatch(capitals)
    return text.capitalize() if is_cry or _is_slip_of_two(text) else None


def _is_slip_of_two(text: str) -> bool:
    """Whether two capitals and a rest that is no word of its own are one word: ANyways, NAruto."""
    slip = SLIP_OF_TWO.fullmatch(text)
    if not slip or len(slip["rest"]) < 3 or LETTERS_AND_ENDING.fullmatch(text):
        return False
    return not is_known_word(text[1:].lower()) and not is_known_word(slip["rest"])


def _spaced_parts(text: str) -> str | None:
    """YouTube: its parts, if it has several."""
    if ending := LETTERS_AND_ENDING.fullmatch(text):
        return f"{spell(ending['letters'])} {ending['ending']}"
    slip = SLIP_OF_TWO.fullmatch(text)
    if (
        slip
        and len(slip["rest"]) > 2
        and is_known_word(slip["rest"])
        and not is_known_word(text[1:].lower())
    ):
        return f"{spell(slip['capitals'])} {slip['rest']}"  # "MDcrew"
    parts = CAMEL_PART.findall(text)
    if len(parts) < 2:
        return None
    return " ".join(_camel_part(part) for part in parts)


def _camel_part(part: str) -> str:
    """A part of a word with capitals inside: letters are spelled."""
    is_letters = len(part) == 1 or (part.isupper() and not is_read_as_word(part, part))
    return spell(part) if is_letters else part


RULES = (
    Rule(
        "dotted letters",
        "letters",
        "JOINED",
        lazy(r"(?P<letters>[A-Za-z](?:\.[A-Za-z])+)(?![\w@])\.?(?P<many>'s|s)?(?!\w)"),
        _dotted,
        ("the U.S.A.", "the U S A."),
        ("end.Of", "end.Of"),
    ),
    Rule(
        "capitals",
        "letters",
        "A",
        lazy(r"(?P<letters>[A-Z]{2,})(?P<many>'?s)?(?![\w]|'\w)"),
        _capitals,
        ("the FBI and CPUs", "the F B I and C P Us"),
        ("NASA", "NASA"),
    ),
    Rule(
        "capitals inside",
        "letters",
        "A",
        lazy(r"[A-Za-z]+(?:'[a-z]+)?(?!\w)"),
        _camel_case,
        ("iPhone and eBay", "I Phone and E Bay"),
        ("McDonald", "McDonald"),
    ),
)
