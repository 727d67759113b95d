"""Calibration: observation of the inputs and outputs of the layers that are to be quantized."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from vocoders.export.quantizable import quantizable, requantized_modules
from vocoders.weights import OUTPUT_QPARAMS


class MinMax(NamedTuple):
    """Extremes of each channel of a layer's input or output, (channels,), 0 among them."""

    low: Tensor
    high: Tensor


class CalibrationObserver:
    """Observation of networks while the context is entered.

    ranges           network -> layer -> extremes of its input; with OUTPUT_QPARAMS after the name
                     of the layer those of its output, if that is quantized
    sample_inputs    network -> the arguments of its first call
    """

    def __init__(self, networks: Mapping[str, nn.Module]) -> None:
        self.networks = networks
        self.ranges: dict[str, dict[str, MinMax]] = {name: {} for name in networks}
        self.sample_inputs: dict[str, tuple[Tensor, ...]] = {}
        self.hooks: list[Any] = []

    def __enter__(self) -> CalibrationObserver:
        for name, network in self.networks.items():
            self.hooks.append(network.register_forward_pre_hook(self._keep_inputs(name)))
            self._observe_layers(network, self.ranges[name])
        return self

    def __exit__(self, *_: object) -> None:
        for hook in self.hooks:
            hook.remove()

    def _keep_inputs(self, name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        """A hook that keeps the arguments of the first call."""

        def keep(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            self.sample_inputs.setdefault(name, inputs)

        return keep

    def _observe_layers(self, network: nn.Module, ranges: dict[str, MinMax]) -> None:
        for layer, module in quantizable(network).items():
            update = minmax_hook(ranges, layer)
            self.hooks.append(module.register_forward_pre_hook(_on_input(update)))
        for layer, low in requantized_modules(network).items():
            update = minmax_hook(ranges, layer + OUTPUT_QPARAMS, low)
            requantized = network.get_submodule(layer)
            self.hooks.append(requantized.register_forward_hook(_on_output(update)))


Update = Callable[[nn.Module, Tensor], None]


def _on_input(update: Update) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
    def hook(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        update(module, inputs[0])

    return hook


def _on_output(update: Update) -> Callable[[nn.Module, tuple[Tensor, ...], Tensor], None]:
    def hook(module: nn.Module, _: tuple[Tensor, ...], output: Tensor) -> None:
        update(module, output)

    return hook


def minmax_hook(ranges: dict[str, MinMax], name: str, low: float = -np.inf) -> Update:
    """A function that widens `ranges[name]` to the values of a layer's input or output, clipped at
    `low`.
    """

    def update(module: nn.Module, values: Tensor) -> None:
        channel_axis = 1 if isinstance(module, nn.Conv1d) else -1
        rows = values.movedim(channel_axis, -1).flatten(0, -2).clamp_min(low)
        now = MinMax(rows.amin(0).clamp_max(0), rows.amax(0).clamp_min(0))
        before = ranges.get(name, now)
        ranges[name] = MinMax(
            torch.minimum(before.low, now.low), torch.maximum(before.high, now.high)
        )

    return update
