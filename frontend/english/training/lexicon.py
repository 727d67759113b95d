"""Make the packaged lexicon, espeak's forms of frequent words: `python -m frontend.english.training.lexicon
TEXT [TEXT ...] [--least 2]`.

Words are those seen at least so often in the texts, and the phrases of
frontend/english/pronunciation/espeak_phrases.py. The files derive from espeak-ng's dictionary (GPL-3) and can be left
out: the front end then asks phonemizer.
"""

import argparse
import gzip
import re
import sys
from collections import Counter
from pathlib import Path

from frontend.english.pronunciation.context_forms import FormsOf
from frontend.english.pronunciation.espeak_phrases import PHRASES
from frontend.english.pronunciation.packaged_lexicon import TABLE, packed
from frontend.phonemize.espeak import Espeak

WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
NOTE = "# forms of words as espeak-ng 1.52 says them (its dictionary is GPL-3); made by frontend/english/training/lexicon.py"
AT_ONCE = 500


def vocabulary(texts: list[Path], least: int) -> list[str]:
    """The frequent words in small letters, and those that are only seen with a capital."""
    seen = Counter(
        word for path in texts for word in WORD.findall(path.read_text(encoding="utf-8"))
    )
    low = {
        word for word, count in seen.items() if word.islower() and count >= least and len(word) > 1
    }
    names = {
        word
        for word, count in seen.items()
        if re.fullmatch(r"[A-Z][a-z]+", word) and count >= least and word.lower() not in low
    }
    return sorted({*low, *names, "a", "I"})


def table(words: list[str], locale: str) -> dict[str, str]:
    """The cells of each word; the capitalized form beside it where it differs."""
    forms_of = FormsOf(Espeak(locale))
    wanted = [*words, *sorted(PHRASES)]
    wanted += [word[0].upper() + word[1:] for word in wanted if word[0].islower()]
    cells: dict[str, str] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        cells |= {word: packed(forms, locale) for word, forms in forms_of(part).items()}
    return {
        word: cell
        for word, cell in cells.items()
        if word[0].islower() or cells.get(word[0].lower() + word[1:]) != cell
    }


def main() -> None:
    """Write the tables of both locales."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--least", type=int, default=2)
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parents[1] / "pronunciation" / "data"
    )
    arguments = parser.parse_args()
    words = vocabulary(arguments.texts, arguments.least)
    for locale in ("en-us", "en-gb"):
        lines = [
            NOTE,
            *(f"{word}\t{cells}" for word, cells in sorted(table(words, locale).items())),
        ]
        path = arguments.out / f"{locale}-{TABLE}"
        path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0))
        sys.stdout.write(f"{path}: {len(lines) - 1} entries, {path.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
