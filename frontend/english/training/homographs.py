"""Train the homograph model:
`python -m frontend.english.training.homographs TRAIN.tsv WORDIDS.tsv [--out FILE]`.

TRAIN has the columns homograph, wordid, pronunciation, start, end, sentence; WORDIDS homograph,
wordid, label, pronunciation, type, fine type (google-research-datasets/WikipediaHomographData,
Apache-2.0). An encyclopedia gives no orders, asks nothing and has no "I" or "you". everyday.tsv
beside this file has such sentences, written for PlainSpeech (wordid, sentence, the homograph
between asterisks), everyday-wordids.tsv more homographs that only they have.

One sentence in five is held out, by a hash of its text, and the accuracy on those is printed. The
file that is written is trained on all. The method is the averaged perceptron (Collins 2002); small
weights are dropped.
"""

import argparse
import csv
import gzip
import random
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from frontend.english.pronunciation.homographs import DATA, Model, Reading, features, scores
from frontend.english.training.readings import spoken_readings

PASSES = 8
SEEDS = (1, 2, 3, 4, 5, 6)
MIN_WEIGHT = 0.6  # weights nearer to zero are dropped
MIN_COUNT = 2  # features that are rarer are dropped
UPDATE_MARGIN = 1.0
EVERYDAY_COPIES = 4  # there are few everyday sentences, so each counts several times
TOKENS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\s\w]")
EVERYDAY = Path(__file__).with_name("everyday.tsv")
EVERYDAY_WORDIDS = Path(__file__).with_name("everyday-wordids.tsv")
MODEL_FILE = Path(__file__).parents[1] / "pronunciation" / "data" / DATA

PerceptronWeights = dict[str, dict[str, float]]  # feature -> (label or reading) -> weight


class Example(NamedTuple):
    """A sentence with a homograph.

    name       of the right reading
    features   of the homograph in the sentence
    held       whether it is held out
    everyday   whether it was written for PlainSpeech
    """

    word: str
    name: str
    features: list[str]
    held: bool
    everyday: bool = False


class Accuracy(NamedTuple):
    """Percentages of sentences with the right reading.

    sentences   of all
    words       mean over words
    readings    mean over readings
    """

    sentences: float
    words: float
    readings: float


def read_examples(path: Path) -> list[Example]:
    """The labelled sentences, and the everyday ones."""
    examples = [
        _example(row["homograph"], row["wordid"], row["sentence"], int(row["start"]))
        for row in _rows(path)
    ]
    for row in EVERYDAY_COPIES * _rows(EVERYDAY):
        before, word, after = row["sentence"].split("*")
        example = _example(word.lower(), row["wordid"], before + word + after, len(before))
        examples.append(example and example._replace(everyday=True))
    return [example for example in examples if example]


def _example(word: str, name: str, sentence: str, start: int) -> Example | None:
    """A sentence with the homograph at this offset; None if no word stands there."""
    tokens = list(TOKENS.finditer(sentence))
    words = [token[0] for token in tokens]
    held = zlib.crc32(sentence.encode()) % 5 == 0
    for index, token in enumerate(tokens):
        if token.start() <= start < token.end():
            return Example(word, name, list(features(words, index)), held)
    return None


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table with a head."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def train_perceptrons(
    readings: dict[str, list[Reading]], examples: list[Example], seeds: Sequence[int] = SEEDS
) -> Model:
    """The mean of averaged perceptrons that take the examples in different orders. One alone wavers
    where the examples do.
    """
    examples = _without_rare_features(examples)
    means: PerceptronWeights = defaultdict(lambda: defaultdict(float))
    for seed in seeds:
        for name, row in perceptron(readings, examples, seed).items():
            for key, weight in row.items():
                means[name][key] += weight / len(seeds)
    kept = {name: _large_weights(row) for name, row in means.items()}
    return Model(readings, {name: row for name, row in kept.items() if row})


def _without_rare_features(examples: Iterable[Example]) -> list[Example]:
    """The examples with the features that MIN_COUNT of them have."""
    examples = list(examples)
    counts = Counter(name for example in examples for name in example.features)
    return [
        example._replace(features=[name for name in example.features if counts[name] >= MIN_COUNT])
        for example in examples
    ]


def _large_weights(row: dict[str, float]) -> dict[str, float]:
    """The weights of at least MIN_WEIGHT, rounded."""
    return {key: round(weight, 1) for key, weight in row.items() if abs(weight) >= MIN_WEIGHT}


def perceptron(
    readings: dict[str, list[Reading]], examples: Sequence[Example], seed: int
) -> PerceptronWeights:
    """The averaged weights of one perceptron."""
    weights: PerceptronWeights = defaultdict(lambda: defaultdict(float))
    sums: PerceptronWeights = defaultdict(lambda: defaultdict(float))
    model = Model(readings, weights)
    step = 0
    order = list(examples)
    for _ in range(PASSES):
        random.Random(seed).shuffle(order)
        for example in order:
            step += 1
            right, rival = _right_and_rival(model, example)
            if right is not None:
                _update(weights, sums, example.features, (right, rival), step)
    return {
        name: {key: weight - sums[name][key] / step for key, weight in row.items()}
        for name, row in weights.items()
    }


def _right_and_rival(model: Model, example: Example) -> tuple[Reading | None, Reading]:
    """The right reading and the best of the others; None for the right one where it wins by more
    than MARGIN.
    """
    known = model.readings[example.word]
    totals = scores(model, known, example.features)
    right = next(index for index, reading in enumerate(known) if reading.name == example.name)
    others = [index for index in range(len(known)) if index != right]
    rival = max(others, key=totals.__getitem__)
    wins = totals[right] > totals[rival] + UPDATE_MARGIN
    return None if wins else known[right], known[rival]


def _update(
    weights: PerceptronWeights,
    sums: PerceptronWeights,
    names: Iterable[str],
    readings: tuple[Reading, Reading],
    step: int,
) -> None:
    """Raise the weights of the first reading and lower those of the second."""
    for name in names:
        for reading, sign in zip(readings, (1.0, -1.0), strict=True):
            for key in (reading.name, reading.label):
                weights[name][key] += sign
                sums[name][key] += sign * step


def accuracy(model: Model, examples: Iterable[Example]) -> Accuracy:
    """The accuracy on the examples."""
    by_word: dict[str, list[bool]] = defaultdict(list)
    by_reading: dict[str, list[bool]] = defaultdict(list)
    for example in examples:
        known = model.readings[example.word]
        totals = scores(model, known, example.features)
        right = known[totals.index(max(totals))].name == example.name
        by_word[example.word].append(right)
        by_reading[f"{example.word} {example.name}"].append(right)
    everything = [right for rights in by_word.values() for right in rights]
    return Accuracy(
        100 * sum(everything) / len(everything),
        _mean_percentage(by_word.values()),
        _mean_percentage(by_reading.values()),
    )


def _mean_percentage(groups: Iterable[list[bool]]) -> float:
    """The mean over groups of the percentage of True."""
    shares = [sum(group) / len(group) for group in groups]
    return 100 * sum(shares) / len(shares)


class HeldOut(NamedTuple):
    """Sentences held out, their number, and the accuracy on them of a model trained on the rest."""

    of: str
    size: int
    accuracy: Accuracy

    def __str__(self) -> str:
        right, words, readings = self.accuracy
        return (
            f"{self.of}: {self.size} sentences held out, right {right:.2f} %, "
            f"mean over words {words:.2f} %, mean over readings {readings:.2f} %"
        )


def held_out(readings: dict[str, list[Reading]], examples: Sequence[Example]) -> list[HeldOut]:
    """The accuracy on Wikipedia's sentences that are held out, and on the everyday ones."""
    model = train_perceptrons(readings, [example for example in examples if not example.held])
    found: list[HeldOut] = []
    for of, everyday in (("Wikipedia", False), ("everyday", True)):
        held = [each for each in examples if each.held and each.everyday == everyday]
        if held:
            found.append(HeldOut(of, len(held), accuracy(model, held)))
    return found


def known_examples(path: Path, readings: dict[str, list[Reading]]) -> list[Example]:
    """The labelled sentences whose reading is known."""
    names = {word: {reading.name for reading in group} for word, group in readings.items()}
    return [
        example for example in read_examples(path) if example.name in names.get(example.word, ())
    ]


def write_model(model: Model, path: Path) -> None:
    """Write the model for the front end; the same model gives the same bytes."""
    lines = [
        "\t".join(
            (
                "reading",
                word,
                reading.name,
                reading.label,
                reading.phonemes["en-us"],
                reading.phonemes["en-gb"],
            )
        )
        for word, readings in sorted(model.readings.items())
        for reading in readings
    ]
    for name, row in sorted(model.weights.items()):
        cells = (f"{key}={weight:g}" for key, weight in sorted(row.items()))
        lines.append("\t".join(("weights", name, *cells)))
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0))


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("wordids", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    args = parser.parse_args()
    readings = spoken_readings(args.wordids) | spoken_readings(EVERYDAY_WORDIDS)
    examples = known_examples(args.train, readings)
    for result in held_out(readings, examples):
        sys.stdout.write(f"{result}\n")
    model = train_perceptrons(readings, examples)
    write_model(model, args.out)
    sys.stdout.write(
        f"{args.out}: {args.out.stat().st_size / 1000:.0f} kB, {len(readings)} words, "
        f"{len(model.weights)} features\n"
    )


if __name__ == "__main__":
    main()
