"""Make the packaged lexicon, espeak-ng's forms of frequent words:
`python -m frontend.english.training.lexicon TEXT [TEXT ...] [--least 2]`.

Words are those that the texts have at least so often, and the phrases of
frontend/english/pronunciation/espeak_phrases.py. The files derive from espeak-ng's dictionary
(GPL-3) and can be left out: the front end then asks phonemizer.
"""

import argparse
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from frontend.english.language import ENGLISH
from frontend.english.pronunciation.context_forms import FormLookup
from frontend.english.pronunciation.espeak_phrases import PHRASES
from frontend.english.pronunciation.notation import espeak
from frontend.english.pronunciation.packaged_lexicon import TABLE, encode_cells

PLAIN_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
CAPITALIZED_WORD = re.compile(r"[A-Z][a-z]+")
FILE_HEADER = (
    "# forms of words as espeak-ng 1.52 says them (its dictionary is GPL-3); "
    "made by frontend/english/training/lexicon.py"
)
BATCH = 500  # words in one request to espeak-ng
LEXICON_FOLDER = Path(__file__).parents[1] / "pronunciation" / "data"


def vocabulary(texts: Iterable[str], least: int) -> list[str]:
    """The frequent words in small letters, and those that the texts have with a capital only."""
    frequent = _frequent_words(texts, least)
    small = {word for word in frequent if word.islower() and len(word) > 1}
    names = {
        word for word in frequent if CAPITALIZED_WORD.fullmatch(word) and word.lower() not in small
    }
    return sorted({*small, *names, "a", "I"})


def _frequent_words(texts: Iterable[str], least: int) -> set[str]:
    """The words that the texts have at least so often."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(PLAIN_WORD.findall(text))
    return {word for word, count in counts.items() if count >= least}


def table(words: Sequence[str], locale: str) -> dict[str, str]:
    """Word -> cells; a word with a capital has a row only where its forms differ."""
    lookup = FormLookup(espeak(locale))
    wanted = [*words, *sorted(PHRASES)]
    wanted += [_capitalized(word) for word in wanted if word[0].islower()]
    cells: dict[str, str] = {}
    for start in range(0, len(wanted), BATCH):
        forms = lookup(wanted[start : start + BATCH])
        cells |= {word: encode_cells(own, locale) for word, own in forms.items()}
    return {
        word: cell
        for word, cell in cells.items()
        if word[0].islower() or cells.get(word[0].lower() + word[1:]) != cell
    }


def _capitalized(word: str) -> str:
    """A word with a capital at its beginning; the rest stays."""
    return word[0].upper() + word[1:]


def write(cells: dict[str, str], path: Path) -> None:
    """Write a table; the same cells give the same bytes."""
    lines = [FILE_HEADER, *(f"{word}\t{row}" for word, row in sorted(cells.items()))]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0))


def main() -> None:
    """Write the tables of both locales."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--least", type=int, default=2)
    parser.add_argument("--out", type=Path, default=LEXICON_FOLDER)
    args = parser.parse_args()
    words = vocabulary((path.read_text(encoding="utf-8") for path in args.texts), args.least)
    for locale in ENGLISH.locales:
        cells = table(words, locale)
        path = args.out / f"{locale}-{TABLE}"
        write(cells, path)
        size = path.stat().st_size / 1000
        sys.stdout.write(f"{path}: {len(cells)} entries, {size:.0f} kB\n")


if __name__ == "__main__":
    main()
