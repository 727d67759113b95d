"""Averaged weights."""

import pytest
import torch

from vocoders.training.ema import ExponentialMovingAverage


def test_the_average_moves_from_the_start_towards_the_weights():
    module = torch.nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        module.weight.fill_(0.0)
        ema = ExponentialMovingAverage(module, 0.999)
        module.weight.fill_(1.0)
    ema.update(module, 1)
    assert ema.state["weight"].item() == pytest.approx(1 - 2 / 11)  # decay (1 + 1) / (10 + 1)
    for step in range(2, 200):
        ema.update(module, step)
    assert ema.state["weight"].item() == pytest.approx(1, abs=1e-3)
    module.weight.data.fill_(2.0)
    ema.update(module, 10**6)
    assert ema.state["weight"].item() == pytest.approx(1 + 0.001, abs=2e-3)


def test_integer_buffers_are_copied():
    module = torch.nn.BatchNorm1d(2)
    ema = ExponentialMovingAverage(module, 0.999)
    module.num_batches_tracked.fill_(7)
    ema.update(module, 1)
    assert ema.cpu_state()["num_batches_tracked"] == 7
