"""Calibration: extremes of each channel, and no hook left behind."""

import pytest
import torch
from torch import nn

from vocoders.export.calibration import CalibrationObserver, minmax_hook
from vocoders.export.quantizable import quantizable, requantized_modules
from vocoders.weights import OUTPUT_QPARAMS


def test_every_layer_is_observed_and_no_hook_stays(network, calibrated):
    ranges = calibrated(network)
    outputs = {name + OUTPUT_QPARAMS for name in requantized_modules(network)}
    assert ranges.keys() == quantizable(network).keys() | outputs
    assert all((low <= 0).all() and (high >= 0).all() for low, high in ranges.values())
    hooks = [(module._forward_pre_hooks, module._forward_hooks) for module in network.modules()]
    assert not any(before or after for before, after in hooks)


def test_the_first_inputs_are_kept(network, random_inputs):
    with CalibrationObserver({"it": network}) as observer, torch.inference_mode():
        network(*random_inputs(1))
        network(*random_inputs(2))
    for kept, first in zip(observer.sample_inputs["it"], random_inputs(1), strict=True):
        torch.testing.assert_close(kept, first)


@pytest.mark.parametrize(
    ("module", "values"),
    [
        (nn.Linear(2, 1), [[[3.0, -1.0], [-2.0, -4.0]]]),
        (nn.Conv1d(2, 1, 1), [[[3.0, -2.0], [-1.0, -4.0]]]),
    ],
)
def test_ranges_are_those_of_each_channel_and_hold_zero(module, values):
    ranges = {}
    minmax_hook(ranges, "it")(module, torch.tensor(values))
    assert ranges["it"].low.tolist() == [-2.0, -4.0]
    assert ranges["it"].high.tolist() == [3.0, 0.0]


def test_ranges_grow_from_call_to_call():
    ranges = {}
    update = minmax_hook(ranges, "it")
    for values in ([[1.0]], [[-5.0]], [[3.0]], [[2.0]]):
        update(nn.Linear(1, 1), torch.tensor(values))
    assert (ranges["it"].low.item(), ranges["it"].high.item()) == (-5.0, 3.0)


def test_values_are_clipped_where_a_relu_would_clip_them():
    ranges = {}
    minmax_hook(ranges, "it", 0.0)(nn.Linear(1, 1), torch.tensor([[-5.0], [2.0]]))
    assert (ranges["it"].low.item(), ranges["it"].high.item()) == (0.0, 2.0)
