"""What happens to a vocoder's samples before anybody hears them: silence trimmed by level, peaks held under full scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

STEP = 0.005                        # seconds over which a level is measured
QUIET = 45.0                        # dB under the loudest step: softer than that is silence (a soft "f" lies some 35 dB under the vowels)
LEAD, TAIL = 0.035, 0.08            # seconds of that silence to keep at either end
SLOWEST = 1.5                       # they last longer in slow speech, so that all of it lasts so much longer, up to so many times
FADE = 0.01                         # seconds to fade in and out, so that no cut clicks
CEILING = 0.97                      # peaks stay under this: resampling and lossy formats overshoot by a little
REACH = 2                           # steps before and after a peak that are turned down with it


def levels(samples: Samples, rate: int) -> NDArray[np.float64]:
    """(samples,) -> root mean square of each whole or begun step, (steps,)."""
    step = max(1, round(STEP * rate))
    padded = np.pad(samples.astype(np.float64), (0, -len(samples) % step))
    return np.sqrt((padded.reshape(-1, step) ** 2).mean(axis=1))


def margins(speed: float) -> tuple[float, float]:
    """Seconds of silence to keep before and after what is spoken at that speed."""
    longer = min(1 / speed, SLOWEST)
    return LEAD * longer, TAIL * longer


def sounding(samples: Samples, rate: int, lead: float = LEAD, tail: float = TAIL, quiet: float = QUIET) -> tuple[int, int]:
    """First and last sample (exclusive) to keep; everything if all is silent.

    lead, tail   seconds of silence before and after, if there are so many
    quiet        dB under the loudest step: softer is silence
    """
    level = levels(samples, rate)
    loud = np.flatnonzero(level > max(level.max(initial=0.0) * 10 ** (-quiet / 20), 1e-5))
    if not len(loud):
        return 0, len(samples)
    step = max(1, round(STEP * rate))
    first = loud[0] * step - round(lead * rate)
    last = (loud[-1] + 1) * step + round(tail * rate)
    return max(0, int(first)), min(len(samples), int(last))


def faded(samples: Samples, rate: int) -> Samples:
    """The same with its first and last FADE seconds rising from and falling to zero."""
    length = min(round(FADE * rate), len(samples) // 2)
    ramp = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
    out = samples.copy()
    out[:length] *= ramp
    out[len(out) - length:] *= ramp[::-1]
    return out


def limited(samples: Samples, rate: int) -> Samples:
    """The same with every peak at CEILING at most. Only around a peak the gain dips, smoothly: no clipping, no jump between sentences."""
    step = max(1, round(STEP * rate))
    peaks = np.abs(np.pad(samples, (0, -len(samples) % step))).reshape(-1, step).max(axis=1)
    if not len(peaks) or peaks.max() <= CEILING:
        return samples
    gain = np.minimum(1, CEILING / np.maximum(peaks, 1e-9))
    around = np.lib.stride_tricks.sliding_window_view(np.pad(gain, REACH, constant_values=1), 2 * REACH + 1).min(axis=1)
    centres = (np.arange(len(gain)) + 0.5) * step                     # between two centres both neighbours' peaks are covered, as REACH > 0
    return (samples * np.interp(np.arange(len(samples)), centres, around)).astype(np.float32)
