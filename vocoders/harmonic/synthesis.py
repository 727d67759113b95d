"""A source and a filter in the STFT domain: pulses and noise, shaped by a network at frame rate
(after Neural source-filter, Wang et al. 2019, arXiv 1904.12088; the multi-band excitation after
Griffin and Lim 1988). Everything here is numpy; `vocoders.harmonic.network` holds the network.

    wave(t) = g(t) istft(exp(a + i phi) P)  +  h(t) istft(exp(b) N)

P and N are the STFTs of band-limited pulses at the pitch and of white noise. The network gives a,
phi, b for every bin and frame from the mel and the pitch, and what the gates g and h are made of:
their logarithms at four places of each frame, since a filter can't be shorter than the window of
the STFT, but the burst of a stop is; and, for the noise, how it swells with every pulse, as breath
does:

    log h(t) = knots(t) + c(t) cos(theta) + s(t) sin(theta)          theta: the phase of the pulses
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.errors import VocoderError
from vocoders.mel_config import Array, MelConfig, check_mel
from vocoders.pitch import hz_to_ln_f0, interpolate_unvoiced
from vocoders.stft import OverlapAdd, stft

KNOTS = 4  # places of a frame at which a gate is told
GRID = 8  # samples between the places where gates are computed; linear between them
SPREAD = 2  # frames by which the pulses reach into their unvoiced neighbours
CEILING = 6.0  # largest logarithm of an amplitude or a gate
TAPS = 64  # length of a pulse
SLOPE = 750.0  # Hz: by then, above the limit, a pulse has ended
CYCLE = 1024  # frames after which the noise repeats
# frames to be given to the network at least: in fewer, ONNX Runtime sums a convolution's products
# in another order
LEAST = 65
BLOCK = 128  # frames that are filtered at a time: what a block needs stays in a processor's cache
FEW = 8  # of which so many share a product of matrices
FINE = 32  # bins whose waves are made together
ALONE = (
    262144  # multiplications of a product of matrices that OpenBLAS does not share among threads
)


class Filters(NamedTuple):
    """What the network says, cut into its parts."""

    amplitude: Array  # a (frames, pulsed bins)
    phase: Array  # phi (frames, pulsed bins)
    noise: Array  # b (frames, bins)
    knots: Array  # log g, log h (frames, 2, KNOTS)
    swell: Array  # c, s (frames, 2)


class Source(NamedTuple):
    """What filters are laid on.

    times       (pulses,) when each pulse has its middle, in samples, rising
    strength    (pulses,) so that the power does not depend on the pitch; none fades in where
                nothing is voiced
    swing       (2, frames * hop / GRID) cosine and sine of the pulses' phase in each cell of GRID
                samples, 0 where nothing is voiced
    noise       which frame of `noise_spectra` the first frame has
    """

    times: NDArray[np.float64]
    strength: NDArray[np.float64]
    swing: Array
    noise: int


class SourceFilter(ABC):
    """Mel and pitch -> wave, by the filters of a network.

    limit    Hz, where the pulses end
    spec     the mel it takes
    config   what shapes the network, with `num_blocks` and `kernel_size`
    """

    name = "harmonic"
    needs_pitch = True
    config: Any

    def __init__(self, limit: float, spec: MelConfig) -> None:
        self.max_voiced_hz = limit
        self.spec = spec

    @property
    def reach(self) -> int:
        """How many frames before and after its own the network looks at: a convolution inward, and
        one in each block.
        """
        return (int(self.config.num_blocks) + 1) * (int(self.config.kernel_size) // 2)

    @property
    def latency_frames(self) -> int:
        """By how many frames the samples of `stream` lie behind the mel that it was given, rounded
        up.
        """
        return self.reach + -(
            -(self.spec.n_fft - self.spec.hop_length) // (2 * self.spec.hop_length)
        )

    @abstractmethod
    def predict_filters(self, mel: Array, f0_features: Array) -> tuple[Array, Array]:
        """What the network says: mel (mels, frames), voicing (2, frames) -> (frames, columns) and
        what `add_base_filters` adds to it.
        """

    def __call__(
        self, mel: Array, pitch: NDArray[np.floating] | None = None, seed: int = 0
    ) -> Array:
        """Mel (mels, frames) and pitch (frames,) in Hz, 0 where unvoiced -> samples (frames *
        hop,); the same for the same seed.
        """
        mel = check_mel(mel, self.spec)
        if pitch is None or np.shape(pitch) != mel.shape[1:]:
            raise VocoderError(
                f"the harmonic vocoder needs the pitch in Hz of each of the {mel.shape[1]} frames beside the mel."
            )
        hertz = check_pitch(pitch, self.spec)
        return self.wave(hertz, seed).add(*self.predict_filters(mel, f0_features(hertz)))

    def wave(self, pitch: Array, seed: int) -> Wave:
        """What filters are laid on for a pitch (frames,), before any came."""
        rng = np.random.default_rng(seed)
        return Wave(
            source(pitch, self.spec, rng.random(), int(rng.integers(CYCLE))),
            self.spec,
            self.max_voiced_hz,
        )

    def stream(
        self, mels: Iterable[Array], pitch: NDArray[np.floating], seed: int = 0
    ) -> Iterator[Array]:
        """The same for a mel that comes in pieces, each (mels, some frames): the samples of each
        piece as soon as none that follows changes them.

        pitch    (frames,) Hz of the whole: the pulses of a piece depend on where those before it
                 were
        yields   (samples,) for each piece, few or none for the first ones; all together (frames *
                 hop,)

        VocoderError if the pieces are not as long as the pitch together.
        """
        hertz = check_pitch(pitch, self.spec)
        voice = f0_features(hertz)
        count = len(hertz)
        wave = self.wave(hertz, seed)
        held, known = (
            np.zeros((self.spec.n_mels, 0), np.float32),
            0,
        )  # the latest of the mel's frames, up to `known`
        for mel in mels:
            held = np.concatenate([held, check_mel(mel, self.spec)], 1)
            known = known + np.shape(mel)[1]
            if known > count:
                break
            last = known if known == count else max(known - self.reach, wave.done)
            said = (
                [part[: last - wave.done] for part in self.seen(held, voice, known, wave.done)]
                if last > wave.done
                else []
            )
            yield wave.add(*said) if said else np.zeros(0, np.float32)
            held = held[:, -max(known - last + self.reach, LEAST) :]
        if known != count:
            raise VocoderError(
                f"the pieces of the mel have {known} frames, or more, but the pitch has {count}."
            )

    def seen(self, held: Array, voice: Array, known: int, first: int) -> list[Array]:
        """What the network says of the frames from `first` on, as it does of the whole but for the
        last `reach`: its window begins so much earlier.

        held     (mels, some frames), those before `known`
        voice    (2, frames) of the whole
        returns  (frames - first, ...) or more, each
        """
        least = min(LEAST, voice.shape[1])
        begin = max(0, min(first - self.reach, known - least))
        window = held[:, held.shape[1] - (known - begin) :]
        heard = voice[:, begin:known]
        if (
            missing := least - window.shape[1]
        ) > 0:  # the whole goes on; what it says there is not used
            window, heard = (
                np.pad(part, [(0, 0), (0, missing)], "edge") for part in (window, heard)
            )
        return [part[first - begin :] for part in self.predict_filters(window, heard)]


def check_pitch(pitch: NDArray[np.floating], spec: MelConfig) -> Array:
    """The pitch (frames,) in Hz as float32; VocoderError if nobody can speak at it."""
    hertz = np.asarray(pitch, np.float32)
    if not np.isfinite(hertz).all() or (hertz < 0).any() or (hertz > spec.sample_rate / 4).any():
        raise VocoderError(f"pitches must be from 0 (unvoiced) to {spec.sample_rate / 4:g} Hz.")
    return hertz


def f0_features(pitch: NDArray[np.floating]) -> Array:
    """What the network hears of the pitch, (frames,) Hz -> (2, frames): its logarithm around 180
    Hz, gaps filled, and 1 where voiced.
    """
    return np.stack([hz_to_ln_f0(interpolate_unvoiced(pitch)), pitch > 0]).astype(np.float32)


def harmonic_bins(spec: MelConfig, limit: float) -> int:
    """How many bins of the STFT the pulses reach."""
    return min(int((limit + SLOPE) * spec.n_fft / spec.sample_rate) + 1, spec.n_fft // 2 + 1)


def num_filter_params(spec: MelConfig, limit: float) -> int:
    """How many numbers the network says of each frame."""
    return 2 * harmonic_bins(spec, limit) + spec.n_fft // 2 + 1 + 2 * KNOTS + 2


def split(filters: Array, pulsed: int) -> Filters:
    """(frames, columns) -> its parts (views)."""
    ends = [pulsed, 2 * pulsed, filters.shape[1] - 2 * KNOTS - 2, filters.shape[1] - 2]
    amplitude, phase, noise, knots, swell = np.split(filters, ends, 1)
    return Filters(amplitude, phase, noise, knots.reshape(-1, 2, KNOTS), swell)


def add_base_filters(learned: Array, known: Array, bins: int) -> Array:
    """What a network has learned of the filters (frames, columns), and in place to it what the mel
    says without, which was computed but once.

    known    (frames, pulsed bins + bins): the phases of the pulses, then the amplitudes of the
             noise, which the pulses have, too
    """
    pulsed = known.shape[1] - bins
    learned[:, pulsed : pulsed + known.shape[1]] += known
    learned[:, :pulsed] += known[:, pulsed : 2 * pulsed]
    return learned


def finer(values: NDArray[np.floating], times: int) -> NDArray[np.floating]:
    """Linear interpolation to so many (an even number of) values for each, (n,) -> (n * times,):
    each old one lies in the middle of its new ones.
    """
    pairs = np.empty((len(values) + 1, 2), values.dtype)  # neighbours; the ends are held
    pairs[:-1, 1] = pairs[1:, 0] = values
    pairs[0, 0], pairs[-1, 1] = values[0], values[-1]
    weights = between(times, values.dtype.name)
    rows = ALONE // (2 * times)
    found = [pairs[first : first + rows] @ weights for first in range(0, len(pairs), rows)]
    return (found[0] if len(found) == 1 else np.concatenate(found)).reshape(-1)[
        times // 2 : -times // 2
    ]


@cache
def between(times: int, dtype: str) -> NDArray[np.floating]:
    """What two neighbours have of each value between them, (2, times)."""
    along = (np.arange(times) + 0.5) / times
    return np.stack([1 - along, along]).astype(dtype)


def source(
    pitch: NDArray[np.floating], spec: MelConfig, phase: float = 0.0, noise: int = 0
) -> Source:
    """What the filters are laid on for a pitch, (frames,) in Hz; the pulses begin at a phase, in
    turns, and the noise at one of its frames.
    """
    each = spec.hop_length // GRID
    wide = 2 * SPREAD + 1
    hertz = np.exp(finer(np.log(interpolate_unvoiced(pitch).astype(np.float64)), each))  # (cells,)
    reach = np.convolve(pitch > 0, np.ones(wide), "full")[SPREAD:-SPREAD] > 0
    gain = finer(reach.astype(np.float64), each)
    steps = hertz * (GRID / spec.sample_rate)
    turns = phase + np.cumsum(steps)  # at the end of each cell
    places = np.arange(len(turns), dtype=np.float64)
    cells = np.interp(
        np.arange(np.ceil(turns[0]), turns[-1]), turns, places
    )  # where the phase is a whole number, in cells
    strength = np.sqrt(spec.sample_rate / 2 / np.interp(cells, places, hertz)) * np.interp(
        cells, places, gain
    )
    there = strength > 0
    turns -= steps / 2  # in the middle of each cell
    angle = ((turns - np.floor(turns)) * (2 * np.pi)).astype(np.float32)
    swing = np.stack([np.cos(angle), np.sin(angle)]) * gain.astype(np.float32)
    return Source((cells[there] + 1) * GRID - 0.5, strength[there], swing, noise)


def pulses(
    pitch: NDArray[np.floating], spec: MelConfig, limit: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """The pulses of a source as samples (frames * hop,), whose mean square does not depend on the
    pitch, and its swing; training hears them so.
    """
    made = source(pitch, spec, rng.random())
    return impulses(
        made.times, made.strength, len(pitch) * spec.hop_length, 2 * limit / spec.sample_rate
    ), made.swing


def impulses(
    times: NDArray[np.float64], strength: NDArray[np.float64], count: int, band: float
) -> Array:
    """Windowed sincs, which end at a fraction `band` of half the sample rate, at times in samples:
    (count,).
    """
    first = np.floor(times).astype(np.int64) - TAPS // 2 + 1
    places = first[:, None] + np.arange(TAPS)
    shape = sinc(places - times[:, None], band) * strength[:, None]
    inside = (places >= 0) & (places < count)
    return np.bincount(places[inside], shape[inside], count).astype(np.float32)


def sinc(away: NDArray[np.float64], band: float) -> NDArray[np.float64]:
    """A pulse of strength 1, so many samples away from its time, no more than half of TAPS."""
    return band * np.sinc(band * away) * (0.5 + 0.5 * np.cos(2 * np.pi * away / TAPS))


@cache
def noise_spectra(spec: MelConfig) -> NDArray[np.complex64]:
    """The STFT of white noise that repeats after CYCLE frames, (CYCLE, bins)."""
    samples = np.random.default_rng(0).standard_normal(CYCLE * spec.hop_length, np.float32)
    around = spec.n_fft // spec.hop_length
    return stft(np.pad(samples, around * spec.hop_length, mode="wrap"), spec).T[around:-around]


def wave(filters: Array, made: Source, spec: MelConfig, limit: float) -> Array:
    """Filters (frames, columns) on a source, whose pulses end at `limit` Hz -> samples (frames *
    hop,).
    """
    return Wave(made, spec, limit).add(filters)


class Wave:
    """Filters on a source, given in blocks: all that `wave` makes of them, each sample as soon as
    no later frame changes it.

    An STFT of pulses needs no Fourier transform: windowed, one at t is about  strength w(t - start)
    H(k) exp(-2 pi i k (t - start) / fft)  in a frame that begins at `start`, with H the spectrum of
    a pulse. (What that leaves out is how H changes within the main lobe of the window: not at all
    but near the pulses' limit, and there by little.) The exponential is made once for each pulse; a
    frame's sum is a product of matrices.
    """

    def __init__(self, made: Source, spec: MelConfig, limit: float) -> None:
        self.made, self.spec, self.shape = made, spec, shape_of(spec, limit)
        self.frames = made.swing.shape[1] * GRID // spec.hop_length
        self.voiced, self.hiss = OverlapAdd(spec, self.frames), OverlapAdd(spec, self.frames)
        self.told = np.empty(
            (self.frames, 2 * KNOTS + 2), np.float32
        )  # what the gates are made of, so far
        self.done = self.said = 0  # frames that came, samples that went

    def add(self, filters: Array, known: Array | None = None) -> Array:
        """The next frames, (some, columns), and what `add_base_filters` is to add to them (in place) -> the
        samples that they complete.
        """
        pieces = []
        for rows in (slice(first, first + BLOCK) for first in range(0, len(filters), BLOCK)):
            some = (
                filters[rows]
                if known is None
                else add_base_filters(filters[rows], known[rows], self.spec.n_fft // 2 + 1)
            )
            pieces.append(self.block(some))
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)

    def block(self, filters: Array) -> Array:
        """The same for no more than BLOCK frames."""
        parts = split(filters, len(self.shape.pulse))
        first = self.done
        self.done += len(filters)
        self.told[first : self.done] = filters[:, -self.told.shape[1] :]
        spectrum, at = self.pulsed(parts, first)
        voiced = self.voiced.push(spectrum, len(filters), at)
        hiss = self.hiss.push(
            amplitude(parts.noise)
            * rows_of(noise_spectra(self.spec), self.made.noise + first, len(filters))
        )
        g, h = self.gates(self.said, self.said + len(hiss))
        self.said += len(hiss)
        voiced *= g
        hiss *= h
        voiced += hiss
        return voiced

    def pulsed(self, parts: Filters, first: int) -> tuple[NDArray[np.complex64], int]:
        """The pulses' spectra, filtered, of those frames between which there are any, (some, bins),
        and the number of the first of them.
        """
        weights, waves = self.seen(first, len(parts.noise))
        heard = np.flatnonzero(weights.any(1))
        spectrum = np.zeros(
            (heard[-1] + 1 - heard[0] if len(heard) else 0, self.spec.n_fft // 2 + 1), np.complex64
        )
        if not len(spectrum):
            return spectrum, 0
        rows = slice(heard[0], heard[-1] + 1)
        count = len(self.shape.pulse)
        size = amplitude(parts.amplitude[rows])
        size *= self.shape.pulse
        turn = parts.phase[rows] + rows_of(self.shape.turns, first + rows.start, len(spectrum))
        filtered = spectrum[:, :count]
        np.multiply(size, np.cos(turn), out=filtered.real)  # four times as fast as a complex exp
        np.multiply(size, np.sin(turn, out=turn), out=filtered.imag)
        filtered *= product(weights[rows], waves).view(np.complex64)[:, :count]
        return spectrum, int(heard[0])

    def seen(self, first: int, frames: int) -> tuple[Array, Array]:
        """The window's value at each pulse in each frame, (frames, pulses), and the pulses' waves
        in the bins, (pulses, 2 * bins and some more).
        """
        spec, edge = self.spec, (self.spec.n_fft - self.spec.hop_length) // 2
        start = first * spec.hop_length - edge
        here = slice(
            *np.searchsorted(
                self.made.times, [start, start + (frames - 1) * spec.hop_length + spec.n_fft]
            )
        )
        begins = start + np.arange(frames) * spec.hop_length + (spec.n_fft - spec.win_length) // 2
        angle = ((self.made.times[here] - start) * (2 * np.pi / spec.win_length)).astype(
            np.float32
        ) - ((begins - start) * (2 * np.pi / spec.win_length)).astype(np.float32)[:, None]
        window = np.clip(angle, 0, np.float32(2 * np.pi), out=angle)
        np.cos(window, out=window)
        window *= np.float32(-0.5)
        window += np.float32(0.5)
        cycles = (self.made.times[here, None] + edge) / spec.n_fft * self.shape.steps
        angle = ((np.floor(cycles) - cycles) * (2 * np.pi)).astype(np.float32)
        wave = np.empty(angle.shape, np.complex64)
        wave.real = np.cos(angle)
        wave.imag = np.sin(angle)
        wave[:, :FINE] *= self.made.strength[here, None].astype(np.float32)
        waves = wave[:, FINE:, None] * wave[:, None, :FINE]  # exp(a + b) = exp(a) exp(b)
        return window, waves.reshape(len(wave), waves.shape[1] * FINE).view(np.float32)

    def gates(self, first: int, last: int) -> tuple[Array, Array]:
        """g and h for these samples, (last - first,)."""
        hop = self.spec.hop_length
        begin, end = (
            max(first // hop - 1, 0),
            min(-(-last // hop) + 1, self.done),
        )  # what lies beside them counts, too
        told = self.told[begin:end]
        cells = hop // GRID
        swing = self.made.swing[:, begin * cells : end * cells]
        quiet, loud = (
            finer(told[:, row : row + KNOTS].reshape(-1), cells // KNOTS) for row in (0, KNOTS)
        )
        loud += finer(told[:, -2], cells) * swing[0]
        loud += finer(told[:, -1], cells) * swing[1]
        g, h = (
            finer(amplitude(row), GRID)[first - begin * hop : last - begin * hop]
            for row in (quiet, loud)
        )
        return g, h


def product(weights: Array, waves: Array) -> Array:
    """weights (frames, pulses) @ waves (pulses, n), few frames at a time, since a frame sees few
    pulses: (frames, n).
    """
    out = np.empty((len(weights), waves.shape[1]), np.float32)
    most = ALONE // (FEW * waves.shape[1])
    for first in range(0, len(weights), FEW):
        some = weights[first : first + FEW]
        rows = out[first : first + FEW]
        there = np.flatnonzero(some.any(0))
        ends = [*range(there[0], there[-1] + 1, most), there[-1] + 1] if len(there) else [0, 0]
        np.matmul(some[:, ends[0] : ends[1]], waves[ends[0] : ends[1]], out=rows)
        for begin, end in pairwise(ends[1:]):
            rows += some[:, begin:end] @ waves[begin:end]
    return out


def amplitude(logarithm: Array) -> Array:
    """exp, of no more than CEILING."""
    size = np.minimum(logarithm, np.float32(CEILING))
    return np.exp(size, out=size)


def rows_of(table: NDArray[Any], first: int, count: int) -> NDArray[Any]:
    """So many rows of a table that repeats without end, from that number on."""
    first %= len(table)
    return (
        table[first : first + count]
        if first + count <= len(table)
        else table[(first + np.arange(count)) % len(table)]
    )


class Shape(NamedTuple):
    """What the pulses' spectra are made of.

    pulse    (pulsed bins,) the spectrum of a pulse
    turns    (fft / hop, pulsed bins) by how many radians the phase of each bin is further on in
             each frame
    steps    (FINE + some,) bins 0 to FINE - 1, then every FINEth
    """

    pulse: Array
    turns: Array
    steps: NDArray[np.float64]


@cache
def shape_of(spec: MelConfig, limit: float) -> Shape:
    """For pulses that end at `limit` Hz."""
    count = harmonic_bins(spec, limit)
    parts = spec.n_fft // spec.hop_length
    bins = np.arange(count)
    away = np.arange(-TAPS // 2, TAPS // 2 + 1.0)
    pulse = np.cos(2 * np.pi * np.outer(bins, away) / spec.n_fft) @ sinc(
        away, 2 * limit / spec.sample_rate
    )
    turns = (
        2 * np.pi * (np.outer(np.arange(parts), bins) * spec.hop_length % spec.n_fft) / spec.n_fft
    )
    return Shape(
        pulse.astype(np.float32),
        turns.astype(np.float32),
        np.concatenate([np.arange(FINE), np.arange(0, count, FINE)]).astype(np.float64),
    )
