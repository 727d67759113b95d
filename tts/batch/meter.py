"""Loudness of a long sound that arrives in pieces.

The K-weighted power of each tenth of a second is that of its spectrum, weighted (Parseval's
theorem), so nothing is filtered. This leaves out what a filter carries over from one tenth to the
next; speech comes out within 0.1 LU of `tts.loudness.loudness`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tts.loudness import BLOCK_HOP_S, GATING_BLOCK_S, gated_loudness, k_response

STEPS = round(GATING_BLOCK_S / BLOCK_HOP_S)  # in a block


class LoudnessMeter:
    """Integrated loudness (ITU-R BS.1770-4) of samples that are pushed.

    rate   samples a second
    """

    def __init__(self, rate: int) -> None:
        self.hop = round(BLOCK_HOP_S * rate)
        bins = np.arange(self.hop // 2 + 1) * rate / self.hop
        weights = np.abs(k_response(bins)) ** 2 * 2 / self.hop**2
        weights[0] /= 2
        if self.hop % 2 == 0:
            weights[-1] /= 2
        self._weights = weights.astype(np.float32)
        self._rest = np.zeros(0, np.float32)
        self._powers: list[NDArray[np.float32]] = []

    def push(self, samples: NDArray[np.float32]) -> None:
        """Append (samples,)."""
        samples = np.concatenate([self._rest, samples])
        whole = len(samples) // self.hop * self.hop
        self._rest = samples[whole:]
        if whole:
            self._measure(samples[:whole].reshape(-1, self.hop))

    def _measure(self, steps: NDArray[np.float32]) -> None:
        """Append the powers of (steps, hop)."""
        spectra = np.fft.rfft(steps, axis=1)
        powers = (spectra.real**2 + spectra.imag**2) @ self._weights
        self._powers.append(powers.astype(np.float32))

    def lufs(self) -> float | None:
        """Loudness of all that was pushed, to a tenth; None if nothing of it is above -70 LUFS."""
        if not self._powers:
            self._measure(np.pad(self._rest, (0, self.hop - len(self._rest)))[None])
        powers = np.concatenate(self._powers).astype(np.float64)
        sums = np.concatenate([[0.0], np.cumsum(powers)])
        width = min(STEPS, len(powers))
        value = gated_loudness((sums[width:] - sums[:-width]) / width)
        return round(value, 1) if np.isfinite(value) else None
