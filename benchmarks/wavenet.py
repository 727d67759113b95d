"""Speed of the WaveNet: a plain torch loop, one compiled chunk, batches of chunks, and the limits
of the machine.

    python benchmarks/wavenet.py [--weights FILE] [--seconds 2.0] [--rounds 5]

Writes WAVENET.md and WAVENET.png (speed over size) beside this file. Without --weights the network
has random ones, which cost the same. Each round measures every method once; the report gives
medians over the rounds.
"""

from __future__ import annotations

import os

# before anything counts the cores
os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
import torch
from numba import njit
from timing import processor
from wavenet_torch import TorchLoop

import vocoders
from vocoders import MelConfig, WaveNetVocoder
from vocoders.wavenet.batch_generator import BatchGenerator
from vocoders.wavenet.config import WaveNetConfig
from vocoders.wavenet.gemm import gemm_add
from vocoders.wavenet.kernel_arrays import cache_aligned
from vocoders.wavenet.model import WaveNet

REPORT = Path(__file__).with_name("WAVENET.md")
PLOT = REPORT.with_suffix(".png")
BANDWIDTH = "bandwidth"
OPERATIONS = "operations"
TORCH = "torch, one chunk, 1 thread"
ONE_CHUNK = "Numba, one chunk, 1 thread"
KERNELS_ONLY = "Numba, one chunk, 1 thread, kernels only"
CHANNELS = (16, 24, 32, 48, 64, 96)
TORCH_SAMPLES = 1500  # that the torch loop generates at most


def seconds_of(work: Callable[[], object]) -> float:
    """Duration of a call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# ---------------------------------------------------------------- the machine


@njit(fastmath=True)
def read(values: np.ndarray, times: int) -> float:
    """Sum an array several times: how fast a core reads."""
    total = np.float32(0)
    for _ in range(times):
        for i in range(values.shape[0]):
            total += values[i]
        values[0] = total * np.float32(1e-30)
    return total


@njit
def multiply(x: np.ndarray, values: np.ndarray, y: np.ndarray, times: int) -> None:
    """The same by the matrix product of the kernels."""
    for _ in range(times):
        gemm_add(x, values, y)


def bandwidth(size: int) -> float:
    """Bytes a second that one core reads from an array of `size` bytes in its caches; the better of
    both methods.
    """
    values = cache_aligned(np.ones((size // 4 // 128 * 2, 64)))
    times = max(1, 2**25 // size)
    x = cache_aligned(np.zeros((1, len(values))))
    y = cache_aligned(np.zeros((1, 64)))
    flat = values.reshape(-1)
    read(flat, 1)
    multiply(x, values, y, 1)
    methods = (lambda: read(flat, times), lambda: multiply(x, values, y, times))
    size_read = values.nbytes * times
    return max(median(size_read / seconds_of(method) for _ in range(25)) for method in methods)


def peak_flops() -> float:
    """Floating-point operations a second of one core in a large matrix product."""
    a = np.ones((768, 768), np.float32)
    return median(2 * 768**3 / seconds_of(lambda: a @ a) for _ in range(25))


class Cost(NamedTuple):
    """Cost of one sample."""

    n_bytes: int  # of weights that are read
    flops: int  # floating-point operations

    @property
    def weights_m(self) -> float:
        """Weights that are read, in millions."""
        return self.n_bytes / 4e6


def cost_of(config: WaveNetConfig) -> Cost:
    """Cost of one sample of a WaveNet."""
    residual = config.residual_channels
    skip = config.skip_channels
    per_layer = 4 * residual * residual + residual * (residual + skip)
    first = config.input_channels * residual
    last = skip * skip + skip * config.output_channels
    products = first + len(config.dilations) * per_layer + last
    return Cost(4 * products, 2 * products)


# ---------------------------------------------------------------- measuring


class Bench:
    """Methods that return samples a second; several chunks get five times as many samples."""

    def __init__(self, vocoder: WaveNetVocoder, count: int) -> None:
        self.vocoder = vocoder
        self.frames = count // vocoder.spec.hop_length
        self.mel, self.f0 = speech_like(vocoder.spec, 5 * self.frames)
        self.cost = cost_of(vocoder.network.config)

    def methods(self) -> dict[str, Callable[[], float]]:
        """Name -> measurement; the limits stand beside what they limit, in the same moments."""
        return {
            TORCH: self.torch_loop,
            ONE_CHUNK: lambda: self.synthesis(1, 1, self.frames),
            KERNELS_ONLY: self.kernels_only,
            BANDWIDTH: lambda: bandwidth(self.cost.n_bytes) / self.cost.n_bytes,
            OPERATIONS: lambda: peak_flops() / self.cost.flops,
            "Numba, 16 chunks, 1 thread": lambda: self.synthesis(16, 1, 5 * self.frames),
            "Numba, 16 chunks, 2 threads": lambda: self.synthesis(16, 2, 5 * self.frames),
        }

    def synthesis(self, max_chunks: int, threads: int, frames: int) -> float:
        """The whole vocoder."""
        self.vocoder.max_chunks = max_chunks
        self.vocoder.threads = threads
        mel = self.mel[:, :frames]
        f0 = self.f0[:frames]
        return frames * self.vocoder.spec.hop_length / seconds_of(lambda: self.vocoder(mel, f0))

    def kernels_only(self) -> float:
        """The kernels without conditioning and mel matching."""
        self.vocoder.max_chunks = 1
        chunks = self.vocoder._chunks(self.mel[:, : self.frames], self.f0[: self.frames], 0)
        generator: BatchGenerator = self.vocoder._generator(chunks)
        rng = np.random.default_rng(0)
        uniforms = rng.uniform(1e-6, 1 - 1e-6, (generator.length, 1, 2)).astype(np.float32)
        return len(uniforms) / seconds_of(lambda: generator.generate(uniforms))

    def torch_loop(self) -> float:
        """The loop in torch."""
        count = min(self.frames * self.vocoder.spec.hop_length, TORCH_SAMPLES)

        def run() -> None:
            loop = TorchLoop(self.vocoder.network, self.mel, self.f0, count)
            for t in range(count):
                loop.step(t)

        with torch.inference_mode():
            return count / seconds_of(run)


class Speeds(NamedTuple):
    """Medians over the rounds, samples a second; the shares of a limit that one chunk and the
    kernels alone reach, from the same rounds.
    """

    methods: dict[str, float]
    limits: dict[str, float]
    reached: dict[str, list[float]]


def measure(vocoder: WaveNetVocoder, count: int, rounds: int) -> Speeds:
    """All methods, interleaved; the first round does not count."""
    methods = Bench(vocoder, count).methods()
    runs = [{name: method() for name, method in methods.items()} for _ in range(rounds + 1)][1:]
    speeds = {name: median(run[name] for run in runs) for name in methods}
    limits = {name: speeds.pop(name) for name in (BANDWIDTH, OPERATIONS)}
    reached = {
        limit: [
            median(run[name] / run[limit] for run in runs) for name in (ONE_CHUNK, KERNELS_ONLY)
        ]
        for limit in limits
    }
    return Speeds(speeds, limits, reached)


def speech_like(spec: MelConfig, frames: int) -> tuple[np.ndarray, np.ndarray]:
    """A random mel (mels, frames) and F0 (frames,); their values change no speed."""
    rng = np.random.default_rng(0)
    mel = rng.normal(-4, 1, (spec.n_mels, frames)).astype(np.float32)
    return mel, np.full(frames, 150, np.float32)


def random_vocoder(residual_channels: int | None = None) -> WaveNetVocoder:
    """A vocoder with random weights."""
    changes = {} if residual_channels is None else {"residual_channels": residual_channels}
    return WaveNetVocoder(WaveNet(WaveNetConfig(**changes), MelConfig()), max_chunks=1)


def speed_of_size(residual_channels: int, count: int) -> float:
    """Samples a second of one chunk, the best of three."""
    vocoder = random_vocoder(residual_channels)
    mel, f0 = speech_like(vocoder.spec, count // vocoder.spec.hop_length)
    vocoder(mel[:, :2], f0[:2])
    return max(count / seconds_of(lambda: vocoder(mel, f0)) for _ in range(3))


FIRST_SAMPLE = """
import time
import numpy as np
from vocoders import MelConfig, WaveNetVocoder
from vocoders.wavenet.config import WaveNetConfig
from vocoders.wavenet.model import WaveNet
network = WaveNet(WaveNetConfig(), MelConfig())
start = time.perf_counter()
vocoder = WaveNetVocoder(network)
vocoder(np.zeros((100, 1), np.float32), np.full(1, 150, np.float32))
print(time.perf_counter() - start)
"""


def starts() -> dict[str, float]:
    """Seconds to the end of the first frame in a new process, with and without Numba's cache."""
    with tempfile.TemporaryDirectory() as cache:
        times = [_first_sample(cache) for _ in range(3)]
    return {"first call, compiling": times[0], "first call, from the cache": min(times[1:])}


def _first_sample(cache: str) -> float:
    environment = {**os.environ, "NUMBA_CACHE_DIR": cache}
    command = [sys.executable, "-c", FIRST_SAMPLE]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


# ---------------------------------------------------------------- reporting


def plot(speeds: dict[int, float]) -> None:
    """Speed over size, one chunk."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    sizes = [cost_of(WaveNetConfig(residual_channels=channels)).weights_m for channels in speeds]
    figure, axes = pyplot.subplots(figsize=(6, 4))
    axes.loglog(sizes, [speed / MelConfig().sample_rate for speed in speeds.values()], "o-")
    axes.axhline(1, linestyle=":")
    axes.set_xlabel("weights read per sample, millions")
    axes.set_ylabel("x real time, one chunk, one thread")
    figure.savefig(PLOT, dpi=100, bbox_inches="tight")


def table(*rows: tuple[object, ...]) -> list[str]:
    """A Markdown table, its first row the header, after an empty line."""
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return ["", lines[0], "| " + " | ".join(["---"] * len(rows[0])) + " |", *lines[1:]]


def report(
    vocoder: WaveNetVocoder, speeds: Speeds, sizes: dict[int, float], rounds: int
) -> list[str]:
    """The lines of WAVENET.md."""
    config = vocoder.network.config
    cost = cost_of(config)
    rate = vocoder.spec.sample_rate
    loop = speeds.methods[TORCH]
    return [
        "# WaveNet",
        "",
        f"{config}, {processor()}, load {os.getloadavg()[0]:.1f}, medians of {rounds} interleaved "
        "runs.",
        "Made by `python benchmarks/wavenet.py`; how it sounds: "
        "[WAVENET-QUALITY.md](WAVENET-QUALITY.md).",
        *table(
            ("", "samples/s", "x real time", "over the torch loop"),
            *(
                (name, f"{speed:,.0f}", f"{speed / rate:.2f}", f"{speed / loop:.1f}")
                for name, speed in speeds.methods.items()
            ),
        ),
        "",
        f"A sample reads {cost.n_bytes / 1e6:.2f} MB of weights and takes "
        f"{cost.flops / 1e6:.2f} MFLOP.",
        *table(
            ("limit of one core", "samples/s", "one chunk reaches", "the kernels only"),
            *(
                (name, f"{limit:,.0f}", *(f"{share:.0%}" for share in speeds.reached[name]))
                for name, limit in speeds.limits.items()
            ),
        ),
        *table(("start", "s"), *((name, f"{value:.2f}") for name, value in starts().items())),
        *table(
            ("residual channels", "weights read per sample, M", "samples/s, one chunk"),
            *(_size_row(channels, speed) for channels, speed in sizes.items()),
        ),
    ]


def _size_row(channels: int, speed: float) -> tuple[object, ...]:
    cost = cost_of(WaveNetConfig(residual_channels=channels))
    return channels, f"{cost.weights_m:.2f}", f"{speed:,.0f}"


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", help="a packaged WaveNet")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(1)
    vocoder = vocoders.load(args.weights) if args.weights else random_vocoder()
    count = int(args.seconds * vocoder.spec.sample_rate)
    sizes = {channels: speed_of_size(channels, count // 2) for channels in CHANNELS}
    speeds = measure(vocoder, count, args.rounds)
    lines = report(vocoder, speeds, sizes, args.rounds)
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plot(sizes)
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
