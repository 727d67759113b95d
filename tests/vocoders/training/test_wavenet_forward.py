"""The forward pass over segments: the same as the network's own."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from vocoders.training.wavenet_forward import distributions, frame_interpolation
from vocoders.training.wavenet_segments import WaveNetBatch
from vocoders.wavenet.config import LOGISTIC_MIXTURE, MU_LAW


def whole_clips(network, samples, mel):
    """A batch of whole clips, whose mels begin and end with their samples."""
    offset = torch.zeros(len(mel), dtype=torch.long)
    mask = torch.ones(samples.shape, dtype=torch.bool)
    return WaveNetBatch(samples, network.prepare_inputs(samples, mel), offset, mask)


@pytest.mark.parametrize("output", [LOGISTIC_MIXTURE, MU_LAW])
@pytest.mark.parametrize("kernel", [1, 3, 5])
def test_distributions_are_those_of_the_network(wavenet, output, kernel):
    network = wavenet.network(
        replace(wavenet.config, output_distribution=output, cond_kernel_size=kernel)
    )
    rng = np.random.default_rng(0)
    samples = torch.from_numpy(rng.normal(0, 0.2, (2, 5 * wavenet.mel_config.hop_length))).float()
    mel = torch.from_numpy(rng.normal(-4, 2, (2, 6, 5))).float()
    batch = whole_clips(network, samples, mel)
    expected = network(batch.inputs)
    torch.testing.assert_close(distributions(network, batch), expected, atol=1e-5, rtol=1e-4)
    later = torch.cat([mel[:, :, :2], mel, mel[:, :, -2:]], 2)  # begins two frames before
    shifted = batch._replace(inputs=batch.inputs._replace(features=later))
    assert not torch.allclose(distributions(network, shifted), expected, atol=1e-3)


def test_half_precision_keeps_samples_to_more_than_its_8_bits(wavenet):
    network = wavenet.network()
    batch = wavenet.sampler(batch_size=4)(0)
    with torch.inference_mode():
        exact = distributions(network, batch)
        mixed = distributions(network, batch, torch.bfloat16)
        with torch.autocast("cpu", torch.bfloat16):
            mel = torch.zeros(4, 6, wavenet.frames)
            coarse = network(network.prepare_inputs(batch.samples, mel))
    assert mixed.dtype == torch.float32 and coarse.dtype == torch.bfloat16
    assert 0 < (mixed - exact).abs().max() < 0.1
    assert len(mixed[:, 3].unique()) > 4 * len(coarse[:, 3].unique())  # a mixture's means


def test_frames_are_interpolated_between_their_centres():
    shares = frame_interpolation(4)
    assert shares.tolist() == [
        [0.375, 0.625, 0.0],
        [0.125, 0.875, 0.0],
        [0.0, 0.875, 0.125],
        [0.0, 0.625, 0.375],
    ]
