"""Quantization-aware training: outputs near those of the quantized network, gradients, plain names
for what was learned.
"""

import copy

import numpy as np
import torch

from vocoders.export.qat import FakeQuantWeight, export_state, fake_quantize, prepare_qat
from vocoders.export.quantization import quantize, quantize_weight, smooth_quant


def test_outputs_are_nearer_to_the_quantized_network_than_to_the_float_one(
    network, random_inputs, calibrated
):
    ranges = calibrated(network)
    trained = copy.deepcopy(network)
    quantized = copy.deepcopy(network)
    prepare_qat(trained, smooth_quant(trained, ranges))
    quantize(quantized, ranges)
    inputs = random_inputs()
    with torch.inference_mode():
        output = trained(*inputs)[0]
        errors = [(output - other(*inputs)[0]).std() for other in (quantized, network)]
    assert 0 < errors[0] < errors[1]  # torch does not quantize the inputs of the quantized network


def test_what_is_learned_goes_into_a_plain_network(network, random_inputs, calibrated):
    trained = copy.deepcopy(network)
    prepare_qat(trained, smooth_quant(trained, calibrated(network)))
    plain = copy.deepcopy(network)
    plain.load_state_dict(export_state(trained))
    inputs = random_inputs()
    with torch.inference_mode():
        torch.testing.assert_close(plain(*inputs), network(*inputs), atol=1e-3, rtol=1e-3)


def test_every_quantized_weight_has_a_gradient(network, random_inputs, calibrated):
    prepare_qat(network, calibrated(network))
    network(*random_inputs())[0].mean().backward()
    gradients = [
        float(parameter.grad.abs().max())
        for name, parameter in network.named_parameters()
        if "original" in name
    ]
    assert len(gradients) == 7 and min(gradients) > 0


def test_fake_quantized_weights_are_the_rounded_ones_and_pass_the_gradient():
    weight = torch.randn(4, 6, requires_grad=True)
    rounded = FakeQuantWeight()(weight)
    integers, scale = quantize_weight(weight.detach())
    torch.testing.assert_close(rounded.detach(), integers * scale[:, None])
    rounded.sum().backward()
    torch.testing.assert_close(weight.grad, torch.ones(4, 6))


def test_fake_quantized_values_are_steps_within_the_range():
    values = torch.tensor([-3.0, -0.26, 0.0, 0.26, 200.0])
    rounded = fake_quantize(values, np.array([0.5, 2], np.float32))
    assert rounded.tolist() == [-1.0, -0.5, 0.0, 0.5, 126.5]
