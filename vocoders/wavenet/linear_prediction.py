"""Linear prediction (LPC) from a mel: coefficients that predict a sample from those before it, and
the expected size of the error.

The mel bands give the spectral envelope. The inverse Fourier transform of the power envelope is the
autocorrelation, and Levinson's recursion turns that into LPC coefficients (Makhoul 1975, "Linear
prediction: a tutorial review"). LPCNet (Valin and Skoglund 2019, arXiv 1810.11846, section 3.1) and
LP-WaveNet (Hwang et al. 2018, arXiv 1811.11913) let a network model the LPC residual only: its
errors then have the spectral envelope of speech, which masks them.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.mel import mel_centres, mel_filters
from vocoders.mel_config import Array, MelConfig
from vocoders.stft import hann

SUBFRAMES = 4  # LPC analyses a mel frame
ENVELOPE_BINS = 256  # of the envelope, up to half the sample rate
WHITE_NOISE_CORRECTION = 3e-6  # share of a frame's power; no envelope is deeper than 55 dB then
NOISE_FLOOR = 1e-10  # power that is added, of full scale: half a 16-bit step


class LinearPredictors(NamedTuple):
    """LPC analyses, SUBFRAMES a frame; each covers hop / SUBFRAMES samples."""

    coeffs: Array  # (frames * SUBFRAMES, order): prediction = sum over k of coeffs[k] x[t - 1 - k]
    gain: Array  # (frames * SUBFRAMES,), RMS of the residual
    rms: Array  # (frames * SUBFRAMES,), RMS of the samples


def linear_predictors(mel: Array, spec: MelConfig, order: int) -> LinearPredictors:
    """LPC analyses of a mel.

    mel        (mels, frames), natural log
    order      number of coefficients
    returns    float32
    """
    log_mel = upsample_frames(mel)  # (frames * SUBFRAMES, mels)
    mel_to_spectrum, cosines = envelope_matrices(spec, order)
    log_magnitude = log_mel @ mel_to_spectrum[:-1] + mel_to_spectrum[-1]
    power = np.exp(2 * log_magnitude)  # (frames * SUBFRAMES, ENVELOPE_BINS + 1), of one sample
    correlation = power @ cosines  # (frames * SUBFRAMES, order + 1)
    correlation[:, 0] = correlation[:, 0] * (1 + WHITE_NOISE_CORRECTION) + NOISE_FLOOR
    coeffs, error = levinson(correlation)
    return LinearPredictors(
        coeffs.astype(np.float32),
        np.sqrt(error).astype(np.float32),
        np.sqrt(correlation[:, 0]).astype(np.float32),
    )


def subframe_centres(frames: int) -> NDArray[np.float64]:
    """Centres of the subframes in frames, counted from the centre of the first frame:
    (frames * SUBFRAMES,).
    """
    return (np.arange(frames * SUBFRAMES) + 0.5) / SUBFRAMES - 0.5


def upsample_frames(mel: Array) -> NDArray[np.float64]:
    """A mel (mels, frames), linearly interpolated to subframes: (frames * SUBFRAMES, mels)."""
    frames = mel.shape[1]
    centres = subframe_centres(frames)
    before = np.clip(np.floor(centres).astype(int), 0, max(frames - 2, 0))
    after = np.minimum(before + 1, frames - 1)
    share = np.clip(centres - before, 0, 1)[:, None]
    rows = mel.T.astype(np.float64)
    return rows[before] + share * (rows[after] - rows[before])


@cache
def envelope_matrices(
    spec: MelConfig, order: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two matrices: log mel and 1 -> log magnitude of each bin, (mels + 1, ENVELOPE_BINS + 1);
    power of each bin -> autocorrelation, (ENVELOPE_BINS + 1, order + 1).

    A band sums magnitudes over its bins, so its log minus the log of the sum of its weights is the
    log magnitude at its centre; between the centres the logs are interpolated. White noise of power
    1 under a window w has magnitudes of sqrt(sum(w^2)) RMS, and of sqrt(pi) / 2 times that on
    average.
    """
    bins = np.arange(ENVELOPE_BINS + 1)
    hertz = bins * spec.sample_rate / 2 / ENVELOPE_BINS
    centres = mel_centres(spec)
    mel_to_spectrum = np.stack([np.interp(hertz, centres, row) for row in np.eye(spec.n_mels)])
    band_sums = mel_filters(spec).sum(1).astype(np.float64)
    window_size = np.sqrt(np.pi) / 2 * np.sqrt((hann(spec.win_length) ** 2).sum())
    offset = -(np.log(band_sums) @ mel_to_spectrum + np.log(window_size))
    weights = np.where((bins % ENVELOPE_BINS) == 0, 0.5, 1.0) / ENVELOPE_BINS
    angles = np.pi * np.outer(bins, np.arange(order + 1)) / ENVELOPE_BINS
    return np.concatenate([mel_to_spectrum, offset[None]]), weights[:, None] * np.cos(angles)


def levinson(correlation: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Levinson's recursion: autocorrelations (rows, order + 1) -> LPC coefficients (rows, order)
    with the least squared error, and that error (rows,).
    """
    order = correlation.shape[1] - 1
    coeffs = np.zeros((len(correlation), order))
    error = correlation[:, 0].copy()
    for step in range(order):
        predicted = (coeffs[:, :step] * correlation[:, step:0:-1]).sum(1)
        reflection = (correlation[:, step + 1] - predicted) / error
        coeffs[:, :step] -= reflection[:, None] * coeffs[:, :step][:, ::-1]
        coeffs[:, step] = reflection
        error *= 1 - reflection**2
    return coeffs, error
