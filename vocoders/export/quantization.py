"""Weights of one byte, and inputs of one byte to be multiplied with them: four times as fast on a
processor, and half of float16; needs torch.

    x ~ s (q - z)        q in 0..255; s and z fixed for each product, by what its input was while
                         sentences were spoken (Jacob et al. 2018, arXiv 1712.05877), so that a
                         frame comes out the same whatever stands beside it
    W[n, k] ~ d[n] Q[n, k]        Q in -127..127, a d for each output

Where a layer norm feeds a product, some of its columns are far larger than others: dividing the
norm's gains and multiplying the weights by the same numbers evens that out and changes nothing else
(SmoothQuant, Xiao et al. 2023, arXiv 2211.10438, eq. 4).

Convolutions, depthwise ones too, are rounded with what comes out of them: in bytes they need no
turning of their matrix, which took more time than they do. So are products whose results are
rectified: what is less than 0 is less than the least byte, so that the rectifier costs nothing.

Processors without VNNI add two neighbouring products q Q in 16 bits and cut off what is over: so d
is large enough for 255 (|Q[n, 2i]| +
|Q[n, 2i + 1]|) to be under 2^15, and a voice sounds the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import pad
from torch.nn.utils.parametrize import register_parametrization

from vocoders.convnext import ConvNeXt
from vocoders.weights import INPUT_QPARAMS, OUTPUT_QPARAMS, SCALE

LEAST = 32_768  # smaller products stay as they are: they take no time
# of |Q|, and of the sum of two neighbours
LARGEST = 127
PAIR = 128
BALANCE = 0.5  # how much of the unevenness of its inputs a product's weights take over (alpha)
TINY = 1e-6


class Seen(NamedTuple):
    """The least and greatest value of each column of a product's input, (columns,), 0 among them."""

    low: Tensor
    high: Tensor


Product = nn.Linear | nn.Conv1d


def products(network: nn.Module) -> dict[str, Product]:
    """What is worth rounding, by name: linear layers, and convolutions."""
    exact = set(named_in(network, "quant_skip"))
    return {
        name: module
        for name, module in network.named_modules()
        if isinstance(module, (nn.Linear, nn.Conv1d))
        and module.weight.numel() >= LEAST
        and name not in exact
        and not (isinstance(module, nn.Conv1d) and module.groups > 1)
    }


def depthwise(network: nn.Module) -> dict[str, Product]:
    """The convolutions of single channels, by name."""
    return {
        f"{name}.dw_conv".lstrip("."): module.dw_conv
        for name, module in network.named_modules()
        if isinstance(module, ConvNeXt)
    }


def everything(network: nn.Module) -> dict[str, Product]:
    """All that is rounded, by name."""
    return products(network) | depthwise(network)


def rounding(network: nn.Module) -> dict[str, float]:
    """Whatever of them rounds what it makes, too: convolutions, and what is rectified; with the
    least value that is seen of that.
    """
    rectified = set(named_in(network, "quant_relu_after"))
    return {
        name: 0.0 if name in rectified else -np.inf
        for name, module in everything(network).items()
        if name in rectified or isinstance(module, nn.Conv1d)
    }


def named_in(network: nn.Module, attribute: str) -> Iterator[str]:
    """The whole names of those parts that the modules of a network name in an attribute."""
    for place, module in network.named_modules():
        for part in getattr(module, attribute, ()):
            yield f"{place}.{part}".lstrip(".")


class Watching:
    """While it is entered, it sees what goes into networks and their products.

    seen       network -> product or depthwise convolution -> the extremes of its input; with OUTPUT_QPARAMS
               after its name, of what it makes, if that is rounded
    first      network -> what it was given when it was called for the first time
    """

    def __init__(self, networks: Mapping[str, nn.Module]) -> None:
        self.networks = networks
        self.seen: dict[str, dict[str, Seen]] = {name: {} for name in networks}
        self.first: dict[str, tuple[Tensor, ...]] = {}
        self.hooks: list[Any] = []

    def __enter__(self) -> Watching:
        for name, network in self.networks.items():
            self.hooks.append(
                network.register_forward_pre_hook(
                    lambda _, given, name=name: self.first.setdefault(name, given) and None
                )
            )
            for product, module in everything(network).items():
                self.hooks.append(
                    module.register_forward_pre_hook(watcher(self.seen[name], product))
                )
            for product, least in rounding(network).items():
                watch = watcher(self.seen[name], product + OUTPUT_QPARAMS, least)
                made_by = network.get_submodule(product)
                self.hooks.append(
                    made_by.register_forward_hook(
                        lambda module, _, made, watch=watch: watch(module, (made,))
                    )
                )
        return self

    def __exit__(self, *_: object) -> None:
        for hook in self.hooks:
            hook.remove()


def watcher(
    seen: dict[str, Seen], name: str, least: float = -np.inf
) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
    """A hook that keeps the extremes of what goes into a product, or of what it made, as far as
    that is over the least.
    """

    def watch(module: nn.Module, given: tuple[Tensor, ...]) -> None:
        columns = (
            given[0]
            .movedim(1 if isinstance(module, nn.Conv1d) else -1, -1)
            .flatten(0, -2)
            .clamp_min(least)
        )
        now = Seen(columns.amin(0).clamp_max(0), columns.amax(0).clamp_min(0))
        before = seen.get(name, now)
        seen[name] = Seen(torch.minimum(before.low, now.low), torch.maximum(before.high, now.high))

    return watch


@torch.no_grad()
def quantize(network: nn.Module, seen: Mapping[str, Seen]) -> dict[str, NDArray[Any]]:
    """Round the weights of a network's products in place, after balancing them.

    seen       of `Watching`, for this network
    returns    what a file holds of them: NAME.weight int8, NAME.weight.scale (outputs,),
               NAME.weight.input_qparams (2,): s and z, float32; where what they make is rounded also
               NAME.weight.output_qparams (2,)

    What else the network holds is not touched but by balancing.
    """
    for module in network.modules():
        if isinstance(module, ConvNeXt):
            module.fuse_layer_scale()
    seen = balanced(network, seen)
    found = dict[str, NDArray[Any]]()
    for name, product in everything(network).items():
        found |= rounded(f"{name}.weight", product, seen[name])
    return found | {
        f"{name}.weight{OUTPUT_QPARAMS}": reach(seen[name + OUTPUT_QPARAMS])
        for name in rounding(network)
    }


def rounded(name: str, module: Product, seen: Seen) -> dict[str, NDArray[Any]]:
    """Round a module's weights in place; what a file holds of them under a name."""
    whole, scale = in_bytes(module.weight)
    module.weight.copy_(whole.float() * scale[(..., *[None] * (whole.ndim - 1))])
    return {name: whole.numpy(), name + SCALE: scale.numpy(), name + INPUT_QPARAMS: reach(seen)}


def reach(seen: Seen) -> NDArray[np.float32]:
    """s and z for what was seen, (2,)."""
    return np.array(steps(float(seen.low.min()), float(seen.high.max())), np.float32)


def norms_before(network: nn.Module) -> dict[str, nn.LayerNorm]:
    """The name of each product that only a layer norm feeds, and that norm, as the modules say of
    themselves (`quant_preceding_norm`).
    """
    found = {}
    for place, module in network.named_modules():
        for product, norm in getattr(module, "quant_preceding_norm", {}).items():
            found[f"{place}.{product}".lstrip(".")] = module.get_submodule(norm)
    return found


def balanced(network: nn.Module, seen: Mapping[str, Seen]) -> dict[str, Seen]:
    """Balance the products that norms feed; what would be seen then."""
    norms = norms_before(network)
    return {
        **seen,
        **{
            name: Seen(*balance(norms[name], product, *seen[name]))
            for name, product in products(network).items()
            if name in norms
        },
    }


@torch.no_grad()
def balance(
    norm: nn.LayerNorm, product: Product, low: Tensor, high: Tensor
) -> tuple[Tensor, Tensor]:
    """Divide a norm's gains and multiply the weights that follow; the extremes of the columns then."""
    weights = product.weight.abs().transpose(0, 1).flatten(1).amax(1).clamp_min(TINY)
    factor = torch.maximum(high, -low).clamp_min(TINY) ** BALANCE / weights ** (1 - BALANCE)
    factor = factor / factor.mean()
    norm.weight.div_(factor)
    norm.bias.div_(factor)
    product.weight.mul_(factor[None] if product.weight.ndim == 2 else factor[None, :, None])
    return low / factor, high / factor


def in_bytes(weight: Tensor) -> tuple[Tensor, Tensor]:
    """(outputs, inputs, ...) -> whole numbers of the same shape, and what they are to be multiplied
    with, (outputs,).
    """
    size = weight.abs()
    even = pad(size.movedim(1, -1), (0, size.shape[1] % 2))
    pairs = even[..., 0::2] + even[..., 1::2]
    scale = torch.maximum(
        size.flatten(1).amax(1) / LARGEST, pairs.flatten(1).amax(1) / (PAIR - 1)
    ).clamp_min(TINY)  # - 1: rounding adds up to 1
    return torch.round(weight / scale[(..., *[None] * (weight.ndim - 1))]).to(torch.int8), scale


def steps(low: float, high: float) -> tuple[float, float]:
    """s and z for an input between two values."""
    step = max(high - low, TINY) / 255
    return step, float(round(-low / step))


class InBytes(nn.Module):
    """Weights as they will be rounded; their gradient is that of the rounded ones
    (straight-through, Bengio et al. 2013, arXiv 1308.3432).
    """

    def forward(self, weight: Tensor) -> Tensor:
        """(outputs, inputs, ...) -> the same shape."""
        scale = in_bytes(weight.detach())[1]
        return torch.fake_quantize_per_channel_affine(
            weight, scale, torch.zeros_like(scale, dtype=torch.int32), 0, -LARGEST, LARGEST
        )


def pretend(network: nn.Module, seen: Mapping[str, Seen]) -> None:
    """Let a network compute, from now on, as if it were rounded, so that it learns to speak so
    (Jacob et al. 2018, section 3); `learned` gives what it has learned.

    seen    of `Watching`, for this network, after `balanced`
    """
    for name, product in everything(network).items():
        at = reach(seen[name])
        product.register_forward_pre_hook(lambda _, given, at=at: (rough(given[0], at),))
        register_parametrization(product, "weight", InBytes(), unsafe=True)
    for name in rounding(network):
        at = reach(seen[name + OUTPUT_QPARAMS])
        network.get_submodule(name).register_forward_hook(
            lambda _, given, made, at=at: rough(made, at)
        )


def rough(values: Tensor, at: NDArray[np.float32]) -> Tensor:
    """Values as bytes hold them, by s and z."""
    return torch.fake_quantize_per_tensor_affine(values, float(at[0]), int(at[1]), 0, 255)


def learned(network: nn.Module) -> dict[str, Tensor]:
    """The weights that a network has which pretends, by the names that they have in one that
    doesn't.
    """
    return {
        name.replace("parametrizations.weight.original", "weight"): values
        for name, values in network.state_dict().items()
    }
