"""The layers of a network that are quantized to int8.

A network says what differs from the rule in attributes of its modules, all of them names of layers:

    quant_skip              layers that stay float
    quant_relu_after        layers whose output goes through a ReLU
    quant_preceding_norm    layer -> the layer norm that alone feeds it
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from torch import nn

from vocoders.convnext import ConvNeXt

MIN_WEIGHTS = 32_768  # of a layer; smaller layers take no time

Layer = nn.Linear | nn.Conv1d


def linear_modules(network: nn.Module) -> dict[str, Layer]:
    """Large linear layers and convolutions over all channels, by name."""
    skipped = set(_named_layers(network, "quant_skip"))
    return {
        name: module
        for name, module in network.named_modules()
        if isinstance(module, (nn.Linear, nn.Conv1d))
        and module.weight.numel() >= MIN_WEIGHTS
        and name not in skipped
        and not (isinstance(module, nn.Conv1d) and module.groups > 1)
    }


def depthwise(network: nn.Module) -> dict[str, Layer]:
    """Depthwise convolutions, by name."""
    return {
        _join(name, "dw_conv"): module.dw_conv
        for name, module in network.named_modules()
        if isinstance(module, ConvNeXt)
    }


def quantizable(network: nn.Module) -> dict[str, Layer]:
    """All layers that are quantized, by name."""
    return linear_modules(network) | depthwise(network)


def requantized_modules(network: nn.Module) -> dict[str, float]:
    """Layers whose output is quantized as well (convolutions, and layers followed by a ReLU), with
    the lower clip of that output.
    """
    relu_after = set(_named_layers(network, "quant_relu_after"))
    return {
        name: 0.0 if name in relu_after else -np.inf
        for name, module in quantizable(network).items()
        if name in relu_after or isinstance(module, nn.Conv1d)
    }


def preceding_norms(network: nn.Module) -> dict[str, nn.LayerNorm]:
    """The layer norms that alone feed a layer, by the name of that layer."""
    found = {}
    for place, module in network.named_modules():
        for layer, norm in getattr(module, "quant_preceding_norm", {}).items():
            found[_join(place, layer)] = module.get_submodule(norm)
    return found


def _named_layers(network: nn.Module, attribute: str) -> Iterator[str]:
    """Full names of the layers that the modules of a network name in an attribute."""
    for place, module in network.named_modules():
        for layer in getattr(module, attribute, ()):
            yield _join(place, layer)


def _join(place: str, name: str) -> str:
    return f"{place}.{name}".lstrip(".")
