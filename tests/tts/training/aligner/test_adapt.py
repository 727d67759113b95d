import numpy as np
import pytest
import torch

from frontend.phonemes import Phoneme
from tts.alignment.paths import occupancy
from tts.alignment.states import states_of
from tts.training.aligner.adapt import AdaptationClip, AdaptationConfig, adapt, forward_sum_loss
from tts.training.aligner.network import AlignerNetwork

SYMBOLS = [Phoneme(symbol) for symbol in "_ma nu_"]


@pytest.fixture
def network():
    torch.manual_seed(0)
    return AlignerNetwork(20, 16, 1)


def clips(count=3, frames=30):
    rng = np.random.default_rng(0)
    return [
        AdaptationClip(rng.normal(0, 1, (frames + n, 20)).astype(np.float32), states_of(SYMBOLS))
        for n in range(count)
    ]


def losses(network, some):
    with torch.no_grad():
        outputs = [network(torch.from_numpy(clip.frames)[None])[0].numpy() for clip in some]
    return [occupancy(out, clip.states)[0] for out, clip in zip(outputs, some, strict=True)]


def test_the_gradient_is_that_of_the_forward_sum(network):
    some = clips(1)
    forward_sum_loss(network, some).backward()
    weight = network.out_proj.bias
    slope = float(weight.grad[3])
    before = losses(network, some)[0]
    with torch.no_grad():
        weight[3] += 1e-2
    after = losses(network, some)[0]
    assert (after - before) / 1e-2 / len(some[0].frames) == pytest.approx(slope, abs=2e-3)


def test_the_loss_falls_and_progress_is_told(network):
    some = clips()
    before = sum(losses(network, some))
    shares = []
    config = AdaptationConfig(steps=12, batch_size=2, learning_rate=1e-2, ema_decay=0.5)
    adapt(network, some, config, report=shares.append)
    assert sum(losses(network, some)) < 0.9 * before
    assert shares[-1] == 1.0 and len(shares) == 12


def test_clips_that_are_too_short_for_their_text_are_passed_over(network):
    before = network.out_proj.bias.detach().clone()
    adapt(network, clips(frames=2, count=1), AdaptationConfig(steps=2))
    assert torch.equal(network.out_proj.bias, before)
