"""Log-mel spectrogram.

Mel scale (Slaney 1998, Auditory Toolbox)

    m(f) = 3 f / 200                              below 1000 Hz
    m(f) = 15 + 27 ln(f / 1000) / ln(6.4)         above

Bands are triangles between neighbouring centres, equally spaced on that scale. Each is divided by
half its width in Hz, so that all have the same area.

    M = ln(max(bands . |X|, 1e-5))                X: `vocoders.stft`
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import VocoderError
from vocoders.mel_config import Array, MelConfig
from vocoders.stft import bin_frequencies, stft

LOG_FLOOR = 1e-5  # least magnitude whose logarithm is taken


def hz_to_mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slaney's mel scale: linear below 1000 Hz, logarithmic above."""
    hertz = np.asarray(hertz, np.float64)
    linear = 3 * hertz / 200
    logarithmic = 15 + 27 * np.log(np.maximum(hertz, 1000) / 1000) / np.log(6.4)
    return np.where(hertz < 1000, linear, logarithmic)


def mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Inverse of `hz_to_mel`."""
    mel = np.asarray(mel, np.float64)
    return np.where(mel < 15, 200 * mel / 3, 1000 * np.exp((mel - 15) * np.log(6.4) / 27))


def _band_edges(spec: MelConfig) -> NDArray[np.float64]:
    """Edges of all bands in Hz, (mels + 2,): band i reaches from edge i to edge i + 2."""
    low, high = hz_to_mel(np.array([spec.f_min, spec.f_max]))
    return mel_to_hz(np.linspace(low, high, spec.n_mels + 2))


def mel_centres(spec: MelConfig) -> NDArray[np.float64]:
    """Centre of each band in Hz, (mels,)."""
    return _band_edges(spec)[1:-1]


@cache
def mel_filters(spec: MelConfig) -> Array:
    """Triangular bands of equal area, (mels, n_fft / 2 + 1)."""
    edges = _band_edges(spec)[:, None]
    bins = bin_frequencies(spec)[None]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    triangles = np.maximum(0, np.minimum(rising, falling))
    return (triangles * 2 / (edges[2:] - edges[:-2])).astype(np.float32)


@cache
def mel_to_linear_interpolation(spec: MelConfig) -> NDArray[np.float64]:
    """Weight of each band in each bin, (mels, n_fft / 2 + 1): linear between the bands' centres,
    constant beyond the outermost.
    """
    bins = bin_frequencies(spec)
    centres = mel_centres(spec)
    return np.stack([np.interp(bins, centres, row) for row in np.eye(spec.n_mels)])


def mel_spectrogram(samples: NDArray[np.floating], spec: MelConfig) -> Array:
    """Log mel: (samples,) in -1..1 -> (mels, samples // hop), natural log of band magnitudes.

    VocoderError for anything but one channel of at least a hop.
    """
    if np.ndim(samples) != 1 or len(samples) < spec.hop_length:
        raise VocoderError(
            f"a mel is made from one channel of at least {spec.hop_length} samples, not from an "
            f"array of shape {np.shape(samples)}."
        )
    magnitude = np.abs(stft(np.asarray(samples, np.float64), spec))
    return np.log(np.maximum(mel_filters(spec) @ magnitude, LOG_FLOOR)).astype(np.float32)
