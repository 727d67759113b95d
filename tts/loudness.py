"""How loud a sound is: integrated loudness and true peak after ITU-R BS.1770-4 (2015), in numpy.

Loudness is measured as annex 1 says: K-weighting (a high shelf for the head, then a high-pass), the
mean square of blocks of 0.4 s that overlap by three quarters, a gate at -70 LUFS, and one 10 LU
under the mean of the blocks that are left. The filters are applied in the frequency domain
(overlap-add), by the response that the standard's coefficients have at 48 kHz: so a sound is as
loud as it would be if it were resampled to that. True peak is that of annex 2: the highest of four
times as many samples.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.floating]
Floats = NDArray[np.float64]

DESIGNED = 48000  # Hz, for which annex 1 gives its coefficients
SHELF = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
OFFSET = -0.691  # LU: makes up for the gain of the weighting at 997 Hz
# seconds of a block, and from one to the next
BLOCK = 0.4
STEP = 0.1
SILENT = -70.0  # LUFS: softer blocks do not count
GATE = 10.0  # LU under the mean of the others, nor do softer ones
RINGING = 0.25  # seconds after which the filters are silent (the high-pass: e^-59)
SEGMENT = 2**18  # samples that are filtered at a time
OVERSAMPLED = 4  # for the true peak
REACH = 8  # samples on either side from which what lies between two is interpolated
NEAR = 0.4  # a step with no sample over this gets nowhere near full scale between them


def loudness(samples: Samples, rate: int) -> float:
    """Integrated loudness of a sound of one channel, (samples,) in -1..1, in LUFS; -inf if nothing
    of it is above -70.

    What is shorter than a block is measured as one block; of a longer sound the last, begun block
    does not count, as in the standard.
    """
    return gated(block_means(weighted(samples, rate) ** 2, rate, 0.0, len(samples)))


def in_lufs(power: NDArray[np.floating] | float) -> Floats:
    """Mean squares of weighted sound -> LUFS (annex 1, eq. 2)."""
    with np.errstate(divide="ignore"):
        return OFFSET + 10 * np.log10(np.asarray(power, np.float64))


def gated(blocks: Floats) -> float:
    """Mean squares of blocks -> loudness of those that count, in LUFS (annex 1, eqs. 5 to 7); -inf
    if none does.
    """
    heard = blocks[in_lufs(blocks) > SILENT]
    if not len(heard):
        return -np.inf
    return float(in_lufs(heard[in_lufs(heard) > in_lufs(heard.mean()) - GATE].mean()))


def block_means(power: NDArray[np.floating], rate: float, first: float, last: float) -> Floats:
    """Means of what comes `rate` times a second over each block between two places, which may lie
    between values; one block if there is less.
    """
    if last <= first:
        return np.zeros(0)
    blocks = 1 + max(0, int((last - first - BLOCK * rate) / (STEP * rate) + 1e-6))
    starts = first + np.arange(blocks, dtype=np.float64) * STEP * rate
    ends = np.minimum(starts + BLOCK * rate, last)
    sums = np.concatenate([[0.0], np.cumsum(power, dtype=np.float64), [0.0]])

    def until(places: NDArray[np.floating]) -> NDArray[np.floating]:
        whole = places.astype(np.int64)
        return sums[whole] + (places - whole) * (sums[whole + 1] - sums[whole])

    return np.asarray((until(ends) - until(starts)) / (ends - starts), np.float64)


def weighted(samples: Samples, rate: int) -> Floats:
    """K-weighting (annex 1, tables 1 and 2), (samples,) -> (samples,)."""
    ringing = round(RINGING * rate)
    fft = 1 << (min(len(samples), SEGMENT) + ringing - 1).bit_length()
    out = np.zeros(len(samples) + fft)
    for start in range(0, len(samples), fft - ringing):
        piece = np.asarray(samples[start : start + fft - ringing], np.float64)
        out[start : start + fft] += np.fft.irfft(
            np.fft.rfft(piece, fft) * response(np.arange(fft // 2 + 1) * rate / fft), fft
        )
    return out[: len(samples)]


def response(hertz: Floats) -> NDArray[np.complex128]:
    """What the weighting does to each frequency; above half of 48 kHz as it does there."""
    delay = np.exp(-2j * np.pi * np.minimum(hertz, DESIGNED / 2) / DESIGNED)
    made = np.ones(len(hertz), np.complex128)
    for (b0, b1, b2), (a0, a1, a2) in (SHELF, HIGH_PASS):
        made *= (b0 + b1 * delay + b2 * delay**2) / (a0 + a1 * delay + a2 * delay**2)
    return made


def true_peak(samples: Samples) -> float:
    """The highest that the sound gets, between its samples too, (samples,), in dBTP: dB over 1.0;
    -inf for silence (annex 2).
    """
    highest = finer(samples, np.arange(len(samples))).max(initial=0.0)
    with np.errstate(divide="ignore"):
        return float(20 * np.log10(highest))


def finer(samples: Samples, places: NDArray[np.int64]) -> Samples:
    """Magnitudes of the samples at these places and of what lies one, two and three quarters of the
    way to the next: (..., OVERSAMPLED).
    """
    around = np.lib.stride_tricks.sliding_window_view(
        np.pad(samples, (REACH - 1, REACH + 1)), 2 * REACH
    )[places]
    return np.abs(around @ interpolator().astype(samples.dtype))


@cache
def interpolator() -> Floats:
    """Windowed sincs, (2 * REACH, OVERSAMPLED): what lies 0 to 3 quarters after the sample in the
    middle.
    """
    away = np.arange(OVERSAMPLED) / OVERSAMPLED - np.arange(1 - REACH, REACH + 1)[:, None]
    return np.sinc(away) * np.cos(np.pi * away / (2 * REACH + 1)) ** 2


def step_peaks(samples: Samples, step: int) -> Samples:
    """The highest of each whole or begun step of a sound, between its samples too where that may
    matter: (samples,) -> (steps,).
    """
    padded = np.pad(samples, (0, -len(samples) % step))
    peaks = np.abs(padded).reshape(-1, step).max(axis=1)
    high = np.flatnonzero(peaks > NEAR)
    if len(high):
        peaks[high] = finer(padded, high[:, None] * step + np.arange(step)).max(axis=(1, 2))
    return peaks
