"""The harmonic vocoder's filters on its sources in torch, differentiable; `vocoders.harmonic.synthesis`
says the same in numpy.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import pad

from vocoders.harmonic.synthesis import CEILING, KNOTS
from vocoders.harmonic.synthesis_torch import gates
from vocoders.mel_config import MelConfig


def stft(samples: Tensor, spec: MelConfig) -> Tensor:
    """(..., samples) -> complex (..., frames, bins), frame i centred on sample (i + 1/2) hop."""
    edge = (spec.n_fft - spec.hop_length) // 2
    frames = pad(samples, (edge, edge)).unfold(-1, spec.n_fft, spec.hop_length)
    return torch.fft.rfft(frames * torch.hann_window(spec.n_fft, device=samples.device))


def istft(spectrum: Tensor, spec: MelConfig) -> Tensor:
    """Complex (batch, frames, bins) -> (batch, frames * hop); bins that are missing at the upper
    end count as 0.
    """
    window = torch.hann_window(spec.n_fft, device=spectrum.device)
    pieces = torch.fft.irfft(spectrum, spec.n_fft) * window
    weight = overlap_add((window**2).expand(1, pieces.shape[1], -1), spec.hop_length)
    edge = (spec.n_fft - spec.hop_length) // 2
    return (overlap_add(pieces, spec.hop_length) / weight.clamp_min(1e-3))[:, edge:-edge]


def overlap_add(pieces: Tensor, hop: int) -> Tensor:
    """(batch, frames, fft) -> (batch, (frames - 1) * hop + fft)."""
    batch, _, length = pieces.shape
    parts = pieces.view(batch, -1, length // hop, hop).unbind(2)
    padded = [pad(part, (0, 0, i, len(parts) - 1 - i)) for i, part in enumerate(parts)]
    return torch.stack(padded).sum(0).reshape(batch, -1)


def wave(
    filters: Tensor, pulses: Tensor, noise: Tensor, swing: Tensor, spec: MelConfig
) -> tuple[Tensor, Tensor]:
    """Filters (batch, frames, columns) on the spectra of pulses and noise (batch, frames, bins),
    swing (batch, 2, cells) -> samples (batch, frames * hop), and the spectrum of the pulses' part,
    up to where they end.
    """
    bins = noise.shape[2]
    pulsed = (filters.shape[2] - bins - 2 * KNOTS - 2) // 2
    a, phi, b, knots, swell = torch.split(filters, [pulsed, pulsed, bins, 2 * KNOTS, 2], 2)
    voiced = torch.polar(a.clamp_max(CEILING).exp(), phi) * pulses[..., :pulsed]
    g, h = gates(knots.reshape(*knots.shape[:2], 2, KNOTS), swell, swing, spec.hop_length)
    return g * istft(voiced, spec) + h * istft(b.clamp_max(CEILING).exp() * noise, spec), voiced
