"""The harmonic vocoder's filters on its sources in torch, differentiable; `vocoders.harmonic` says the same in numpy."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import pad

from vocoders.harmonic import CEILING
from vocoders.mel import MelSpec


def stft(samples: Tensor, spec: MelSpec) -> Tensor:
    """(..., samples) -> complex (..., frames, bins), frame i centred on sample (i + 1/2) hop."""
    edge = (spec.fft - spec.hop) // 2
    frames = pad(samples, (edge, edge)).unfold(-1, spec.fft, spec.hop)
    return torch.fft.rfft(frames * torch.hann_window(spec.fft, device=samples.device))


def istft(spectrum: Tensor, spec: MelSpec) -> Tensor:
    """Complex (batch, frames, bins) -> (batch, frames * hop)."""
    window = torch.hann_window(spec.fft, device=spectrum.device)
    pieces = torch.fft.irfft(spectrum, spec.fft) * window
    weight = overlap_add((window ** 2).expand(1, pieces.shape[1], -1), spec.hop)
    edge = (spec.fft - spec.hop) // 2
    return (overlap_add(pieces, spec.hop) / weight.clamp_min(1e-3))[:, edge:-edge]


def overlap_add(pieces: Tensor, hop: int) -> Tensor:
    """(batch, frames, fft) -> (batch, (frames - 1) * hop + fft)."""
    batch, _, length = pieces.shape
    parts = pieces.view(batch, -1, length // hop, hop).unbind(2)
    return sum(pad(part, (0, 0, i, len(parts) - 1 - i)) for i, part in enumerate(parts)).reshape(batch, -1)  # type: ignore[union-attr]


def minimum_phase(amplitude: Tensor) -> Tensor:
    """Natural log amplitude (..., bins) -> phase in radians."""
    cepstrum = torch.fft.irfft(amplitude)
    half = cepstrum.shape[-1] // 2
    fold = torch.zeros(cepstrum.shape[-1], device=amplitude.device)
    fold[0], fold[half], fold[1:half] = 1, 1, 2
    return torch.fft.rfft(cepstrum * fold).imag


def pulsed(filters: Tensor, pulses: Tensor) -> Tensor:
    """What the first two filters make of the pulses: (batch, frames, 4, bins) on complex (batch, frames, bins) -> the same."""
    a, phi = filters[:, :, 0].clamp_max(CEILING), filters[:, :, 1]
    return torch.polar(a.exp(), phi + minimum_phase(a)) * pulses


def shape(filters: Tensor, spectra: Tensor, spec: MelSpec) -> tuple[Tensor, Tensor]:
    """Filters (batch, frames, 4, bins) on the sources' spectra (batch, 3, frames, bins) -> samples (batch, frames * hop), and the pulses' part."""
    filters = filters.float()
    b, c = (filters[:, :, row].clamp_max(CEILING) for row in (2, 3))
    voiced = pulsed(filters, spectra[:, 0])
    return istft(voiced + b.exp() * spectra[:, 1] + c.exp() * spectra[:, 2], spec), voiced
