"""Static quantization: int8 weights and uint8 inputs, four times as fast on a CPU as float32 and
half the size of float16; needs torch.

    x ~ s (q - z)             q in 0..255; s and z fixed for each layer by its inputs during
                              calibration (Jacob et al. 2018, arXiv 1712.05877), so that a frame's
                              result does not depend on the frames beside it
    W[n, k] ~ d[n] Q[n, k]    Q in -127..127, a scale d for each output

Where a layer norm feeds a layer, some of its channels are far larger than others. The norm's gains
are divided and the weights multiplied by the same numbers, which changes nothing else (SmoothQuant,
Xiao et al. 2023, arXiv 2211.10438, eq. 4).

Convolutions, depthwise ones too, are quantized with their outputs: in int8 they need no
transposition, which took more time than they do. So are layers followed by a ReLU: with zero point
0 the uint8 output cannot be negative, so the ReLU is free.

CPUs without VNNI add two neighbouring products q Q in 16 bits with saturation. So d is large enough
for 255 (|Q[n, 2i]| + |Q[n, 2i + 1]|) to be under 2^15, and the sound is the same on every CPU.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import pad

from vocoders.convnext import ConvNeXt
from vocoders.export.calibration import MinMax
from vocoders.export.quantizable import (
    Layer,
    linear_modules,
    preceding_norms,
    quantizable,
    requantized_modules,
)
from vocoders.weights import INPUT_QPARAMS, OUTPUT_QPARAMS, SCALE

MAX_INT8 = 127
SATURATION_SAFE_SUM = 128  # of |Q| of two neighbours
SMOOTH_ALPHA = 0.5  # share of the input's unevenness that the weights take over
EPSILON = 1e-6


@torch.no_grad()
def quantize(network: nn.Module, ranges: Mapping[str, MinMax]) -> dict[str, NDArray[Any]]:
    """Round the weights of a network's layers in place, after smoothing them.

    ranges     of a `CalibrationObserver`, for this network
    returns    their tensors in a weights file: NAME.weight int8, NAME.weight.scale (outputs,),
               NAME.weight.input_qparams (2,), s and z as float32; for requantized layers also
               NAME.weight.output_qparams (2,)

    Besides, only layer norms change, by the smoothing.
    """
    for module in network.modules():
        if isinstance(module, ConvNeXt):
            module.fuse_layer_scale()
    ranges = smooth_quant(network, ranges)
    found = dict[str, NDArray[Any]]()
    for name, layer in quantizable(network).items():
        found |= _quantize_layer(f"{name}.weight", layer, ranges[name])
    for name in requantized_modules(network):
        found[f"{name}.weight{OUTPUT_QPARAMS}"] = qparams(ranges[name + OUTPUT_QPARAMS])
    return found


def _quantize_layer(name: str, layer: Layer, input_range: MinMax) -> dict[str, NDArray[Any]]:
    """Round the weights of a layer in place; its tensors in a file, under a name."""
    integers, scale = quantize_weight(layer.weight)
    layer.weight.copy_(integers.float() * by_output(scale, integers.ndim))
    return {
        name: integers.numpy(),
        name + SCALE: scale.numpy(),
        name + INPUT_QPARAMS: qparams(input_range),
    }


def by_output(scale: Tensor, ndim: int) -> Tensor:
    """Scales (outputs,) in the shape of weights (outputs, 1, ...) of `ndim` axes."""
    return scale.reshape(-1, *[1] * (ndim - 1))


def qparams(range_: MinMax) -> NDArray[np.float32]:
    """Scale s and zero point z of observed values, (2,)."""
    low = float(range_.low.min())
    high = float(range_.high.max())
    return np.array(affine_qparams(low, high), np.float32)


def affine_qparams(low: float, high: float) -> tuple[float, float]:
    """Scale s and zero point z of values between two numbers."""
    scale = max(high - low, EPSILON) / 255
    return scale, float(round(-low / scale))


def quantize_weight(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Weights (outputs, inputs, ...) as integers of the same shape, and their scales (outputs,)."""
    size = weight.abs()
    even = pad(size.movedim(1, -1), (0, size.shape[1] % 2))
    pairs = even[..., 0::2] + even[..., 1::2]
    largest = size.flatten(1).amax(1) / MAX_INT8
    largest_pair = pairs.flatten(1).amax(1) / (SATURATION_SAFE_SUM - 1)  # rounding adds up to 1
    scale = torch.maximum(largest, largest_pair).clamp_min(EPSILON)
    return torch.round(weight / by_output(scale, weight.ndim)).to(torch.int8), scale


def smooth_quant(network: nn.Module, ranges: Mapping[str, MinMax]) -> dict[str, MinMax]:
    """Smooth the layers that a layer norm feeds; the ranges after that."""
    norms = preceding_norms(network)
    smoothed = {
        name: smooth(norms[name], layer, ranges[name])
        for name, layer in linear_modules(network).items()
        if name in norms
    }
    return {**ranges, **smoothed}


@torch.no_grad()
def smooth(norm: nn.LayerNorm, layer: Layer, input_range: MinMax) -> MinMax:
    """Divide a norm's gains and multiply the weights of the following layer; the range of its input
    after that.
    """
    low, high = input_range
    weights = layer.weight.abs().transpose(0, 1).flatten(1).amax(1).clamp_min(EPSILON)
    inputs = torch.maximum(high, -low).clamp_min(EPSILON)
    factor = inputs**SMOOTH_ALPHA / weights ** (1 - SMOOTH_ALPHA)
    factor = factor / factor.mean()
    norm.weight.div_(factor)
    norm.bias.div_(factor)
    layer.weight.mul_(factor[None] if layer.weight.ndim == 2 else factor[None, :, None])
    return MinMax(low / factor, high / factor)
