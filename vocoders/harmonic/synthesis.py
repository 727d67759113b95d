"""Source-filter synthesis in the STFT domain: filters on pulses and noise -> samples, in numpy
(after Neural source-filter, Wang et al. 2019, arXiv 1904.12088; the multi-band excitation after
Griffin and Lim 1988).

    wave(t) = g(t) istft(exp(a + i phi) P)  +  h(t) istft(exp(b) N)

P and N are the STFTs of band-limited pulses at the F0 and of white noise. The network
(`vocoders.harmonic.network`) predicts a, phi and b for every bin and frame from the mel and the F0,
and the points of the gain envelopes g and h: their logarithms at four points of each frame. A
filter cannot be shorter than the window of the STFT, but the burst of a stop is. The noise envelope
is also modulated at the F0, as breath is:

    log h(t) = points(t) + c(t) cos(theta) + s(t) sin(theta)         theta: the phase of the pulses
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.harmonic.excitation import (
    ENVELOPE_HOP,
    PULSE_TAPS,
    Excitation,
    noise_spectra,
    windowed_sinc,
)
from vocoders.harmonic.filters import (
    ENVELOPE_POINTS,
    MAX_LOG_GAIN,
    Filters,
    harmonic_bins,
    unpack_filters,
)
from vocoders.harmonic.upsampling import SINGLE_THREAD_MULS, upsample_linear
from vocoders.mel_config import Array, MelConfig
from vocoders.stft import OverlapAdd

PUSH_FRAMES = 512  # that become samples at a time: a long sentence needs no more memory
BLOCK_FRAMES = 128  # whose pulses are made at a time: what a block needs stays in the cache
ROWS_PER_GEMM = 8  # frames of a block in one matrix product
PHASOR_RADIX = 32  # bins whose phasors are made together


def synthesize(
    filters: Array, excitation: Excitation, spec: MelConfig, max_voiced_hz: float
) -> Array:
    """Samples (frames * hop,) of filters (frames, parameters) on an excitation whose pulses end at
    `max_voiced_hz`.
    """
    parts = unpack_filters(filters, None, spec, max_voiced_hz)
    return SourceFilterSynth(excitation, spec, max_voiced_hz).push(parts)


class SourceFilterSynth:
    """Synthesis of filters that come in blocks: each sample as soon as it is final.

    An STFT of pulses needs no Fourier transform. A windowed pulse at t is about

        strength w(t - start) H(k) exp(-2 pi i k (t - start) / n_fft)

    in a frame that begins at `start`, with H the spectrum of a pulse. (This leaves out how H
    changes within the main lobe of the window: not at all but near the maximum voiced frequency,
    and there by little.) The exponential is computed once for each pulse; a frame's sum is a matrix
    product.

    n_in, n_out    frames received, samples emitted
    """

    def __init__(self, excitation: Excitation, spec: MelConfig, max_voiced_hz: float) -> None:
        self.excitation = excitation
        self.spec = spec
        self.tables = pulse_tables(spec, max_voiced_hz)
        frames = excitation.phase_carrier.shape[1] * ENVELOPE_HOP // spec.hop_length
        self.pulses = OverlapAdd(spec, frames)
        self.noise = OverlapAdd(spec, frames)
        self.envelope_params = np.empty((frames, 2 * ENVELOPE_POINTS + 2), np.float32)
        self.n_in = 0
        self.n_out = 0

    def push(self, filters: Filters) -> Array:
        """Samples that the next frames complete."""
        blocks = [
            self._push_block(Filters(*(part[first : first + PUSH_FRAMES] for part in filters)))
            for first in range(0, max(1, len(filters.noise_gain)), PUSH_FRAMES)
        ]
        return blocks[0] if len(blocks) == 1 else np.concatenate(blocks)

    def _push_block(self, filters: Filters) -> Array:
        """Samples that the next frames complete, at most PUSH_FRAMES."""
        count = len(filters.noise_gain)
        self.envelope_params[self.n_in : self.n_in + count] = filters.envelope_params
        pulses, offset = self._pulse_spectra(filters)
        noise = cyclic_rows(noise_spectra(self.spec), self.excitation.noise + self.n_in, count)
        noise = filters.noise_gain * noise
        self.n_in += count
        samples = np.stack([self.pulses.push(pulses, count, offset), self.noise.push(noise)])
        length = samples.shape[1]
        samples *= self._envelopes(self.n_out, self.n_out + length)
        self.n_out += length
        return samples[0] + samples[1]

    def _pulse_spectra(self, filters: Filters) -> tuple[NDArray[np.complex64], int]:
        """Filtered spectra of the pulses, (some frames, bins), and the first of these frames.

        Frames before the first pulse and after the last are left out.
        """
        count = len(filters.noise_gain)
        spectra = np.zeros((count, self.spec.n_fft // 2 + 1), np.complex64)
        sounding = np.zeros(count, bool)
        for first in range(0, count, BLOCK_FRAMES):
            rows = slice(first, first + BLOCK_FRAMES)
            block = Filters(*(part[rows] for part in filters))
            sounding[rows] = self._fill_spectra(block, self.n_in + first, spectra[rows])
        if not sounding.any():
            return spectra[:0], 0
        begin, end = np.flatnonzero(sounding)[[0, -1]]
        return spectra[begin : end + 1], int(begin)

    def _fill_spectra(
        self, filters: Filters, first: int, spectra: NDArray[np.complex64]
    ) -> NDArray[np.bool_]:
        """Write the filtered spectra of the pulses in the frames from `first` on, (frames, bins);
        returns whether there are pulses in a frame, (frames,).
        """
        windows, phasors = self._windows_and_phasors(first, len(spectra))
        sounding = np.asarray(windows.any(1))
        if not sounding.any():
            return sounding
        count = len(self.tables.pulse)
        size = filters.pulse_gain * self.tables.pulse
        phase = filters.pulse_phase + cyclic_rows(self.tables.phase_advance, first, len(spectra))
        filtered = spectra[:, :count]
        np.multiply(size, np.cos(phase), out=filtered.real)  # four times as fast as a complex exp
        np.multiply(size, np.sin(phase, out=phase), out=filtered.imag)
        filtered *= tiled_matmul(windows, phasors).view(np.complex64)[:, :count]
        return sounding

    def _windows_and_phasors(self, first: int, frames: int) -> tuple[Array, Array]:
        """Value of the window at each pulse in each frame, (frames, pulses), and the pulses'
        phasors in the bins, (pulses, 2 * bins and some more).
        """
        spec = self.spec
        edge = (spec.n_fft - spec.hop_length) // 2
        start = first * spec.hop_length - edge
        stop = start + (frames - 1) * spec.hop_length + spec.n_fft
        here = slice(*np.searchsorted(self.excitation.times, [start, stop]))
        times = self.excitation.times[here]
        phasors = self._phasors(times + edge, self.excitation.strength[here])
        return pulse_windows(times - start, frames, spec), phasors

    def _phasors(self, times: NDArray[np.float64], strength: NDArray[np.float64]) -> Array:
        """strength exp(-2 pi i k t / n_fft) of each pulse and bin k, as pairs of real numbers:
        (pulses, 2 * bins and some more).
        """
        cycles = times[:, None] / self.spec.n_fft * self.tables.steps
        angle = ((np.floor(cycles) - cycles) * (2 * np.pi)).astype(np.float32)
        wave = np.empty(angle.shape, np.complex64)
        wave.real = np.cos(angle)
        wave.imag = np.sin(angle)
        wave[:, :PHASOR_RADIX] *= strength[:, None].astype(np.float32)
        # exp(a + b) = exp(a) exp(b)
        phasors = wave[:, PHASOR_RADIX:, None] * wave[:, None, :PHASOR_RADIX]
        return phasors.reshape(len(wave), phasors.shape[1] * PHASOR_RADIX).view(np.float32)

    def _envelopes(self, first: int, last: int) -> Array:
        """Gain envelopes of pulses and noise for these samples, (2, last - first)."""
        hop = self.spec.hop_length
        # neighbouring frames count, too
        begin = max(first // hop - 1, 0)
        end = min(-(-last // hop) + 1, self.n_in)
        params = self.envelope_params[begin:end]
        cells = hop // ENVELOPE_HOP
        carrier = self.excitation.phase_carrier[:, begin * cells : end * cells]
        points = cells // ENVELOPE_POINTS
        pulse_log = upsample_linear(params[:, :ENVELOPE_POINTS].reshape(-1), points)
        noise_points = params[:, ENVELOPE_POINTS : 2 * ENVELOPE_POINTS]
        noise_log = upsample_linear(noise_points.reshape(-1), points)
        noise_log += upsample_linear(params[:, -2], cells) * carrier[0]
        noise_log += upsample_linear(params[:, -1], cells) * carrier[1]
        inside = slice(first - begin * hop, last - begin * hop)
        gains = np.exp(np.minimum([pulse_log, noise_log], np.float32(MAX_LOG_GAIN)))  # (2, cells)
        pulse_envelope = upsample_linear(gains[0], ENVELOPE_HOP)[inside]
        noise_envelope = upsample_linear(gains[1], ENVELOPE_HOP)[inside]
        return np.stack([pulse_envelope, noise_envelope])


def pulse_windows(times: NDArray[np.float64], frames: int, spec: MelConfig) -> Array:
    """Value of the Hann window at each pulse in each frame, (frames, pulses).

    times    of the pulses, in samples from the beginning of the first frame
    """
    scale = 2 * np.pi / spec.win_length
    begins = np.arange(frames) * spec.hop_length + (spec.n_fft - spec.win_length) // 2
    angle = (times * scale).astype(np.float32) - (begins * scale).astype(np.float32)[:, None]
    window = np.clip(angle, 0, np.float32(2 * np.pi), out=angle)
    np.cos(window, out=window)
    window *= np.float32(-0.5)
    window += np.float32(0.5)
    return window


def tiled_matmul(windows: Array, phasors: Array) -> Array:
    """windows (frames, pulses) @ phasors (pulses, n) -> (frames, n), few frames at a time, since a
    frame contains few pulses.
    """
    out = np.empty((len(windows), phasors.shape[1]), np.float32)
    most = SINGLE_THREAD_MULS // (ROWS_PER_GEMM * phasors.shape[1])
    for first in range(0, len(windows), ROWS_PER_GEMM):
        tile = windows[first : first + ROWS_PER_GEMM]
        rows = out[first : first + ROWS_PER_GEMM]
        inside = np.flatnonzero(tile.any(0))
        ends = [*range(inside[0], inside[-1] + 1, most), inside[-1] + 1] if len(inside) else [0, 0]
        np.matmul(tile[:, ends[0] : ends[1]], phasors[ends[0] : ends[1]], out=rows)
        for begin, end in pairwise(ends[1:]):
            rows += tile[:, begin:end] @ phasors[begin:end]
    return out


def cyclic_rows(table: NDArray[Any], first: int, count: int) -> NDArray[Any]:
    """Rows from number `first` on of a table that repeats without end."""
    first %= len(table)
    if first + count <= len(table):
        return table[first : first + count]
    return table[(first + np.arange(count)) % len(table)]


class PulseTables(NamedTuple):
    """Tables for the spectra of pulses.

    pulse            (harmonic bins,) spectrum of a pulse
    phase_advance    (n_fft / hop, harmonic bins) radians by which the phase of each bin advances up
                     to each frame; repeats
    steps            (PHASOR_RADIX + some,) bins 0 to PHASOR_RADIX - 1, then every PHASOR_RADIXth
    """

    pulse: Array
    phase_advance: Array
    steps: NDArray[np.float64]


@cache
def pulse_tables(spec: MelConfig, max_voiced_hz: float) -> PulseTables:
    """Tables for pulses that end at `max_voiced_hz`."""
    count = harmonic_bins(spec, max_voiced_hz)
    bins = np.arange(count)
    distance = np.arange(-PULSE_TAPS // 2, PULSE_TAPS // 2 + 1.0)
    cosines = np.cos(2 * np.pi * np.outer(bins, distance) / spec.n_fft)
    pulse = cosines @ windowed_sinc(distance, 2 * max_voiced_hz / spec.sample_rate)
    parts = np.arange(spec.n_fft // spec.hop_length)
    advance = 2 * np.pi * (np.outer(parts, bins) * spec.hop_length % spec.n_fft) / spec.n_fft
    steps = np.concatenate([np.arange(PHASOR_RADIX), np.arange(0, count, PHASOR_RADIX)])
    return PulseTables(
        pulse.astype(np.float32), advance.astype(np.float32), steps.astype(np.float64)
    )
