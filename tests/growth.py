"""How the time of something grows with its size: two sizes compared in one run."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 5


def is_linear(run: Callable[[int], object], small: int, large: int) -> bool:
    """Whether `run(large)` takes less than twice the time that `run(small)` times the ratio of the
    sizes would. What is quadratic never does, if `large` is at least four times `small` and both
    are long enough. The processor's time is counted, and a machine that is busy with something else
    gets several tries.
    """

    def seconds(size: int) -> float:
        start = time.process_time()
        run(size)
        return time.process_time() - start

    run(small)  # what is loaded or compiled once does not count
    return any(seconds(large) < 2 * large / small * seconds(small) for _ in range(TRIES))
