"""A look-ahead limiter: true peaks stay under full scale.

Around a peak the gain dips smoothly: no clipping, and no jump between sentences. What a later peak
might change is held back, so the output does not depend on where the chunks were cut.
"""

from __future__ import annotations

import numpy as np

from tts.loudness import HALF_TAPS, oversample
from tts.synthesis.chunking import Chunk, Samples

# Peaks stay under this, -1.11 dBTP (EBU R 128: -1): resampling and lossy formats overshoot.
PEAK_CEILING = 0.88
GAIN_HOP_S = 0.005  # seconds of a step, in which the gain is a line
LIMITER_WINDOW = 2  # steps before and after a peak that are turned down with it
OVERSAMPLE_ABOVE = 0.4  # a step with no sample over this is nowhere near full scale between them


class PeakLimiter:
    """`limit_peaks` of samples that come in chunks."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.step = max(1, round(GAIN_HOP_S * rate))
        # steps before and after one that its gain may depend on
        self.context = LIMITER_WINDOW + 2 + (HALF_TAPS - 1) // self.step
        self.buffer = np.zeros(0, np.float32)  # context that was emitted, and what was not
        self.n_out = 0  # samples of it that were emitted

    def push(self, chunk: Chunk) -> Chunk:
        """The next chunk -> the samples that no later peak can turn down; all for the last."""
        start = chunk.start - (len(self.buffer) - self.n_out)
        self.buffer = np.concatenate([self.buffer, chunk.samples])
        steps = len(self.buffer) // self.step
        known = len(self.buffer) if chunk.last else steps * self.step
        end = known if chunk.last else max(steps - self.context, 0) * self.step
        if end <= self.n_out:
            return Chunk(self.buffer[:0], start, chunk.last)
        samples = limit_peaks(self.buffer[:known], self.rate)[self.n_out : end].copy()
        keep = max(end - self.context * self.step, 0) // self.step * self.step
        self.buffer = self.buffer[keep:]
        self.n_out = end - keep
        return Chunk(samples, start, chunk.last)


def limit_peaks(samples: Samples, rate: int) -> Samples:
    """The same sound, (samples,), with every true peak at PEAK_CEILING at most; `samples` itself if
    none is higher.
    """
    step = max(1, round(GAIN_HOP_S * rate))
    peaks = step_true_peaks(samples, step)
    if not len(peaks) or peaks.max() <= PEAK_CEILING:
        return samples
    gain = np.minimum(1, PEAK_CEILING / np.maximum(peaks, 1e-9))
    padded = np.pad(gain, LIMITER_WINDOW, constant_values=1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * LIMITER_WINDOW + 1)
    gain = windows.min(axis=1)
    # Between two centres both neighbours' peaks are covered, since LIMITER_WINDOW > 0.
    centres = (np.arange(len(gain)) + 0.5) * step
    out = samples.copy()
    dips = np.flatnonzero(gain < 1)
    for run in np.split(dips, np.flatnonzero(np.diff(dips) > 1) + 1):  # elsewhere the gain is 1
        first = max(0, (run[0] - 1) * step)
        last = min(len(out), (run[-1] + 2) * step)
        out[first:last] = samples[first:last] * np.interp(np.arange(first, last), centres, gain)
    return out


def step_true_peaks(samples: Samples, step: int) -> Samples:
    """Peak of each step of a sound, whole or begun, between its samples too where that may matter:
    (samples,) -> (steps,).
    """
    padded = np.pad(samples, (0, -len(samples) % step))
    peaks = np.abs(padded).reshape(-1, step).max(axis=1)
    high = np.flatnonzero(peaks > OVERSAMPLE_ABOVE)
    if len(high):
        indices = high[:, None] * step + np.arange(step)
        peaks[high] = oversample(padded, indices).max(axis=(1, 2))
    return peaks
