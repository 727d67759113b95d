"""Which reading of a homograph a sentence calls for: a linear model over the words around it,
trained by frontend/english/training/homographs.py.

The score of a reading is the sum of the weights of the features that hold, some shared by all words
whose readings have the same label ("verb", "noun" ...), the others the word's own (Collins 2002,
the averaged perceptron). Features look at most three words away, beside a bag of the words around.
"""

import gzip
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

WINDOW = 8  # words to each side in the bag
DATA = "homographs.tsv.gz"
NAMES = ("_geo", "_nam")  # readings that are written with a capital
ENDINGS = (
    "ly",
    "ing",
    "ed",
    "ion",
    "ness",
    "ment",
    "ity",
    "al",
    "ic",
    "ous",
    "ive",
    "ful",
    "ble",
    "s",
)
CLASSES = {
    **dict.fromkeys(
        (
            "the",
            "a",
            "an",
            "this",
            "that",
            "his",
            "her",
            "its",
            "their",
            "my",
            "our",
            "your",
            "some",
            "any",
            "no",
            "each",
            "every",
            "another",
            "these",
            "those",
        ),
        "D",
    ),
    **dict.fromkeys(
        (
            "to",
            "will",
            "would",
            "can",
            "could",
            "may",
            "might",
            "must",
            "shall",
            "should",
            "cannot",
            "don't",
            "didn't",
            "doesn't",
            "won't",
            "let's",
        ),
        "M",
    ),
    **dict.fromkeys(("i", "you", "he", "she", "it", "we", "they", "who", "which", "that"), "P"),
    **dict.fromkeys(
        (
            "in",
            "on",
            "at",
            "of",
            "for",
            "by",
            "with",
            "from",
            "into",
            "as",
            "about",
            "under",
            "over",
            "between",
            "after",
            "before",
            "during",
            "than",
        ),
        "I",
    ),
    **dict.fromkeys(
        (
            "is",
            "was",
            "are",
            "were",
            "be",
            "been",
            "being",
            "am",
            "has",
            "have",
            "had",
            "having",
            "get",
            "got",
        ),
        "B",
    ),
    **dict.fromkeys(("and", "or", "but", "nor"), "C"),
    **dict.fromkeys(',;:.!?()"', "."),
}


class Reading(NamedTuple):
    """One reading of a word: its name, the label it shares with other words' readings, and its
    tokens in each locale.
    """

    name: str
    label: str
    tokens: dict[str, str]


class Model(NamedTuple):
    """Readings of each word, and the weights: feature -> (label or reading) -> weight."""

    readings: dict[str, list[Reading]]
    weights: dict[str, dict[str, float]]


def features(words: Sequence[str], place: int) -> Iterator[str]:
    """The features of the word at this place; words and marks as written.

    >>> list(features(["the", "record"], 1))[:4]
    ['bias', 'low', '-3<', '-2<']
    """
    first = max(0, place - WINDOW)
    low = [word.lower() for word in words[first : place + WINDOW + 1]]
    here = place - first
    near = {
        offset: low[here + offset] if 0 <= here + offset < len(low) else "<" if offset < 0 else ">"
        for offset in (-3, -2, -1, 1, 2, 3)
    }
    kinds = {
        offset: _kind(
            near[offset], words[place + offset] if near[offset] not in "<>" else "", place + offset
        )
        for offset in near
    }
    yield "bias"
    yield "Cap" if place and words[place][:1].isupper() else "low"
    for offset, word in near.items():
        yield f"{offset:+d}{word}"
        if word in CLASSES:
            yield f"{offset:+d}{CLASSES[word]}"
        if abs(offset) < 3:
            yield f"{offset:+d}#{kinds[offset]}"
            if len(word) > 4:
                yield f"{offset:+d}~{word[-3:]}"
                yield f"{offset:+d}~{word[-2:]}"
    yield from _together(near, kinds)
    for word in {*low[:here], *low[here + 1 :]}:
        if len(word) > 3 and word not in CLASSES:
            yield f"*{word}"


def _together(near: dict[int, str], kinds: dict[int, str]) -> Iterator[str]:
    """Pairs and triples of what stands around."""
    second, before, after, next_but_one = (kinds[offset] for offset in (-2, -1, 1, 2))
    yield f"{CLASSES.get(near[-1], near[-1])}_{CLASSES.get(near[1], near[1])}"
    yield f"{CLASSES.get(near[-2], near[-2])} {CLASSES.get(near[-1], near[-1])}_"
    yield f"#{before}_{after}"
    yield f"#{second} {before}_"
    yield f"#_{after} {next_but_one}"
    yield f"#{second} {before}_{after}"
    yield f"#{before}_{after} {next_but_one}"
    yield f"{near[-1]}_#{after}"
    yield f"#{before}_{near[1]}"
    yield f"{near[-2]} {near[-1]}_"
    yield f"_{near[1]} {near[2]}"


def _kind(word: str, written: str, place: int) -> str:
    """The kind of a word: its class, a mark, a number, or its ending with what its first letter
    tells.
    """
    if not written:
        return "|"
    if word in CLASSES:
        return CLASSES[word]
    if not word[0].isalpha():
        return "0" if word[0].isdigit() else "."
    ending = next((ending for ending in ENDINGS if word.endswith(ending)), "")
    return ("X" if written[0].isupper() and place else "w") + ending


def scores(model: Model, readings: Sequence[Reading], names: Sequence[str]) -> list[float]:
    """The score of each reading."""
    totals = [0.0] * len(readings)
    for name in names:
        weights = model.weights.get(name)
        if weights:
            for place, reading in enumerate(readings):
                totals[place] += weights.get(reading.name, 0.0) + weights.get(reading.label, 0.0)
    return totals


def choose(words: Sequence[str], place: int, model: Model | None = None) -> Reading | None:
    """The reading of the word at this place, or None if it is no homograph that the model (the
    packaged one, if none is given) knows.
    """
    model = model or packaged()
    readings = model.readings.get(words[place].lower())
    if not readings:
        return None
    if words[place].islower():
        readings = [reading for reading in readings if not reading.name.endswith(NAMES)] or readings
    totals = scores(model, readings, list(features(words, place)))
    return readings[max(range(len(readings)), key=totals.__getitem__)]


@cache
def packaged() -> Model:
    """The model in the package."""
    text = gzip.decompress(
        resources.files("frontend.english.pronunciation").joinpath("data", DATA).read_bytes()
    ).decode("utf-8")
    readings: dict[str, list[Reading]] = {}
    weights: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        kind, *cells = line.split("\t")
        if kind == "reading":
            word, name, label, us, gb = cells
            readings.setdefault(word, []).append(Reading(name, label, {"en-us": us, "en-gb": gb}))
        elif kind == "weights":
            weights[cells[0]] = {
                cell.rpartition("=")[0]: float(cell.rpartition("=")[2]) for cell in cells[1:]
            }
    return Model(readings, weights)
