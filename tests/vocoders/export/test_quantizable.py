"""Which layers of a network are quantized."""

import numpy as np

from vocoders.export.quantizable import (
    depthwise,
    linear_modules,
    preceding_norms,
    quantizable,
    requantized_modules,
)
from vocoders.harmonic.config import HarmonicConfig
from vocoders.harmonic.network import HarmonicNetwork
from vocoders.mel_config import MelConfig

POINTWISE = {
    "blocks.0.pw_conv1",
    "blocks.0.pw_conv2",
    "blocks.1.pw_conv1",
    "blocks.1.pw_conv2",
}
DEPTHWISE = {"blocks.0.dw_conv", "blocks.1.dw_conv"}


def test_large_layers_are_quantized_unless_the_network_skips_them(network):
    assert set(linear_modules(network)) == {*POINTWISE, "out_proj"}
    network.quant_skip = ("blocks.1.pw_conv1", "out_proj")
    assert set(linear_modules(network)) == {"in_conv", *POINTWISE} - {"blocks.1.pw_conv1"}


def test_small_layers_are_not_quantized():
    small = HarmonicNetwork(HarmonicConfig(hidden_dim=16, num_blocks=1), MelConfig())
    assert set(linear_modules(small)) == set()


def test_depthwise_convolutions_are_quantized_whatever_their_size(network):
    assert set(depthwise(network)) == DEPTHWISE
    assert quantizable(network).keys() == {*POINTWISE, "out_proj", *DEPTHWISE}


def test_convolutions_and_layers_before_a_relu_have_quantized_outputs(network):
    assert requantized_modules(network) == dict.fromkeys(DEPTHWISE, -np.inf)
    network.quant_skip = ()
    assert set(requantized_modules(network)) == {"in_conv", *DEPTHWISE}
    config = HarmonicConfig(hidden_dim=128, num_blocks=1, expansion=2, activation="relu")
    relu = HarmonicNetwork(config, MelConfig())
    assert requantized_modules(relu) == {"blocks.0.pw_conv1": 0.0, "blocks.0.dw_conv": -np.inf}


def test_norms_are_found_by_the_layer_that_they_feed(network):
    assert preceding_norms(network) == {
        "blocks.0.pw_conv1": network.blocks[0].norm,
        "blocks.1.pw_conv1": network.blocks[1].norm,
        "out_proj": network.norm_out,
    }
