"""A source and a filter in the STFT domain: pulses and noise, shaped by a network at frame rate (after Neural source-filter, Wang et al. 2019,
arXiv 1904.12088; the multi-band excitation after Griffin and Lim 1988). Everything here is numpy; `vocoders.harmonic` holds the network.

    wave(t) = g(t) istft(exp(a + i phi) P)  +  h(t) istft(exp(b) N)

P and N are the STFTs of band-limited pulses at the pitch and of white noise. The network gives a, phi, b for every bin and frame from the mel and
the pitch, and what the gates g and h are made of: their logarithms at four places of each frame, since a filter can't be shorter than the window of
the STFT, but the burst of a stop is; and, for the noise, how it swells with every pulse, as breath does:

    log h(t) = knots(t) + c(t) cos(theta) + s(t) sin(theta)          theta: the phase of the pulses
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.mel import Array, MelSpec, VocoderError, check_mel, istft, stft
from vocoders.pitch import fill

KNOTS = 4                  # places of a frame at which a gate is told
GRID = 8                   # samples between the places where gates are computed; linear between them
SPREAD = 2                 # frames by which the pulses reach into their unvoiced neighbours
MIDDLE = 180.0             # Hz: where the network's scale of pitch has its zero
CEILING = 6.0              # largest logarithm of an amplitude or a gate
TAPS = 64                  # length of a pulse
SLOPE = 750.0              # Hz: by then, above the limit, a pulse has ended
CYCLE = 1024               # frames after which the noise repeats


class Filters(NamedTuple):
    """What the network says, cut into its parts."""

    amplitude: Array       # a (frames, pulsed bins)
    phase: Array           # phi (frames, pulsed bins)
    noise: Array           # b (frames, bins)
    knots: Array           # log g, log h (frames, 2, KNOTS)
    swell: Array           # c, s (frames, 2)


class SourceFilter(ABC):
    """Mel and pitch -> wave, by the filters of a network.

    limit    Hz, where the pulses end
    spec     the mel it takes
    """

    name = "harmonic"
    needs_pitch = True

    def __init__(self, limit: float, spec: MelSpec) -> None:
        self.limit, self.spec = limit, spec

    @abstractmethod
    def filters(self, mel: Array, voice: Array) -> Array:
        """What the network says: mel (mels, frames), voicing (2, frames) -> (frames, columns)."""

    def __call__(self, mel: Array, pitch: NDArray[np.floating] | None = None, seed: int = 0) -> Array:
        """Mel (mels, frames) and pitch (frames,) in Hz, 0 where unvoiced -> samples (frames * hop,); the same for the same seed."""
        mel = check_mel(mel, self.spec)
        if pitch is None or np.shape(pitch) != mel.shape[1:]:
            raise VocoderError(f"the harmonic vocoder needs the pitch in Hz of each of the {mel.shape[1]} frames beside the mel.")
        pitch = np.asarray(pitch, np.float32)
        if not np.isfinite(pitch).all() or (pitch < 0).any() or (pitch > self.spec.sample_rate / 4).any():
            raise VocoderError(f"pitches must be from 0 (unvoiced) to {self.spec.sample_rate / 4:g} Hz.")
        rng = np.random.default_rng(seed)
        train, swing = pulses(pitch, self.spec, self.limit, rng)
        noise = noise_spectra(self.spec)[(rng.integers(CYCLE) + np.arange(len(pitch))) % CYCLE]
        return wave(split(self.filters(mel, voicing(pitch)), pulsed_bins(self.spec, self.limit)), train, swing, noise, self.spec)


def voicing(pitch: NDArray[np.floating]) -> Array:
    """What the network hears of the pitch, (frames,) Hz -> (2, frames): its logarithm around 180 Hz, gaps filled, and 1 where voiced."""
    return np.stack([np.log(fill(pitch) / MIDDLE) * 2, pitch > 0]).astype(np.float32)


def pulsed_bins(spec: MelSpec, limit: float) -> int:
    """How many bins of the STFT the pulses reach."""
    return min(int((limit + SLOPE) * spec.fft / spec.sample_rate) + 1, spec.fft // 2 + 1)


def columns(spec: MelSpec, limit: float) -> int:
    """How many numbers the network says of each frame."""
    return 2 * pulsed_bins(spec, limit) + spec.fft // 2 + 1 + 2 * KNOTS + 2


def split(filters: Array, pulsed: int) -> Filters:
    """(frames, columns) -> its parts (views)."""
    ends = [pulsed, 2 * pulsed, filters.shape[1] - 2 * KNOTS - 2, filters.shape[1] - 2]
    amplitude, phase, noise, knots, swell = np.split(filters, ends, 1)
    return Filters(amplitude, phase, noise, knots.reshape(-1, 2, KNOTS), swell)


def finer(values: NDArray[np.floating], times: int) -> NDArray[np.floating]:
    """Linear interpolation to so many (an even number of) values for each, (n,) -> (n * times,): each old one lies in the middle of its new ones."""
    held = np.pad(values, 1, mode="edge")
    along = ((np.arange(times) + 0.5) / times).astype(values.dtype)
    return (held[:-1, None] + np.diff(held)[:, None] * along).reshape(-1)[times // 2:-times // 2]


def pulses(pitch: NDArray[np.floating], spec: MelSpec, limit: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """The pitch (frames,) in Hz -> pulses (frames * hop,), whose mean square does not depend on the pitch, and cosine and sine of their phase,
    (2, frames * hop / GRID), both fading out where nothing is voiced."""
    each, wide = spec.hop // GRID, 2 * SPREAD + 1
    hertz = np.exp(finer(np.log(fill(pitch).astype(np.float64)), each))             # (cells,)
    reach = np.convolve(pitch > 0, np.ones(wide), "full")[SPREAD:-SPREAD] > 0
    gain = finer(reach.astype(np.float64), each)
    turns = rng.random() + np.cumsum(hertz) * GRID / spec.sample_rate               # at the end of each cell
    numbers = np.arange(np.ceil(turns[0]), turns[-1])
    cells = np.interp(numbers, turns, np.arange(len(turns)))                        # where the phase is a whole number, in cells
    strength = np.sqrt(spec.sample_rate / 2 / np.interp(cells, np.arange(len(turns)), hertz)) * np.interp(cells, np.arange(len(turns)), gain)
    there = strength > 0
    angle = 2 * np.pi * (turns - hertz * GRID / spec.sample_rate / 2)               # in the middle of each cell
    swing = np.stack([gain * np.cos(angle), gain * np.sin(angle)]).astype(np.float32)
    return impulses((cells[there] + 1) * GRID - 0.5, strength[there], len(pitch) * spec.hop, 2 * limit / spec.sample_rate), swing


def impulses(times: NDArray[np.float64], strength: NDArray[np.float64], count: int, band: float) -> Array:
    """Windowed sincs, which end at a fraction `band` of half the sample rate, at times in samples: (count,)."""
    first = np.floor(times).astype(np.int64) - TAPS // 2 + 1
    places = first[:, None] + np.arange(TAPS)
    away = places - times[:, None]
    shape = band * np.sinc(band * away) * (0.5 + 0.5 * np.cos(2 * np.pi * away / TAPS)) * strength[:, None]
    inside = (places >= 0) & (places < count)
    return np.bincount(places[inside], shape[inside], count).astype(np.float32)


@cache
def noise_spectra(spec: MelSpec) -> NDArray[np.complex64]:
    """The STFT of white noise that repeats after CYCLE frames, (CYCLE, bins)."""
    samples = np.random.default_rng(0).standard_normal(CYCLE * spec.hop, np.float32)
    around = spec.fft // spec.hop
    return stft(np.pad(samples, around * spec.hop, mode="wrap"), spec).T[around:-around]


def gates(filters: Filters, swing: Array) -> tuple[Array, Array]:
    """g and h for every sample, (frames * hop,)."""
    cells = swing.shape[1] // filters.knots.shape[0]                                # of a frame
    quiet, loud = (finer(filters.knots[:, row].reshape(-1), cells // KNOTS) for row in (0, 1))
    loud = loud + finer(filters.swell[:, 0], cells) * swing[0] + finer(filters.swell[:, 1], cells) * swing[1]
    g, h = (finer(np.exp(np.minimum(row, CEILING)), GRID) for row in (quiet, loud))
    return g, h


def wave(filters: Filters, train: Array, swing: Array, noise: NDArray[np.complex64], spec: MelSpec) -> Array:
    """Filters on pulses (frames * hop,) and on the spectrum of noise (frames, bins) -> samples (frames * hop,)."""
    size, turn = np.exp(np.minimum(filters.amplitude, CEILING)), filters.phase
    pulsed = np.empty(size.shape, np.complex64)
    pulsed.real, pulsed.imag = size * np.cos(turn), size * np.sin(turn)             # four times as fast as a complex exp
    pulsed *= stft(train, spec, "constant").T[:, :size.shape[1]]
    hiss = np.exp(np.minimum(filters.noise, CEILING)) * noise
    g, h = gates(filters, swing)
    return g * istft(pulsed.T, spec) + h * istft(hiss.T, spec)
