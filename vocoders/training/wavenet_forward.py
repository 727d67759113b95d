"""The WaveNet's forward pass over all samples of segments at once, for training."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import linear, pad

from vocoders.training.wavenet_segments import WaveNetBatch
from vocoders.wavenet.model import WaveNet


def distributions(
    network: WaveNet, batch: WaveNetBatch, precision: torch.dtype = torch.float32
) -> Tensor:
    """The output of `WaveNet.forward` for segments whose mel reaches further, (batch, outputs,
    frames * hop) in float32.

    Channels lie innermost, and the mel is interpolated within the matrix products: faster. The
    samples, the residual stream and the output layers stay float32, or a sample would be known to 8
    bits; the matrix products within the layers are of the given precision.
    """
    config = network.config
    hop = network.spec.hop_length
    count = batch.samples.shape[1]
    conditions = nearest_conditions(network, batch).to(precision)
    interpolation = frame_interpolation(hop).to(conditions).expand(len(conditions), hop, 3)
    hidden = network.input_proj(batch.inputs.inputs)
    total = torch.zeros(*batch.samples.shape, config.skip_channels, device=hidden.device)
    for layer, dilation in enumerate(config.dilations):
        now = hidden.to(precision)
        both = torch.cat([pad(now, (0, 0, dilation, 0))[:, :count], now], 2)
        gates = 2 * config.residual_channels
        condition = conditions[:, layer * gates : (layer + 1) * gates].transpose(1, 2)
        products = (both @ gate_taps(network, layer).to(precision)).view(-1, hop, gates)
        filter_, gate = torch.baddbmm(products, interpolation, condition).chunk(2, 2)
        gated = (torch.tanh(filter_) * torch.sigmoid(gate)).view(*now.shape)
        mixed = res_skip(network, layer, gated, precision)
        total = total + mixed[..., -config.skip_channels :]
        if mixed.shape[2] > config.skip_channels:
            hidden = hidden + mixed[..., : config.residual_channels]
    end = torch.relu(pointwise(network.post_conv1, torch.relu(total)))
    return pointwise(network.post_conv2, end).transpose(1, 2)


def pointwise(convolution: nn.Module, hidden: Tensor) -> Tensor:
    """A convolution of kernel size 1 whose channels lie innermost."""
    weight = convolution.get_parameter("weight")
    return linear(hidden, weight[..., 0], convolution.get_parameter("bias"))


def nearest_conditions(network: WaveNet, batch: WaveNetBatch) -> Tensor:
    """The conditions of all layers at each frame, the one before and the one after it,
    (batch * frames, layers * 2 width, 3).
    """
    features = batch.inputs.features
    count = batch.samples.shape[1] // network.spec.hop_length
    frames = torch.arange(-1, count + 1, device=batch.offset.device) + batch.offset[:, None]
    frames = frames.clamp(0, features.shape[2] - 1)  # (batch, frames + 2)
    conditions = network.condition(features).transpose(1, 2)
    conditions = conditions.gather(1, frames[..., None].expand(-1, -1, conditions.shape[2]))
    return conditions.unfold(1, 3, 1).flatten(0, 1)


def gate_taps(network: WaveNet, layer: int) -> Tensor:
    """Weights of a gate convolution as a matrix, (2 width, 2 width): the inputs of the earlier tap,
    then those of the present one.
    """
    weight = network.gate_convs[layer].get_parameter("weight")
    return weight.permute(2, 1, 0).reshape(2 * network.config.residual_channels, -1)


def res_skip(network: WaveNet, layer: int, gated: Tensor, precision: torch.dtype) -> Tensor:
    """Residual and skip outputs of a layer (of the last layer skip outputs only): (batch, samples,
    residual_channels) -> (batch, samples, residual_channels + skip_channels).
    """
    convolution = network.res_skip_convs[layer]
    weight, bias = (convolution.get_parameter(name).to(precision) for name in ("weight", "bias"))
    return linear(gated, weight[..., 0], bias)


def frame_interpolation(hop: int) -> Tensor:
    """Linear interpolation between frames' centres: each sample's shares of the frame before, its
    own and the next, (hop, 3).
    """
    away = (torch.arange(hop) + 0.5) / hop - 0.5
    return torch.stack([(-away).clamp_min(0), 1 - away.abs(), away.clamp_min(0)], 1)
