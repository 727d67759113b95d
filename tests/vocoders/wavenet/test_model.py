"""The WaveNet: its receptive field, its first sample, its likelihood."""

import numpy as np
import pytest
import torch

from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig
from vocoders.wavenet.config import LOGISTIC_MIXTURE, MU_LAW, WaveNetConfig
from vocoders.wavenet.model import WaveNet

PREDICTIONS = [{}, {"lpc_order": 6}, {"lpc_order": 6, "pitch_taps": 3}]


def samples_reached(network, inputs_of, mel, at):
    """Indices of the samples that the distribution of one sample depends on."""
    count = mel.shape[1] * network.spec.hop_length
    samples = torch.randn(1, count).mul(0.1).requires_grad_()
    network(inputs_of(network, samples, mel))[0, :, at].abs().sum().backward()
    return torch.nonzero(samples.grad[0])[:, 0]


@pytest.mark.parametrize(("stacks", "layers"), [(1, 1), (1, 4), (2, 3), (3, 2)])
def test_a_sample_depends_on_its_receptive_field_and_no_more(
    make_network, make_mel, inputs_of, stacks, layers
):
    network = make_network(stacks=stacks, layers_per_stack=layers)
    reached = samples_reached(network, inputs_of, make_mel(6), 70)
    assert reached.min() == 70 - network.config.receptive_field
    assert reached.max() == 69


@pytest.mark.parametrize("changes", PREDICTIONS[1:])
def test_linear_prediction_depends_on_a_pitch_period_more_at_most(
    make_network, make_mel, inputs_of, spec, changes
):
    network = make_network(**changes)
    config = network.config
    reached = samples_reached(network, inputs_of, make_mel(20), 300)
    assert reached.max() == 299
    assert reached.min() >= 300 - config.receptive_field - config.lpc_context(spec)
    beyond_order = reached < 300 - config.receptive_field - config.lpc_order
    assert beyond_order.any() == bool(config.pitch_taps)


@pytest.mark.parametrize("changes", PREDICTIONS)
def test_the_first_sample_depends_on_the_mel_alone(make_network, make_mel, inputs_of, changes):
    network = make_network(**changes)
    mel = make_mel(4)
    zeros, ones = (
        network(inputs_of(network, samples, mel))
        for samples in (torch.zeros(1, 64), torch.ones(1, 64))
    )
    torch.testing.assert_close(zeros[..., 0], ones[..., 0])
    assert not torch.allclose(zeros[..., 1], ones[..., 1])


def test_the_mel_matters_before_and_after_its_frame(make_network, make_mel, inputs_of, spec):
    network = make_network()
    mel = make_mel(12)
    changed = mel.copy()
    changed[:, 6] += 1
    samples = torch.zeros(1, 12 * spec.hop_length)
    one, other = (network(inputs_of(network, samples, each)) for each in (mel, changed))
    moved = (one - other).abs().sum(1)[0].view(12, spec.hop_length).amax(1) > 1e-6
    assert moved[6] and not moved[0] and not moved[-1]
    assert moved[4] and moved[8]  # two convolutions of three frames


@pytest.mark.parametrize("output", [LOGISTIC_MIXTURE, MU_LAW])
@pytest.mark.parametrize("changes", PREDICTIONS)
def test_training_makes_the_samples_likelier(make_network, make_mel, inputs_of, output, changes):
    network = make_network(output_distribution=output, **changes)
    rng = np.random.default_rng(0)
    sine = 0.3 * np.sin(0.2 * np.arange(128)) + 0.01 * rng.standard_normal(128)
    samples = torch.from_numpy(sine.astype(np.float32))[None]
    inputs = inputs_of(network, samples, make_mel(8))
    optimizer = torch.optim.Adam(network.parameters(), 0.01)
    losses = []
    for _ in range(40):
        loss = -network.log_likelihood(network(inputs), samples, inputs).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] - 1


def test_the_last_layer_has_no_residual_output(make_network):
    network = make_network()
    shapes = [tuple(convolution.weight.shape) for convolution in network.res_skip_convs]
    assert shapes == [(24, 8, 1)] * 5 + [(16, 8, 1)]


def test_a_hop_that_has_no_whole_subframes_is_refused():
    spec = MelConfig(
        sample_rate=8000, hop_length=10, win_length=40, n_fft=64, n_mels=6, f_max=4000.0
    )
    with pytest.raises(VocoderError, match="multiple of 4 samples, not 10"):
        WaveNet(WaveNetConfig(), spec)
