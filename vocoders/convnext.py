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

    width         channels
    expansion     inner channels as a multiple of `width`
    kernel        frames of the depthwise convolution, an odd number
    scale         initial value of the layer scale
    activation    see `activation_of`
    """

    # hints for vocoders.export.quantization: a layer and the norm that alone feeds it; layers whose
    # output goes through a ReLU
    fed_by: ClassVar = {"wide": "norm"}
    rectified: tuple[str, ...]

    def __init__(
        self, width: int, expansion: int, kernel: int, scale: float, activation: str = "gelu"
    ) -> None:
        super().__init__()
        self.activation = activation_of(activation)
        self.rectified = ("wide",) if activation == "relu" else ()
        self.depthwise = nn.Conv1d(width, width, kernel, padding=kernel // 2, groups=width)
        self.norm = nn.LayerNorm(width)
        self.wide = nn.Linear(width, expansion * width)
        self.narrow = nn.Linear(expansion * width, width)
        self.scale = nn.Parameter(torch.full((width,), scale))

    def forward(self, hidden: Tensor) -> Tensor:
        """(batch, frames, width) -> the same."""
        mixed = self.depthwise(hidden.transpose(1, 2)).transpose(1, 2)
        inner = self.activation(self.wide(self.norm(mixed)))
        return hidden + self.scale * self.narrow(inner)

    @torch.no_grad()
    def fuse_layer_scale(self) -> None:
        """Multiply the layer scale into the last layer's weights and set it to 1.

        Training needs the scale, inference does not.
        """
        self.narrow.weight.mul_(self.scale[:, None])
        self.narrow.bias.mul_(self.scale)
        self.scale.fill_(1)
