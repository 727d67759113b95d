"""Gain of an utterance's samples: one factor for all, and an envelope over the phonemes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tts.synthesis.chunking import Chunk, Samples

SMOOTHING_S = 0.01  # seconds in which the volume goes from one phoneme's to the next one's


def volume_envelope(
    volumes: NDArray[np.floating] | None, durations: NDArray[np.int64], hop: int, rate: int
) -> Samples | None:
    """Factor of each sample, (samples,); None if there are no volumes, or all are 0 dB.

    volumes     (phonemes,) dB
    durations   (phonemes,) frames of `hop` samples
    rate        Hz

    A step would click, so a moving average over SMOOTHING_S makes it a ramp.
    """
    if volumes is None or (volumes == 0).all():
        return None
    steps = np.repeat(10 ** (volumes / 20), durations * hop)
    width = round(SMOOTHING_S * rate) | 1
    padded = np.pad(steps, width // 2, "edge")
    return np.convolve(padded, np.full(width, 1 / width), "valid").astype(np.float32)


class Amplifier:
    """Multiplies samples by a gain.

    gain       factor of all samples
    envelope   factor of each of the vocoder's samples, (samples,), beside the gain
    """

    def __init__(self, gain: float, envelope: Samples | None = None) -> None:
        self.gain = np.float32(gain)
        self.envelope = envelope

    def push(self, chunk: Chunk) -> Chunk:
        """The same chunk, louder or softer."""
        samples = self.gain * chunk.samples
        if self.envelope is not None:
            indices = np.arange(chunk.start, chunk.start + len(samples))
            samples *= self.envelope[np.clip(indices, 0, len(self.envelope) - 1)]
        return chunk._replace(samples=samples)
