"""Lines of a language that are read right, as people wrote down before:

    python benchmarks/readings.py LOCALE FILE

FILE has a line of text, a tab, and its reading; several readings if more than one is right. They
are compared in small letters, without punctuation. Lines that begin with # are comments. The lines
of German are tests/frontend/german/readings.tsv.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from frontend import Frontend


def lines_of(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each written line with the readings that are right."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            written, *readings = line.split("\t")
            yield written, readings


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"\w+", text.lower())


def main() -> None:
    """Print the lines that are read otherwise, and the share of the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("locale")
    parser.add_argument("file", type=Path)
    args = parser.parse_args()
    front = Frontend(args.locale)
    right = 0
    lines = list(lines_of(args.file))
    for written, readings in lines:
        spoken = front.normalize(written)
        if any(words(spoken) == words(reading) for reading in readings):
            right += 1
        else:
            print(f"{written}\n    read:   {spoken}\n    wanted: {readings[0]}")
    print(f"{right} of {len(lines)} lines ({right / len(lines):.0%})")


if __name__ == "__main__":
    main()
