"""Discriminators are trained, then scored with."""

import contextlib

import pytest
import torch

from vocoders.training.adversary import Adversary


@pytest.fixture
def network():
    """Scores samples by their mean times a weight."""
    return torch.nn.Linear(1, 1, bias=False)


def test_the_generator_gets_losses_from_discriminators_that_it_does_not_train(network):
    optimizer = torch.optim.SGD(network.parameters(), 0.01)
    adversary = Adversary(network, optimizer, 100.0, contextlib.nullcontext)
    torch.nn.init.ones_(network.weight)
    pairs = []

    def score(samples):
        return [(network(samples), [2 * samples])]

    def score_pair(real, fake):
        assert not fake.requires_grad
        result = score(real), score(fake)
        pairs.append(result)
        return result

    real = torch.full((3, 1), 2.0)
    fake = torch.full((3, 1), 0.5, requires_grad=True)
    losses = adversary.losses(real, fake, score, score_pair)
    assert losses["discriminator"].item() == pytest.approx((1 - 2) ** 2 + 0.5**2)
    weight = network.weight.item()
    assert weight == pytest.approx(1 - 0.01 * (2 * (2 - 1) * 2 + 2 * 0.5 * 0.5))
    assert losses["adversarial"].item() == pytest.approx((1 - 0.5 * weight) ** 2)
    assert losses["feature_matching"].item() == pytest.approx(2 * 1.5)
    gradient = network.weight.grad.clone()
    (losses["adversarial"] + losses["feature_matching"]).backward()
    assert fake.grad.abs().min() > 0 and torch.equal(network.weight.grad, gradient)
    assert network.weight.requires_grad
