"""Short-time Fourier transform, its inverse, and streaming overlap-add.

    X[k, i] = sum_n w[n] x[i hop + n - (n_fft - hop) / 2] exp(-2 pi i k n / n_fft)

w is the periodic Hann window and x is reflected at both ends. Frame i is centred on sample
(i + 1/2) hop, and there are samples // hop frames.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from vocoders.mel_config import Array, MelConfig

WINDOW_SUM_EPS = 1e-3  # least sum of squared windows that is divided by


def hann(length: int) -> NDArray[np.float64]:
    """Periodic Hann window, (length,)."""
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)


@cache
def bin_frequencies(spec: MelConfig) -> NDArray[np.float64]:
    """Centre of each bin in Hz, (n_fft / 2 + 1,)."""
    return np.arange(spec.n_fft // 2 + 1) * spec.sample_rate / spec.n_fft


def centred_window(spec: MelConfig) -> NDArray[np.float64]:
    """Hann window in the middle of an FFT that may be longer, (n_fft,)."""
    pad = spec.n_fft - spec.win_length
    return np.pad(hann(spec.win_length), (pad // 2, pad - pad // 2))


def frame_signal(
    samples: NDArray[np.floating], spec: MelConfig, mode: str = "reflect"
) -> NDArray[np.floating]:
    """Overlapping frames without a window: (samples,) -> (samples // hop, n_fft).

    mode    of numpy.pad, for both ends; zeros where the signal is too short to be reflected
    """
    pad = (spec.n_fft - spec.hop_length) // 2
    if mode == "reflect" and len(samples) <= pad:
        mode = "constant"
    padded = np.pad(samples, (pad, pad), mode=mode)  # type: ignore[call-overload]
    count = len(samples) // spec.hop_length
    windows = np.lib.stride_tricks.sliding_window_view(padded, spec.n_fft)
    return windows[:: spec.hop_length][:count]


def stft(
    samples: NDArray[np.floating], spec: MelConfig, mode: str = "reflect"
) -> NDArray[np.complex64]:
    """Spectrum: (samples,) -> complex (n_fft / 2 + 1, samples // hop)."""
    frames = frame_signal(samples, spec, mode)
    window = centred_window(spec).astype(frames.dtype)
    return np.fft.rfft(frames * window).T.astype(np.complex64)


def istft(spectrum: NDArray[np.complexfloating], spec: MelConfig) -> Array:
    """Inverse of `stft`: complex (n_fft / 2 + 1, frames) -> (frames * hop,).

    Frames are overlapped, added and divided by the sum of squared windows (Griffin and Lim 1984,
    eq. 6). Bins that are missing at the upper end count as 0.
    """
    return OverlapAdd(spec, spectrum.shape[1]).push(spectrum.T)


class OverlapAdd:
    """Inverse STFT of frames that come in blocks: each sample as soon as it is final.

    spec     n_fft must be a multiple of hop_length
    count    frames in all
    """

    def __init__(self, spec: MelConfig, count: int) -> None:
        self.spec = spec
        self.count = count
        self.pushed = 0  # frames so far
        self.window = synthesis_window(spec)  # (parts, hop)
        self.tail = np.zeros((len(self.window) - 1, spec.hop_length), np.float32)  # not final yet

    def push(
        self, spectrum: NDArray[np.complexfloating], frames: int | None = None, offset: int = 0
    ) -> Array:
        """Samples (samples,) that the next frames complete.

        spectrum    (some frames, bins); bins that are missing at the upper end count as 0
        frames      how many frames these are, if more than those; the others are silent
        offset      the first of them that is not silent
        """
        frames = len(spectrum) if frames is None else frames
        parts = len(self.window)
        hops = np.zeros((frames + parts - 1, self.spec.hop_length), np.float32)
        hops[: parts - 1] = self.tail
        if len(spectrum):
            waves = np.fft.irfft(spectrum, self.spec.n_fft).astype(np.float32, copy=False)
            waves = waves.reshape(-1, parts, self.spec.hop_length)
            waves *= self.window
            for part in range(parts):
                hops[offset + part : offset + part + len(waves)] += waves[:, part]
        first = self.pushed
        self.pushed += frames
        self.tail = hops[frames:]
        return self._crop(hops[:frames] if self.pushed < self.count else hops, first)

    def _crop(self, hops: Array, first: int) -> Array:
        """Samples of finished hops, of which `first` came before, without the padding at both
        ends of the signal.
        """
        hop = self.spec.hop_length
        pad = (self.spec.n_fft - hop) // 2
        start = first * hop
        length = self.count * hop
        # hops that frames before the first would reach, and those after the last
        early = min(max(len(self.window) - 1 - first, 0), len(hops))
        late = min(max(self.count - first, early), len(hops))
        for begin, end in ((0, early), (late, len(hops))):
            if begin < end:
                hops[begin:end] *= edge_correction(
                    self.spec, self.count, first + begin, end - begin
                )
        return hops.reshape(-1)[max(pad - start, 0) : max(length + pad - start, 0)]


@cache
def cumulative_window_energy(spec: MelConfig) -> Array:
    """Sums of the squares of the window's first 0, 1, ... parts of a hop each: (parts + 1, hop)."""
    energy = (centred_window(spec) ** 2).reshape(-1, spec.hop_length)
    sums = np.concatenate([np.zeros((1, spec.hop_length)), np.cumsum(energy, 0)])
    return sums.astype(np.float32)


@cache
def synthesis_window(spec: MelConfig) -> Array:
    """Window divided by the sum of squared windows where no frame is missing: (parts, hop)."""
    window = centred_window(spec).reshape(-1, spec.hop_length)
    energy = np.maximum(cumulative_window_energy(spec)[-1], WINDOW_SUM_EPS)
    return (window / energy).astype(np.float32)


def edge_correction(spec: MelConfig, count: int, first: int, hops: int) -> Array:
    """Factor of each sample near an end, where fewer frames overlap: (hops, hop).

    count    frames in all
    first    number of the first of these hops
    """
    rows = first + np.arange(hops)
    parts = spec.n_fft // spec.hop_length
    sums = cumulative_window_energy(spec)
    energy = sums[np.minimum(rows + 1, parts)] - sums[np.clip(rows + 1 - count, 0, parts)]
    whole = np.maximum(sums[-1], WINDOW_SUM_EPS)
    return (whole / np.maximum(energy, WINDOW_SUM_EPS)).astype(np.float32)
