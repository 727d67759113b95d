"""Shape of the harmonic vocoder: every number that decides its weights."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HarmonicConfig:
    """Numbers that shape the network.

    hidden_dim       channels
    num_blocks       ConvNeXt blocks
    expansion        inner channels of a block as a multiple of `hidden_dim`
    kernel_size      frames of the convolutions
    max_voiced_hz    maximum voiced frequency: where the pulses end
    activation       of the blocks, "gelu" or "relu"
    voiced_noise_db  added to the level of the noise in voiced frames, below VOICED_NOISE_HZ; see
                     `vocoders.harmonic.filters.voiced_noise_offset`
    """

    hidden_dim: int = 192
    num_blocks: int = 7
    expansion: int = 3
    kernel_size: int = 7
    max_voiced_hz: float = 8000.0
    activation: str = "gelu"
    voiced_noise_db: float = 0.0
