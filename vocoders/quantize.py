"""Weights of one byte, and inputs of one byte to be multiplied with them: four times as fast on a processor, and half of float16; needs torch.

    x ~ s (q - z)        q in 0..255; s and z fixed for each product, by what its input was while sentences were spoken (Jacob et al. 2018,
                         arXiv 1712.05877), so that a frame comes out the same whatever stands beside it
    W[n, k] ~ d[n] Q[n, k]        Q in -127..127, a d for each output

Where a layer norm feeds a product, some of its columns are far larger than others: dividing the norm's gains and multiplying the weights by the same
numbers evens that out and changes nothing else (SmoothQuant, Xiao et al. 2023, arXiv 2211.10438, eq. 4).

Depthwise convolutions over frames are rounded, too, and so is what comes out of them: in bytes they need no turning of their matrix, which took
more time than they do.

Processors without VNNI add two neighbouring products q Q in 16 bits and cut off what is over: so d is large enough for 255 (|Q[n, 2i]| +
|Q[n, 2i + 1]|) to be under 2^15, and a voice sounds the same everywhere.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import pad

from vocoders.harmonic import ConvNeXt
from vocoders.weights import INPUT, OUTPUT, SCALE

LEAST = 32_768             # smaller products stay as they are: they take no time
LARGEST, PAIR = 127, 128   # of |Q|, and of the sum of two neighbours
BALANCE = 0.5              # how much of the unevenness of its inputs a product's weights take over (alpha)
TINY = 1e-6


class Seen(NamedTuple):
    """The least and greatest value of each column of a product's input, (columns,), 0 among them."""

    low: Tensor
    high: Tensor


def products(network: nn.Module) -> dict[str, nn.Linear | nn.Conv1d]:
    """What is worth rounding, by name: linear layers, and convolutions over phonemes."""
    return {name: module for name, module in network.named_modules()
            if isinstance(module, (nn.Linear, nn.Conv1d)) and module.weight.numel() >= LEAST and exact(network) != name
            and not (isinstance(module, nn.Conv1d) and module.groups > 1)}


def depthwise(network: nn.Module) -> dict[str, nn.Conv1d]:
    """The convolutions of single channels, by name."""
    return {f"{name}.depthwise".lstrip("."): module.depthwise for name, module in network.named_modules() if isinstance(module, ConvNeXt)}


def exact(network: nn.Module) -> str | None:
    """The layer that takes what the network is given: its inputs need all their digits."""
    return "inward" if hasattr(network, "inward") else None


class Watching:
    """While it is entered, it sees what goes into networks and their products.

    seen       network -> product or depthwise convolution -> the extremes of its input; with OUTPUT after its name, of what a convolution made
    first      network -> what it was given when it was called for the first time
    """

    def __init__(self, networks: Mapping[str, nn.Module]) -> None:
        self.networks = networks
        self.seen: dict[str, dict[str, Seen]] = {name: {} for name in networks}
        self.first: dict[str, tuple[Tensor, ...]] = {}
        self.hooks: list[Any] = []

    def __enter__(self) -> Watching:
        for name, network in self.networks.items():
            self.hooks.append(network.register_forward_pre_hook(lambda _, given, name=name: self.first.setdefault(name, given) and None))
            convolutions = depthwise(network)
            for product, module in (products(network) | convolutions).items():
                self.hooks.append(module.register_forward_pre_hook(watcher(self.seen[name], product)))
            for product, module in convolutions.items():
                watch = watcher(self.seen[name], product + OUTPUT)
                self.hooks.append(module.register_forward_hook(lambda module, _, made, watch=watch: watch(module, (made,))))
        return self

    def __exit__(self, *_: object) -> None:
        for hook in self.hooks:
            hook.remove()


def watcher(seen: dict[str, Seen], name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
    """A hook that keeps the extremes of what goes into a product, or of what it made."""
    def watch(module: nn.Module, given: tuple[Tensor, ...]) -> None:
        columns = given[0].movedim(1 if isinstance(module, nn.Conv1d) else -1, -1).flatten(0, -2)
        now = Seen(columns.amin(0).clamp_max(0), columns.amax(0).clamp_min(0))
        before = seen.get(name, now)
        seen[name] = Seen(torch.minimum(before.low, now.low), torch.maximum(before.high, now.high))

    return watch


@torch.no_grad()
def quantize(network: nn.Module, seen: Mapping[str, Seen]) -> dict[str, NDArray[Any]]:
    """Round the weights of a network's products in place, after balancing them.

    seen       of `Watching`, for this network
    returns    what a file holds of them: NAME.weight int8, NAME.weight.scale (outputs,), NAME.weight.input (2,): s and z, float32; of convolutions
               also NAME.weight.output (2,)

    What else the network holds is not touched but by balancing.
    """
    norms, found = norms_before(network), dict[str, NDArray[Any]]()
    for module in network.modules():
        if isinstance(module, ConvNeXt):
            module.absorb_scale()
    for name, module in products(network).items():
        low, high = seen[name]
        if name in norms:
            low, high = balance(norms[name], module, low, high)
        found |= rounded(f"{name}.weight", module, Seen(low, high))
    return found | quantize_depthwise(network, seen)


@torch.no_grad()
def quantize_depthwise(network: nn.Module, seen: Mapping[str, Seen]) -> dict[str, NDArray[Any]]:
    """The part of `quantize` that rounds convolutions."""
    found = dict[str, NDArray[Any]]()
    for name, module in depthwise(network).items():
        found |= rounded(f"{name}.weight", module, seen[name])
        found[f"{name}.weight{OUTPUT}"] = reach(seen[name + OUTPUT])
    return found


def rounded(name: str, module: nn.Linear | nn.Conv1d, seen: Seen) -> dict[str, NDArray[Any]]:
    """Round a module's weights in place; what a file holds of them under a name."""
    whole, scale = in_bytes(module.weight)
    module.weight.copy_(whole.float() * scale[(..., *[None] * (whole.ndim - 1))])
    return {name: whole.numpy(), name + SCALE: scale.numpy(), name + INPUT: reach(seen)}


def reach(seen: Seen) -> NDArray[np.float32]:
    """s and z for what was seen, (2,)."""
    return np.array(steps(float(seen.low.min()), float(seen.high.max())), np.float32)


def norms_before(network: nn.Module) -> dict[str, nn.LayerNorm]:
    """The name of each product that only a layer norm feeds, and that norm, as the modules say of themselves (`fed_by`)."""
    found = {}
    for place, module in network.named_modules():
        for product, norm in getattr(module, "fed_by", {}).items():
            found[f"{place}.{product}".lstrip(".")] = module.get_submodule(norm)
    return found


@torch.no_grad()
def balance(norm: nn.LayerNorm, product: nn.Linear | nn.Conv1d, low: Tensor, high: Tensor) -> tuple[Tensor, Tensor]:
    """Divide a norm's gains and multiply the weights that follow; the extremes of the columns then."""
    weights = product.weight.abs().transpose(0, 1).flatten(1).amax(1).clamp_min(TINY)
    factor = torch.maximum(high, -low).clamp_min(TINY) ** BALANCE / weights ** (1 - BALANCE)
    factor = factor / factor.mean()
    norm.weight.div_(factor)
    norm.bias.div_(factor)
    product.weight.mul_(factor[None] if product.weight.ndim == 2 else factor[None, :, None])
    return low / factor, high / factor


def in_bytes(weight: Tensor) -> tuple[Tensor, Tensor]:
    """(outputs, inputs, ...) -> whole numbers of the same shape, and what they are to be multiplied with, (outputs,)."""
    size = weight.abs()
    even = pad(size.movedim(1, -1), (0, size.shape[1] % 2))
    pairs = even[..., 0::2] + even[..., 1::2]
    scale = torch.maximum(size.flatten(1).amax(1) / LARGEST, pairs.flatten(1).amax(1) / (PAIR - 1)).clamp_min(TINY)       # - 1: rounding adds up to 1
    return torch.round(weight / scale[(..., *[None] * (weight.ndim - 1))]).to(torch.int8), scale


def steps(low: float, high: float) -> tuple[float, float]:
    """s and z for an input between two values."""
    step = max(high - low, TINY) / 255
    return step, float(round(-low / step))


class Unfolded(nn.Module):
    """A convolution over phonemes as one product of matrices: what stands beside each other in time, side by side."""

    def __init__(self, convolution: nn.Conv1d) -> None:
        super().__init__()
        self.kernel = convolution.kernel_size[0]
        outputs, inputs, _ = convolution.weight.shape
        self.linear = nn.Linear(inputs * self.kernel, outputs)
        with torch.no_grad():
            self.linear.weight.copy_(convolution.weight.transpose(1, 2).reshape(outputs, -1))
            self.linear.bias.copy_(convolution.bias)                                                    # type: ignore[arg-type]

    def forward(self, hidden: Tensor) -> Tensor:
        """(batch, inputs, phonemes) -> (batch, outputs, phonemes)."""
        length = hidden.shape[2]
        wide = pad(hidden.transpose(1, 2), (0, 0, self.kernel // 2, self.kernel // 2))
        beside = torch.cat([wide[:, shift:shift + length] for shift in range(self.kernel)], -1)
        result: Tensor = self.linear(beside).transpose(1, 2)
        return result


def unfolded(network: nn.Module) -> nn.Module:
    """A copy of a network whose convolutions are products of matrices, where they are worth rounding."""
    copied = copy.deepcopy(network)
    for name, module in products(network).items():
        if isinstance(module, nn.Conv1d):
            owner, _, own = name.rpartition(".")
            setattr(copied.get_submodule(owner), own, Unfolded(module))
    return copied
