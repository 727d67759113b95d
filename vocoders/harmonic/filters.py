"""Layout of the harmonic vocoder's filters, which its network predicts for each frame."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from vocoders.errors import VocoderError
from vocoders.mel_config import Array, MelConfig

ENVELOPE_POINTS = 4  # of each gain envelope in a frame
TRANSITION_HZ = 750.0  # a pulse has ended by so much above the maximum voiced frequency
MAX_LOG_GAIN = 6.0  # largest logarithm of an amplitude or an envelope
# where the offset of the noise begins to fade, and where it ends
VOICED_NOISE_HZ = (3000.0, 5000.0)


class Filters(NamedTuple):
    """Parts of the filters.

    pulse_gain         (frames, harmonic bins)
    pulse_phase        (frames, harmonic bins), radians
    noise_gain         (frames, bins)
    envelope_params    (frames, 2 * ENVELOPE_POINTS + 2): points of the gain envelope of the pulses
                       and of the noise, natural log; cosine and sine part of the noise envelope's
                       modulation
    """

    pulse_gain: Array
    pulse_phase: Array
    noise_gain: Array
    envelope_params: Array


def harmonic_bins(spec: MelConfig, max_voiced_hz: float) -> int:
    """Number of STFT bins that the pulses reach."""
    reached = int((max_voiced_hz + TRANSITION_HZ) * spec.n_fft / spec.sample_rate) + 1
    return min(reached, spec.n_fft // 2 + 1)


def num_filter_params(spec: MelConfig, max_voiced_hz: float) -> int:
    """Number of filter parameters in a frame."""
    bins = spec.n_fft // 2 + 1
    return 2 * harmonic_bins(spec, max_voiced_hz) + bins + 2 * ENVELOPE_POINTS + 2


def voiced_noise_offset(spec: MelConfig, max_voiced_hz: float, decibels: float) -> Array:
    """Offset of the filter parameters in voiced frames, (parameters,): the noise is louder by so
    many dB at low frequencies.

    A postfilter. Predicted mels are blurred over the bands, and a vocoder fills the valleys between
    the formants with noise, which lowers scores of naturalness. Speech coders attenuate what lies
    between the harmonics, too (Chen and Gersho 1995, IEEE Trans. Speech Audio Process. 3).
    """
    pulse_bins = harmonic_bins(spec, max_voiced_hz)
    hertz = np.arange(spec.n_fft // 2 + 1) * spec.sample_rate / spec.n_fft
    share = np.interp(hertz, VOICED_NOISE_HZ, (1, 0))
    offset = np.zeros(num_filter_params(spec, max_voiced_hz), np.float32)
    offset[2 * pulse_bins : 2 * pulse_bins + len(hertz)] = share * decibels * np.log(10) / 20
    return offset


def check_widths(predicted: Array, base: Array | None, pulse_bins: int, spec: MelConfig) -> None:
    """Raise VocoderError unless filters have the parameters that the mel's STFT asks for."""
    bins = spec.n_fft // 2 + 1
    widths = (2 * pulse_bins + bins + 2 * ENVELOPE_POINTS + 2, pulse_bins + bins)
    found = (predicted.shape[1], widths[1] if base is None else base.shape[1])
    if found != widths:
        raise VocoderError(
            f"the network predicts {found[0]} and {found[1]} parameters of filters a frame; "
            f"{widths[0]} and {widths[1]} belong to its mel. It is damaged; install it again."
        )


def unpack_filters(
    predicted: Array, base: Array | None, spec: MelConfig, max_voiced_hz: float
) -> Filters:
    """Predicted filters (frames, parameters) and base filters, which are added to them in place
    -> their parts.

    VocoderError unless they have the parameters that the mel's STFT asks for.
    """
    pulse_bins = harmonic_bins(spec, max_voiced_hz)
    check_widths(predicted, base, pulse_bins, spec)
    envelopes = predicted.shape[1] - 2 * ENVELOPE_POINTS - 2
    if base is not None:
        add_base_filters(predicted, base, envelopes - 2 * pulse_bins)
    return Filters(
        limited_gain(predicted[:, :pulse_bins]),
        predicted[:, pulse_bins : 2 * pulse_bins],
        limited_gain(predicted[:, 2 * pulse_bins : envelopes]),
        predicted[:, envelopes:],
    )


def add_base_filters(predicted: Array, base: Array, bins: int) -> Array:
    """Predicted filters (frames, parameters) with the base filters added, in place.

    base    (frames, harmonic bins + bins): the phase of the pulses, then the amplitude of the
            noise, which is that of the pulses, too
    bins    of the STFT
    """
    pulse_bins = base.shape[1] - bins
    predicted[:, pulse_bins : pulse_bins + base.shape[1]] += base
    predicted[:, :pulse_bins] += base[:, pulse_bins : 2 * pulse_bins]
    return predicted


def limited_gain(logarithm: Array) -> Array:
    """Natural log -> gain, limited to exp(MAX_LOG_GAIN)."""
    size = np.minimum(logarithm, np.float32(MAX_LOG_GAIN))
    return np.exp(size, out=size)
