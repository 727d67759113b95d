"""The harmonic vocoder's synthesis in torch, differentiable: filters on the spectra of pulses and
noise. `vocoders.harmonic.synthesis` is the same in numpy.
"""

from __future__ import annotations

import torch
from torch import Tensor

from vocoders.harmonic.filters import ENVELOPE_POINTS, MAX_LOG_GAIN
from vocoders.harmonic.synthesis_torch import envelopes
from vocoders.mel_config import MelConfig
from vocoders.training.stft import batch_istft


def synthesize_batch(
    filters: Tensor, pulses: Tensor, noise: Tensor, carrier: Tensor, mel_config: MelConfig
) -> tuple[Tensor, Tensor]:
    """Samples (batch, frames * hop), and the filtered spectrum of the pulses up to where they end.

    filters          (batch, frames, parameters)
    pulses, noise    spectra of the excitation, complex (batch, frames, bins)
    carrier          cosine and sine of the pulses' phase, (batch, 2, cells)
    """
    bins = noise.shape[2]
    harmonic_bins = (filters.shape[2] - bins - 2 * ENVELOPE_POINTS - 2) // 2
    amplitude, phase, noise_amplitude, points, modulation = torch.split(
        filters, [harmonic_bins, harmonic_bins, bins, 2 * ENVELOPE_POINTS, 2], 2
    )
    pulse_filter = torch.polar(amplitude.clamp_max(MAX_LOG_GAIN).exp(), phase)
    filtered_pulses = pulse_filter * pulses[..., :harmonic_bins]
    filtered_noise = noise_amplitude.clamp_max(MAX_LOG_GAIN).exp() * noise
    points = points.reshape(*points.shape[:2], 2, ENVELOPE_POINTS)
    pulse_envelope, noise_envelope = envelopes(points, modulation, carrier, mel_config.hop_length)
    voiced = pulse_envelope * batch_istft(filtered_pulses, mel_config)
    return voiced + noise_envelope * batch_istft(filtered_noise, mel_config), filtered_pulses
