"""ONNX Runtime against torch, one thread: speed, cold start, memory; and why the sessions are set
up as they are.

    python benchmarks/runtimes.py [--voice heart] [--rounds 9]

Writes RUNTIMES.md beside this file. Medians of interleaved runs, each preceded by one that does not
count; "cpu" is the processor's time, which other work on the machine disturbs less than the
clock's.
"""

from __future__ import annotations

import os

os.environ.update(
    OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1"
)  # before anything counts the cores

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from speed import TEXTS, processor

from tts import TTS
from vocoders import onnx_session as runtime

REPORT = Path(__file__).with_name("RUNTIMES.md")
RUNTIMES = ("onnx", "torch")
SETTINGS: dict[str, dict[str, Any]] = {  # what differs from how sessions are opened -> how
    "as they are opened": {},
    "no optimization": {"graph_optimization_level": "ORT_DISABLE_ALL"},
    "extended optimization": {"graph_optimization_level": "ORT_ENABLE_EXTENDED"},
    "all optimization": {"graph_optimization_level": "ORT_ENABLE_ALL"},
    "an arena": {"enable_cpu_mem_arena": True},
    "an arena and memory patterns": {"enable_cpu_mem_arena": True, "enable_mem_pattern": True},
}
Rows = dict[str, dict[str, float]]


def timed(work: Callable[[], Any]) -> dict[str, float]:
    """Seconds of the clock and of the processor."""
    clock = time.perf_counter()
    processor_time = time.process_time()
    work()
    return {"wall": time.perf_counter() - clock, "cpu": time.process_time() - processor_time}


def medians(works: dict[str, Callable[[], dict[str, float]]], rounds: int) -> Rows:
    """Of what each work measures of itself, in turns."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            run = work()
            if number:
                runs[name].append(run)
    return {
        name: {key: median(run[key] for run in rows) for key in rows[0]}
        for name, rows in runs.items()
    }


def speeds(voice: str, text: str, rounds: int) -> Rows:
    """Each runtime says the text."""
    import torch

    torch.set_num_threads(1)
    speakers = {name: TTS.load(voice, runtime=name) for name in RUNTIMES}
    seconds = speakers["onnx"].say(text).seconds
    rows = medians(
        {
            name: lambda speaker=speaker: timed(lambda: speaker.say(text))
            for name, speaker in speakers.items()
        },
        rounds,
    )
    return {name: {"speech": seconds, **row} for name, row in rows.items()}


def process(*command: str) -> dict[str, float]:
    """A Python process: seconds of the clock, of the processor, and its largest memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with exit code {child.returncode}")
    return {
        "wall": time.perf_counter() - start,
        "cpu": usage.ru_utime + usage.ru_stime,
        "rss": usage.ru_maxrss / 1e3,
    }


def commands(voice: str, text: str, rounds: int) -> Rows:
    """`plainspeech say` as a new process, in each runtime."""
    with tempfile.TemporaryDirectory() as box:
        say = ("-m", "tts", "say", text, "-v", voice, "-o", f"{box}/a.wav", "--runtime")
        return medians({name: lambda name=name: process(*say, name) for name in RUNTIMES}, rounds)


@contextlib.contextmanager
def changed(settings: dict[str, Any]) -> Iterator[None]:
    """Sessions are opened otherwise than they would be."""
    import onnxruntime

    opened = onnxruntime.InferenceSession

    def otherwise(path: str, options: Any, **more: Any) -> Any:
        for name, value in settings.items():
            setattr(
                options,
                name,
                getattr(onnxruntime.GraphOptimizationLevel, value)
                if isinstance(value, str)
                else value,
            )
        return opened(path, options, **more)

    onnxruntime.InferenceSession = otherwise
    try:
        yield
    finally:
        onnxruntime.InferenceSession = opened


def session_figures(voice: str, setting: str) -> dict[str, float]:
    """In this process: processor's ms to open all networks of a voice, of the 60 s text the
    networks' ms and all ms, MB at most.
    """
    spent: list[float] = []
    with changed(SETTINGS[setting]):
        before = time.process_time()
        speaker = TTS.load(voice, runtime="onnx")
        opening = time.process_time() - before
    run = runtime.OnnxNetwork.__call__

    def watched(network: runtime.OnnxNetwork, *arrays: Any) -> Any:
        before = time.process_time()
        out = run(network, *arrays)
        spent.append(time.process_time() - before)
        return out

    runtime.OnnxNetwork.__call__ = watched  # type: ignore[method-assign]
    all_sentences(speaker)
    spent.clear()
    whole = timed(lambda: all_sentences(speaker))["cpu"]
    peak = int(
        next(
            line
            for line in Path("/proc/self/status").read_text().splitlines()
            if line.startswith("VmHWM")
        ).split()[1]
    )
    return {
        "open": opening * 1e3,
        "networks": sum(spent) * 1e3,
        "whole": whole * 1e3,
        "rss": peak / 1e3,
    }


def all_sentences(speaker: TTS) -> None:
    """Say the 60 s text, sentence by sentence."""
    for _ in speaker.stream(TEXTS["60 s"], chunks="sentence"):
        pass


def sessions(voice: str, rounds: int) -> Rows:
    """The same for every setting, each in a new process."""

    def figures(setting: str) -> dict[str, float]:
        ran = subprocess.run(
            [sys.executable, __file__, "--voice", voice, "--session", setting],
            check=True,
            capture_output=True,
            text=True,
        )
        return dict(json.loads(ran.stdout))

    return medians(
        {setting: lambda setting=setting: figures(setting) for setting in SETTINGS}, rounds
    )


def in_bytes(voice: str, rounds: int) -> Rows:
    """Each network as it is packaged, its products in bytes, and with the same weights in float32:
    cpu ms on the same input, and how far off.
    """
    from tts.export import (
        export,
    )  # with torch: before, it would count as memory of every process begun here

    speaker = TTS.load(voice, runtime="onnx")
    packaged = networks_of(speaker)
    inputs = inputs_of(speaker)
    rows = {}
    with tempfile.TemporaryDirectory() as box:
        export(voice, box, "float32")
        for name, network in packaged.items():
            plain = runtime.OnnxNetwork(Path(box) / network.path.name)
            wanted = plain(*inputs[name])[0]
            found = network(*inputs[name])[0]
            off = float(np.sqrt(np.mean((found - wanted) ** 2)) / wanted.std())
            both = medians(
                {
                    kind: lambda one=one, name=name: timed(lambda: one(*inputs[name]))
                    for kind, one in (("float", plain), ("bytes", network))
                },
                rounds,
            )
            rows[name] = {
                "float": both["float"]["cpu"] * 1e3,
                "bytes": both["bytes"]["cpu"] * 1e3,
                "off": off,
            }
    return rows


def networks_of(speaker: TTS) -> dict[str, runtime.OnnxNetwork]:
    """A voice's networks, by name."""
    return {name: getattr(speaker.acoustic, name) for name in ("encoder", "contour", "decoder")} | {
        "vocoder": speaker.vocoder.network
    }


def inputs_of(speaker: TTS) -> dict[str, list[Any]]:
    """What each network is given when the 10 s text is said, its first utterance."""
    heard: dict[str, list[Any]] = {}

    def listening(name: str, network: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arrays: Any) -> Any:
            heard.setdefault(name, [np.asarray(array) for array in arrays])
            return network(*arrays)

        return call

    kept = networks_of(speaker)
    for name, network in kept.items():
        owner, own = (speaker.vocoder, "network") if name == "vocoder" else (speaker.acoustic, name)
        setattr(owner, own, listening(name, network))
    speaker.say(TEXTS["10 s"])
    for name, network in kept.items():
        owner, own = (speaker.vocoder, "network") if name == "vocoder" else (speaker.acoustic, name)
        setattr(owner, own, network)
    return heard


def report(rounds: int, said: Rows, cold: Rows, long: Rows, opened: Rows, small: Rows) -> list[str]:
    """RUNTIMES.md."""
    lines = [
        "# ONNX Runtime and torch",
        "",
        f"One thread of {processor()}, with {os.getloadavg()[0]:.1f} processes running beside; onnxruntime {version('onnxruntime')}, "
        f"torch {version('torch')}. Medians of {rounds} interleaved runs. Made by `python benchmarks/runtimes.py`.",
        "",
        '| runtime | 10 s text, cpu ms | wall ms | x real time (cpu) | cold `say "Hello."`, cpu s | wall s | MB | 60 s text, MB at most |',
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in RUNTIMES:
        one = said[name]
        new = cold[name]
        much = long[name]
        lines.append(
            f"| {name} | {one['cpu'] * 1e3:.0f} | {one['wall'] * 1e3:.0f} | {one['speech'] / one['cpu']:.1f} | {new['cpu']:.2f} | "
            f"{new['wall']:.2f} | {new['rss']:.0f} | {much['rss']:.0f} |"
        )
    lines += [
        "",
        "How sessions are opened (`vocoders/onnx_session.py`), and what would change:",
        "",
        "| setting | opening all, cpu ms | 60 s text, networks, cpu ms | all, cpu ms | MB at most |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {row['open']:.0f} | {row['networks']:.0f} | {row['whole']:.0f} | {row['rss']:.0f} |"
        for name, row in opened.items()
    ]
    lines += [
        "",
        "The networks as they are packaged, products in bytes, and with the same weights in float32 (`plainspeech export --weights "
        "float32`), on what they are given for the first sentence of the 10 s text. How far off they are is a root mean square, as a share of "
        "what is said:",
        "",
        "| network | float32, cpu ms | bytes, cpu ms | off |",
        "| --- | --- | --- | --- |",
    ]
    return [
        *lines,
        *(
            f"| {name} | {row['float']:.1f} | {row['bytes']:.1f} | {row['off']:.1%} |"
            for name, row in small.items()
        ),
    ]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--voice", default="heart")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument(
        "--session",
        choices=SETTINGS,
        help="only print the figures of one setting, measured in this process",
    )
    args = parser.parse_args()
    if args.session:
        print(json.dumps(session_figures(args.voice, args.session)))
        return
    rounds = args.rounds
    new = (
        commands(args.voice, "Hello.", rounds),
        commands(args.voice, TEXTS["60 s"], 1),
    )  # before this process is large: a child counts as it began
    made = report(
        rounds,
        speeds(args.voice, TEXTS["10 s"], rounds),
        *new,
        sessions(args.voice, rounds),
        in_bytes(args.voice, rounds),
    )
    REPORT.write_text("\n".join(made) + "\n", encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
