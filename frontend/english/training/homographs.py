"""Train the homograph model: `python -m frontend.english.training.homographs TRAIN.tsv WORDIDS.tsv [--out
FILE]`.

TRAIN: homograph, wordid, pronunciation, start, end, sentence; WORDIDS: homograph, wordid, label,
pronunciation, type, fine type (google-research-datasets/WikipediaHomographData, Apache-2.0). An
encyclopedia commands nobody, asks nothing and says neither "I" nor "you": everyday.tsv beside this
file, written for PlainSpeech, does (wordid, sentence, the homograph between asterisks). One
sentence in five is held out, by a hash of its text, and the accuracy on those is printed; the file
that is written is trained on all. Averaged perceptron (Collins 2002), small weights dropped.
"""

import argparse
import csv
import gzip
import random
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from frontend.english.pronunciation.homographs import Model, Reading, features, scores
from frontend.english.training.readings import spoken_readings

PASSES = 8
SEEDS = (1, 2, 3, 4)
LEAST = 0.6  # weights nearer to zero are dropped
SEEN = 2  # features rarer than this are dropped
PIECES = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\s\w]")
EVERYDAY = Path(__file__).with_name("everyday.tsv")


class Example(NamedTuple):
    """A sentence with a homograph: its features, the word and the name of the right reading."""

    word: str
    name: str
    features: list[str]
    held: bool


def read_examples(path: Path) -> list[Example]:
    """The labelled sentences, and those of every day."""
    rows = [
        (row["homograph"], row["wordid"], row["sentence"], int(row["start"])) for row in _rows(path)
    ]
    for row in 2 * _rows(EVERYDAY):  # few beside the others, so each counts twice
        before, word, after = row["sentence"].split("*")
        rows.append((word.lower(), row["wordid"], before + word + after, len(before)))
    examples = []
    for homograph, name, sentence, start in rows:
        pieces = list(PIECES.finditer(sentence))
        place = next(
            (index for index, piece in enumerate(pieces) if piece.start() <= start < piece.end()),
            None,
        )
        if place is not None:
            words = [piece[0] for piece in pieces]
            examples.append(
                Example(
                    homograph,
                    name,
                    list(features(words, place)),
                    zlib.crc32(sentence.encode()) % 5 == 0,
                )
            )
    return examples


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table with a head."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def train(
    readings: dict[str, list[Reading]], examples: list[Example], seeds: Sequence[int] = SEEDS
) -> Model:
    """The mean of averaged perceptrons that saw some examples in different orders: one alone wavers
    where the examples do.
    """
    seen = Counter(name for example in examples for name in example.features)
    examples = [
        example._replace(features=[name for name in example.features if seen[name] >= SEEN])
        for example in examples
    ]
    means: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for seed in seeds:
        for name, row in perceptron(readings, examples, seed).items():
            for key, weight in row.items():
                means[name][key] += weight / len(seeds)
    kept = {
        name: {key: round(weight, 1) for key, weight in row.items() if abs(weight) >= LEAST}
        for name, row in means.items()
    }
    return Model(readings, {name: row for name, row in kept.items() if row})


def perceptron(
    readings: dict[str, list[Reading]], examples: list[Example], seed: int
) -> dict[str, dict[str, float]]:
    """The averaged weights: feature -> (label or reading) -> weight."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    model = Model(readings, weights)
    step = 0
    order = list(examples)
    for _ in range(PASSES):
        random.Random(seed).shuffle(order)
        for example in order:
            step += 1
            known = readings[example.word]
            totals = scores(model, known, example.features)
            right = next(
                place for place, reading in enumerate(known) if reading.name == example.name
            )
            rival = max(
                (place for place in range(len(known)) if place != right), key=totals.__getitem__
            )
            if totals[right] <= totals[rival] + 1:  # a margin of 1
                for name in example.features:
                    for reading, sign in ((known[right], 1.0), (known[rival], -1.0)):
                        for key in (reading.name, reading.label):
                            weights[name][key] += sign
                            sums[name][key] += sign * step
    return {
        name: {key: weight - sums[name][key] / step for key, weight in row.items()}
        for name, row in weights.items()
    }


def accuracy(model: Model, examples: list[Example]) -> tuple[float, float, float]:
    """Share of the sentences read rightly, its mean over words, and the mean over readings (in
    percent).
    """
    by_word: dict[str, list[bool]] = defaultdict(list)
    by_reading: dict[str, list[bool]] = defaultdict(list)
    for example in examples:
        known = model.readings[example.word]
        totals = scores(model, known, example.features)
        right = known[max(range(len(known)), key=totals.__getitem__)].name == example.name
        by_word[example.word].append(right)
        by_reading[f"{example.word} {example.name}"].append(right)
    everything = [right for rights in by_word.values() for right in rights]
    means = [
        100 * sum(sum(rights) / len(rights) for rights in table.values()) / len(table)
        for table in (by_word, by_reading)
    ]
    return 100 * sum(everything) / len(everything), means[0], means[1]


def held_out(
    readings: dict[str, list[Reading]], examples: list[Example]
) -> tuple[int, tuple[float, float, float]]:
    """Train on what is not held out; how many sentences are, and the accuracy on them."""
    held = [example for example in examples if example.held]
    return len(held), accuracy(
        train(readings, [example for example in examples if not example.held]), held
    )


def known_examples(path: Path, readings: dict[str, list[Reading]]) -> list[Example]:
    """The labelled sentences whose reading is known."""
    return [
        example
        for example in read_examples(path)
        if any(reading.name == example.name for reading in readings.get(example.word, []))
    ]


def write(model: Model, path: Path) -> None:
    """Write the model as the speaking code reads it, the same bytes for the same model."""
    lines = [
        f"reading\t{word}\t{reading.name}\t{reading.label}\t{reading.tokens['en-us']}\t{reading.tokens['en-gb']}"
        for word, readings in sorted(model.readings.items())
        for reading in readings
    ]
    lines += [
        "\t".join(("weights", name, *(f"{key}={weight:g}" for key, weight in sorted(row.items()))))
        for name, row in sorted(model.weights.items())
    ]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0))


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("wordids", type=Path)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(__file__).parents[1] / "pronunciation" / "data" / "homographs.tsv.gz",
    )
    arguments = parser.parse_args()
    readings = spoken_readings(arguments.wordids)
    examples = known_examples(arguments.train, readings)
    count, result = held_out(readings, examples)
    sys.stdout.write(
        f"held out: {count} sentences, right {result[0]:.2f} %, mean over words {result[1]:.2f} %, mean over readings "
        f"{result[2]:.2f} %\n"
    )
    model = train(readings, examples)
    write(model, arguments.out)
    sys.stdout.write(
        f"{arguments.out}: {arguments.out.stat().st_size / 1000:.0f} kB, {len(readings)} words, {len(model.weights)} features\n"
    )


if __name__ == "__main__":
    main()
