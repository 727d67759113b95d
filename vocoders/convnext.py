"""ConvNeXt block (Liu et al. 2022, arXiv 2201.03545) over frames; needs torch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, relu

from vocoders.errors import VocoderError

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "gelu": partial(gelu, approximate="tanh"),
    "relu": relu,
}


def activation_of(name: str) -> Callable[[Tensor], Tensor]:
    """Activation function by name, "gelu" or "relu"; VocoderError for others.

    A ReLU costs nothing after a quantized layer.
    """
    if name not in ACTIVATIONS:
        raise VocoderError(f"there is no activation {name!r}. Known: {', '.join(ACTIVATIONS)}.")
    return ACTIVATIONS[name]


class ConvNeXt(nn.Module):
    """Depthwise convolution, norm, two pointwise layers, and a scaled residual.

    dim            channels
    expansion      inner channels as a multiple of `dim`
    kernel_size    frames of the depthwise convolution, an odd number
    scale          initial value of the layer scale
    activation     see `activation_of`

    For `vocoders.export.quantization`:

    quant_preceding_norm    layer -> the norm that alone feeds it
    quant_relu_after        layers whose output goes through a ReLU
    """

    quant_preceding_norm: ClassVar = {"pw_conv1": "norm"}
    quant_relu_after: tuple[str, ...]

    def __init__(
        self, dim: int, expansion: int, kernel_size: int, scale: float, activation: str = "gelu"
    ) -> None:
        super().__init__()
        self.activation = activation_of(activation)
        self.quant_relu_after = ("pw_conv1",) if activation == "relu" else ()
        self.dw_conv = nn.Conv1d(dim, dim, kernel_size, padding=kernel_size // 2, groups=dim)
        self.norm = nn.LayerNorm(dim)
        self.pw_conv1 = nn.Linear(dim, expansion * dim)
        self.pw_conv2 = nn.Linear(expansion * dim, dim)
        self.layer_scale = nn.Parameter(torch.full((dim,), scale))

    def forward(self, hidden: Tensor) -> Tensor:
        """(batch, frames, dim) -> the same."""
        mixed = self.dw_conv(hidden.transpose(1, 2)).transpose(1, 2)
        inner = self.activation(self.pw_conv1(self.norm(mixed)))
        return hidden + self.layer_scale * self.pw_conv2(inner)

    @torch.no_grad()
    def fuse_layer_scale(self) -> None:
        """Multiply the layer scale into the last layer's weights and set it to 1.

        Training needs the scale, inference does not.
        """
        self.pw_conv2.weight.mul_(self.layer_scale[:, None])
        self.pw_conv2.bias.mul_(self.layer_scale)
        self.layer_scale.fill_(1)
