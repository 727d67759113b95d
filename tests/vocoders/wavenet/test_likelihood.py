"""Likelihood of 16-bit samples, and mu-law."""

import math

import pytest
import torch

from vocoders.wavenet.likelihood import from_mu_law, log_mixture, to_mu_law


@pytest.mark.parametrize("log_scale", [-2.0, -5.0, -8.0, -10.5])
def test_probabilities_of_all_16_bit_samples_sum_to_one(log_scale):
    grid = torch.arange(-32768, 32768)[None] / 32768
    outputs = torch.tensor([0.3, -0.2, -0.99, 0.4, log_scale, log_scale])
    log_probability = log_mixture(outputs[None, :, None].expand(1, 6, 65536), grid)
    assert log_probability.double().exp().sum().item() == pytest.approx(1, abs=2e-3)


def test_the_likelihood_is_that_of_the_density_where_the_scale_is_wide():
    mean = 0.1
    scale = 0.2
    samples = torch.tensor([[0.0, 0.3, -0.7]])
    outputs = torch.tensor([0.0, mean, math.log(scale)])[None, :, None].expand(1, 3, 3)
    y = (samples - mean) / scale
    density = torch.exp(-y) / (scale * (1 + torch.exp(-y)) ** 2)
    expected = torch.log(density * 2 / 65536)
    torch.testing.assert_close(log_mixture(outputs, samples), expected, atol=1e-3, rtol=0)


def test_a_scale_narrower_than_a_step_gains_nothing():
    samples = torch.zeros(1, 1)
    narrow, narrower = (
        log_mixture(torch.tensor([0.0, 0.0, log_scale])[None, :, None], samples)
        for log_scale in (-12.0, -20.0)
    )
    assert narrow.item() == narrower.item() == pytest.approx(0, abs=0.2)


def test_mu_law_keeps_its_levels():
    levels = torch.arange(256)
    torch.testing.assert_close(to_mu_law(from_mu_law(levels)), levels)


def test_mu_law_is_finer_for_small_samples():
    samples = torch.linspace(-1, 1, 1001)
    assert (from_mu_law(to_mu_law(samples)) - samples).abs().max() < 0.025
    small = samples / 100
    assert (from_mu_law(to_mu_law(small)) - small).abs().max() < 4e-4
