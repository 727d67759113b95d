"""How much of the corpus the front end says as the voices were trained: `python benchmarks/frontend.py CORPUS [SPEAKER ...]`.

CORPUS is the folder of the speakers. The front end reads the texts of metadata.csv; its words are compared with the words of the tokens that the
speech was made from (alignment.jsonl), symbol by symbol and with stress. Words that are joined in the training tokens count as one.
"""

import argparse
import difflib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path[0] = str(Path(__file__).parents[1])      # else this file itself is found as `frontend`
from frontend import Frontend  # noqa: E402
from frontend.phonemes import BOUNDARY, PAUSES, parse  # noqa: E402

SPEAKERS = ("heart", "michael", "emma", "george")
SHOWN = 20                                        # differences listed for each speaker


class Clip(NamedTuple):
    """One line of a speaker: text and training tokens."""

    name: str
    locale: str
    text: str
    tokens: str


class Score(NamedTuple):
    """Counts over the clips of a speaker."""

    words: int
    same_words: int
    clips: int
    same_clips: int
    same_with_pauses: int
    differences: Counter[tuple[str, str]]


def clips(folder: Path) -> Iterator[Clip]:
    """The clips of a speaker."""
    texts = dict(line.split("|", 1) for line in (folder / "metadata.csv").read_text(encoding="utf-8").splitlines())
    for line in (folder / "alignment.jsonl").read_text(encoding="utf-8").splitlines():
        clip = json.loads(line)
        yield Clip(clip["id"], clip["accent"], texts[clip["id"]], clip["tokens"])


def words(tokens: str) -> list[str]:
    """The words of a string of tokens, each written out again from its symbols and stresses."""
    out: list[str] = [""]
    for phoneme, _ in parse(tokens):
        if phoneme.symbol in (BOUNDARY, *PAUSES):
            out.append("")
        else:
            out[-1] += "_ˈˌ"[phoneme.stress].strip("_") + phoneme.symbol
    return [word for word in out if word]


def pauses(tokens: str) -> list[str]:
    """The marks of a string of tokens."""
    return re.findall(r'[,.?!;:"]', tokens)


def score(folder: Path) -> Score:
    """Compare every clip of a speaker."""
    counts, differences = [0] * 5, Counter[tuple[str, str]]()
    fronts: dict[str, Frontend] = {}
    for clip in clips(folder):
        front = fronts.setdefault(clip.locale, Frontend(clip.locale))
        given = front.phonemize(clip.text)
        wanted, got = words(clip.tokens), words(given)
        matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        for kind, first, last, first_got, last_got in matcher.get_opcodes():
            if kind != "equal":
                differences[" ".join(wanted[first:last]), " ".join(got[first_got:last_got])] += 1
        right = wanted == got
        for place, count in enumerate((len(wanted), same, 1, right, right and pauses(clip.tokens) == pauses(given))):
            counts[place] += count
    return Score(*counts, differences)


def main() -> None:
    """Print the shares of each speaker and the most frequent differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("speakers", nargs="*", default=SPEAKERS)
    arguments = parser.parse_args()
    for speaker in arguments.speakers:
        start = time.perf_counter()
        result = score(arguments.corpus / speaker)
        print(f"{speaker}: words as trained {100 * result.same_words / result.words:.2f} % of {result.words}, clips "
              f"{100 * result.same_clips / result.clips:.2f} % "
              f"(pauses too {100 * result.same_with_pauses / result.clips:.2f} %) of {result.clips}, {time.perf_counter() - start:.1f} s")
        for (wanted, got), count in result.differences.most_common(SHOWN):
            print(f"    {count:3d} x trained {wanted!r}, now {got!r}")


if __name__ == "__main__":
    main()
