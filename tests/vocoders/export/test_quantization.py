"""Products in bytes: balanced without a change, rounded within half a step, and never over what 16
bits hold.
"""

import copy

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from vocoders import weights
from vocoders.export import quantization as q
from vocoders.harmonic.network import HarmonicConfig, HarmonicNetwork
from vocoders.mel_config import MelConfig
from vocoders.network_file import state_arrays


@pytest.fixture
def network():
    torch.manual_seed(3)
    made = HarmonicNetwork(
        HarmonicConfig(hidden_dim=128, num_blocks=2, expansion=2), MelConfig()
    ).eval()
    with torch.no_grad():
        for block in made.blocks:
            block.norm.weight.copy_(torch.rand(128) * 5 + 0.05)
            block.norm.bias.normal_()
    return made


def speech(frames=50, seed=0):
    made = torch.Generator().manual_seed(seed)
    return 2 * torch.randn(1, 100, frames, generator=made) - 5, torch.randn(
        1, 2, frames, generator=made
    )


def watched(network):
    with q.Watching({"it": network}) as watching, torch.inference_mode():
        network(*speech(seed=1))
        network(*speech(seed=2))
    return watching


def test_only_large_products_are_rounded_and_none_that_needs_all_digits(network):
    assert set(q.products(network)) == {
        "blocks.0.pw_conv1",
        "blocks.0.pw_conv2",
        "blocks.1.pw_conv1",
        "blocks.1.pw_conv2",
        "out_proj",
    }
    network.quant_skip = ("blocks.1.pw_conv1", "out_proj")
    assert set(q.products(network)) == {
        "in_conv",
        "blocks.0.pw_conv1",
        "blocks.0.pw_conv2",
        "blocks.1.pw_conv2",
    }


def test_convolutions_are_rounded_with_what_they_make(network):
    assert set(q.depthwise(network)) == {"blocks.0.dw_conv", "blocks.1.dw_conv"}
    assert set(q.rounding(network)) == {"blocks.0.dw_conv", "blocks.1.dw_conv"}
    network.quant_skip = ()
    assert set(q.rounding(network)) == {"in_conv", "blocks.0.dw_conv", "blocks.1.dw_conv"}
    found = q.quantize(network, watched(network).seen["it"])
    weight, (step, zero) = (
        found["blocks.1.dw_conv.weight"],
        found["blocks.1.dw_conv.weight.output_qparams"],
    )
    assert weight.dtype == np.int8 and np.abs(weight).max() == 127
    with torch.inference_mode():
        made = network.blocks[0].dw_conv(torch.zeros(1, 128, 8))
    assert -zero * step < float(made.min()) < float(made.max()) < (255 - zero) * step


def test_watching_sees_the_extremes_and_leaves_no_hook(network):
    seen, first = (value["it"] for value in (watched(network).seen, watched(network).first))
    torch.testing.assert_close(first[0], speech(seed=1)[0])
    made = {name + weights.OUTPUT_QPARAMS for name in q.rounding(network)}
    assert seen.keys() == q.products(network).keys() | q.depthwise(network).keys() | made
    assert all((low <= 0).all() and (high >= 0).all() for low, high in seen.values())
    assert not any(
        module._forward_pre_hooks or module._forward_hooks for module in network.modules()
    )


def test_balance_changes_nothing_but_the_spread_of_columns(network):
    given_to = dict(watched(network).seen["it"])
    before = copy.deepcopy(network)
    low, high = q.balance(
        network.blocks[0].norm, network.blocks[0].pw_conv1, *given_to["blocks.0.pw_conv1"]
    )
    with torch.inference_mode():
        torch.testing.assert_close(network(*speech()), before(*speech()), atol=1e-3, rtol=1e-3)
    spread = [
        float((torch.maximum(high, -low)).std() / torch.maximum(high, -low).mean())
        for low, high in (given_to["blocks.0.pw_conv1"], (low, high))
    ]
    assert spread[1] < 0.7 * spread[0]


def test_absorbed_scales_change_nothing(network):
    with torch.inference_mode():
        before = network(*speech())
        network.blocks[0].fuse_layer_scale()
        torch.testing.assert_close(network(*speech()), before, atol=1e-4, rtol=1e-4)
    assert (network.blocks[0].layer_scale == 1).all()


def test_what_is_rectified_is_rounded_as_the_next_product_takes_it():
    rectified = HarmonicNetwork(
        HarmonicConfig(hidden_dim=128, num_blocks=1, expansion=2, activation="relu"), MelConfig()
    )
    assert (
        q.rounding(rectified)["blocks.0.pw_conv1"] == 0
        and q.rounding(rectified)["blocks.0.dw_conv"] < 0
    )
    found = q.quantize(rectified, watched(rectified).seen["it"])
    np.testing.assert_array_equal(
        found["blocks.0.pw_conv1.weight.output_qparams"],
        found["blocks.0.pw_conv2.weight.input_qparams"],
    )
    assert (
        found["blocks.0.pw_conv1.weight.output_qparams"][1]
        == 0
        < found["blocks.0.dw_conv.weight.output_qparams"][1]
    )


def test_a_network_that_pretends_says_what_the_rounded_one_will_and_learns(network):
    seen = watched(network).seen["it"]
    plain = copy.deepcopy(network)
    pretending = copy.deepcopy(network)
    rounded = copy.deepcopy(network)
    q.pretend(pretending, q.balanced(pretending, seen))
    q.quantize(rounded, seen)
    with torch.inference_mode():
        off = [(pretending(*speech())[0] - other(*speech())[0]).std() for other in (rounded, plain)]
        assert 0 < off[0] < off[1]  # the rounded one's products, in torch, take all digits
        again = copy.deepcopy(plain)
        again.load_state_dict(q.learned(pretending))
        torch.testing.assert_close(again(*speech()), plain(*speech()), atol=1e-3, rtol=1e-3)
    pretending(*speech())[0].mean().backward()
    assert all(
        float(p.grad.abs().max()) > 0
        for name, p in pretending.named_parameters()
        if "original" in name
    )


def test_rounded_weights_are_near_and_say_so_in_the_file(network, tmp_path):
    before = copy.deepcopy(network)
    found = q.quantize(network, watched(network).seen["it"])
    state = state_arrays(network) | found
    weights.save(tmp_path / "a.safetensors", state, {})
    again = weights.load(tmp_path / "a.safetensors")[0]
    assert again.keys() == network.state_dict().keys()
    for name, values in network.state_dict().items():
        np.testing.assert_array_equal(again[name], values.numpy())
    with torch.inference_mode():
        (one, _), (other, _) = before(*speech()), network(*speech())
    assert 0 < float((one - other).std() / one.std()) < 0.02


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from([(5, 8), (3, 7), (4, 6, 3)]), st.floats(1e-4, 1e3))
def test_bytes_are_within_half_a_step_and_neighbours_fit_into_16_bits(seed, shape, size):
    weight = size * torch.randn(shape, generator=torch.Generator().manual_seed(seed)) ** 3
    rounded, scale = q.in_bytes(weight)
    steps = scale.reshape(-1, *[1] * (len(shape) - 1))
    assert (
        rounded.dtype == torch.int8 and ((rounded * steps - weight).abs() <= 0.5001 * steps).all()
    )
    even = rounded.int().abs().movedim(1, -1)[..., : shape[1] // 2 * 2]
    assert int((255 * (even[..., 0::2] + even[..., 1::2])).max()) < 2**15


def test_inputs_between_two_values_reach_both_ends():
    step, zero = q.steps(-1.0, 3.0)
    assert -zero * step == pytest.approx(-1, abs=step) and (255 - zero) * step == pytest.approx(
        3, abs=step
    )
    assert 0 <= q.steps(0.0, 0.0)[1] <= 255
