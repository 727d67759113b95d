"""Each compiled kernel against its formula and against its own code as plain Python."""

import math

import numpy as np
import pytest
import torch

from vocoders.wavenet import kernels
from vocoders.wavenet.kernel_arrays import PREFETCH, KernelSettings
from vocoders.wavenet.likelihood import from_mu_law


def both(kernel):
    """A kernel compiled, and its code as plain Python."""
    return kernel, kernel.py_func


def settings(components=2, temperature=1.0, mulaw_range=1.0):
    return KernelSettings(components, 0, 4, 1, np.float32(temperature), np.float32(mulaw_range))


def random(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


@pytest.mark.parametrize("interpolate", both(kernels.interpolate_frames))
@pytest.mark.parametrize("position", [-0.4, 0.0, 1.25, 3.0, 3.4])
def test_frames_are_interpolated_between_their_centres(interpolate, position):
    frames = random(4, 5)
    out = np.zeros(5, np.float32)
    interpolate(frames, position, out)
    expected = [np.interp(position, range(4), column) for column in frames.T]
    np.testing.assert_allclose(out, expected, atol=1e-5)


@pytest.mark.parametrize("lpc_step", both(kernels.lpc_step))
def test_linear_prediction_and_its_inputs(lpc_step):
    history = random(2, 40)
    coeffs = random(6, seed=1)
    inputs = np.zeros(8, np.float32)
    prediction = lpc_step(history, 30, coeffs, 0.5, 12, 5, inputs)
    assert prediction == pytest.approx(float(coeffs @ history[0, 24:30]), abs=1e-5)
    now = [history[1, 29], np.arcsinh(2 * history[0, 29]), np.arcsinh(2 * prediction)]
    np.testing.assert_allclose(inputs, [*now, *history[1, 16:21]], atol=1e-5)


@pytest.mark.parametrize("lpc_step", both(kernels.lpc_step))
def test_without_coefficients_the_input_is_the_sample_before(lpc_step):
    history = random(2, 40)
    inputs = np.zeros(8, np.float32)
    assert lpc_step(history, 30, np.zeros(0, np.float32), 1.0, 0, 0, inputs) == 0
    np.testing.assert_array_equal(inputs, [history[0, 29], *[0] * 7])


def test_a_category_is_drawn_as_often_as_its_probability_says():
    logits = random(7)
    uniforms = np.linspace(0.0005, 0.9995, 1000)
    drawn = [kernels.sample_categorical(logits, uniform) for uniform in uniforms]
    plain = [kernels.sample_categorical.py_func(logits, uniform) for uniform in uniforms]
    assert drawn == plain == sorted(drawn)
    probability = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose(np.bincount(drawn, minlength=7) / 1000, probability, atol=2e-3)


def test_the_gate_is_accurate_enough():
    grid = np.meshgrid(np.linspace(-20, 20, 401), np.linspace(-25, 25, 401))
    a, b = (part.ravel().astype(np.float32) for part in grid)
    z = np.zeros((1, len(a)), np.float32)
    kernels.gate(np.concatenate([a, b])[None], z)
    exact = np.tanh(a.astype(np.float64)) / (1 + np.exp(-b.astype(np.float64)))
    assert np.abs(z[0] - exact).max() < 4e-6
    few = slice(None, None, 3300)
    plain = np.zeros((1, len(a[few])), np.float32)
    kernels.gate.py_func(np.concatenate([a[few], b[few]])[None], plain)
    np.testing.assert_allclose(plain[0], z[0, few], atol=1e-6)


@pytest.mark.parametrize(("largest", "error"), [(2, 3e-6), (6, 1e-4), (18, 0.03)])
def test_the_exponential_is_accurate_enough(largest, error):
    x = np.linspace(-largest, largest, 2001, dtype=np.float32)
    approximate = np.array([kernels.exponential(value) for value in x])
    assert np.abs(approximate / np.exp(x.astype(np.float64)) - 1).max() < error


@pytest.mark.parametrize("relu", both(kernels.relu))
def test_relu(relu):
    x = random(3, 5)
    expected = np.maximum(x, 0)
    relu(x)
    np.testing.assert_array_equal(x, expected)


def mixture_samples(gain=1.0, prediction=0.0, temperature=1.0):
    """20,000 samples of a mixture of two logistics with means -0.3 and 0.4."""
    outputs = np.array([0.0, 1.0, -0.3, 0.4, -3.0, -4.0], np.float32)
    uniforms = np.random.default_rng(0).uniform(1e-6, 1 - 1e-6, (20000, 2))
    own = settings(temperature=temperature)
    return np.array(
        [kernels.draw_sample(outputs, *pair, own, prediction, gain) for pair in uniforms]
    )


def test_samples_follow_the_mixture_of_logistics():
    samples = mixture_samples()
    upper = samples[samples > 0.05]
    assert len(upper) / len(samples) == pytest.approx(math.e / (1 + math.e), abs=0.015)
    assert upper.mean() == pytest.approx(0.4, abs=0.002)
    assert upper.std() == pytest.approx(math.exp(-4) * math.pi / math.sqrt(3), rel=0.05)


def test_gain_and_prediction_scale_and_shift_the_samples():
    moved = mixture_samples(gain=0.5, prediction=0.25)
    np.testing.assert_allclose(moved, 0.25 + 0.5 * mixture_samples(), atol=1e-6)


def test_without_temperature_samples_are_the_means():
    samples = np.unique(mixture_samples(temperature=0.0))
    np.testing.assert_allclose(samples, [-0.3, 0.4], atol=1e-6)


@pytest.mark.parametrize("mulaw_range", [1.0, 2.0])
def test_samples_of_mu_law_are_its_levels(mulaw_range):
    logits = np.full(256, -50, np.float32)
    logits[[100, 140]] = 0
    own = settings(components=0, mulaw_range=mulaw_range)
    samples = {kernels.draw_sample(logits, u, 0.5, own, 0.0, 1.0) for u in (0.2, 0.8)}
    expected = mulaw_range * from_mu_law(torch.tensor([100, 140]))
    np.testing.assert_allclose(sorted(samples), expected, atol=1e-6)


@pytest.mark.parametrize("earlier_tap", both(kernels.earlier_tap))
def test_the_earlier_tap_is_read_ahead_from_the_ring_buffer(earlier_tap):
    batch, residual, dilation = 2, 8, 8
    ring = random(dilation * batch, residual)
    weight = random(residual, 2 * residual, seed=1)
    prefetched = np.zeros((PREFETCH * batch, 2 * residual), np.float32)
    for position in range(dilation):
        preact = np.ones((batch, 2 * residual), np.float32)
        start = position * batch
        earlier_tap(weight, ring, start, position, prefetched, preact)
        expected = 1 + ring[start : start + batch] @ weight
        np.testing.assert_allclose(preact, expected, atol=1e-4)


@pytest.mark.parametrize("layer_step", both(kernels.layer_step))
def test_a_layer_step_is_its_formula(layer_step):
    batch, residual, skip = 3, 8, 16
    gate_weight = random(residual, 2 * residual)
    res_skip = random(residual, residual + skip, seed=1)
    bias = random(residual + skip, seed=2)
    preact = random(batch, 2 * residual, seed=3)
    state = random(batch, residual + skip, seed=4)
    ring_row = np.zeros((batch, residual), np.float32)
    hidden = state[:, :residual].copy()
    a, b = np.split(preact + hidden @ gate_weight, 2, 1)
    expected = state + bias + (np.tanh(a) / (1 + np.exp(-b))) @ res_skip
    z = np.zeros((batch, residual), np.float32)
    layer_step(gate_weight, res_skip, bias, preact, ring_row, state, z)
    np.testing.assert_array_equal(ring_row, hidden)
    np.testing.assert_allclose(state, expected, atol=1e-4)


def test_without_a_place_for_a_cache_kernels_are_compiled_all_the_same(monkeypatch):
    from numba.core.caching import CacheImpl

    def double(x):
        return 2 * x

    assert type(kernels.jit(double)._cache).__name__ == "FunctionCache"
    monkeypatch.setattr(CacheImpl, "_locator_classes", [])
    compiled = kernels.jit(double)
    assert type(compiled._cache).__name__ == "NullCache"
    assert compiled(3) == 6
