"""Discriminators: which samples each of them gets, and what it returns."""

import numpy as np
import pytest
import torch

from vocoders.training.discriminators import Discriminators, PeriodDiscriminator, StftDiscriminator
from vocoders.training.hifigan_discriminators import HifiganDiscriminators
from vocoders.training.losses import generator_loss


def waves(batch=2, samples=4096, seed=0):
    return 0.1 * torch.randn(batch, samples, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("period", [2, 3, 7])
def test_a_period_discriminator_keeps_columns_apart(period):
    torch.manual_seed(0)
    judge = PeriodDiscriminator(period, (4, 8, 8))
    samples = waves(1, 30 * period)
    other = samples.clone()
    other[0, 10 * period + 1] += 1.0  # in column 1
    changed = (judge(samples)[0] - judge(other)[0]).abs().flatten(1).amax(1)  # (columns,)
    assert changed[1] > 0
    assert changed[torch.arange(period) != 1].max() == 0


def test_a_wave_that_does_not_fill_its_last_row_is_reflected():
    judge = PeriodDiscriminator(7, (4, 4))
    whole = torch.cat([waves(1, 68), torch.zeros(1, 2)], 1)
    whole[0, 68:] = whole[0, [66, 65]]
    torch.testing.assert_close(judge(whole[:, :68])[0], judge(whole)[0])


@pytest.mark.parametrize(
    "judges", [Discriminators((2, 3, 5), (4, 8), (256, 512), 4), HifiganDiscriminators()]
)
def test_some_of_each_kind_may_be_asked(judges):
    some = judges.sample_subset(np.random.default_rng(0), 0.5)
    kinds = [type(judge) for judge in some]
    assert (
        kinds == sorted(kinds, key=lambda kind: kind is not PeriodDiscriminator)
        and 2 <= len(some) <= 4
    )
    with torch.inference_mode():
        asked = judges(waves(1, 512), some)
        everyone = judges(waves(1, 512))
    assert len(asked) == len(some) < len(everyone)
    assert any(
        torch.equal(asked[0][0], judgement)
        for judgement, _ in everyone
        if judgement.shape == asked[0][0].shape
    )


def test_stft_discriminators_judge_bins_and_frames():
    judgement, maps = StftDiscriminator(512, 4)(waves())
    assert judgement.shape[:2] == (2, 1) and judgement.shape[3] == 4096 // 128 + 1
    assert len(maps) == 4


def test_narrow_ones_hand_gradients_to_the_wave():
    torch.manual_seed(0)
    samples = waves().requires_grad_()
    generator_loss(Discriminators((2, 3), (4, 8), (256,), 4)(samples)).backward()
    assert samples.grad is not None and samples.grad.abs().mean() > 0
