"""Speed of a voice, beside its peers in the same run: whole texts on one and two threads, each
stage of the diagram, latency, cold start, memory, size; cost by length and by streams at a time.

    python benchmarks/speed.py [--quick] [--voice heart] [--peer hibari=PYTHON] [--peer
    piper=PYTHON] [--peer espeak-ng=PYTHON] [--write FILE]

A peer's PYTHON is that of an environment in which it is installed (peers.py says what);
PLAINSPEECH_PEERS="hibari=PYTHON piper=PYTHON" does the same. Writes RESULTS.md and speed.svg beside
this file. All speakers are processes of their own and take turns, text by text, so that other work
on the machine falls on all of them; figures are medians over rounds.
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
from importlib.metadata import version
from pathlib import Path
from typing import Any

from results import OURS, Figures, report
from texts import COLD_START, LONG, REPEATS, SIXTY, STREAMS, TEN, TEXTS
from timing import Row, interleaved, process, processor

HERE = Path(__file__).resolve().parent
PEERS = str(HERE / "peers.py")


class Worker:
    """A speaker in its own process (peers.py), asked one thing at a time."""

    def __init__(self, name: str, python: str, **options: Any) -> None:
        self.name = name
        self.python = python
        self.process = subprocess.Popen(
            [python, PEERS, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.ask(**options)

    def ask(self, **request: Any) -> Row:
        """Its answer."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        while line := self.process.stdout.readline():
            if line.startswith("{"):  # and not something that a library prints
                return dict(json.loads(line))
        code = self.process.wait()
        raise RuntimeError(
            f"{self.name} ended with exit code {code}; is it installed for {self.python}?"
        )

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


Workers = dict[str, Worker]


def speeds(
    workers: Workers, texts: dict[str, str], rounds: int, warmup: int = 1
) -> dict[str, dict[str, Row]]:
    """Every speaker says every text: speaker -> text -> row."""
    works = {
        (name, title): lambda worker=worker, text=text: worker.ask(do="say", text=text)
        for title, text in texts.items()
        for name, worker in workers.items()
    }
    rows = interleaved(works, rounds, warmup)
    return {name: {title: rows[name, title] for title in texts} for name in workers}


def command(name: str, python: str, voice: str, output: str) -> list[str]:
    """The whole command that says the cold-start sentence into a file. A speaker without a command
    is called by peers.py.
    """
    if name == OURS:
        return [python, "-m", "tts", "say", COLD_START, "-v", voice, "-o", output]
    if name == "hibari":
        return [python, "-m", "hibari.cli", COLD_START, "-o", output]
    return [python, PEERS, name, "--once", COLD_START]


def cold_starts(pythons: dict[str, str], voice: str, rounds: int) -> dict[str, Row]:
    """Each speaker's command, from nothing to a sound file."""
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder) / "cold.wav")
        works = {
            name: lambda name=name, python=python: process(
                command(name, python, voice, output), HERE.parent
            )
            for name, python in pythons.items()
        }
        return interleaved(works, rounds)


def peak_memory(name: str, python: str) -> float:
    """Megabytes of a process that says the 60 s text."""
    return process([python, PEERS, name, "--once", SIXTY], HERE.parent)["mb"]


def cost_by_length(worker: Worker, rounds: int) -> list[Row]:
    """The 10 s text, repeated."""
    works = {
        count: lambda count=count: worker.ask(do="say", text=" ".join([TEN] * count))
        for count in REPEATS
    }
    return list(interleaved(works, rounds, warmup=0).values())


def concurrent_streams(worker: Worker, python: str, voice: str, rounds: int) -> dict[str, Row]:
    """The 10 s text in several threads of one process, and in several processes."""
    works = {
        f"{count} threads": lambda count=count: worker.ask(do="concurrent", text=TEN, count=count)
        for count in STREAMS
    }
    with ExitStack() as stack:
        others = [
            stack.enter_context(Worker(OURS, python, voice=voice)) for _ in range(max(STREAMS))
        ]
        works |= {
            f"{count} processes": lambda count=count: in_processes(others[:count])
            for count in STREAMS
        }
        return interleaved(works, rounds)


def in_processes(workers: Sequence[Worker]) -> Row:
    """Each process says the 10 s text, at the same time."""
    start = time.perf_counter()
    with ThreadPoolExecutor(len(workers)) as pool:
        rows = list(pool.map(lambda one: one.ask(do="concurrent", text=TEN, count=1), workers))
    return {
        "wall": time.perf_counter() - start,
        "cpu": sum(row["cpu"] for row in rows),
        "speech": sum(row["speech"] for row in rows),
    }


@contextmanager
def opened(voice: str, pythons: dict[str, str], threads: Sequence[int]) -> Iterator[Workers]:
    """Ours with each number of threads, and the peers with one."""
    with ExitStack() as stack:
        workers = {}
        for count in threads:
            name = OURS if count == 1 else f"{OURS}, {count} threads"
            worker = Worker(OURS, pythons[OURS], voice=voice, threads=count)
            workers[name] = stack.enter_context(worker)
        for name, python in pythons.items():
            if name != OURS:
                workers[name] = stack.enter_context(Worker(name, python))
        yield workers


def measure(voice: str, pythons: dict[str, str], quick: bool) -> Figures:
    """Everything; some minutes."""
    rounds = 1 if quick else 5
    found = Figures()
    log("cold starts, memory")
    found.cold = cold_starts(pythons, voice, rounds)
    found.memory = {name: peak_memory(name, python) for name, python in pythons.items()}
    with opened(voice, pythons, (1, 2)) as workers:
        log("whole texts")
        found.whole = whole_texts(workers, rounds, {} if quick else LONG)
        log("stages, latency")
        found.stages = stages(workers[OURS], rounds, {} if quick else LONG)
        one_each = {name: workers[name] for name in pythons}
        found.first = latencies(one_each, rounds)
        found.size = {name: worker.ask(do="size")["mb"] for name, worker in one_each.items()}
        log("cost by length, streams at a time")
        few = 1 if quick else 3
        found.by_length = cost_by_length(workers[OURS], few)
        found.streams = concurrent_streams(workers[OURS], pythons[OURS], voice, few)
    return found


def whole_texts(workers: Workers, rounds: int, long: dict[str, str]) -> dict[str, dict[str, Row]]:
    """Every speaker by every text; piper would take most of the time for the long one."""
    rows = speeds(workers, TEXTS, 3 * rounds)
    fast = {name: worker for name, worker in workers.items() if name != "piper"}
    for name, more in speeds(fast, long, 2, warmup=0).items():
        rows[name] |= more
    return rows


def stages(worker: Worker, rounds: int, long: dict[str, str]) -> dict[str, Row]:
    """Seconds of each stage, by text; the long text once."""
    works = {
        title: lambda text=text: worker.ask(do="stages", text=text)
        for title, text in (TEXTS | long).items()
    }
    of_long = {title: works.pop(title) for title in long}
    return interleaved(works, rounds) | interleaved(of_long, 1, warmup=0)


def latencies(workers: Workers, rounds: int) -> dict[str, Row]:
    """Seconds until the first chunk of the 60 s text is there."""
    works = {
        name: lambda worker=worker: worker.ask(do="first", text=SIXTY)
        for name, worker in workers.items()
    }
    return interleaved(works, 3 * rounds)


def log(message: str) -> None:
    """What is being measured."""
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    """The command line."""
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
    return parser.parse_args()


def main() -> None:
    """Measure and write."""
    args = arguments()
    pythons = {OURS: sys.executable, **dict(peer.split("=", 1) for peer in args.peer)}
    load = os.getloadavg()[0]
    found = measure(args.voice, pythons, args.quick)
    machine = (
        f"{processor()}, with {load:.1f} processes running beside at the start (load of the last "
        f"minute); Python {platform.python_version()}, numpy {version('numpy')}, "
        f"onnxruntime {version('onnxruntime')}"
    )
    report(found, args.voice, machine, args.write)
    print(args.write.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
