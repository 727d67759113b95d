"""Quantization-aware training: a network computes as if it were quantized, and learns so (Jacob et
al. 2018, arXiv 1712.05877, section 3); needs torch.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.parametrize import register_parametrization

from vocoders.export.calibration import MinMax
from vocoders.export.quantizable import quantizable, requantized_modules
from vocoders.export.quantization import MAX_INT8, qparams, quantize_weight
from vocoders.weights import OUTPUT_QPARAMS


class FakeQuantWeight(nn.Module):
    """Weights rounded as `quantize_weight` rounds them; the gradient passes unchanged
    (straight-through estimator, Bengio et al. 2013, arXiv 1308.3432).
    """

    def forward(self, weight: Tensor) -> Tensor:
        """(outputs, inputs, ...) -> the same shape."""
        scale = quantize_weight(weight.detach())[1]
        zero_point = torch.zeros_like(scale, dtype=torch.int32)
        return torch.fake_quantize_per_channel_affine(
            weight, scale, zero_point, 0, -MAX_INT8, MAX_INT8
        )


def prepare_qat(network: nn.Module, ranges: Mapping[str, MinMax]) -> None:
    """Let a network compute as if it were quantized from now on. `export_state` gives the weights
    that it learns.

    ranges    of a `CalibrationObserver`, for this network, after `smooth_quant`
    """
    for name, layer in quantizable(network).items():
        found = qparams(ranges[name])
        layer.register_forward_pre_hook(
            lambda _, inputs, found=found: (fake_quantize(inputs[0], found),)
        )
        register_parametrization(layer, "weight", FakeQuantWeight(), unsafe=True)
    for name in requantized_modules(network):
        found = qparams(ranges[name + OUTPUT_QPARAMS])
        network.get_submodule(name).register_forward_hook(
            lambda _, inputs, output, found=found: fake_quantize(output, found)
        )


def fake_quantize(values: Tensor, found: NDArray[np.float32]) -> Tensor:
    """Values rounded to uint8 and back, by their scale and zero point (2,)."""
    scale, zero_point = found
    return torch.fake_quantize_per_tensor_affine(values, float(scale), int(zero_point), 0, 255)


def export_state(network: nn.Module) -> dict[str, Tensor]:
    """State dict of a network after `prepare_qat`, under the names of the plain network."""
    return {
        name.replace("parametrizations.weight.original", "weight"): values
        for name, values in network.state_dict().items()
    }
