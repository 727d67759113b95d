"""Words of plain prose that the front end changes, for text.py: read the list, and judge."""

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from frontend import Frontend, NothingToSayError

LETTERS = re.compile(r"[^a-z]")
SURROUNDINGS = 30  # characters to each side of a word in the list


def letters(text: str) -> str:
    """The letters of a text, small and without accents."""
    return LETTERS.sub("", unicodedata.normalize("NFKD", text).lower())


def changed(front: Frontend, line: str) -> Iterator[tuple[str, str, str, str]]:
    """Rule, word, spoken form and surroundings of each word in letters that is said otherwise."""
    try:
        pieces = front.explain(line)
    except NothingToSayError:
        return
    for piece in pieces:
        written = piece.text
        if re.search(r"\d", written) or not letters(written):
            continue
        spelled = len(piece.spoken.split()) > len(written.split()) and written.isalpha()
        if spelled or letters(written) != letters(piece.spoken):
            start = max(0, piece.start - SURROUNDINGS)
            yield piece.rule, written, piece.spoken, line[start : piece.end + SURROUNDINGS]


def rewrites(arguments: argparse.Namespace) -> None:
    """Print each word that is changed, how often, by which rule, and where first."""
    front = Frontend()
    count = 0
    found: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], str] = {}
    for line in arguments.file.read_text(encoding="utf-8").splitlines():
        count += len(line.split())
        for rule, word, spoken, around in changed(front, line):
            found[rule, word, spoken] += 1
            first.setdefault((rule, word, spoken), around)
    for (rule, word, spoken), times in sorted(found.items()):
        print(f"{times}\t{rule}\t{word}\t{spoken}\t{first[rule, word, spoken]}")
    print(f"{sum(found.values())} of {count} words are said otherwise than they are written")
