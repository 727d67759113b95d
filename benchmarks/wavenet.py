"""How fast the WaveNet is sampled: a plain torch loop, one compiled voice, many at once; and what
the machine could do at best.

    python benchmarks/wavenet.py [--weights FILE] [--seconds 1.0] [--rounds 5]

Writes WAVENET.md and WAVENET.png (speed over size) beside this file. Without --weights the network
has random ones, which cost the same. A round runs every way once; medians over the rounds.
"""

from __future__ import annotations

import os

os.environ.update(
    OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1"
)  # before anything counts the cores

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import torch
from numba import njit
from speed import processor

import vocoders
from vocoders import MelConfig, WaveNetVocoder
from vocoders.wavenet.gemm import add_product
from vocoders.wavenet.kernels import packed
from vocoders.wavenet.linear_prediction import PARTS
from vocoders.wavenet.model import Group, Guide, WaveNet, WaveNetConfig, features_of, guide_of

REPORT = Path(__file__).with_name("WAVENET.md")
PLOT = REPORT.with_suffix(".png")
LIMITS = "bandwidth", "operations"
ONE = "Numba, one voice, 1 thread"
ALONE = "Numba, one voice, 1 thread, the sampler alone"
WIDTHS = (16, 24, 32, 48, 64, 96)


def seconds_of(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def torch_loop(network: WaveNet, mel: np.ndarray, pitch: np.ndarray, count: int) -> None:
    """The same queues and the same sums in torch, a sample at a time."""
    config = network.config
    hop = network.spec.hop_length
    conditions = network.condition(
        torch.from_numpy(features_of(mel, pitch if config.period else None))[None]
    )
    conditions = torch.nn.functional.interpolate(conditions, scale_factor=hop, mode="linear")[0].T
    conditions = conditions.reshape(-1, len(config.dilations), 2 * config.width)
    guide = Guide(*(torch.from_numpy(part) for part in guide_of(mel, pitch, config, network.spec)))
    taps = [(gate.weight[:, :, 0], gate.weight[:, :, 1]) for gate in network.gates]
    queues = [torch.zeros(dilation, config.width) for dilation in config.dilations]
    before = max(config.reach(network.spec), 1)
    samples = torch.zeros(before + count)
    errors = torch.zeros(before + count)
    for t in range(count):
        heard, predicted, gain = listened(
            samples, errors, before + t, Guide(*(part[t * PARTS // hop] for part in guide)), config
        )
        hidden = network.enter.weight @ heard + network.enter.bias
        total = torch.zeros(config.skip)
        for layer, (earlier, now) in enumerate(taps):
            queue = queues[layer]
            place = t % config.dilations[layer]
            sums = earlier @ queue[place] + now @ hidden + conditions[t, layer]
            queue[place] = hidden
            z = torch.tanh(sums[: config.width]) * torch.sigmoid(sums[config.width :])
            total += network.skips[layer].weight[:, :, 0] @ z + network.skips[layer].bias
            if layer < len(network.residuals):
                hidden = (
                    hidden
                    + network.residuals[layer].weight[:, :, 0] @ z
                    + network.residuals[layer].bias
                )
        inner = torch.relu(network.inner.weight[:, :, 0] @ torch.relu(total) + network.inner.bias)
        outputs = network.outer.weight[:, :, 0] @ inner + network.outer.bias
        samples[before + t] = drawn(outputs, config, predicted, gain)
        errors[before + t] = torch.asinh((samples[before + t] - predicted) / gain)


def listened(
    samples: torch.Tensor, errors: torch.Tensor, at: int, guide: Guide, config: WaveNetConfig
) -> tuple[torch.Tensor, ...]:
    """What the first layer hears at a place, the prediction and its gain."""
    if not config.order:
        return samples[at - 1 : at], torch.zeros(()), guide.gain
    predicted = guide.taps @ samples[at - config.order : at]
    now = torch.stack(
        [
            errors[at - 1],
            torch.asinh(samples[at - 1] / guide.level),
            torch.asinh(predicted / guide.level),
        ]
    )
    first = at - int(guide.lags) - config.period // 2
    return torch.cat([now, errors[first : first + config.period]]), predicted, guide.gain


def drawn(
    outputs: torch.Tensor, config: WaveNetConfig, predicted: torch.Tensor, gain: torch.Tensor
) -> torch.Tensor:
    """A sample of the distribution."""
    weights, means, scales = outputs.chunk(3)
    one = torch.multinomial(torch.softmax(weights, 0), 1)[0]
    uniform = torch.rand(()).clamp(1e-7, 1 - 1e-7)
    return (predicted + gain * (means[one] + scales[one].exp() * torch.logit(uniform))).clamp(-1, 1)


# ---------------------------------------------------------------- the machine


@njit(fastmath=True)
def read(values: np.ndarray, times: int) -> float:
    """Sum an array so often: what a core can read."""
    total = np.float32(0)
    for _ in range(times):
        for i in range(values.shape[0]):
            total += values[i]
        values[0] = total * np.float32(1e-30)
    return total


@njit
def multiplied(x: np.ndarray, values: np.ndarray, y: np.ndarray, times: int) -> None:
    """The same by the sampler's products."""
    for _ in range(times):
        add_product(x, values, y)


def bandwidth(size: int) -> float:
    """Bytes a second that one core reads from an array of this many bytes, once it lies in its
    caches: by whichever way reads more.
    """
    values = packed(np.ones((size // 4 // 128 * 2, 64)))
    times = max(1, 2**25 // size)
    x = packed(np.zeros((1, len(values))))
    y = packed(np.zeros((1, 64)))
    read(values.reshape(-1), 1)
    multiplied(x, values, y, 1)
    ways = (lambda: read(values.reshape(-1), times), lambda: multiplied(x, values, y, times))
    return max(median(values.nbytes * times / seconds_of(way) for _ in range(25)) for way in ways)


def peak() -> float:
    """Floating-point operations a second of one core, by a product of matrices."""
    a = np.ones((768, 768), np.float32)
    return median(2 * 768**3 / seconds_of(lambda: a @ a) for _ in range(25))


def work_of(config: WaveNetConfig) -> tuple[int, int]:
    """Bytes of weights that a sample reads, and its floating-point operations."""
    layers = len(config.dilations)
    width = config.width
    skip = config.skip
    products = (
        config.inputs * width
        + layers * (4 * width * width + width * (width + skip))
        + skip * skip
        + skip * config.outputs
    )
    return 4 * products, 2 * products


# ---------------------------------------------------------------- measuring


def ways(
    vocoder: WaveNetVocoder, mel: np.ndarray, pitch: np.ndarray, count: int
) -> dict[str, Callable[[], float]]:
    """Name -> what makes samples and says how many a second; several pieces are cut of five times
    as much.
    """
    hop = vocoder.spec.hop_length
    short = min(count, 1500)

    def spoken(pieces: int, threads: int, frames: int) -> float:
        vocoder.pieces = pieces
        vocoder.threads = threads
        return frames * hop / seconds_of(lambda: vocoder(mel[:, :frames], pitch[:frames]))

    def looped() -> float:
        with torch.inference_mode():
            return short / seconds_of(lambda: torch_loop(vocoder.network, mel, pitch, short))

    frames, (size, operations) = count // hop, work_of(vocoder.network.config)

    def sampled() -> float:
        vocoder.pieces = 1
        group = Group(vocoder, vocoder._cut(mel[:, :frames], pitch[:frames], 0))
        uniforms = (
            np.random.default_rng(0)
            .uniform(1e-6, 1 - 1e-6, (frames * hop, 1, 2))
            .astype(np.float32)
        )
        return len(uniforms) / seconds_of(lambda: group.make(uniforms))

    return {
        "torch, one voice, 1 thread": looped,
        ONE: lambda: spoken(1, 1, frames),
        ALONE: sampled,
        LIMITS[0]: lambda: bandwidth(size) / size,
        LIMITS[1]: lambda: peak() / operations,  # in the same moments
        "Numba, 16 pieces, 1 thread": lambda: spoken(16, 1, 5 * frames),
        "Numba, 16 pieces, 2 threads": lambda: spoken(16, 2, 5 * frames),
    }


def measure(
    vocoder: WaveNetVocoder, count: int, rounds: int
) -> tuple[dict[str, float], dict[str, list[float]]]:
    """Samples a second of each way and of each limit; what part of each limit one voice reached in
    the same round. The first does not count.
    """
    found = ways(vocoder, *speech_like(vocoder.spec, 5 * count // vocoder.spec.hop_length), count)
    runs = [{name: way() for name, way in found.items()} for _ in range(rounds + 1)][1:]
    return {name: median(run[name] for run in runs) for name in found}, {
        name: [median(run[way] / run[name] for run in runs) for way in (ONE, ALONE)]
        for name in LIMITS
    }


def speech_like(spec: MelConfig, frames: int) -> tuple[np.ndarray, np.ndarray]:
    """A mel (mels, frames) and a pitch (frames,): what they are changes no speed."""
    rng = np.random.default_rng(0)
    return (rng.normal(-4, 1, (spec.n_mels, frames))).astype(np.float32), np.full(
        frames, 150, np.float32
    )


def starts() -> dict[str, float]:
    """Seconds to the end of the first sample in a new process: without a cache of compiled code,
    and with it.
    """
    code = (
        "import time, torch, numpy as np; from vocoders import MelConfig, WaveNetVocoder; from vocoders.wavenet.model import WaveNet, WaveNetConfig; "
        "net = WaveNet(WaveNetConfig(), MelConfig()); t = time.perf_counter(); v = WaveNetVocoder(net); "
        "v(np.zeros((100, 1), np.float32), np.full(1, 150, np.float32)); "
        "print(time.perf_counter() - t)"
    )
    with tempfile.TemporaryDirectory() as box:
        times = [
            float(
                subprocess.run(
                    [sys.executable, "-c", code],
                    env={**os.environ, "NUMBA_CACHE_DIR": box},
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout
            )
            for _ in range(3)
        ]
    return {"first call, compiling": times[0], "first call, from the cache": min(times[1:])}


def plot(speeds: dict[int, float]) -> None:
    """Speed over size, one voice."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    sizes = [work_of(WaveNetConfig(width=width))[0] / 4e6 for width in speeds]
    figure, axes = pyplot.subplots(figsize=(6, 4))
    axes.loglog(sizes, [speed / 24000 for speed in speeds.values()], "o-")
    axes.axhline(1, linestyle=":")
    axes.set(
        xlabel="weights read per sample, millions", ylabel="x real time, one voice, one thread"
    )
    figure.savefig(PLOT, dpi=100, bbox_inches="tight")


def report(
    vocoder: WaveNetVocoder,
    speeds: dict[str, float],
    reached: dict[str, list[float]],
    sizes: dict[int, float],
    rounds: int,
) -> list[str]:
    """WAVENET.md."""
    size, operations = work_of(vocoder.network.config)
    limits = {name: speeds.pop(name) for name in LIMITS}
    loop = speeds["torch, one voice, 1 thread"]
    lines = [
        "# WaveNet",
        "",
        f"{vocoder.network.config}, {processor()}, load {os.getloadavg()[0]:.1f}, medians of {rounds} interleaved runs.",
        "Made by `python benchmarks/wavenet.py`; how it sounds: [WAVENET-QUALITY.md](WAVENET-QUALITY.md).",
        "",
        "| | samples/s | x real time | over the torch loop |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {speed:,.0f} | {speed / vocoder.spec.sample_rate:.2f} | {speed / loop:.1f} |"
        for name, speed in speeds.items()
    ]
    lines += [
        "",
        f"A sample reads {size / 1e6:.2f} MB of weights and takes {operations / 1e6:.2f} MFLOP.",
        "",
        "| limit of one core | samples/s | one voice reaches | the sampler alone |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {limit:,.0f} | {reached[name][0]:.0%} | {reached[name][1]:.0%} |"
        for name, limit in limits.items()
    ]
    lines += [
        "",
        "| start | s |",
        "| --- | --- |",
        *(f"| {name} | {seconds:.2f} |" for name, seconds in starts().items()),
    ]
    lines += [
        "",
        "| width | weights read per sample, M | samples/s, one voice |",
        "| --- | --- | --- |",
    ]
    return lines + [
        f"| {width} | {work_of(WaveNetConfig(width=width))[0] / 4e6:.2f} | {speed:,.0f} |"
        for width, speed in sizes.items()
    ]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", help="a packaged WaveNet")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(1)
    vocoder = (
        vocoders.load(args.weights)
        if args.weights
        else WaveNetVocoder(WaveNet(WaveNetConfig(), MelConfig()))
    )
    count = int(args.seconds * vocoder.spec.sample_rate)
    sizes = {
        width: measure_one(
            WaveNetVocoder(WaveNet(WaveNetConfig(width=width), MelConfig()), 1), count // 2
        )
        for width in WIDTHS
    }
    REPORT.write_text(
        "\n".join(report(vocoder, *measure(vocoder, count, args.rounds), sizes, args.rounds))
        + "\n",
        encoding="utf-8",
    )
    plot(sizes)
    print(REPORT.read_text(encoding="utf-8"))


def measure_one(vocoder: WaveNetVocoder, count: int) -> float:
    """Samples a second of one voice, the best of three."""
    mel, pitch = speech_like(vocoder.spec, count // vocoder.spec.hop_length)
    vocoder(mel[:, :2], pitch[:2])
    return max(count / seconds_of(lambda: vocoder(mel, pitch)) for _ in range(3))


if __name__ == "__main__":
    main()
