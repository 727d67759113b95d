"""Emoji by the short names of Unicode's CLDR."""

import re
import unicodedata
from functools import cache

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

NAMES_FILE = "emoji-names.tsv"
EMOJI_RANGES = (
    "\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u2600-\u27bf\u2b1b\u2b1c\u2b50\u2b55"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
EMOJI_CHARACTERS = lazy(f"[{EMOJI_RANGES}]+")
SKIN_TONES = "\U0001f3fb-\U0001f3ff"
# joiners, forms and shades are not said
UNSAID = lazy(f"[{SKIN_TONES}\u200d\ufe0e\ufe0f]")
HEARTS = frozenset("❤♥")
FLAG_LETTERS = "\U0001f1e6-\U0001f1ff"
FIRST_FLAG_LETTER = ord("\U0001f1e6")
SHORTER_NAMES = {"✅": "check mark", "♥": "heart"}
WORD_BEFORE_HEART = lazy(r"\b(?:I|i|we|We|you|You|they|They|to|all|really|just) $")
WORD_AFTER_HEART = lazy(r"\ufe0f? [A-Za-z]")
MAX_EMOJI = 8  # characters of the longest


def plain_emoji(text: str) -> str:
    """An emoji without joiners, forms and shades of skin: what the names are looked up by.

    >>> plain_emoji("👍🏽")
    '👍'
    """
    return UNSAID.sub("", text)


@cache
def emoji_names() -> dict[str, str]:
    """Each emoji, as `plain_emoji` leaves it, with its name."""
    from importlib import resources  # 8 ms, which few texts need

    data = resources.files("frontend.english.normalize").joinpath("data", NAMES_FILE)
    lines = data.read_text(encoding="utf-8").splitlines()
    names = dict(line.split("\t") for line in lines if not line.startswith("#"))
    return names | SHORTER_NAMES


def names_of(text: str) -> list[str]:
    """The names of the emoji in a row, a repeated one once.

    >>> names_of("😂😂😂🇺🇸")
    ['face with tears of joy', 'flag United States']
    """
    plain = plain_emoji(text)
    names: list[str] = []
    start = 0
    while start < len(plain):
        length, name = _first(plain, start)
        if name and name not in names[-1:]:
            names.append(name)
        start += length
    return names


def _first(text: str, start: int) -> tuple[int, str]:
    """The length and the name of the emoji that begins at an offset: the longest that is known."""
    known = emoji_names()
    for length in range(min(MAX_EMOJI, len(text) - start), 0, -1):
        name = known.get(text[start : start + length])
        if name:
            return length, name
    return 1, unicodedata.name(text[start], "").lower().replace("-", " ")


def _emoji(match: re.Match[str], style: Style) -> str | None:
    """The names of emoji, if the style says so."""
    if style.emoji != "say":
        return ""
    if match[0][0] in HEARTS and len(plain_emoji(match[0])) == 1 and _means_love(match):
        return "love"
    names = names_of(match[0])
    return ", ".join(names) if names else None


def _means_love(match: re.Match[str]) -> bool:
    """Whether a heart is a verb: "I ❤ NY"."""
    return bool(WORD_BEFORE_HEART.search(before(match)) and WORD_AFTER_HEART.match(after(match)))


RULES = (
    Rule(
        "emoji",
        "emoji",
        "EMOJI ♥ ❤",
        lazy(f"[{EMOJI_RANGES}](?:[{EMOJI_RANGES}\u200d\ufe0e\ufe0f{SKIN_TONES}])*"),
        _emoji,
        ("Great 👍🏽👍🏽 I ❤ it 🇺🇸", "Great thumbs up I love it flag United States"),
        ("Great :)", "Great"),
    ),
)
