"""Fades at both ends of an utterance, so that no cut clicks."""

from __future__ import annotations

import numpy as np

from tts.synthesis.chunking import Chunk, Samples

FADE_S = 0.01  # seconds of each fade


class EdgeFader:
    """Fades an utterance in and out, chunk by chunk.

    It holds back as many samples as a fade has, since they may be the last. A sound that is shorter
    than two fades gets shorter ones.
    """

    def __init__(self, rate: int) -> None:
        self.length = round(FADE_S * rate)
        self.buffer = np.zeros(0, np.float32)  # received, not emitted
        self.begun = False

    def push(self, chunk: Chunk) -> Chunk:
        """The next chunk -> the samples that can't be in the fade at the end; all for the last."""
        start = chunk.start - len(self.buffer)
        samples = np.concatenate([self.buffer, chunk.samples])
        length = self.length
        if chunk.last and not self.begun:
            length = min(length, len(samples) // 2)
        end = len(samples) if chunk.last else len(samples) - length
        if not chunk.last and not self.begun and len(samples) < 2 * length:
            end = 0
        self.buffer = samples[end:]
        return Chunk(self._fade(samples[:end], length, chunk.last), start, chunk.last)

    def _fade(self, samples: Samples, length: int, last: bool) -> Samples:
        """The samples, faded in if they are the first, and out if they are the last."""
        rising = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
        first = not self.begun and len(samples) > 0
        if not first and not last:
            return samples
        samples = samples.copy()
        if first:
            samples[:length] *= rising
            self.begun = True
        if last:
            samples[len(samples) - length :] *= rising[::-1]
        return samples
