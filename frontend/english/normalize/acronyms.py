"""Acronyms, letters with dots, and words with capitals inside."""

import re

from frontend.english.normalize.capital_words import is_shouting, said_as_word, spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, at_line_end, before
from frontend.style import Style

NAMED_BEFORE = lazy(r"\b(?:[Tt]he|[Oo]ur|[Aa]n?|by|of) $")
DEPARTMENT = lazy(
    r" (?:dept|department|support|staff|team|sector|manager|industry|specialist|consultant|"
    r"director|"
    r"services?|systems?|guidelines?|officials?)\b"
)


def _capitals(match: re.Match[str], style: Style) -> str | None:
    """FBI, CPUs, CEO's."""
    text = match["letters"]
    many = match["many"] or ""
    if (
        text in ("WHO", "IT")
        and not is_shouting(match.string)
        and (NAMED_BEFORE.search(before(match)) or DEPARTMENT.match(after(match)))
    ):
        return spell(text) + many
    if said_as_word(text, match.string):
        return None
    return spell(text) + many


def _dotted(match: re.Match[str], style: Style) -> str:
    """U.S.A., e.s.t."""
    letters = re.sub(r"\.", "", match["letters"])
    return (
        spell(letters)
        + (match["many"] or "")
        + ("." if at_line_end(match) and match[0].endswith(".") else "")
    )


INNER = lazy(r"[a-z][A-Z]|[A-Z]{2}[a-z]")


def _camel(match: re.Match[str], style: Style) -> str | None:
    """iPhone, eBay, PhD; names such as McDonald are left."""
    text = match[0]
    if not INNER.search(text) or re.match(r"(?:Mc|Mac|O'|De|La|Le|Di|Van|Fitz)[A-Z]", text):
        return None
    if re.fullmatch(r"[a-z][A-Z][a-z]+\w*", text):
        return f"{text[0].upper()} {text[1:]}"
    short = re.fullmatch(
        r"(?:PhD(?:'?s)?|MSc|BSc|LLaMA|GmbH|kHz|pH|mRNA|tRNA|rRNA|cDNA|dB|DoD|DoJ|IoT|SaaS|HoF|"
        r"LoL|VoIP|QoS|XMas)",
        text,
    )
    if short:
        own = text[3:] if text.startswith("PhD") else ""
        return {"SaaS": "sass", "VoIP": "voip", "XMas": "Christmas"}.get(text) or spell(
            text.removesuffix(own)
        ) + own
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z']+", text)
    if len(parts) < 2:
        return None
    return " ".join(
        spell(part) if len(part) == 1 or (part.isupper() and not said_as_word(part, part)) else part
        for part in parts
    )


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
        _camel,
        ("iPhone and eBay", "I Phone and E Bay"),
        ("McDonald", "McDonald"),
    ),
)
