"""Layout of the harmonic vocoder's filters, which its network predicts for each frame."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from vocoders.mel_config import Array, MelConfig

ENVELOPE_POINTS = 4  # of each gain envelope in a frame
TRANSITION_HZ = 750.0  # a pulse has ended by so much above the maximum voiced frequency
MAX_LOG_GAIN = 6.0  # largest logarithm of an amplitude or an envelope


class Filters(NamedTuple):
    """Parts of the filters, views.

    pulse_amplitude     (frames, harmonic bins), natural log
    pulse_phase         (frames, harmonic bins), radians
    noise_amplitude     (frames, bins), natural log
    envelope_points     (frames, 2, ENVELOPE_POINTS), natural log: of the pulses, of the noise
    noise_modulation    (frames, 2): cosine and sine part of the noise envelope's modulation
    """

    pulse_amplitude: Array
    pulse_phase: Array
    noise_amplitude: Array
    envelope_points: Array
    noise_modulation: Array


def harmonic_bins(spec: MelConfig, max_voiced_hz: float) -> int:
    """Number of STFT bins that the pulses reach."""
    reached = int((max_voiced_hz + TRANSITION_HZ) * spec.n_fft / spec.sample_rate) + 1
    return min(reached, spec.n_fft // 2 + 1)


def num_filter_params(spec: MelConfig, max_voiced_hz: float) -> int:
    """Number of filter parameters in a frame."""
    bins = spec.n_fft // 2 + 1
    return 2 * harmonic_bins(spec, max_voiced_hz) + bins + 2 * ENVELOPE_POINTS + 2


def unpack_filters(filters: Array, pulse_bins: int) -> Filters:
    """(frames, parameters) -> its parts."""
    count = filters.shape[1]
    ends = [pulse_bins, 2 * pulse_bins, count - 2 * ENVELOPE_POINTS - 2, count - 2]
    amplitude, phase, noise, points, modulation = np.split(filters, ends, 1)
    points = points.reshape(-1, 2, ENVELOPE_POINTS)
    return Filters(amplitude, phase, noise, points, modulation)


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


def gain(logarithm: Array) -> Array:
    """Natural log -> gain, limited to exp(MAX_LOG_GAIN)."""
    size = np.minimum(logarithm, np.float32(MAX_LOG_GAIN))
    return np.exp(size, out=size)
