"""Weights in the layout of the kernels, and their buffers."""

import numpy as np
import pytest

from vocoders.wavenet.kernel_arrays import cache_aligned, kernel_buffers, kernel_weights


@pytest.fixture
def network(make_network):
    return make_network(lpc_order=6, pitch_taps=3)  # 6 inputs, 9 outputs


@pytest.fixture
def weights(network):
    state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    return kernel_weights(state, network.config.dilations)


def test_every_array_of_weights_starts_at_a_cache_line(weights):
    floats = weights[:-1]
    assert all(values.ctypes.data % 64 == 0 for values in floats)
    assert all(values.dtype == np.float32 and values.flags.c_contiguous for values in floats)
    assert weights.dilations.tolist() == [1, 2, 4, 1, 2, 4]


def test_matrices_are_inputs_by_outputs_and_filled_up_to_multiples_of_8(network, weights):
    state = {name: value.numpy() for name, value in network.state_dict().items()}
    assert weights.input_proj.shape == (8, 8) and not weights.input_proj[6:].any()
    np.testing.assert_array_equal(weights.input_proj[:6], state["input_proj.weight"].T)
    assert weights.post2.shape == (16, 16) and not weights.post2[:, 9:].any()
    np.testing.assert_array_equal(weights.post2[:, :9], state["post_conv2.weight"][:, :, 0].T)
    np.testing.assert_array_equal(weights.post2_bias[:9], state["post_conv2.bias"])
    for tap in (0, 1):
        np.testing.assert_array_equal(
            weights.gates[2, tap], state["gate_convs.2.weight"][:, :, tap].T
        )


def test_the_last_layer_adds_nothing_to_the_residual(network, weights):
    state = {name: value.numpy() for name, value in network.state_dict().items()}
    assert weights.res_skips.shape == (6, 8, 24)
    np.testing.assert_array_equal(weights.res_skips[0], state["res_skip_convs.0.weight"][..., 0].T)
    assert not weights.res_skips[5, :, :8].any() and not weights.res_skip_biases[5, :8].any()
    np.testing.assert_array_equal(
        weights.res_skips[5, :, 8:], state["res_skip_convs.5.weight"][..., 0].T
    )
    np.testing.assert_array_equal(weights.res_skip_biases[5, 8:], state["res_skip_convs.5.bias"])


def test_buffers_have_a_row_for_each_chunk(weights):
    buffers = kernel_buffers(weights, 3)
    assert {name: values.shape for name, values in buffers._asdict().items()} == {
        "inputs": (3, 8),
        "prediction": (3,),
        "hidden": (3, 8),
        "state": (3, 24),
        "preact": (6 * 3 * 16,),
        "z": (3, 8),
        "skip": (3, 16),
        "post": (3, 16),
        "outputs": (3, 16),
    }


def test_an_aligned_array_is_a_copy():
    values = np.arange(6.0).reshape(2, 3).T
    copy = cache_aligned(values)
    np.testing.assert_array_equal(copy, values)
    copy[0] = 9
    assert values[0, 0] == 0
