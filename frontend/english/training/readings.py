"""How each reading of a homograph sounds, in the inventory: one of espeak's own readings where it
has it, else the dictionary's.
"""

import csv
import re
from pathlib import Path

from frontend.english.pronunciation.homographs import Reading
from frontend.phonemes import parse
from frontend.phonemize.align import distance
from frontend.phonemize.espeak import Espeak
from frontend.phonemize.ipa import from_ipa

LOCALES = ("en-us", "en-gb")
FRAMES = (
    "{}",
    "books the {} books",
    "books to {} books",
    "books was {} books",
    "books he {} books",
    "books {} books",
)
NAMED = "books {} books"  # the word with a capital
NOISE = re.compile(r"[0-9]")
LIKENESS = {
    "a": "æ",
    "ɒ": "ɑ",
    "ɑː": "ɑ",
    "ɔ": "ɑ",
    "ɔː": "ɑ",
    "Q": "O",
    "iː": "i",
    "u": "ʊ",
    "uː": "ʊ",
    "ɜː": "ɜ",
    "ɾ": "t",
    **dict.fromkeys("ɪᵻʌᵊ", "ə"),
}


def spoken_readings(path: Path) -> dict[str, list[Reading]]:
    """The readings of each word of the table of word ids."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"):
        rows.setdefault(row["homograph"], []).append(row)
    says = {locale: Espeak(locale) for locale in LOCALES}
    readings: dict[str, list[Reading]] = {}
    for word, group in rows.items():
        tokens = {
            locale: _tokens(
                word, [NOISE.sub("", row["pronunciation"]) for row in group], locale, says[locale]
            )
            for locale in LOCALES
        }
        readings[word] = [
            Reading(
                row["wordid"], _label(row), {locale: tokens[locale][place] for locale in LOCALES}
            )
            for place, row in enumerate(group)
        ]
    return readings


def _label(row: dict[str, str]) -> str:
    """The label shared between words: a verb, or a noun or adjective; any other difference is the
    word's own.
    """
    kind = re.search(r"_(vrb|adj|nou|adj-nou)$", row["wordid"])
    return f"={'verb' if kind[1] == 'vrb' else 'noun'}" if kind else f"={row['wordid']}"


def _tokens(word: str, wanted: list[str], locale: str, say: Espeak) -> list[str]:
    """The tokens of each wanted pronunciation: espeak's nearest reading if no other is nearer to
    it, else the pronunciation itself.
    """
    asked = [*((frame, word) for frame in FRAMES), (NAMED, word.capitalize())]
    said = say([frame.format(form) for frame, form in asked])
    candidates = list(
        dict.fromkeys(
            text.split(" ")[frame.split(" ").index("{}")]
            for text, (frame, _) in zip(said, asked, strict=True)
            if len(text.split(" ")) == len(frame.split(" "))
        )
    )
    given = [from_ipa(pronunciation, "en-us") for pronunciation in wanted]
    nearest = [min(candidates, key=lambda candidate: _difference(candidate, own)) for own in given]
    return [
        near
        if nearest.count(near) == 1
        or _difference(near, own)
        == min(
            _difference(near, other)
            for other, rival in zip(given, nearest, strict=True)
            if rival == near
        )
        else _converted(own, locale)
        for near, own in zip(nearest, given, strict=True)
    ]


def _shape(tokens: str) -> list[str]:
    """Symbols without what tells accents apart, stress included as a symbol of its own."""
    out = []
    for phoneme, _ in parse(tokens):
        if phoneme.stress == 1:
            out.append("ˈ")
        if phoneme.symbol != "ɹ":
            out.append(LIKENESS.get(phoneme.symbol, phoneme.symbol))
    return out


def _difference(one: str, other: str) -> int:
    """How far two pronunciations are apart."""
    return distance(_shape(one), _shape(other))


def _converted(tokens: str, locale: str) -> str:
    """An American pronunciation in a British voice."""
    if locale == "en-us":
        return tokens
    for pattern, replacement in (
        (r"ɑɹ(?![aeiouæɑəɛɪʊʌAIOWYᵊᵻ])", "ɑː"),
        (r"ɔɹ(?![aeiouæɑəɛɪʊʌAIOWYᵊᵻ])", "ɔː"),
        (r"ɜɹ", "ɜː"),
        (r"ɛɹ(?![aeiouæɑəɛɪʊʌAIOWYᵊᵻ])", "ɛː"),
        (r"əɹ(?![aeiouæɑəɛɪʊʌAIOWYᵊᵻ])", "ə"),
        (r"ɑ(?!ː)", "ɒ"),
        (r"i(?=[ˈˌ]?[^aeiouæɑəɛɪʊʌ])", "iː"),
        (r"u(?!ː)", "uː"),
        ("æ", "a"),
        ("O", "Q"),
        ("ɾ", "t"),
    ):
        tokens = re.sub(pattern, replacement, tokens)
    return tokens
