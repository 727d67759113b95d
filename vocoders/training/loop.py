"""A training run that can be stopped and resumed: recipe, precision, averages, checkpoints,
progress.

Whatever is random in a step (order of the data, cuts, noise) is drawn from a generator seeded with
the step's number, so a run that is resumed goes on exactly as one that never stopped: 10 + 10 steps
equal 20.
"""

from __future__ import annotations

import os
import sys
import time
import tomllib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

Settings = TypeVar("Settings")
Batch = TypeVar("Batch")


class BadRecipe(ValueError):
    """A recipe with a key nobody knows, or a value that can't be."""


def read_recipe(path: str | os.PathLike[str], *kinds: type[Any]) -> list[Any]:
    """Read one flat TOML file into the given dataclasses; each key belongs to exactly one of them."""
    table = table_of(path)
    known = {field.name for kind in kinds for field in fields(kind)}
    if unknown := sorted(set(table) - known):
        raise BadRecipe(f"{path}: unknown {', '.join(unknown)}. Known: {', '.join(sorted(known))}.")
    try:
        return [
            kind(**{f.name: as_tuple(table[f.name]) for f in fields(kind) if f.name in table})
            for kind in kinds
        ]
    except TypeError as error:
        raise BadRecipe(f"{path}: {error}") from error


def check_start(path: str | os.PathLike[str], begun: object, wanted: object) -> None:
    """BadRecipe unless weights that a run begins from were made with the config that its recipe
    asks for.
    """
    if begun != wanted:
        raise BadRecipe(
            f"{path} was made with {begun}, but the recipe asks for {wanted}: write what differs into the recipe."
        )


def table_of(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The keys of a recipe."""
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRecipe(f"the recipe {path} can't be read: {error}") from error


def as_tuple(value: Any) -> Any:
    """Lists become tuples, so that frozen settings stay so."""
    return tuple(as_tuple(part) for part in value) if isinstance(value, list) else value


def pick_device() -> torch.device:
    """The GPU if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def pick_precision(device: torch.device) -> torch.dtype:
    """bfloat16 if a product of matrices is a fifth faster so, else float32: on some processors it
    is hundreds of times slower.
    """
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    return (
        torch.bfloat16
        if product_seconds(torch.bfloat16) * 1.2 < product_seconds(torch.float32)
        else torch.float32
    )


def product_seconds(dtype: torch.dtype, size: int = 384) -> float:
    """Best of three timings of a product of matrices, in seconds, once warm."""
    matrix = torch.randn(size, size, dtype=dtype)
    times = []
    for _ in range(4):
        start = time.perf_counter()
        _ = matrix @ matrix
        times.append(time.perf_counter() - start)
    return min(times[1:])


def rng_of(seed: int, step: int) -> np.random.Generator:
    """The generator of everything random in a step."""
    return np.random.default_rng((seed, step))


def prefetch(
    make: Callable[[int], Batch], first: int, workers: int, ahead: int = 4
) -> Iterator[Batch]:
    """make(first), make(first + 1), ... in order, some made ahead by threads."""
    if workers == 0:
        while True:
            yield make(first)
            first += 1
    with ThreadPoolExecutor(workers) as pool:
        waiting = deque(pool.submit(make, first + i) for i in range(ahead * workers))
        first += ahead * workers
        while True:
            yield waiting.popleft().result()
            waiting.append(pool.submit(make, first))
            first += 1


class Average:
    """Exponential moving average of a module's weights, warmed up: decay min(limit, (1 + n) / (10 +
    n)) at the n-th step.
    """

    def __init__(self, module: nn.Module, limit: float) -> None:
        self.limit = limit
        self.state = {name: value.detach().clone() for name, value in module.state_dict().items()}

    @torch.no_grad()
    def update(self, module: nn.Module, step: int) -> None:
        """Move towards the module's present weights."""
        keep = min(self.limit, (1 + step) / (10 + step))
        for name, value in module.state_dict().items():
            if value.is_floating_point():
                self.state[name].lerp_(value, 1 - keep)
            else:
                self.state[name].copy_(value)


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Written whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def load_checkpoint(path: Path, device: torch.device) -> dict[str, Any]:
    """Tensors and plain values only: nothing in the file is executed."""
    return dict(torch.load(path, map_location=device, weights_only=True))


@dataclass
class Clock:
    """When a run ends: after so many minutes or steps, whichever comes first."""

    minutes: float
    last_step: int
    first_step: int = 0

    def __post_init__(self) -> None:
        self.start = time.monotonic()

    def over(self, step: int) -> bool:
        """Whether the step just done was the last."""
        return step >= self.last_step or time.monotonic() - self.start > 60 * self.minutes

    def line(self, step: int, values: dict[str, float], rate: float) -> str:
        """The progress line: step, figures, rate, time left."""
        elapsed = time.monotonic() - self.start
        each = elapsed / max(1, step - self.first_step)
        left = min(60 * self.minutes - elapsed, (self.last_step - step) * each)
        figures = "  ".join(f"{name} {value:.3f}" for name, value in values.items())
        return f"step {step}  {figures}  rate {rate:.1e}  {1 / max(each, 1e-9):.2f} steps/s  {left / 60:.1f} min left"


class Log:
    """The progress line on stderr and the curves for TensorBoard, means since the last line."""

    def __init__(self, folder: Path, every: int) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self.every = every
        self.sums = dict[str, Tensor]()
        self.count = 0
        self.board = SummaryWriter(str(folder))

    def add(self, values: dict[str, Tensor]) -> None:
        """Keep the figures of a step (on the device: nothing waits for them here)."""
        self.count += 1
        for name, value in values.items():
            self.sums[name] = (
                self.sums.get(name, torch.zeros((), device=value.device)) + value.detach().float()
            )

    def means(self, step: int, prefix: str = "train") -> dict[str, float]:
        """Means since the last call, written to TensorBoard."""
        out = {name: float(value) / max(1, self.count) for name, value in self.sums.items()}
        self.sums = {}
        self.count = 0
        self.scalars(step, prefix, out)
        return out

    def scalars(self, step: int, prefix: str, values: dict[str, float]) -> None:
        """Figures to TensorBoard."""
        for name, value in values.items():
            self.board.add_scalar(f"{prefix}/{name}", value, step)

    def say(self, text: str) -> None:
        """One line for whoever watches."""
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
