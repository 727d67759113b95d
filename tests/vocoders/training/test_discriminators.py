"""Discriminators and losses: who sees what, published sizes, known values."""

import math

import numpy as np
import pytest
import torch

from vocoders.mel_config import MelConfig
from vocoders.training.discriminators import Discriminators, PeriodDiscriminator, StftDiscriminator
from vocoders.training.hifigan_discriminators import (
    PERIODS,
    SCALE_LAYERS,
    HifiganDiscriminators,
    Layer,
    ScaleDiscriminator,
)
from vocoders.training.losses import (
    MultiResMelLoss,
    discriminator_loss,
    feature_matching_loss,
    generator_loss,
)


def waves(batch=2, samples=4096, seed=0):
    return 0.1 * torch.randn(batch, samples, generator=torch.Generator().manual_seed(seed))


def weights_of(convolutions):
    """The parameters of (inward, outward, kernel, groups), counted by hand: weight, bias, and a
    length an outward channel.
    """
    return sum(
        outward * inward // groups * kernel + 2 * outward
        for inward, outward, kernel, groups in convolutions
    )


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


def test_published_sizes():
    network = HifiganDiscriminators()
    inward = 1
    period = []
    for width in (32, 128, 512, 1024, 1024):
        period.append((inward, width, 5, 1))
        inward = width
    period.append((1024, 1, 3, 1))
    count = [
        sum(value.numel() for value in part.parameters())
        for part in (network.periods, network.scales)
    ]
    assert count[0] == 5 * weights_of(period)
    assert count[0] / 1e6 == pytest.approx(41.1, abs=0.1) and count[1] / 1e6 == pytest.approx(
        29.6, abs=0.1
    )
    assert [judge.period for judge in network.periods] == list(PERIODS) == [2, 3, 5, 7, 11]
    assert [type(judge.last.parametrizations.weight[0]).__name__ for judge in network.scales] == [
        "_SpectralNorm",
        "_WeightNorm",
        "_WeightNorm",
    ]


def test_every_published_discriminator_judges_and_shows_its_maps():
    with torch.inference_mode():
        judged = HifiganDiscriminators()(waves(1, 2048))
    assert [len(maps) for _, maps in judged] == [6] * 5 + [8] * 3
    for judgement, maps in judged:
        assert maps[-1] is judgement and torch.isfinite(judgement).all()
    assert [judgement.shape[-1] for judgement, _ in judged[5:]] == [
        32,
        17,
        9,
    ]  # 2048, 1025, 513 samples over 64


def test_scales_shorten_by_the_product_of_their_strides():
    thin = tuple(
        Layer(16, layer.kernel, layer.stride, min(layer.groups, 4)) for layer in SCALE_LAYERS
    )
    for halvings, length in ((0, 64), (1, 33), (2, 17)):
        judgement, maps = ScaleDiscriminator(halvings, thin)(waves())
        assert judgement.shape == (2, 1, length) and len(maps) == 7


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


def judged(value, maps=0.0):
    return [(torch.full((2, 1, 3), value), [torch.full((2, 4, 3), maps)])]


def test_least_squares_want_one_for_real_and_nought_for_made():
    assert discriminator_loss(judged(1.0), judged(0.0)) == 0
    assert discriminator_loss(judged(0.5), judged(0.5)) == pytest.approx(0.5)
    assert generator_loss(judged(1.0)) == 0
    assert generator_loss(judged(0.0) + judged(-1.0)) == pytest.approx(5)
    assert feature_matching_loss(judged(0, 1.0) * 2, judged(0, 0.25) * 2) == pytest.approx(1.5)


def test_the_mel_distance_of_a_louder_copy_is_the_gain():
    distance = MultiResMelLoss(MelConfig())
    samples = waves(1, 8192)
    assert distance(samples, samples) == 0
    assert distance(2 * samples, samples) == pytest.approx(math.log(2), abs=1e-3)
