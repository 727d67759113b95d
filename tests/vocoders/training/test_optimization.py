"""Steps of an optimizer and factors of a learning rate."""

import pytest
import torch

from vocoders.training.optimization import (
    half_life_decay,
    optimizer_step,
    set_learning_rate,
    warmup,
)


def test_factors_of_a_learning_rate():
    assert [warmup(step, 10) for step in (0, 4, 9, 50)] == [0.1, 0.5, 1.0, 1.0]
    assert [half_life_decay(step, 100) for step in (0, 100, 200)] == [1.0, 0.5, 0.25]


def test_a_step_goes_down_a_gradient_that_is_not_too_long():
    module = torch.nn.Linear(2, 1, bias=False)
    before = module.weight.detach().clone()
    optimizer = torch.optim.SGD(module.parameters(), 1.0)
    module.weight.grad = torch.ones(1, 2)  # from the step before
    optimizer_step((module.weight * torch.tensor([30.0, 40.0])).sum(), optimizer, module, 5.0)
    torch.testing.assert_close(before - module.weight, torch.tensor([[3.0, 4.0]]))


def test_a_learning_rate_is_that_of_all_groups():
    weights = [torch.nn.Parameter(torch.zeros(1)) for _ in range(2)]
    optimizer = torch.optim.SGD([{"params": weights[:1]}, {"params": weights[1:]}], 1.0)
    set_learning_rate(optimizer, 0.25)
    assert [group["lr"] for group in optimizer.param_groups] == pytest.approx([0.25, 0.25])
