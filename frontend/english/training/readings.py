"""The pronunciation of each reading of a homograph: one of espeak-ng's own readings where it has
it, else the dictionary's.
"""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from frontend.english.language import ENGLISH
from frontend.english.pronunciation.homographs import Reading
from frontend.english.pronunciation.notation import WRITTEN_NOTATION, espeak
from frontend.phonemes import parse
from frontend.phonemize.align import edit_distance
from frontend.phonemize.espeak import Espeak
from frontend.phonemize.ipa import from_ipa

FRAMES = (
    "{}",
    "books the {} books",
    "books to {} books",
    "books was {} books",
    "books he {} books",
    "books {} books",
)
NAME_FRAME = "books {} books"  # for the word with a capital
STRESS_DIGIT = re.compile(r"[0-9]")
PART_OF_SPEECH = re.compile(r"_(vrb|adj|nou|adj-nou)$")
# "upset" with stress at its end is an adjective as well as a verb
NO_PART_OF_SPEECH = frozenset(("upset_vrb", "upset_nou"))
# symbols that differ between accents and are compared as one
ALIKE = {
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
VOWELS_AFTER = "(?![aeiouæɑəɛɪʊʌAIOWYᵊᵻ])"
# American -> British
BRITISH = (
    (f"ɑɹ{VOWELS_AFTER}", "ɑː"),
    (f"ɔɹ{VOWELS_AFTER}", "ɔː"),
    ("ɜɹ", "ɜː"),
    (f"ɛɹ{VOWELS_AFTER}", "ɛː"),
    (f"əɹ{VOWELS_AFTER}", "ə"),
    (r"ɑ(?!ː)", "ɒ"),
    (r"i(?=[ˈˌ]?[^aeiouæɑəɛɪʊʌ])", "iː"),
    (r"u(?!ː)", "uː"),
    ("æ", "a"),
    ("O", "Q"),
    ("ɾ", "t"),
)


def spoken_readings(path: Path) -> dict[str, list[Reading]]:
    """The readings of each word of the table of word ids."""
    rows: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            rows.setdefault(row["homograph"], []).append(row)
    engines = {locale: espeak(locale) for locale in ENGLISH.locales}
    return {word: _readings(word, group, engines) for word, group in rows.items()}


def _readings(
    word: str, rows: Sequence[dict[str, str]], engines: dict[str, Espeak]
) -> list[Reading]:
    """The readings of a word."""
    wanted = [STRESS_DIGIT.sub("", row["pronunciation"]) for row in rows]
    phonemes = {
        locale: _pronunciations(word, wanted, locale, engine) for locale, engine in engines.items()
    }
    return [
        Reading(row["wordid"], _label(row), {locale: phonemes[locale][index] for locale in engines})
        for index, row in enumerate(rows)
    ]


def _label(row: dict[str, str]) -> str:
    """The label that words share: a verb, or a noun or adjective. Any other difference is the
    word's own.
    """
    part = PART_OF_SPEECH.search(row["wordid"])
    if not part or row["wordid"] in NO_PART_OF_SPEECH:
        return f"={row['wordid']}"
    return "=verb" if part[1] == "vrb" else "=noun"


def _pronunciations(word: str, wanted: Sequence[str], locale: str, engine: Espeak) -> list[str]:
    """The phonemes of each wanted pronunciation: espeak-ng's nearest reading, unless that is nearer
    to another wanted one; then the wanted pronunciation itself.
    """
    candidates = _candidates(word, engine)
    targets = [from_ipa(ipa, WRITTEN_NOTATION["en-us"]) for ipa in wanted]
    nearest = [_nearest(target, candidates) for target in targets]
    chosen: list[str] = []
    for target, near in zip(targets, nearest, strict=True):
        rivals = [other for other, found in zip(targets, nearest, strict=True) if found == near]
        least = min(_difference(near, rival) for rival in rivals)
        own = len(rivals) == 1 or _difference(near, target) == least
        chosen.append(near if own else _in_locale(target, locale))
    return chosen


def _candidates(word: str, engine: Espeak) -> list[str]:
    """espeak-ng's readings of a word, from the frames in which it stays apart."""
    asked = [*((frame, word) for frame in FRAMES), (NAME_FRAME, word.capitalize())]
    answers = engine([frame.format(form) for frame, form in asked])
    candidates: dict[str, None] = {}
    for answer, (frame, _) in zip(answers, asked, strict=True):
        parts = answer.split(" ")
        words = frame.split(" ")
        if len(parts) == len(words):
            candidates[parts[words.index("{}")]] = None
    return list(candidates)


def _nearest(target: str, candidates: Sequence[str]) -> str:
    """The candidate that is most like the target."""
    return min(candidates, key=lambda candidate: _difference(candidate, target))


def _difference(one: str, other: str) -> int:
    """The edit distance of two pronunciations."""
    return edit_distance(_shape(one), _shape(other))


def _shape(phonemes: str) -> list[str]:
    """Symbols without what differs between accents; primary stress is a symbol of its own."""
    shape: list[str] = []
    for phoneme, _ in parse(phonemes):
        if phoneme.stress == 1:
            shape.append("ˈ")
        if phoneme.symbol != "ɹ":
            shape.append(ALIKE.get(phoneme.symbol, phoneme.symbol))
    return shape


def _in_locale(phonemes: str, locale: str) -> str:
    """An American pronunciation in a locale of English."""
    if locale == "en-us":
        return phonemes
    for pattern, replacement in BRITISH:
        phonemes = re.sub(pattern, replacement, phonemes)
    return phonemes
