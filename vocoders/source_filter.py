"""A source and a filter in the STFT domain: pulses and noise, shaped by a network at frame rate (after Neural source-filter, Wang et al. 2019,
arXiv 1904.12088; the multi-band excitation after Griffin and Lim 1988). Everything here is numpy; `vocoders.harmonic` holds the network.

    S = exp(a) e^(i (m(a) + phi)) P  +  exp(b) N  +  exp(c) Q

P, N, Q are the STFTs of three sources: band-limited pulses at the pitch; white noise; and white noise that swells with every pulse, as breath
does. The network gives a, phi, b, c for every bin and frame from the mel and the pitch. m(a) is the phase that a minimum-phase filter of the
amplitude exp(a) has (Oppenheim and Schafer, ch. 13: the Hilbert transform of the log amplitude), so that a pulse rings as in a vocal
tract from the first step of training; phi is what remains. The inverse STFT of S is the wave.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

from vocoders.mel import Array, MelSpec, VocoderError, check_mel, istft, stft
from vocoders.pitch import fill

SWELL = 1.5                # how sharply the third source follows the pulses
SPREAD = 2                 # frames by which the voiced sources reach into their unvoiced neighbours
MIDDLE = 180.0             # Hz: where the network's scale of pitch has its zero
CEILING = 6.0              # largest log amplitude a filter may have


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
        """What the network says: mel (mels, frames), voicing (2, frames) -> (frames, 4, bins)."""

    def __call__(self, mel: Array, pitch: NDArray[np.floating] | None = None, seed: int = 0) -> Array:
        """Mel (mels, frames) and pitch (frames,) in Hz, 0 where unvoiced -> samples (frames * hop,); the same for the same seed."""
        mel = check_mel(mel, self.spec)
        if pitch is None or np.shape(pitch) != mel.shape[1:]:
            raise VocoderError(f"the harmonic vocoder needs the pitch in Hz of each of the {mel.shape[1]} frames beside the mel.")
        pitch = np.asarray(pitch, np.float32)
        if not np.isfinite(pitch).all() or (pitch < 0).any() or (pitch > self.spec.sample_rate / 4).any():
            raise VocoderError(f"pitches must be from 0 (unvoiced) to {self.spec.sample_rate / 4:g} Hz.")
        waves = sources(pitch, self.spec, self.limit, np.random.default_rng(seed))
        spectra = np.stack([stft(wave, self.spec, "constant").T for wave in waves])            # (3, frames, bins), as it lies in memory
        return istft(shape(self.filters(mel, voicing(pitch)), spectra.transpose(0, 2, 1)), self.spec)


def voicing(pitch: NDArray[np.floating]) -> Array:
    """What the network hears of the pitch, (frames,) Hz -> (2, frames): its logarithm around 180 Hz, gaps filled, and 1 where voiced."""
    return np.stack([np.log(fill(pitch) / MIDDLE) * 2, pitch > 0]).astype(np.float32)


def pulses(phase: NDArray[np.float64], harmonics: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum over k = 1..K of cos(k t), and the fraction of K times cos((K + 1) t), so that a harmonic fades in as it comes under the limit.

    Closed form: sin((K + 1/2) t) / (2 sin(t / 2)) - 1/2, which tends to K as t, wrapped into -pi..pi, tends to 0.
    """
    whole = np.floor(harmonics)
    wrapped = np.remainder(phase + np.pi, 2 * np.pi) - np.pi
    near = np.abs(wrapped) < 1e-4
    angle = np.where(near, 1.0, wrapped)
    total = np.where(near, whole, np.sin((whole + 0.5) * angle) / (2 * np.sin(angle / 2)) - 0.5)
    return total + (harmonics - whole) * np.cos((whole + 1) * wrapped)


def sources(pitch: NDArray[np.floating], spec: MelSpec, limit: float, rng: np.random.Generator) -> Array:
    """The pitch (frames,) in Hz -> pulses, noise, swelling noise: (3, frames * hop)."""
    count = len(pitch) * spec.hop
    at = (np.arange(count) + 0.5) / spec.hop - 0.5                                  # frames' centres lie at whole numbers
    frames = np.arange(len(pitch))
    hertz = np.exp(np.interp(at, frames, np.log(fill(pitch).astype(np.float64))))
    reach = np.convolve(pitch > 0, np.ones(2 * SPREAD + 1), "same") > 0 if len(pitch) > 2 * SPREAD else np.full(len(pitch), (pitch > 0).any())
    gain = np.interp(at, frames, reach.astype(np.float64))
    phase = 2 * np.pi * np.remainder(np.cumsum(hertz / spec.sample_rate) + rng.random(), 1)
    noise = rng.standard_normal((2, count), np.float32)
    train = gain * np.sqrt(2 * hertz / spec.sample_rate) * pulses(phase, limit / hertz)
    swell = gain * np.exp(SWELL * np.cos(phase)) / np.sqrt(np.i0(2 * SWELL))        # mean square 1
    return np.stack([train, noise[0], noise[1] * swell]).astype(np.float32)


def minimum_phase(amplitude: Array) -> Array:
    """Natural log amplitude (..., bins) -> phase in radians, by folding the cepstrum onto its causal half."""
    cepstrum = np.fft.irfft(amplitude)
    half = cepstrum.shape[-1] // 2
    cepstrum[..., 1:half] *= 2
    cepstrum[..., half + 1:] = 0
    return np.fft.rfft(cepstrum).imag.astype(np.float32)


def shape(filters: Array, spectra: NDArray[np.complex64]) -> NDArray[np.complex64]:
    """Filters (frames, 4, bins) on the spectra of the sources (3, bins, frames) -> the spectrum of the speech (bins, frames)."""
    a, b, c = (np.minimum(filters[:, row], CEILING) for row in (0, 2, 3))           # (frames, bins)
    pulsed, hiss, breath = spectra.transpose(0, 2, 1)
    size, turn = np.exp(a), filters[:, 1] + minimum_phase(a)
    out = np.empty(a.shape, np.complex64)
    out.real, out.imag = size * np.cos(turn), size * np.sin(turn)                   # four times as fast as a complex exp
    out *= pulsed
    out += np.exp(b) * hiss
    out += np.exp(c) * breath
    return out.T
