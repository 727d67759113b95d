"""Make the table of word classes: `python -m frontend.english.training.word_classes WORDNET WORDS`.

WORDNET is the folder of WordNet 3.0's database (Debian's package wordnet-base has it in
/usr/share/wordnet), WORDS has a word a line. Words of the packaged lexicon are added.
"""

import argparse
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from frontend.english.pronunciation.packaged_lexicon import ENGLISH_COLUMNS, packaged_table
from frontend.english.pronunciation.word_classes import CLASSES_FILE, WordClass
from frontend.english.training.lexicon import LEXICON_FOLDER

WORDNET_FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
SENSE_KEYS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
INFLECTIONS = {
    "n": (("s", ""), ("ses", "s"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ies", "y")),
    "v": (
        *(("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", "")),
        *(("ing", "e"), ("ing", "")),
    ),
    "a": (("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
    "r": (),
}
DOUBLED_CONSONANT = re.compile(r"(\w+?)(\w)\2(?:ed|ing)")  # "stopped"
RARE = 0.15  # parts of speech that are rarer are left out
UNSEEN = 0.3  # what a sense that WordNet never counted counts for
COMMENT = "  "  # begins the lines of the licence


class WordNet(NamedTuple):
    """What is needed of the database.

    senses       part of speech -> lemma -> field of its first sense
    counts       (part of speech, lemma) -> how often it was seen
    exceptions   part of speech -> irregular form -> lemmas
    """

    senses: dict[str, dict[str, str]]
    counts: Counter[tuple[str, str]]
    exceptions: dict[str, dict[str, list[str]]]


def read_wordnet(folder: Path) -> WordNet:
    """The database in a folder."""
    exceptions = {
        part: {form: lemmas for form, *lemmas in _cells(folder / f"{name}.exc")}
        for part, name in WORDNET_FILES.items()
    }
    senses = {part: dict(_senses(folder, name)) for part, name in WORDNET_FILES.items()}
    counts: Counter[tuple[str, str]] = Counter()
    for key, _, count in _cells(folder / "cntlist.rev"):
        lemma, rest = key.split("%")
        counts[SENSE_KEYS[rest[0]], lemma] += int(count)
    return WordNet(senses, counts, exceptions)


def _cells(path: Path) -> Iterator[list[str]]:
    """The cells of each line but those of the licence."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(COMMENT):
            yield line.split()


def _senses(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Each lemma of one word, and the field of its first sense."""
    fields = {offset: field for offset, field, *_ in _cells(folder / f"data.{name}")}
    for lemma, _, senses, *rest in _cells(folder / f"index.{name}"):
        if lemma.isalpha():
            yield lemma, fields[rest[-int(senses)]]


def classify(word: str, wordnet: WordNet) -> WordClass | None:
    """The class of a word in small letters, None if WordNet has it not."""
    lemmas = {part: lemma for part in WORDNET_FILES if (lemma := _lemma(word, part, wordnet))}
    if not lemmas:
        return None
    shares = {part: wordnet.counts[part, lemma] + UNSEEN for part, lemma in lemmas.items()}
    total = sum(shares.values())
    parts = "".join(part for part in lemmas if shares[part] >= RARE * total)
    best = max(parts, key=shares.__getitem__)
    return WordClass(parts, best + wordnet.senses[best][lemmas[best]])


def _lemma(word: str, part: str, wordnet: WordNet) -> str:
    """The lemma of a word as this part of speech, else nothing."""
    candidates = [word, *wordnet.exceptions[part].get(word, ())]
    candidates += [
        word.removesuffix(ending) + instead
        for ending, instead in INFLECTIONS[part]
        if word.endswith(ending) and len(word) > len(ending) + 1
    ]
    if part == "v" and (doubled := DOUBLED_CONSONANT.fullmatch(word)):
        candidates.append(doubled[1] + doubled[2])
    return next((lemma for lemma in candidates if lemma in wordnet.senses[part]), "")


def classes_table(words: Iterable[str], wordnet: WordNet) -> str:
    """The lines of the packaged table."""
    groups: dict[WordClass, list[str]] = defaultdict(list)
    for word in sorted(set(words)):
        if found := classify(word, wordnet):
            groups[found].append(word)
    return "".join(
        f"{found.parts}\t{found.sense}\t{' '.join(group)}\n"
        for found, group in sorted(groups.items())
    )


def main() -> None:
    """Write the table of the package."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("words", type=Path)
    parser.add_argument("--out", type=Path, default=LEXICON_FOLDER / CLASSES_FILE)
    arguments = parser.parse_args()
    words = {*arguments.words.read_text(encoding="utf-8").split()}
    words |= {word for word in packaged_table(ENGLISH_COLUMNS[0]) if word.isalpha()}
    lines = classes_table(
        (word for word in words if word.islower()), read_wordnet(arguments.wordnet)
    )
    arguments.out.write_bytes(gzip.compress(lines.encode("utf-8"), 9, mtime=0))
    sys.stdout.write(f"{arguments.out}: {arguments.out.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
