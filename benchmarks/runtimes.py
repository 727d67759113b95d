"""ONNX Runtime beside torch, one thread: speed, cold start, memory; session options; int8 beside
float32.

    python benchmarks/runtimes.py [--voice heart] [--rounds 9]

Writes RUNTIMES.md beside this file. Medians of interleaved runs, each preceded by one that does not
count; "cpu" is processor time, which other work on the machine disturbs less than the clock.
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
from typing import Any

import numpy as np
from tables import table
from texts import TEXTS
from timing import Row, interleaved, process, processor, timed

from tts import TTS
from vocoders import onnx_session

REPORT = Path(__file__).with_name("RUNTIMES.md")
RUNTIMES = ("onnx", "torch")
SETTINGS: dict[str, dict[str, Any]] = {  # difference from how sessions are opened -> options
    "as they are opened": {},
    "no optimization": {"graph_optimization_level": "ORT_DISABLE_ALL"},
    "extended optimization": {"graph_optimization_level": "ORT_ENABLE_EXTENDED"},
    "all optimization": {"graph_optimization_level": "ORT_ENABLE_ALL"},
    "an arena": {"enable_cpu_mem_arena": True},
    "an arena and memory patterns": {"enable_cpu_mem_arena": True, "enable_mem_pattern": True},
}
Rows = dict[str, Row]


def speeds(voice: str, text: str, rounds: int) -> Rows:
    """Each runtime says the text."""
    import torch

    torch.set_num_threads(1)
    speakers = {name: TTS.load(voice, runtime=name) for name in RUNTIMES}
    seconds = speakers["onnx"].say(text).seconds
    works = {
        name: lambda speaker=speaker: timed(lambda: speaker.say(text))
        for name, speaker in speakers.items()
    }
    return {name: {"speech": seconds, **row} for name, row in interleaved(works, rounds).items()}


def commands(voice: str, text: str, rounds: int) -> Rows:
    """`plainspeech say` as a new process, in each runtime."""
    with tempfile.TemporaryDirectory() as folder:
        say = [sys.executable, "-m", "tts", "say", text, "-v", voice, "-o", f"{folder}/a.wav"]
        works = {name: lambda name=name: process([*say, "--runtime", name]) for name in RUNTIMES}
        return interleaved(works, rounds)


@contextlib.contextmanager
def session_options(settings: dict[str, Any]) -> Iterator[None]:
    """Sessions are opened with these options, instead of ours."""
    import onnxruntime

    opened = onnxruntime.InferenceSession

    def open_session(path: str, options: Any, **more: Any) -> Any:
        for name, value in settings.items():
            is_level = isinstance(value, str)
            level = getattr(onnxruntime.GraphOptimizationLevel, value) if is_level else value
            setattr(options, name, level)
        return opened(path, options, **more)

    onnxruntime.InferenceSession = open_session
    try:
        yield
    finally:
        onnxruntime.InferenceSession = opened


def session_figures(voice: str, setting: str) -> Row:
    """In this process: processor ms to open all networks of a voice ("open"), of the 60 s text the
    networks' ms ("networks") and all ms ("whole"), peak megabytes ("mb").
    """
    spent: list[float] = []
    with session_options(SETTINGS[setting]):
        before = time.process_time()
        speaker = TTS.load(voice, runtime="onnx")
        opening = time.process_time() - before
    run = onnx_session.OnnxModel.__call__

    def run_timed(network: onnx_session.OnnxModel, *arrays: Any) -> Any:
        before = time.process_time()
        out = run(network, *arrays)
        spent.append(time.process_time() - before)
        return out

    onnx_session.OnnxModel.__call__ = run_timed  # type: ignore[method-assign]
    all_sentences(speaker)
    spent.clear()
    whole = timed(lambda: all_sentences(speaker))["cpu"]
    return {
        "open": opening * 1e3,
        "networks": sum(spent) * 1e3,
        "whole": whole * 1e3,
        "mb": peak_memory(),
    }


def peak_memory() -> float:
    """Megabytes of this process at most, on Linux."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    peak = next(line for line in lines if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1e3


def all_sentences(speaker: TTS) -> None:
    """Say the 60 s text, sentence by sentence."""
    for _ in speaker.stream(TEXTS["60 s"], chunks="sentence"):
        pass


def sessions(voice: str, rounds: int) -> Rows:
    """The same for every setting, each in a new process."""

    def figures(setting: str) -> Row:
        ran = subprocess.run(
            [sys.executable, __file__, "--voice", voice, "--session", setting],
            check=True,
            capture_output=True,
            text=True,
        )
        return dict(json.loads(ran.stdout))

    works = {setting: lambda setting=setting: figures(setting) for setting in SETTINGS}
    return interleaved(works, rounds)


def quantized(voice: str, rounds: int) -> Rows:
    """Each network as it is packaged, in int8, and with the same weights in float32: cpu ms on the
    same input, and the relative error.
    """
    # with torch: imported earlier, it would count as memory of every process begun here
    from tts.export import export_voice

    speaker = TTS.load(voice, runtime="onnx")
    inputs = inputs_of(speaker)
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        export_voice(voice, folder, "float32")
        for name, network in networks_of(speaker).items():
            plain = onnx_session.OnnxModel(Path(folder) / network.path.name)
            rows[name] = compared(plain, network, inputs[name], rounds)
    return rows


def compared(
    plain: onnx_session.OnnxModel,
    packaged: onnx_session.OnnxModel,
    inputs: list[Any],
    rounds: int,
) -> Row:
    """Both networks on the same input: "float32" and "int8" in cpu ms, "error" as a share of the
    output's standard deviation (root mean square).
    """
    wanted = plain(*inputs)[0]
    found = packaged(*inputs)[0]
    works = {
        "float32": lambda: timed(lambda: plain(*inputs)),
        "int8": lambda: timed(lambda: packaged(*inputs)),
    }
    row = {kind: times["cpu"] * 1e3 for kind, times in interleaved(works, rounds).items()}
    return {**row, "error": float(np.sqrt(np.mean((found - wanted) ** 2)) / wanted.std())}


def slots(speaker: TTS) -> dict[str, tuple[Any, str]]:
    """The attributes that hold a voice's networks, by the network's name."""
    acoustic = ("encoder", "f0_predictor", "decoder")
    return {
        **{name: (speaker.acoustic, name) for name in acoustic},
        "vocoder": (speaker.vocoder, "network"),
    }


def networks_of(speaker: TTS) -> dict[str, onnx_session.OnnxModel]:
    """A voice's networks, by name."""
    return {name: getattr(owner, slot) for name, (owner, slot) in slots(speaker).items()}


def inputs_of(speaker: TTS) -> dict[str, list[Any]]:
    """The inputs of each network for the first utterance of the 10 s text."""
    inputs: dict[str, list[Any]] = {}

    def recording(name: str, network: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arrays: Any, **options: Any) -> Any:
            inputs.setdefault(name, [np.asarray(array) for array in arrays])
            return network(*arrays, **options)

        return call

    networks = networks_of(speaker)
    for name, (owner, slot) in slots(speaker).items():
        setattr(owner, slot, recording(name, networks[name]))
    speaker.say(TEXTS["10 s"])
    for name, (owner, slot) in slots(speaker).items():
        setattr(owner, slot, networks[name])
    return inputs


def by_runtime(speed: Rows, cold: Rows, long: Rows) -> list[str]:
    """Runtimes by speed, cold start and memory."""
    titles = (
        "runtime",
        "10 s text, cpu ms",
        "wall ms",
        "x real time (cpu)",
        'cold start of `say "Hello."`, cpu s',
        "wall s",
        "MB",
        "60 s text, peak MB",
    )
    rows = [
        (
            name,
            f"{speed[name]['cpu'] * 1e3:.0f}",
            f"{speed[name]['wall'] * 1e3:.0f}",
            f"{speed[name]['speech'] / speed[name]['cpu']:.1f}",
            f"{cold[name]['cpu']:.2f}",
            f"{cold[name]['wall']:.2f}",
            f"{cold[name]['mb']:.0f}",
            f"{long[name]['mb']:.0f}",
        )
        for name in RUNTIMES
    ]
    return table(titles, rows)


def by_setting(opened: Rows) -> list[str]:
    """Session options by cost."""
    keys = ("open", "networks", "whole", "mb")
    return table(
        ("setting", "opening all, cpu ms", "60 s text, networks, cpu ms", "all, cpu ms", "peak MB"),
        [(name, *(f"{row[key]:.0f}" for key in keys)) for name, row in opened.items()],
    )


def by_network(small: Rows) -> list[str]:
    """Networks by cost in float32 and int8, and the error of int8."""
    return table(
        ("network", "float32, cpu ms", "int8, cpu ms", "error"),
        [
            (name, f"{row['float32']:.1f}", f"{row['int8']:.1f}", f"{row['error']:.1%}")
            for name, row in small.items()
        ],
    )


def report(
    rounds: int, speed: Rows, cold: Rows, long: Rows, opened: Rows, small: Rows
) -> list[str]:
    """RUNTIMES.md."""
    return [
        "# ONNX Runtime and torch",
        "",
        f"One thread of {processor()}, with {os.getloadavg()[0]:.1f} processes running beside; "
        f"onnxruntime {version('onnxruntime')}, torch {version('torch')}. "
        f"Medians of {rounds} interleaved runs. Made by `python benchmarks/runtimes.py`.",
        "",
        *by_runtime(speed, cold, long),
        "",
        "How sessions are opened (`vocoders/onnx_session.py`), and what others would change:",
        "",
        *by_setting(opened),
        "",
        "The networks as they are packaged (int8), and with the same weights in float32 "
        "(`plainspeech export --weights float32`), on the first sentence of the 10 s text. The "
        "error is a root mean square, divided by the output's standard deviation:",
        "",
        *by_network(small),
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
    # before this process is large: a child counts as it began
    cold = commands(args.voice, "Hello.", rounds)
    long = commands(args.voice, TEXTS["60 s"], 1)
    lines = report(
        rounds,
        speeds(args.voice, TEXTS["10 s"], rounds),
        cold,
        long,
        sessions(args.voice, rounds),
        quantized(args.voice, rounds),
    )
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
