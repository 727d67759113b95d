"""Excitation of the harmonic vocoder: band-limited pulses at the F0, and white noise."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders.harmonic.upsampling import upsample_linear
from vocoders.mel_config import Array, MelConfig
from vocoders.pitch import FilledF0, fill_f0
from vocoders.stft import stft

ENVELOPE_HOP = 8  # samples of a cell, between which envelopes and the phase are linear
VOICED_DILATION = 2  # frames by which the pulses reach into their unvoiced neighbours
PULSE_TAPS = 64  # length of a pulse
NOISE_PERIOD = 1024  # frames after which the noise repeats


class Excitation(NamedTuple):
    """What the filters are applied to.

    times            (pulses,) samples, rising: the middle of each pulse
    strength         (pulses,) so that the power does not depend on the F0; falls to 0 where
                     nothing is voiced
    phase_carrier    (2, frames * hop / ENVELOPE_HOP) cosine and sine of the pulses' phase in each
                     cell, 0 where nothing is voiced
    noise            row of `noise_spectra` for the first frame
    """

    times: NDArray[np.float64]
    strength: NDArray[np.float64]
    phase_carrier: Array
    noise: int


def make_excitation(
    f0: FilledF0, spec: MelConfig, phase: float = 0.0, noise: int = 0
) -> Excitation:
    """Excitation for an F0.

    phase    of the first pulse, in turns
    noise    row of `noise_spectra` for the first frame
    """
    cells = spec.hop_length // ENVELOPE_HOP
    voiced = dilate_voiced(f0.voiced).astype(np.float64)
    log_f0 = np.log(f0.hertz.astype(np.float64))
    hertz = np.exp(upsample_linear(log_f0, cells))  # (cells,)
    gain = upsample_linear(voiced, cells)
    steps = hertz * (ENVELOPE_HOP / spec.sample_rate)
    turns = phase + np.cumsum(steps)  # at the end of each cell
    positions = np.arange(len(turns), dtype=np.float64)
    # where the phase is a whole number, in cells
    whole = np.interp(np.arange(np.ceil(turns[0]), turns[-1]), turns, positions)
    power = spec.sample_rate / 2 / np.interp(whole, positions, hertz)
    strength = np.sqrt(power) * np.interp(whole, positions, gain)
    audible = strength > 0
    turns -= steps / 2  # in the middle of each cell
    angle = ((turns - np.floor(turns)) * (2 * np.pi)).astype(np.float32)
    carrier = np.stack([np.cos(angle), np.sin(angle)]) * gain.astype(np.float32)
    times = (whole[audible] + 1) * ENVELOPE_HOP - 0.5
    return Excitation(times, strength[audible], carrier, noise)


def seeded_excitation(f0: FilledF0, spec: MelConfig, seed: int) -> Excitation:
    """Excitation for an F0, its phase and its noise chosen by a seed."""
    rng = np.random.default_rng(seed)
    return make_excitation(f0, spec, rng.random(), int(rng.integers(NOISE_PERIOD)))


def dilate_voiced(voiced: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Frames no more than VOICED_DILATION from a voiced one, (frames,)."""
    width = np.ones(2 * VOICED_DILATION + 1)
    return np.convolve(voiced, width, "full")[VOICED_DILATION:-VOICED_DILATION] > 0


def pulse_train(
    pitch: NDArray[np.floating], spec: MelConfig, max_voiced_hz: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Pulses as samples (frames * hop,), and their phase carrier; for training.

    Their mean square does not depend on the F0.
    """
    made = make_excitation(fill_f0(pitch), spec, rng.random())
    count = len(pitch) * spec.hop_length
    band = 2 * max_voiced_hz / spec.sample_rate
    return bandlimited_impulses(made.times, made.strength, count, band), made.phase_carrier


def bandlimited_impulses(
    times: NDArray[np.float64], strength: NDArray[np.float64], count: int, band: float
) -> Array:
    """Windowed sincs at times in samples: (count,).

    band    where they end, as a fraction of half the sample rate
    """
    first = np.floor(times).astype(np.int64) - PULSE_TAPS // 2 + 1
    positions = first[:, None] + np.arange(PULSE_TAPS)
    pulses = windowed_sinc(positions - times[:, None], band) * strength[:, None]
    inside = (positions >= 0) & (positions < count)
    return np.bincount(positions[inside], pulses[inside], count).astype(np.float32)


def windowed_sinc(distance: NDArray[np.float64], band: float) -> NDArray[np.float64]:
    """A pulse of strength 1 at distances of at most PULSE_TAPS / 2 samples from its middle."""
    window = 0.5 + 0.5 * np.cos(2 * np.pi * distance / PULSE_TAPS)
    return band * np.sinc(band * distance) * window


@cache
def noise_spectra(spec: MelConfig) -> NDArray[np.complex64]:
    """STFT of white noise that repeats after NOISE_PERIOD frames, (NOISE_PERIOD, bins)."""
    count = NOISE_PERIOD * spec.hop_length
    samples = np.random.default_rng(0).standard_normal(count, np.float32)
    around = spec.n_fft // spec.hop_length
    padded = np.pad(samples, around * spec.hop_length, mode="wrap")
    return stft(padded, spec).T[around:-around]
