"""Homographs: the reading that a sentence calls for, by a linear model over the words around.

The score of a reading is the sum of the weights of its features. Some weights are shared by all
words whose readings have the same label ("verb", "noun" ...), the others belong to the word
(Collins 2002, the averaged perceptron). Features look at most three words away, beside a bag of the
words around; of frequent words they know the part of speech and the field of their sense
(word_classes.py). frontend/english/training/homographs.py trains the model.
"""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from frontend.english.pronunciation.word_classes import word_class

BAG_WINDOW = 8  # words to each side in the bag
DATA = "homographs.tsv.gz"
READING_ROW = "reading\t"  # the other rows have weights
CAPITALIZED_ENDINGS = (
    "_geo",
    "_nam",
    "_bible",
)  # endings of the names of readings that have a capital
OFFSETS = (-3, -2, -1, 1, 2, 3)
BEFORE_FIRST_WORD = "<"
AFTER_LAST_WORD = ">"
SUFFIXES = "ly ing ed ion ness ment ity al ic ous ive ful ble s".split()
DETERMINERS = (
    "the a an this that his her its their my our your some any no each every another these those"
)
MODALS = (
    "to will would can could may might must shall should cannot don't didn't doesn't won't let's"
)
PRONOUNS = "i you he she it we they who which that"
PREPOSITIONS = (
    "in on at of for by with from into as about under over between after before during than"
)
AUXILIARIES = "is was are were be been being am has have had having get got"
AUXILIARY_WINDOW = 5  # words before in which a verb's auxiliary may stand
VERB_HELPERS = frozenset(
    "do does did will would can could may might must shall should have has had having is was were "
    "are am be been being to don't doesn't didn't can't won't couldn't wouldn't i've you've we've "
    "they've i'll you'll we'll they'll he'll she'll i'd he'd she'd let's please haven't hasn't "
    "hadn't isn't wasn't aren't weren't i'm he's she's it's they're we're you're gonna wanna "
    "gotta".split()
)
TOP_NOUN = "n03"  # a thing of any kind
CLAUSE_MARKS = frozenset(".,;!?")
WORD_CLASSES = {
    **dict.fromkeys(DETERMINERS.split(), "D"),
    **dict.fromkeys(MODALS.split(), "M"),
    **dict.fromkeys(PRONOUNS.split(), "P"),
    **dict.fromkeys(PREPOSITIONS.split(), "I"),
    **dict.fromkeys(AUXILIARIES.split(), "B"),
    **dict.fromkeys("and or but nor".split(), "C"),
    **dict.fromkeys(',;:.!?()"', "."),
}


class Reading(NamedTuple):
    """A reading of a word.

    name       of this reading
    label      shared with readings of other words
    phonemes   locale -> inventory notation
    """

    name: str
    label: str
    phonemes: dict[str, str]


class Model(NamedTuple):
    """The readings of each word, and the weights: feature -> (label or name) -> weight."""

    readings: dict[str, list[Reading]]
    weights: dict[str, dict[str, float]]


class _Neighbour(NamedTuple):
    """A word beside the homograph, in small letters, or BEFORE_FIRST_WORD or AFTER_LAST_WORD.

    kind    its word class, a mark, a number, or its suffix and whether it has a capital
    """

    word: str
    kind: str

    @property
    def word_class(self) -> str:
        """Its word class, else the word."""
        return WORD_CLASSES.get(self.word, self.word)


def features(words: Sequence[str], index: int) -> Iterator[str]:
    """The features of the word at `index`. Words and marks are as written.

    >>> list(features(["the", "record"], 1))[:4]
    ['bias', 'low', '-3<', '-2<']
    """
    near = {offset: _neighbour(words, index, offset) for offset in OFFSETS}
    yield "bias"
    yield "Cap" if index and words[index][:1].isupper() else "low"
    for offset, neighbour in near.items():
        yield from _neighbour_features(offset, neighbour)
    yield from _conjunctions(near)
    first = max(0, index - BAG_WINDOW)
    around = [*words[first:index], *words[index + 1 : index + BAG_WINDOW + 1]]
    yield from _bag(around)
    yield from _class_features(near)
    yield from _bag_of_senses(around)
    yield from _auxiliary(words, index)


def _neighbour(words: Sequence[str], index: int, offset: int) -> _Neighbour:
    """The word so many places away."""
    position = index + offset
    if position < 0:
        return _Neighbour(BEFORE_FIRST_WORD, "|")
    if position >= len(words):
        return _Neighbour(AFTER_LAST_WORD, "|")
    written = words[position]
    word = written.lower()
    if word in (BEFORE_FIRST_WORD, AFTER_LAST_WORD, ""):  # these marks as written are like the ends
        return _Neighbour(word, "|")
    return _Neighbour(word, _kind(word, written, position))


def _kind(word: str, written: str, position: int) -> str:
    """The kind of a word."""
    if word in WORD_CLASSES:
        return WORD_CLASSES[word]
    if not word[0].isalpha():
        return "0" if word[0].isdigit() else "."
    suffix = next((suffix for suffix in SUFFIXES if word.endswith(suffix)), "")
    return ("X" if written[0].isupper() and position else "w") + suffix


def _neighbour_features(offset: int, neighbour: _Neighbour) -> Iterator[str]:
    """The word, its class, its kind and its last letters."""
    word = neighbour.word
    yield f"{offset:+d}{word}"
    if word in WORD_CLASSES:
        yield f"{offset:+d}{WORD_CLASSES[word]}"
    if abs(offset) < 3:
        yield f"{offset:+d}#{neighbour.kind}"
        if len(word) > 4:
            yield f"{offset:+d}~{word[-3:]}"
            yield f"{offset:+d}~{word[-2:]}"


def _conjunctions(near: dict[int, _Neighbour]) -> Iterator[str]:
    """Pairs and triples of neighbours."""
    before2, before, after, after2 = (near[offset] for offset in (-2, -1, 1, 2))
    yield f"{before.word_class}_{after.word_class}"
    yield f"{before2.word_class} {before.word_class}_"
    yield f"#{before.kind}_{after.kind}"
    yield f"#{before2.kind} {before.kind}_"
    yield f"#_{after.kind} {after2.kind}"
    yield f"#{before2.kind} {before.kind}_{after.kind}"
    yield f"#{before.kind}_{after.kind} {after2.kind}"
    yield f"{before.word}_#{after.kind}"
    yield f"#{before.kind}_{after.word}"
    yield f"{before2.word} {before.word}_"
    yield f"_{after.word} {after2.word}"


def _bag(around: Iterable[str]) -> Iterator[str]:
    """The longer words around, without their places."""
    for word in {written.lower() for written in around}:
        if len(word) > 3 and word not in WORD_CLASSES:
            yield f"*{word}"


def _class_features(near: dict[int, _Neighbour]) -> Iterator[str]:
    """The parts of speech and the senses of the neighbours."""
    for offset, neighbour in near.items():
        known = None if neighbour.word in WORD_CLASSES else word_class(neighbour.word)
        if known:
            if abs(offset) < 3:
                yield f"{offset:+d}${known.parts}"
            yield f"{offset:+d}@{known.sense}"


def _bag_of_senses(around: Iterable[str]) -> Iterator[str]:
    """The fields of the nouns around."""
    words = {written.lower() for written in around}
    known = (word_class(word) for word in words if len(word) > 2 and word not in WORD_CLASSES)
    for sense in sorted({each.sense for each in known if each}):
        if sense[0] == "n" and sense != TOP_NOUN:
            yield f"*@{sense}"


def _auxiliary(words: Sequence[str], index: int) -> Iterator[str]:
    """The nearest auxiliary before, in the same clause."""
    for word in reversed(words[max(0, index - AUXILIARY_WINDOW) : index]):
        word = word.lower()
        if word in CLAUSE_MARKS:
            break
        if word in VERB_HELPERS:
            yield f"aux={word}"
            return
    yield "aux="


def scores(model: Model, readings: Sequence[Reading], names: Sequence[str]) -> list[float]:
    """The score of each reading, from the names of the features that hold."""
    totals = [0.0] * len(readings)
    for name in names:
        weights = model.weights.get(name)
        if weights:
            for index, reading in enumerate(readings):
                totals[index] += weights.get(reading.name, 0.0) + weights.get(reading.label, 0.0)
    return totals


def disambiguate(words: Sequence[str], index: int, model: Model | None = None) -> Reading | None:
    """The reading of the word at `index`; None for a word that is no homograph of the model.

    model   None: the packaged one
    """
    known = packaged_readings() if model is None else model.readings
    readings = known.get(words[index].lower())
    if not readings:
        return None
    if words[index].islower():
        small = [reading for reading in readings if not reading.name.endswith(CAPITALIZED_ENDINGS)]
        readings = small or readings
    totals = scores(model or packaged_model(), readings, list(features(words, index)))
    return readings[totals.index(max(totals))]


@cache
def packaged_model() -> Model:
    """The model in the package. Its weights take some 20 ms, and few texts have a homograph."""
    rows = (line.split("\t") for line in packaged_lines() if not line.startswith(READING_ROW))
    weights = {cells[1]: _weights(cells[2:]) for cells in rows}
    packaged_lines.cache_clear()
    return Model(packaged_readings(), weights)


@cache
def packaged_readings() -> dict[str, list[Reading]]:
    """The readings of the model in the package."""
    readings: dict[str, list[Reading]] = {}
    for line in packaged_lines():
        if line.startswith(READING_ROW):
            _, word, name, label, us, gb = line.split("\t")
            reading = Reading(name, label, {"en-us": us, "en-gb": gb})
            readings.setdefault(word, []).append(reading)
    return readings


@cache
def packaged_lines() -> list[str]:
    """The lines of the model's file."""
    file = resources.files("frontend.english.pronunciation").joinpath("data", DATA)
    return gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()


def _weights(cells: Iterable[str]) -> dict[str, float]:
    """Weights from cells such as "noun=1.5"."""
    weights: dict[str, float] = {}
    for cell in cells:  # some 75,000 in all
        key, _, weight = cell.rpartition("=")
        weights[key] = float(weight)
    return weights
