"""Phone classifier in torch, for training (`tts.alignment.classifier` is the same in numpy)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import log_softmax

from tts.alignment.classifier import ARCHITECTURE, read_weights
from tts.alignment.phones import PHONES
from vocoders import weights
from vocoders.convnext import ConvNeXt
from vocoders.export.quantization import MAX_INT8
from vocoders.mel_config import MelConfig
from vocoders.weights import SCALE

DIM = 160
NUM_BLOCKS = 6
EXPANSION = 3
KERNEL_SIZE = 7
IN_KERNEL_SIZE = 5


class AlignerNetwork(nn.Module):
    """(batch, frames, mels), normalized -> log probabilities (batch, frames, phones)."""

    def __init__(self, n_mels: int, dim: int = DIM, blocks: int = NUM_BLOCKS) -> None:
        super().__init__()
        self.in_conv = nn.Conv1d(n_mels, dim, IN_KERNEL_SIZE, padding=IN_KERNEL_SIZE // 2)
        self.blocks = nn.ModuleList(
            ConvNeXt(dim, EXPANSION, KERNEL_SIZE, 0.5, "relu") for _ in range(blocks)
        )
        self.norm = nn.LayerNorm(dim)
        self.out_proj = nn.Linear(dim, len(PHONES))

    def forward(self, frames: Tensor) -> Tensor:
        """Log probabilities."""
        hidden = self.in_conv(frames.transpose(1, 2)).transpose(1, 2)
        for block in self.blocks:
            hidden = block(hidden)
        return log_softmax(self.out_proj(self.norm(hidden)), -1)

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """The weights by name, as the classifier in numpy takes them: each block's scale is folded
        into its last layer.
        """
        state = {
            name: value.detach().cpu().float().clone() for name, value in self.state_dict().items()
        }
        for number in range(len(self.blocks)):
            prefix = f"blocks.{number}."
            scale = state.pop(f"{prefix}layer_scale")
            state[f"{prefix}pw_conv2.weight"] *= scale[:, None]
            state[f"{prefix}pw_conv2.bias"] *= scale
        return {name: value.numpy() for name, value in state.items()}

    def save(self, path: Path, mel_config: MelConfig, int8: bool = True, **meta: Any) -> None:
        """Write the weights: large matrices as int8 with a scale for each output, the rest as
        float16; or all as float32.
        """
        stored: dict[str, NDArray[Any]] = {}
        for name, value in self.tensors().items():
            if int8 and value.ndim > 1 and value.shape[1] > 1:
                scale = np.abs(value).reshape(len(value), -1).max(1) / MAX_INT8
                scale = np.maximum(scale, 1e-8).astype(np.float32)
                by_output = scale.reshape(-1, *[1] * (value.ndim - 1))
                stored[name] = np.round(value / by_output).astype(np.int8)
                stored[name + SCALE] = scale
            else:
                stored[name] = value.astype(np.float16) if int8 else value
        description = {
            "architecture": ARCHITECTURE,
            "phones": PHONES,
            "mel_config": mel_config.to_dict(),
            **meta,
        }
        weights.save(path, stored, description)

    @classmethod
    def load(cls, path: Path) -> AlignerNetwork:
        """The network in a file that `save` wrote; its blocks' scales are 1."""
        tensors, _ = read_weights(path)
        dim, n_mels, _ = tensors["in_conv.weight"].shape
        blocks = sum(name.endswith("dw_conv.weight") for name in tensors)
        network = cls(n_mels, dim, blocks)
        state = {
            name: torch.from_numpy(np.array(value, np.float32)) for name, value in tensors.items()
        }
        for number in range(blocks):
            state[f"blocks.{number}.layer_scale"] = torch.ones(dim)
        network.load_state_dict(state)
        return network
