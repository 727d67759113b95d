"""Loudness of a sound: integrated loudness and true peak after ITU-R BS.1770-4 (2015), in numpy.

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

REFERENCE_RATE = 48000  # Hz, for which annex 1 gives its coefficients
SHELF = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
LUFS_OFFSET = -0.691  # LU: makes up for the gain of the weighting at 997 Hz
# seconds of a block, and from one to the next
GATING_BLOCK_S = 0.4
BLOCK_HOP_S = 0.1
ABSOLUTE_GATE_LUFS = -70.0  # softer blocks do not count
RELATIVE_GATE_LU = 10.0  # nor do those that are so far under the mean of the others
FILTER_TAIL_S = 0.25  # seconds after which the filters are silent (the high-pass: e^-59)
SEGMENT = 2**18  # samples that are filtered at a time
OVERSAMPLING = 4  # for the true peak
HALF_TAPS = 8  # samples on either side from which what lies between two is interpolated


def loudness(samples: Samples, rate: int) -> float:
    """Integrated loudness of a sound of one channel, (samples,) in -1..1, in LUFS; -inf if nothing
    of it is above -70.

    A sound that is shorter than a block is measured as one block. Of a longer one the last, begun
    block does not count, as in the standard.
    """
    return gated_loudness(block_means(k_weight(samples, rate) ** 2, rate, 0.0, len(samples)))


def to_lufs(power: NDArray[np.floating] | float) -> Floats:
    """Mean squares of K-weighted sound -> LUFS (annex 1, eq. 2)."""
    with np.errstate(divide="ignore"):
        return LUFS_OFFSET + 10 * np.log10(np.asarray(power, np.float64))


def gated_loudness(blocks: Floats) -> float:
    """Mean squares of blocks -> loudness of those that pass both gates, in LUFS (annex 1, eqs. 5 to
    7); -inf if none does.
    """
    above = blocks[to_lufs(blocks) > ABSOLUTE_GATE_LUFS]
    if not len(above):
        return -np.inf
    gate = to_lufs(above.mean()) - RELATIVE_GATE_LU
    return float(to_lufs(above[to_lufs(above) > gate].mean()))


def block_means(power: NDArray[np.floating], rate: float, first: float, last: float) -> Floats:
    """Mean of each block of a signal between two positions, (blocks,); one block if there is less.

    power         (values,), `rate` a second
    first, last   positions, which may lie between values
    """
    if last <= first:
        return np.zeros(0)
    blocks = 1 + max(0, int((last - first - GATING_BLOCK_S * rate) / (BLOCK_HOP_S * rate) + 1e-6))
    starts = first + np.arange(blocks, dtype=np.float64) * BLOCK_HOP_S * rate
    ends = np.minimum(starts + GATING_BLOCK_S * rate, last)
    sums = np.concatenate([[0.0], np.cumsum(power, dtype=np.float64), [0.0]])

    def sum_until(positions: NDArray[np.floating]) -> NDArray[np.floating]:
        index = positions.astype(np.int64)
        return sums[index] + (positions - index) * (sums[index + 1] - sums[index])

    return np.asarray((sum_until(ends) - sum_until(starts)) / (ends - starts), np.float64)


def k_weight(samples: Samples, rate: int) -> Floats:
    """K-weighted sound (annex 1, tables 1 and 2), (samples,) -> (samples,)."""
    tail = round(FILTER_TAIL_S * rate)
    n_fft = 1 << (min(len(samples), SEGMENT) + tail - 1).bit_length()
    response = k_response(np.arange(n_fft // 2 + 1) * rate / n_fft)
    out = np.zeros(len(samples) + n_fft)
    for start in range(0, len(samples), n_fft - tail):
        segment = np.asarray(samples[start : start + n_fft - tail], np.float64)
        out[start : start + n_fft] += np.fft.irfft(np.fft.rfft(segment, n_fft) * response, n_fft)
    return out[: len(samples)]


def k_response(hz: Floats) -> NDArray[np.complex128]:
    """Frequency response of the K-weighting; above half of REFERENCE_RATE as it is there."""
    delay = np.exp(-2j * np.pi * np.minimum(hz, REFERENCE_RATE / 2) / REFERENCE_RATE)
    response = np.ones(len(hz), np.complex128)
    for (b0, b1, b2), (a0, a1, a2) in (SHELF, HIGH_PASS):
        response *= (b0 + b1 * delay + b2 * delay**2) / (a0 + a1 * delay + a2 * delay**2)
    return response


def true_peak(samples: Samples) -> float:
    """True peak of a sound, (samples,), in dBTP: dB over 1.0, between its samples too; -inf for
    silence (annex 2).
    """
    highest = oversample(samples, np.arange(len(samples))).max(initial=0.0)
    with np.errstate(divide="ignore"):
        return float(20 * np.log10(highest))


def oversample(samples: Samples, indices: NDArray[np.int64]) -> Samples:
    """Magnitudes of the samples at these indices, and of what lies one, two and three quarters of
    the way to the next ones: (..., OVERSAMPLING).
    """
    padded = np.pad(samples, (HALF_TAPS - 1, HALF_TAPS + 1))
    neighbours = np.lib.stride_tricks.sliding_window_view(padded, 2 * HALF_TAPS)[indices]
    return np.abs(neighbours @ interpolator().astype(samples.dtype))


@cache
def interpolator() -> Floats:
    """Windowed sincs, (2 * HALF_TAPS, OVERSAMPLING): what lies 0 to 3 quarters after the sample in
    the middle.
    """
    fractions = np.arange(OVERSAMPLING) / OVERSAMPLING
    distance = fractions - np.arange(1 - HALF_TAPS, HALF_TAPS + 1)[:, None]
    return np.sinc(distance) * np.cos(np.pi * distance / (2 * HALF_TAPS + 1)) ** 2
