"""Transformer block of FastSpeech 2's encoder (Ren et al. 2020, arXiv 2006.04558, section 2.2);
needs torch.
"""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention


class Attention(nn.Module):
    """Multi-head self-attention with rotary positions (Su et al. 2021, arXiv 2104.09864)."""

    def __init__(self, dim: int, num_heads: int) -> None:
        super().__init__()
        self.num_heads = num_heads
        self.qkv_proj = nn.Linear(dim, 3 * dim)
        self.out_proj = nn.Linear(dim, dim)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, phonemes, dim), mask (batch, phonemes) -> (batch, phonemes, dim)."""
        qkv = self.qkv_proj(hidden).unflatten(-1, (3, self.num_heads, -1))
        qkv = qkv.permute(2, 0, 3, 1, 4)  # (3, batch, heads, phonemes, size)
        query = apply_rotary(qkv[0])
        key = apply_rotary(qkv[1])
        attn_mask = None if mask is None else mask[:, None, None]
        mixed = scaled_dot_product_attention(query, key, qkv[2], attn_mask)
        return self.out_proj(mixed.transpose(1, 2).flatten(2))


def apply_rotary(vectors: Tensor) -> Tensor:
    """Vectors (..., phonemes, size) with each pair of components rotated by an angle in proportion
    to the position.
    """
    half = vectors.shape[-1] // 2
    device = vectors.device
    position = torch.arange(vectors.shape[-2], device=device, dtype=torch.float32)
    octave = torch.arange(half, device=device, dtype=torch.float32) / half
    angle = position[:, None] * 1000.0 ** (-octave)
    sine = angle.sin().to(vectors.dtype)
    cosine = angle.cos().to(vectors.dtype)
    first = vectors[..., :half]
    second = vectors[..., half:]
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], -1)


class EncoderBlock(nn.Module):
    """Self-attention and a convolutional feed-forward layer, norms first.

    dim            width
    num_heads      of the attention
    expansion      inner width of the feed-forward layer as a multiple of `dim`
    kernel_size    phonemes of its convolution, an odd number
    """

    quant_preceding_norm: ClassVar = {"attention.qkv_proj": "norm1", "ffn_in": "norm2"}

    def __init__(
        self, dim: int, num_heads: int, expansion: int, kernel_size: int, dropout: float
    ) -> None:
        super().__init__()
        self.attention = Attention(dim, num_heads)
        self.ffn_in = nn.Conv1d(dim, expansion * dim, kernel_size, padding=kernel_size // 2)
        self.ffn_out = nn.Linear(expansion * dim, dim)
        self.norm1 = nn.LayerNorm(dim)
        self.norm2 = nn.LayerNorm(dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, phonemes, dim) -> the same."""
        hidden = hidden + self.dropout(self.attention(self.norm1(hidden), mask))
        normed = self.norm2(hidden)
        if mask is not None:
            normed = normed * mask[..., None]
        inner = gelu(self.ffn_in(normed.transpose(1, 2)).transpose(1, 2), approximate="tanh")
        return hidden + self.dropout(self.ffn_out(self.dropout(inner)))
