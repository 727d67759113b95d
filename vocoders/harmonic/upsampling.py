"""Linear upsampling."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

SINGLE_THREAD_MULS = 262144  # multiplications that OpenBLAS does not share among threads


def upsample_linear(values: NDArray[np.floating], times: int) -> NDArray[np.floating]:
    """Linear interpolation, (n,) -> (n * times,): each old value lies in the middle of its new
    ones. The ends are held.

    times    an even number
    """
    pairs = np.empty((len(values) + 1, 2), values.dtype)  # neighbours
    pairs[:-1, 1] = values
    pairs[1:, 0] = values
    pairs[0, 0] = values[0]
    pairs[-1, 1] = values[-1]
    weights = _linear_weights(times, values.dtype.name)
    rows = SINGLE_THREAD_MULS // (2 * times)
    blocks = [pairs[first : first + rows] @ weights for first in range(0, len(pairs), rows)]
    whole = blocks[0] if len(blocks) == 1 else np.concatenate(blocks)
    return whole.reshape(-1)[times // 2 : -times // 2]


@cache
def _linear_weights(times: int, dtype: str) -> NDArray[np.floating]:
    """Weights of two neighbours in each value between them, (2, times)."""
    along = (np.arange(times) + 0.5) / times
    return np.stack([1 - along, along]).astype(dtype)
