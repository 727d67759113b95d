"""HiFi-GAN's discriminators: published sizes, scores, maps."""

import pytest
import torch

from vocoders.training.hifigan_discriminators import (
    PERIODS,
    SCALE_LAYERS,
    HifiganDiscriminators,
    Layer,
    ScaleDiscriminator,
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
