"""Short-time Fourier transform and its inverse in torch, differentiable; the same as
`vocoders.stft`.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import pad

from vocoders.mel_config import MelConfig
from vocoders.stft import WINDOW_SUM_EPS


def batch_stft(samples: Tensor, mel_config: MelConfig) -> Tensor:
    """(..., samples) -> complex (..., frames, bins); frame i is centred on sample (i + 1/2) hop."""
    n_fft = mel_config.n_fft
    hop = mel_config.hop_length
    edge = (n_fft - hop) // 2
    frames = pad(samples, (edge, edge)).unfold(-1, n_fft, hop)
    return torch.fft.rfft(frames * torch.hann_window(n_fft, device=samples.device))


def batch_istft(spectrum: Tensor, mel_config: MelConfig) -> Tensor:
    """Complex (batch, frames, bins) -> (batch, frames * hop); bins missing at the upper end count
    as 0.
    """
    n_fft = mel_config.n_fft
    hop = mel_config.hop_length
    window = torch.hann_window(n_fft, device=spectrum.device)
    frames = torch.fft.irfft(spectrum, n_fft) * window
    window_sum = overlap_add((window**2).expand(1, frames.shape[1], -1), hop)
    edge = (n_fft - hop) // 2
    return (overlap_add(frames, hop) / window_sum.clamp_min(WINDOW_SUM_EPS))[:, edge:-edge]


def overlap_add(frames: Tensor, hop: int) -> Tensor:
    """(batch, frames, n_fft) -> (batch, (frames - 1) * hop + n_fft)."""
    batch, _, length = frames.shape
    parts = frames.view(batch, -1, length // hop, hop).unbind(2)
    padded = [pad(part, (0, 0, i, len(parts) - 1 - i)) for i, part in enumerate(parts)]
    return torch.stack(padded).sum(0).reshape(batch, -1)
