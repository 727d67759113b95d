"""How fast a voice speaks, and its peers in the same run: whole texts on one and two threads, each
arrow of the diagram, the first sound, a cold start, memory, size; how cost grows with length and
with streams at a time.

    python benchmarks/speed.py [--quick] [--voice heart] [--peer hibari=PYTHON] [--peer
    piper=PYTHON] [--peer espeak-ng=PYTHON] [--write FILE]

A peer's PYTHON is that of an environment in which it is installed (peers.py says what);
PLAINSPEECH_PEERS="hibari=PYTHON piper=PYTHON" does the same. Writes RESULTS.md and speed.svg beside
this file. All speakers are processes of their own and take turns, text by text, so that whatever
else the machine does falls on all; figures are medians over rounds.
"""

from __future__ import annotations

import os

os.environ.update(
    OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1"
)  # before anything counts the cores

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
OURS = "plainspeech"
ARROWS = ("text -> phonemes", "phonemes -> mel", "mel -> wave")
TEN = (
    "The harbour was already busy when the sun came up. Two men were mending a net, a third was painting the side of his boat, "
    "and nobody looked up when the ferry from the islands came in."
)
SIXTY = " ".join(
    [
        TEN,
        "She had counted eleven boxes the evening before, but now there were only nine of them on the quay, and the man at the desk shrugged.",
        '"They will turn up," he said. "They always do. Would you like some coffee while you wait?" She thanked him and sat down by the window.',
        "Behind the glass the town climbed the hill in rows of white and yellow houses, and above the last of them stood the old observatory.",
        "In 1923 its keeper had measured the distance to a star that nobody else could see, and for a while the place was famous.",
        "Then the war came, the great lens was taken away in a crate marked with the number 47, and it was never heard of again.",
        "By half past eight the coffee was cold, the boxes had been found under a tarpaulin, and the first train to the north was about to leave.",
    ]
)
TEXTS = {"short": "Yes, I think so.", "10 s": TEN, "60 s": SIXTY}
LONG = {"10 min": "\n\n".join([SIXTY] * 11)}
COLD = "Please ask for Mrs. Vondrichatel at the desk."  # no lexicon knows the name
GROWING = (1, 2, 4, 8, 16, 32)  # times the 10 s text
STREAMS = (1, 2, 4)
Row = dict[str, float]


class Worker:
    """A speaker in its own process (peers.py), asked one thing at a time."""

    def __init__(self, name: str, python: str, **how: Any) -> None:
        self.name = name
        self.python = python
        self.process = subprocess.Popen(
            [python, str(HERE / "peers.py"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ask(**how)

    def ask(self, **request: Any) -> Row:
        """Its answer."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        while line := self.process.stdout.readline():
            if line.startswith("{"):  # and not something that a library prints
                return dict(json.loads(line))
        raise RuntimeError(
            f"{self.name} ended with exit code {self.process.wait()}; is it installed for {self.python}?"
        )

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@dataclass
class Figures:
    """What was measured: medians."""

    whole: dict[str, dict[str, Row]] = field(
        default_factory=dict
    )  # speaker -> text -> clock, cpu, speech
    arrows: dict[str, Row] = field(default_factory=dict)  # text -> arrow -> seconds
    first: dict[str, Row] = field(default_factory=dict)  # speaker -> clock, cpu
    cold: dict[str, Row] = field(default_factory=dict)  # speaker -> clock, cpu, megabytes
    memory: dict[str, float] = field(
        default_factory=dict
    )  # speaker -> megabytes at most, 60 s text
    size: dict[str, float] = field(default_factory=dict)  # speaker -> megabytes on the disk
    growing: list[Row] = field(default_factory=list)  # speech, cpu, for each length
    streams: dict[str, Row] = field(default_factory=dict)  # "2 threads" -> clock, cpu, speech


def middle(rows: Sequence[Row]) -> Row:
    """Medians, key by key."""
    return {key: median(row[key] for row in rows) for key in rows[0]}


def in_turns(works: dict[Any, Any], rounds: int, warm: int = 1) -> dict[Any, Row]:
    """Medians of what each work gives, in turns, after so many turns that do not count."""
    runs: dict[Any, list[Row]] = {name: [] for name in works}
    for number in range(rounds + warm):
        for name, work in works.items():
            row = work()
            if number >= warm:
                runs[name].append(row)
    return {name: middle(rows) for name, rows in runs.items()}


def speeds(
    workers: dict[str, Worker], texts: dict[str, str], rounds: int, warm: int = 1
) -> dict[str, dict[str, Row]]:
    """Every speaker says every text."""
    works = {
        (name, title): lambda worker=worker, text=text: worker.ask(do="say", text=text)
        for title, text in texts.items()
        for name, worker in workers.items()
    }
    rows = in_turns(works, rounds, warm)
    return {name: {title: rows[name, title] for title in texts} for name in workers}


def process(command: Sequence[str]) -> Row:
    """A process: seconds of the clock and of the processor, its largest memory in megabytes."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HERE.parent
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with exit code {child.returncode}")
    return {
        "wall": time.perf_counter() - start,
        "cpu": usage.ru_utime + usage.ru_stime,
        "mb": usage.ru_maxrss / 1e3,
    }


def commands(name: str, python: str, voice: str, out: str) -> list[str]:
    """The whole command that says the cold sentence into a file; a speaker without one is called by
    peers.py.
    """
    return {
        OURS: [python, "-m", "tts", "say", COLD, "-v", voice, "-o", out],
        "hibari": [python, "-m", "hibari.cli", COLD, "-o", out],
    }.get(name, [python, str(HERE / "peers.py"), name, "--once", COLD])


def grown(worker: Worker, rounds: int) -> list[Row]:
    """Cost of texts of growing length."""
    works = {
        times: lambda times=times: worker.ask(do="say", text=" ".join([TEN] * times))
        for times in GROWING
    }
    return list(in_turns(works, rounds, warm=0).values())


def streams(worker: Worker, python: str, voice: str, rounds: int) -> dict[str, Row]:
    """The 10 s text by so many threads of one process, and by so many processes."""
    works = {
        f"{count} threads": lambda count=count: worker.ask(do="together", text=TEN, count=count)
        for count in STREAMS
    }
    with ExitStack() as stack:
        crowd = [
            stack.enter_context(Worker(OURS, python, voice=voice)) for _ in range(max(STREAMS))
        ]

        def processes(count: int) -> Row:
            start = time.perf_counter()
            with ThreadPoolExecutor(count) as pool:
                rows = list(
                    pool.map(lambda one: one.ask(do="together", text=TEN, count=1), crowd[:count])
                )
            return {
                "wall": time.perf_counter() - start,
                "cpu": sum(row["cpu"] for row in rows),
                "speech": sum(row["speech"] for row in rows),
            }

        works |= {f"{count} processes": lambda count=count: processes(count) for count in STREAMS}
        return in_turns(works, rounds)


@contextmanager
def opened(
    voice: str, pythons: dict[str, str], threads: Sequence[int]
) -> Iterator[dict[str, Worker]]:
    """Ours on each number of threads, and the peers on one."""
    with ExitStack() as stack:
        workers = {
            OURS if count == 1 else f"{OURS}, {count} threads": stack.enter_context(
                Worker(OURS, pythons[OURS], voice=voice, threads=count)
            )
            for count in threads
        }
        yield workers | {
            name: stack.enter_context(Worker(name, python))
            for name, python in pythons.items()
            if name != OURS
        }


def measure(voice: str, pythons: dict[str, str], quick: bool) -> Figures:
    """Everything; some minutes."""
    rounds, few, found, long = (1, 1, Figures(), {}) if quick else (5, 3, Figures(), LONG)
    tell("cold starts, memory")
    with tempfile.TemporaryDirectory() as box:
        out = str(Path(box) / "cold.wav")
        found.cold = in_turns(
            {
                name: lambda name=name: process(commands(name, pythons[name], voice, out))
                for name in pythons
            },
            rounds,
        )
    for name, python in pythons.items():
        found.memory[name] = process([python, str(HERE / "peers.py"), name, "--once", SIXTY])["mb"]
    with opened(voice, pythons, (1, 2)) as workers:
        ours = workers[OURS]
        one_each = {name: workers[name] for name in pythons}
        tell("whole texts")
        found.whole = speeds(workers, TEXTS, 3 * rounds)
        fast = {
            name: worker for name, worker in workers.items() if name != "piper"
        }  # it would take most of the time
        for name, rows in speeds(fast, long, 2, warm=0).items():
            found.whole[name] |= rows
        tell("arrows, first sounds")
        found.arrows = in_turns(
            {
                title: lambda text=text: ours.ask(do="arrows", text=text)
                for title, text in TEXTS.items()
            },
            rounds,
        ) | in_turns(
            {
                title: lambda text=text: ours.ask(do="arrows", text=text)
                for title, text in long.items()
            },
            1,
            warm=0,
        )
        found.first = in_turns(
            {
                name: lambda worker=worker: worker.ask(do="first", text=SIXTY)
                for name, worker in one_each.items()
            },
            3 * rounds,
        )
        found.size = {name: worker.ask(do="size")["mb"] for name, worker in one_each.items()}
        tell("growing texts, streams at a time")
        found.growing = grown(ours, few)
        found.streams = streams(ours, pythons[OURS], voice, few)
    return found


def tell(what: str) -> None:
    """What is being measured."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def processor() -> str:
    """What this machine calls its processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    flags = next((line for line in lines if line.startswith("flags")), "")
    return (names[0] if names else platform.machine()) + (
        ", AVX-512" if "avx512f" in flags else ", AVX2" if "avx2" in flags else ""
    )


def line_of(rows: Sequence[Row]) -> tuple[float, float, float]:
    """Cost by length as a straight line, relative errors squared: seconds at none, seconds a second
    of speech, the largest relative error.
    """
    speech, cost = (np.array([row[key] for row in rows]) for key in ("speech", "cpu"))
    (start, slope), *_ = np.linalg.lstsq(
        np.stack([1 / cost, speech / cost], 1), np.ones(len(cost)), rcond=None
    )
    return float(start), float(slope), float(np.abs((start + slope * speech) / cost - 1).max())


def main() -> None:
    """Measure and write."""
    from results import report

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--voice", default="heart")
    parser.add_argument(
        "--peer",
        action="append",
        default=os.environ.get("PLAINSPEECH_PEERS", "").split(),
        metavar="NAME=PYTHON",
    )
    parser.add_argument(
        "--quick", action="store_true", help="one round, no long text: to see that it works"
    )
    parser.add_argument(
        "--write",
        type=Path,
        default=HERE / "RESULTS.md",
        metavar="FILE",
        help="default: RESULTS.md beside this file",
    )
    given = parser.parse_args()
    pythons = {OURS: sys.executable, **dict(peer.split("=", 1) for peer in given.peer)}
    load = os.getloadavg()[0]
    found = measure(given.voice, pythons, given.quick)
    machine = (
        f"{processor()}, with {load:.1f} processes running beside at the start (load of the last minute); "
        f"Python {platform.python_version()}, numpy {version('numpy')}, onnxruntime {version('onnxruntime')}"
    )
    report(found, given.voice, machine, given.write)
    print(given.write.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
