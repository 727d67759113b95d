"""The ConvNeXt block: by its formula, and with its scale multiplied in."""

import numpy as np
import pytest
import torch

from vocoders.convnext import ConvNeXt, activation_of
from vocoders.errors import VocoderError


@pytest.fixture(params=["gelu", "relu"])
def block(request):
    torch.manual_seed(0)
    return ConvNeXt(4, 3, 5, 0.5, request.param)


def test_it_is_what_its_formula_gives(block):
    hidden = torch.randn(1, 9, 4, dtype=torch.float64)
    block = block.double()
    padded = np.pad(hidden[0].numpy(), ((2, 2), (0, 0)))
    taps = block.dw_conv.weight.detach().numpy()[:, 0]  # (dim, kernel_size)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 5, axis=0)  # (frames, dim, kernel)
    mixed = (windows * taps).sum(-1) + block.dw_conv.bias.detach().numpy()
    normed = (mixed - mixed.mean(1, keepdims=True)) / np.sqrt(mixed.var(1, keepdims=True) + 1e-5)
    inner = block.activation(block.pw_conv1(torch.from_numpy(normed)))
    expected = hidden[0] + 0.5 * block.pw_conv2(inner)
    torch.testing.assert_close(block(hidden)[0], expected)


def test_a_scale_that_is_multiplied_in_changes_nothing(block):
    hidden = torch.randn(2, 9, 4)
    before = block(hidden)
    with torch.no_grad():
        block.layer_scale.copy_(torch.tensor([0.1, -2.0, 3.0, 0.0]))
    scaled = block(hidden)
    assert (scaled - before).abs().max() > 0.01
    block.fuse_layer_scale()
    assert (block.layer_scale == 1).all()
    torch.testing.assert_close(block(hidden), scaled)


def test_a_relu_is_known_to_the_quantizer():
    assert ConvNeXt(4, 3, 5, 0.5, "relu").quant_relu_after == ("pw_conv1",)
    assert ConvNeXt(4, 3, 5, 0.5).quant_relu_after == ()


def test_an_unknown_activation_is_refused():
    with pytest.raises(VocoderError, match=r"no activation 'swish'\. Known: gelu, relu\."):
        activation_of("swish")
