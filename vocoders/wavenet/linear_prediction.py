"""The linear predictor that a mel describes: what a sample is likely to be, from those before it,
and by how much it will be missed.

A mel's bands tell the spectral envelope, the envelope's inverse Fourier transform the
autocorrelation, and that, by Levinson's recursion, the predictor (Makhoul 1975, "Linear prediction:
a tutorial review"). LPCNet (Valin and Skoglund 2019, arXiv 1810.11846, section 3.1) and LP-WaveNet
(Hwang et al. 2018, arXiv 1811.11913) have a network say only what is left: its errors then have the
envelope of speech, which hides them.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.mel import mel_centres, mel_filters
from vocoders.mel_config import Array, MelConfig
from vocoders.stft import hann

PARTS = 4  # predictors a frame
BINS = 256  # of the envelope, up to half the sample rate
WHITE = 3e-6  # noise that is added, of a frame's power: so that no envelope is deeper than 55 dB
QUIET = 1e-10  # and of full scale, half a step of 16 bits


class Predictors(NamedTuple):
    """Predictors, PARTS a frame, each of which serves hop / PARTS samples."""

    taps: Array  # (frames * PARTS, order): the prediction is the sum over k of taps[k] x[t - 1 - k]
    gain: Array  # (frames * PARTS,): what is left is about so large, root mean square
    level: Array  # (frames * PARTS,): and the samples themselves so large


def predictors(mel: Array, spec: MelConfig, order: int) -> Predictors:
    """The predictors of a mel.

    mel        (mels, frames), natural log
    order      how many samples each predicts from
    returns    float32
    """
    frames = mel.shape[1]
    at = (np.arange(frames * PARTS) + 0.5) / PARTS - 0.5  # in frames, from the first one's centre
    before = np.clip(np.floor(at).astype(int), 0, max(frames - 2, 0))
    share = np.clip(at - before, 0, 1)[:, None]
    rows = mel.T.astype(np.float64)
    rows = rows[before] + share * (
        rows[np.minimum(before + 1, frames - 1)] - rows[before]
    )  # (frames * PARTS, mels)
    spread, cosines = envelope_of(spec, order)
    power = np.exp(2 * (rows @ spread[:-1] + spread[-1]))  # (frames * PARTS, BINS + 1), a sample
    correlation = power @ cosines  # (frames * PARTS, order + 1)
    correlation[:, 0] = correlation[:, 0] * (1 + WHITE) + QUIET
    taps, error = levinson(correlation)
    return Predictors(
        taps.astype(np.float32),
        np.sqrt(error).astype(np.float32),
        np.sqrt(correlation[:, 0]).astype(np.float32),
    )


@cache
def envelope_of(spec: MelConfig, order: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What makes the log magnitude of every bin from a mel and 1, (mels + 1, BINS + 1), and from
    powers the autocorrelation, (BINS + 1, order + 1).

    A band sums magnitudes over its bins, so its log less that of its weights' sum is the log of a
    magnitude at its centre; between, the logs are interpolated. Of noise whose samples have the
    power 1 a window w makes magnitudes of sqrt(sum(w^2)) root mean square, sqrt(pi) / 2 of that on
    average.
    """
    centres = mel_centres(spec)
    sums = mel_filters(spec).sum(1).astype(np.float64)
    bins = np.arange(BINS + 1) * spec.sample_rate / 2 / BINS
    spread = np.stack([np.interp(bins, centres, row) for row in np.eye(spec.n_mels)])
    size = np.sqrt(np.pi) / 2 * np.sqrt((hann(spec.win_length) ** 2).sum())
    weights = np.where((np.arange(BINS + 1) % BINS) == 0, 0.5, 1.0) / BINS
    cosines = weights[:, None] * np.cos(
        np.pi * np.outer(np.arange(BINS + 1), np.arange(order + 1)) / BINS
    )
    return np.concatenate([spread, -(np.log(sums) @ spread + np.log(size))[None]]), cosines


def levinson(correlation: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Autocorrelations (rows, order + 1) -> taps (rows, order) of the predictors with the least
    squared error, and that error (rows,).
    """
    order = correlation.shape[1] - 1
    taps = np.zeros((len(correlation), order))
    error = correlation[:, 0].copy()
    for step in range(order):
        left = correlation[:, step + 1] - (taps[:, :step] * correlation[:, step:0:-1]).sum(1)
        reflection = left / error
        taps[:, :step] -= reflection[:, None] * taps[:, :step][:, ::-1]
        taps[:, step] = reflection
        error *= 1 - reflection**2
    return taps, error
