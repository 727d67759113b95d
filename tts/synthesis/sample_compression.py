"""Very fast speech: samples are compressed in time where a mel must not be compressed any further.

WSOLA, overlap and add of windows that are alike where they meet (Verhelst and Roelands 1993, "An
overlap-add technique based on waveform similarity (WSOLA) for high quality time-scale modification
of speech").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tts.synthesis.chunking import Chunk, Samples

WINDOW_S = 0.02  # seconds of a window; half of it is added to the next one
SEARCH_S = 0.008  # seconds before and after its place in which a window is looked for
MIN_POWER = 1e-9  # sum of squares under which two windows are alike by chance


class SampleCompressor:
    """Makes an utterance shorter, chunk by chunk, without changing its pitch. What is to last as
    long as it does is copied.

    rate    Hz
    knots   (2, moments) samples of the input, and of the output, rising; moments between are
            interpolated, the last ends the output
    """

    def __init__(self, rate: int, knots: NDArray[np.float64]) -> None:
        self.moments_in, self.moments_out = knots
        self.half = round(WINDOW_S * rate / 2)  # samples from one window to the next
        self.search = round(SEARCH_S * rate)  # samples
        phase = (np.arange(2 * self.half) + 0.5) * (np.pi / self.half)
        self.window = (0.5 - 0.5 * np.cos(phase)).astype(np.float32)
        self.padding = self.half + self.search  # samples of silence around the input
        self.buffer = np.zeros(self.padding, np.float32)  # of the input, still needed
        self.first = -self.padding  # index of its first sample
        self.tail = np.zeros(self.half, np.float32)  # second half of the last window
        self.centre = 0  # of that window, in the input
        self.n_windows = 0
        self.n_out = 0  # samples emitted

    def push(self, chunk: Chunk) -> Chunk:
        """The next chunk of the input -> samples of the output that are final."""
        silence = 3 * self.padding if chunk.last else 0
        self.buffer = np.concatenate([self.buffer, np.pad(chunk.samples, (0, silence))])
        start = self.n_out
        total = round(self.moments_out[-1])
        halves = [self.tail[:0]]
        while self.n_windows * self.half < total + self.half and self._has_next():
            halves.append(self._next_half())
        samples = np.concatenate(halves)[: total - start]
        self.n_out += len(samples)
        return Chunk(samples, start, chunk.last)

    def _place(self) -> int:
        """Where the next window lies in the input, before the search."""
        return round(
            float(np.interp(self.n_windows * self.half, self.moments_out, self.moments_in))
        )

    def _has_next(self) -> bool:
        """Whether the next window is there, wherever it is found, and what it is compared with."""
        end = max(self._place() + self.search, self.centre + self.half) + self.half
        return end <= self.first + len(self.buffer)

    def _around(self, centre: int, radius: int) -> Samples:
        """Samples of the input, (2 radius,)."""
        begin = centre - self.first - radius
        return self.buffer[begin : begin + 2 * radius]

    def _next_half(self) -> Samples:
        """The first half of the next window over the second half of the last, (half,); nothing for
        the first window.
        """
        if self.n_windows:
            self.centre = self._best_centre()
        windowed = self.window * self._around(self.centre, self.half)
        samples = self.tail + windowed[: self.half]
        self.tail = windowed[self.half :]
        self.n_windows += 1
        self._forget()
        return samples if self.n_windows > 1 else samples[:0]

    def _best_centre(self) -> int:
        """Centre of the window that is most like what followed the last one in the input."""
        natural = self.centre + self.half
        place = self._place()
        if abs(natural - place) <= self.search:
            return natural
        around = self._around(place, self.search + self.half)
        products = np.correlate(around, self._around(natural, self.half), "valid")
        squares = np.cumsum(np.append(0, np.square(around, dtype=np.float64)))
        power = squares[2 * self.half :] - squares[: -2 * self.half]
        return place - self.search + int(np.argmax(products / np.sqrt(power + MIN_POWER)))

    def _forget(self) -> None:
        """Drop the samples that no later window needs."""
        oldest = min(self.centre, self._place() - self.padding)
        drop = max(0, oldest - self.first)
        self.buffer = self.buffer[drop:]
        self.first += drop
