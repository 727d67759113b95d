"""Batches in the order of their steps, each drawn from a generator of its own.

Whatever is random in a step (order of the data, cuts, noise) is drawn from a generator seeded with
the step's number. So a run that is resumed goes on exactly as one that never stopped: 10 + 10 steps
equal 20.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

BatchT = TypeVar("BatchT")
BATCHES_AHEAD = 4  # batches that each worker makes ahead


def step_rng(seed: int, step: int) -> np.random.Generator:
    """The generator of everything random in a step."""
    return np.random.default_rng((seed, step))


def prefetch(
    make: Callable[[int], BatchT], first: int, workers: int, ahead: int = BATCHES_AHEAD
) -> Iterator[BatchT]:
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
