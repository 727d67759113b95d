"""What a mel is here: one definition that audio, features, acoustic model and vocoders share and
check.

Short-time Fourier transform, magnitude:   X[k, i] = |sum_n w[n] x[i hop + n - (fft - hop)/2] exp(-2
pi i k n / fft)| with w the periodic Hann window and x reflected at both ends, so that frame i is
centred on sample (i + 1/2) hop and there are samples // hop frames.
Mel scale (Slaney 1998, Auditory Toolbox):  m(f) = 3 f / 200 below 1000 Hz, 15 + 27 ln(f / 1000) /
ln(6.4) above. Bands are triangles between neighbouring centres, equally spaced on that scale, each
divided by half its width in Hz (equal area).
Compression:                                M = ln(max(band . X, 1e-5)).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

FLOOR = 1e-5
SMALLEST = 1e-3  # sum of squared windows that is still divided by
Array = NDArray[np.float32]


class VocoderError(ValueError):
    """Anything that the packages of vocoders refuse."""


class SpecMismatch(VocoderError):
    """Two parts that must share one definition of a mel do not."""


@dataclass(frozen=True)
class MelSpec:
    """Sample rate and band edges in Hz; hop, window and fft in samples; mels in bands."""

    sample_rate: int = 24000
    hop: int = 256
    window: int = 1024
    fft: int = 1024
    mels: int = 100
    low: float = 0.0
    high: float = 12000.0

    @property
    def frame_rate(self) -> float:
        """Frames a second."""
        return self.sample_rate / self.hop

    def check(self, other: MelSpec, mine: str = "this part", theirs: str = "the other") -> None:
        """Raise SpecMismatch, naming every field that differs, unless both are the same."""
        differ = [f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name)]
        if differ:
            wanted, given = (
                ", ".join(f"{name} {getattr(spec, name)}" for name in differ)
                for spec in (self, other)
            )
            raise SpecMismatch(
                f"{mine} works on mels with {wanted}, but {theirs} has {given}. Use two parts of the same spec. {self} / {other}"
            )

    def to_dict(self) -> dict[str, float]:
        """As plain numbers, for the header of a weights file."""
        return asdict(self)


def check_mel(mel: Array, spec: MelSpec) -> Array:
    """The mel (mels, frames) as float32; raise VocoderError if it can't be one of this spec."""
    mel = np.asarray(mel, np.float32)
    if mel.ndim != 2 or mel.shape[0] != spec.mels or not mel.shape[1]:
        raise VocoderError(
            f"a mel must be ({spec.mels} mels, at least one frame), not an array of shape {mel.shape}."
        )
    if not np.isfinite(mel).all():
        raise VocoderError(
            "the mel holds values that are not finite. It must be natural logs of magnitudes."
        )
    return mel


def hz_to_mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slaney's mel scale: linear under 1000 Hz, logarithmic above."""
    hertz = np.asarray(hertz, np.float64)
    return np.where(
        hertz < 1000,
        3 * hertz / 200,
        15 + 27 * np.log(np.maximum(hertz, 1000) / 1000) / np.log(6.4),
    )


def mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse of hz_to_mel."""
    mel = np.asarray(mel, np.float64)
    return np.where(mel < 15, 200 * mel / 3, 1000 * np.exp((mel - 15) * np.log(6.4) / 27))


def mel_centres(spec: MelSpec) -> NDArray[np.float64]:
    """Centre of each band in Hz, (mels,)."""
    low, high = hz_to_mel(np.array([spec.low, spec.high]))
    return mel_to_hz(np.linspace(low, high, spec.mels + 2))[1:-1]


@cache
def mel_filters(spec: MelSpec) -> Array:
    """Triangular bands of equal area, (mels, fft / 2 + 1)."""
    low, high = hz_to_mel(np.array([spec.low, spec.high]))
    edges = mel_to_hz(np.linspace(low, high, spec.mels + 2))[:, None]
    bins = np.arange(spec.fft // 2 + 1)[None] * spec.sample_rate / spec.fft
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    triangles = np.maximum(0, np.minimum(rising, falling))
    return (triangles * 2 / (edges[2:] - edges[:-2])).astype(np.float32)


@cache
def between_bands(spec: MelSpec) -> NDArray[np.float64]:
    """What each bin has of the bands' values, linear between their centres and level beyond: (mels,
    fft / 2 + 1).
    """
    bins = np.arange(spec.fft // 2 + 1) * spec.sample_rate / spec.fft
    return np.stack([np.interp(bins, mel_centres(spec), row) for row in np.eye(spec.mels)])


def hann(length: int) -> NDArray[np.float64]:
    """The periodic Hann window, (length,)."""
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)


def frames_of(
    samples: NDArray[np.floating], spec: MelSpec, mode: str = "reflect"
) -> NDArray[np.floating]:
    """Overlapping windows, unweighted: (samples,) -> (samples // hop, fft), frame i centred on
    sample (i + 1/2) hop.
    """
    pad = (spec.fft - spec.hop) // 2
    if mode == "reflect" and len(samples) <= pad:
        mode = "constant"
    padded = np.pad(samples, (pad, pad), mode=mode)  # type: ignore[call-overload]
    count = len(samples) // spec.hop
    return np.lib.stride_tricks.sliding_window_view(padded, spec.fft)[:: spec.hop][:count]


def window_of(spec: MelSpec) -> NDArray[np.float64]:
    """The Hann window, centred in an FFT that may be longer, (fft,)."""
    pad = spec.fft - spec.window
    return np.pad(hann(spec.window), (pad // 2, pad - pad // 2))


def stft(
    samples: NDArray[np.floating], spec: MelSpec, mode: str = "reflect"
) -> NDArray[np.complex64]:
    """(samples,) -> complex (fft / 2 + 1, samples // hop)."""
    frames = frames_of(samples, spec, mode)
    return np.fft.rfft(frames * window_of(spec).astype(frames.dtype)).T.astype(np.complex64)


def istft(spectrum: NDArray[np.complexfloating], spec: MelSpec) -> Array:
    """Complex (fft / 2 + 1, frames) -> (frames * hop,): overlap and add, divided by the sum of
    squared windows (Griffin and Lim 1984, eq. 6).

    Bins that are missing at the upper end count as 0.
    """
    return OverlapAdd(spec, spectrum.shape[1]).add(spectrum.T)


class OverlapAdd:
    """The inverse STFT of so many frames, given in blocks: all that `istft` makes of them, each
    sample as soon as no later frame changes it.

    spec     whose fft is a multiple of its hop
    count    frames in all
    """

    def __init__(self, spec: MelSpec, count: int) -> None:
        self.spec = spec
        self.count = count
        self.added = 0
        self.window = shares(spec)  # (parts, hop)
        self.open = np.zeros(
            (len(self.window) - 1, spec.hop), np.float32
        )  # hops that later frames reach

    def add(
        self, spectrum: NDArray[np.complexfloating], frames: int | None = None, at: int = 0
    ) -> Array:
        """The next frames -> (samples,) that they complete.

        spectrum    (some, bins); bins that are missing at the upper end count as 0
        frames      how many frames that is, if more than those; the others are silent
        at          the first of them that is not
        """
        frames = len(spectrum) if frames is None else frames
        parts = len(self.window)
        sums = np.zeros((frames + parts - 1, self.spec.hop), np.float32)
        sums[: parts - 1] = self.open
        if len(spectrum):
            pieces = (
                np.fft.irfft(spectrum, self.spec.fft)
                .astype(np.float32, copy=False)
                .reshape(-1, parts, self.spec.hop)
            )
            pieces *= self.window
            for part in range(parts):
                sums[at + part : at + part + len(pieces)] += pieces[:, part]
        first = self.added
        self.added = self.added + frames
        self.open = sums[frames:]
        return self.cut(sums[:frames] if self.added < self.count else sums, first)

    def cut(self, hops: Array, first: int) -> Array:
        """Finished hops, of which `first` came before, without what lies before the first sample or
        after the last: (samples,).
        """
        edge = (self.spec.fft - self.spec.hop) // 2
        length = self.count * self.spec.hop
        start = first * self.spec.hop
        early = min(
            max(len(self.window) - 1 - first, 0), len(hops)
        )  # hops that frames before the first would reach
        late = min(max(self.count - first, early), len(hops))  # and those after the last
        for begin, end in ((0, early), (late, len(hops))):
            if begin < end:
                hops[begin:end] *= missing(self.spec, self.count, first + begin, end - begin)
        return hops.reshape(-1)[max(edge - start, 0) : max(length + edge - start, 0)]


@cache
def squares(spec: MelSpec) -> Array:
    """The sums of the squares of the window's first 0, 1, ... parts, each a hop long: (parts + 1,
    hop).
    """
    parts = (window_of(spec) ** 2).reshape(-1, spec.hop)
    return np.concatenate([np.zeros((1, spec.hop)), np.cumsum(parts, 0)]).astype(np.float32)


@cache
def shares(spec: MelSpec) -> Array:
    """The window, divided by the sum of its squares where no frame is missing: (parts, hop)."""
    return (window_of(spec).reshape(-1, spec.hop) / np.maximum(squares(spec)[-1], SMALLEST)).astype(
        np.float32
    )


def missing(spec: MelSpec, count: int, first: int, hops: int) -> Array:
    """By what to multiply each sample of these hops because there are but `count` frames: 1 where
    all windows are there, (hops, hop).
    """
    rows = first + np.arange(hops)
    parts = spec.fft // spec.hop
    there = (
        squares(spec)[np.minimum(rows + 1, parts)]
        - squares(spec)[np.clip(rows + 1 - count, 0, parts)]
    )
    return (np.maximum(squares(spec)[-1], SMALLEST) / np.maximum(there, SMALLEST)).astype(
        np.float32
    )


def mel_spectrogram(samples: NDArray[np.floating], spec: MelSpec) -> Array:
    """(samples,) in -1..1 -> (mels, samples // hop), natural log of the magnitude in each band."""
    if np.ndim(samples) != 1 or len(samples) < spec.hop:
        raise VocoderError(
            f"a mel is made from one channel of at least {spec.hop} samples, not from an array of shape {np.shape(samples)}."
        )
    magnitude = np.abs(stft(np.asarray(samples, np.float64), spec))
    return np.log(np.maximum(mel_filters(spec) @ magnitude, FLOOR)).astype(np.float32)
