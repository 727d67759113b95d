"""Quantization: smoothing changes nothing, weights are within half a step, and sums of neighbouring
products fit into 16 bits.
"""

import copy

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from vocoders import weights
from vocoders.export.quantizable import quantizable
from vocoders.export.quantization import (
    affine_qparams,
    by_output,
    quantize,
    quantize_weight,
    smooth,
    smooth_quant,
)
from vocoders.harmonic.config import HarmonicConfig
from vocoders.harmonic.network import HarmonicNetwork
from vocoders.mel_config import MelConfig
from vocoders.network_file import state_arrays


def unevenness(low, high):
    """Deviation of the channels' ranges, relative to their mean."""
    size = torch.maximum(high, -low)
    return float(size.std() / size.mean())


def test_smoothing_changes_no_output_and_evens_out_the_channels(network, random_inputs, calibrated):
    before = calibrated(network)["blocks.0.pw_conv1"]
    original = copy.deepcopy(network)
    after = smooth(network.blocks[0].norm, network.blocks[0].pw_conv1, before)
    inputs = random_inputs()
    with torch.inference_mode():
        torch.testing.assert_close(network(*inputs), original(*inputs), atol=1e-3, rtol=1e-3)
    assert unevenness(*after) < 0.7 * unevenness(*before)


def test_layers_after_a_norm_are_smoothed_and_no_others(network, calibrated):
    before = calibrated(network)
    after = smooth_quant(network, before)
    changed = {name for name in before if not torch.equal(before[name].high, after[name].high)}
    assert changed == {"blocks.0.pw_conv1", "blocks.1.pw_conv1", "out_proj"}


def test_quantized_weights_are_near_the_float_ones(network, random_inputs, calibrated):
    original = copy.deepcopy(network)
    quantize(network, calibrated(network))
    inputs = random_inputs()
    with torch.inference_mode():
        (expected, _), (found, _) = original(*inputs), network(*inputs)
    assert 0 < float((found - expected).std() / expected.std()) < 0.02


def test_a_file_of_quantized_weights_gives_the_rounded_weights(network, calibrated, tmp_path):
    tensors = quantize(network, calibrated(network))
    weights.save(tmp_path / "a.safetensors", state_arrays(network) | tensors, {})
    loaded = weights.load_tensors(tmp_path / "a.safetensors")[0]
    assert loaded.keys() == network.state_dict().keys()
    for name, values in network.state_dict().items():
        np.testing.assert_array_equal(loaded[name], values.numpy())


def test_each_layer_has_int8_weights_scales_and_parameters(network, calibrated):
    tensors = quantize(network, calibrated(network))
    for name, layer in quantizable(network).items():
        weight = tensors[f"{name}.weight"]
        assert weight.dtype == np.int8 and weight.shape == tuple(layer.weight.shape)
        assert tensors[f"{name}.weight.scale"].shape == (len(weight),)
        assert tensors[f"{name}.weight.input_qparams"].shape == (2,)
    outputs = {name for name in tensors if name.endswith("output_qparams")}
    assert outputs == {f"blocks.{block}.dw_conv.weight.output_qparams" for block in (0, 1)}


def test_the_range_of_a_convolutions_output_holds_its_values(network, calibrated):
    tensors = quantize(network, calibrated(network))
    scale, zero_point = tensors["blocks.1.dw_conv.weight.output_qparams"]
    assert np.abs(tensors["blocks.1.dw_conv.weight"]).max() == 127
    with torch.inference_mode():
        output = network.blocks[0].dw_conv(torch.zeros(1, 128, 8))
    assert -zero_point * scale < float(output.min())
    assert float(output.max()) < (255 - zero_point) * scale


def test_the_output_before_a_relu_is_quantized_as_the_next_layer_takes_it(calibrated):
    config = HarmonicConfig(hidden_dim=128, num_blocks=1, expansion=2, activation="relu")
    network = HarmonicNetwork(config, MelConfig())
    tensors = quantize(network, calibrated(network))
    output = tensors["blocks.0.pw_conv1.weight.output_qparams"]
    np.testing.assert_array_equal(output, tensors["blocks.0.pw_conv2.weight.input_qparams"])
    assert output[1] == 0 < tensors["blocks.0.dw_conv.weight.output_qparams"][1]


@settings(max_examples=30)
@given(st.integers(0, 2**31), st.sampled_from([(5, 8), (3, 7), (4, 6, 3)]), st.floats(1e-4, 1e3))
def test_integers_are_within_half_a_step_and_neighbours_fit_into_16_bits(seed, shape, size):
    weight = size * torch.randn(shape, generator=torch.Generator().manual_seed(seed)) ** 3
    integers, scale = quantize_weight(weight)
    steps = by_output(scale, weight.ndim)
    assert integers.dtype == torch.int8
    assert ((integers * steps - weight).abs() <= 0.5001 * steps).all()
    even = integers.int().abs().movedim(1, -1)[..., : shape[1] // 2 * 2]
    assert int((255 * (even[..., 0::2] + even[..., 1::2])).max()) < 2**15


def test_uint8_reaches_both_ends_of_a_range():
    scale, zero_point = affine_qparams(-1.0, 3.0)
    assert -zero_point * scale == pytest.approx(-1, abs=scale)
    assert (255 - zero_point) * scale == pytest.approx(3, abs=scale)
    assert 0 <= affine_qparams(0.0, 0.0)[1] <= 255
