"""Figures of what PlainSpeech does with bad luck and ill will: each command prints how many cases
went wrong, and names them. Exit code 1 if there are any.

    python benchmarks/trust.py sockets           names looked up, connections opened (strace)
    python benchmarks/trust.py fuzz --texts 100000
    python benchmarks/trust.py threads           memory after 2,000 threads
    python benchmarks/trust.py disk              full disk at random sizes, five formats
    python benchmarks/trust.py signals           SIGTERM, SIGHUP, SIGKILL at random moments
    python benchmarks/trust.py folders           two processes on one folder
    python benchmarks/trust.py voices            crafted voice folders
    python benchmarks/trust.py ssml              SSML documents that ask for too much
    python benchmarks/trust.py lexicons          crafted lexicon files

The light forms of them are tests (tests/benchmarks/test_trust.py).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import crafted_texts
import crafted_voices
import crafted_weights
import trust_files
import trust_processes
import trust_texts
from children import Answer, in_child

from tts import TTS

MAX_SECONDS = 2.0  # of the processor
MAX_MEGABYTES = 300.0
LIMIT_S = 60.0  # of the clock


class Tally:
    """Cases, and those that went wrong."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.count = 0
        self.wrong: list[str] = []

    def add(self, name: str, fault: str = "") -> None:
        """One more case; its fault, if it has one, is printed."""
        self.count += 1
        if fault:
            self.wrong.append(name)
            print(f"WRONG {name}: {fault}", flush=True)

    def __str__(self) -> str:
        return f"{self.what}: {self.count} cases, {len(self.wrong)} wrong"


def fault_of(answer: Answer) -> str:
    """What is wrong with the end of a child; nothing if all is well."""
    if not answer.is_good:
        return f"{answer.kind} {answer.message[:200]}"
    if answer.seconds > MAX_SECONDS or answer.memory > MAX_MEGABYTES:
        return f"{answer.seconds:.1f} s, {answer.memory:.0f} MB"
    return ""


def voices(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Each crafted voice folder and its fault."""
    TTS.load("heart").say("Hello.")
    with tempfile.TemporaryDirectory() as root:
        crafted_voices.write_whole(Path(root) / "whole")
        for number, (name, change) in enumerate(crafted_weights.KINDS.items()):
            folder = Path(root) / str(number)
            crafted_voices.link_whole(Path(root) / "whole", folder)
            change(folder)
            answer = in_child(lambda folder=folder: TTS.load(folder).say("Hello there."), LIMIT_S)
            yield name, fault_of(answer)


def ssml(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Each document and its fault: it is refused, or its first sentence is spoken."""
    tts = TTS.load("heart")
    tts.say("Hello.")
    for name, text in crafted_texts.SSML_BOMBS.items():
        answer = in_child(lambda text=text: next(tts.stream(text, ssml=True)), LIMIT_S)
        yield name, fault_of(answer)


def lexicons(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Each lexicon file and its fault."""
    TTS.load("heart").say("Hello.")
    kinds = {"toml": crafted_texts.TOML_BOMBS, "pls": crafted_texts.PLS_BOMBS}
    with tempfile.TemporaryDirectory() as root:
        for extension, bombs in kinds.items():
            for name, content in bombs.items():
                file = Path(root) / f"a.{extension}"
                file.write_bytes(content)
                answer = in_child(lambda file=file: TTS.load("heart", lexicon=file), LIMIT_S)
                yield f"{extension}: {name}", fault_of(answer)


COMMANDS: dict[str, Callable[[argparse.Namespace], Iterator[tuple[str, str]]]] = {
    "sockets": trust_processes.sockets,
    "fuzz": trust_texts.fuzz,
    "threads": trust_processes.threads,
    "disk": trust_files.full_disks,
    "signals": trust_files.signals,
    "folders": trust_files.shared_folders,
    "voices": voices,
    "ssml": ssml,
    "lexicons": lexicons,
}


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=COMMANDS)
    parser.add_argument("--texts", type=int, default=10_000, help="of the fuzzing")
    parser.add_argument("--spoken", type=int, default=300, help="how many of them are spoken")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tries", type=int, help="of disk, signals (default 200, 100)")
    parser.add_argument("--longest", type=float, default=6.0, help="seconds before a signal")
    parser.add_argument("--lines", type=int, default=200, help="of each process in one folder")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Run a command."""
    args = parse(arguments)
    tally = Tally(args.what)
    for name, fault in COMMANDS[args.what](args):
        tally.add(name, fault)
    print(tally)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
