"""Parts of speech and senses of frequent words, for the homographs' model: from WordNet 3.0."""

import gzip
from functools import cache
from importlib import resources
from typing import NamedTuple

CLASSES_FILE = "word-classes.txt.gz"


class WordClass(NamedTuple):
    """What WordNet says of a word.

    parts   the parts of speech that it often has: of "n" (noun), "v", "a" (adjective), "r" (adverb)
    sense   the field of its most frequent sense (WordNet's lexicographer file): "n05" is an animal
    """

    parts: str
    sense: str


def word_class(word: str) -> WordClass | None:
    """The class of a word in small letters; None for words that WordNet or the table has not.

    >>> word_class("deer")
    WordClass(parts='n', sense='n05')
    """
    return packaged_classes().get(word)


@cache
def packaged_classes() -> dict[str, WordClass]:
    """The table of the package: a line has parts, sense and the words of that class."""
    file = resources.files("frontend.english.pronunciation").joinpath("data", CLASSES_FILE)
    classes: dict[str, WordClass] = {}
    for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines():
        parts, sense, words = line.split("\t")
        classes |= dict.fromkeys(words.split(" "), WordClass(parts, sense))
    return classes
