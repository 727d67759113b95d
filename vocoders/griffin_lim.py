"""A wave from a mel without any training: magnitudes by non-negative inversion, phases by fast
Griffin-Lim.

Perraudin, Balazs, Sondergaard 2013, "A fast Griffin-Lim algorithm"; the inversion's update is that
of Lee and Seung 2001, "Algorithms for non-negative matrix factorization", equation 4, with the mel
filters for the fixed factor.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vocoders.mel import mel_filters
from vocoders.mel_config import Array, MelConfig, check_mel
from vocoders.stft import istft, stft

TINY = 1e-9


def mel_inverse(mel: Array, spec: MelConfig, steps: int = 40) -> Array:
    """Magnitudes whose mel comes near the one given: min |B X - exp(mel)| over X >= 0, with B the
    mel filters.

    mel        (mels, frames), natural log
    steps      updates X <- X (B' exp(mel)) / (B' B X), none of which can increase the distance or
               change a sign
    returns    (fft / 2 + 1, frames) float32, 0 in the bins that no band sees
    """
    filters = mel_filters(spec)  # (mels, bins)
    target = filters.T @ np.exp(mel)  # (bins, frames)
    magnitude: Array = target / np.maximum(
        filters.T @ filters.sum(1, keepdims=True), TINY
    )  # exact where the spectrum is flat
    for _ in range(steps):
        magnitude *= target / np.maximum(filters.T @ (filters @ magnitude), TINY)
    return magnitude


def griffin_lim(
    magnitude: Array, spec: MelConfig, steps: int = 60, momentum: float = 0.99, seed: int = 0
) -> Array:
    """Samples whose short-time spectrum has magnitudes near the ones given.

    magnitude  (fft / 2 + 1, frames)
    steps      c_n = STFT(ISTFT(magnitude e^(i arg t_(n-1)))),  t_n = c_n + momentum (c_n - c_(n-1))
               (algorithm 2 of the paper)
    seed       of the random phases it begins with
    returns    (frames * hop,) float32
    """
    phases = np.random.default_rng(seed).uniform(-np.pi, np.pi, magnitude.shape).astype(np.float32)
    spectrum = magnitude * np.exp(1j * phases)
    last = np.zeros_like(spectrum)
    for _ in range(steps):
        consistent = stft(istft(spectrum, spec), spec)
        spectrum = with_magnitude(consistent + momentum * (consistent - last), magnitude)
        last = consistent
    return istft(spectrum, spec)


def with_magnitude(spectrum: NDArray[np.complex64], magnitude: Array) -> NDArray[np.complex64]:
    """The spectrum's phases with these magnitudes, both (bins, frames)."""
    return spectrum * (magnitude / np.maximum(np.abs(spectrum), TINY))


class GriffinLim:
    """A vocoder from the mel alone, for any spec: no weights, a metallic voice."""

    name = "griffin-lim"
    needs_pitch = False

    def __init__(self, spec: MelConfig, steps: int = 60) -> None:
        self.spec = spec
        self.steps = steps

    def __call__(self, mel: Array, pitch: Array | None = None, seed: int = 0) -> Array:
        """Samples of a mel; pitch changes nothing.

        mel        (mels, frames), natural log, of this vocoder's spec
        seed       of the phases it begins with
        returns    (frames * hop,) float32
        """
        magnitude = mel_inverse(check_mel(mel, self.spec), self.spec)
        return np.clip(griffin_lim(magnitude, self.spec, self.steps, seed=seed), -1, 1)
