"""HiFi-GAN's own discriminators at their published size (arXiv 2010.05646, section 2.3; widths and
groups are those of the authors' weights).

Five take the wave folded by a period (`PeriodDiscriminator` at full width), three the wave itself
and the wave halved once and twice. 70.7 M weights in all: for a GPU. For a small vocoder the narrow
ones in `discriminators.py` are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from torch import Tensor, nn
from torch.nn.functional import avg_pool1d
from torch.nn.utils.parametrizations import spectral_norm, weight_norm

from vocoders.training.discriminators import (
    DiscriminatorOutput,
    PeriodDiscriminator,
    run_layers,
    sample_subset,
)

PERIODS = (2, 3, 5, 7, 11)  # primes, so that they overlap as little as can be
PERIOD_WIDTHS = (32, 128, 512, 1024, 1024)
SCALES = 3


class Layer(NamedTuple):
    """A convolution over samples: channels out, kernel, stride, groups."""

    width: int
    kernel: int
    stride: int
    groups: int


SCALE_LAYERS = (  # after MelGAN's (Kumar et al. 2019, arXiv 1910.06711)
    Layer(128, 15, 1, 1), Layer(128, 41, 2, 4), Layer(256, 41, 2, 16), Layer(512, 41, 4, 16),
    Layer(1024, 41, 4, 16), Layer(1024, 41, 1, 16), Layer(1024, 5, 1, 1),
)  # fmt: skip


class ScaleDiscriminator(nn.Module):
    """Strided, grouped convolutions along the wave, which is halved first; on the whole wave with
    spectral norm, on halved ones with weight norm.
    """

    def __init__(self, halvings: int = 0, layers: tuple[Layer, ...] = SCALE_LAYERS) -> None:
        super().__init__()
        self.halvings = halvings
        norm = weight_norm if halvings else spectral_norm
        in_widths = [1, *(layer.width for layer in layers[:-1])]
        self.layers = nn.ModuleList(
            norm(convolution(width_in, layer))
            for width_in, layer in zip(in_widths, layers, strict=True)
        )
        self.last = norm(nn.Conv1d(layers[-1].width, 1, 3, padding=1))

    def forward(self, samples: Tensor) -> DiscriminatorOutput:
        """(batch, samples) -> scores (batch, 1, samples / 64 / 2^halvings), maps."""
        hidden = samples[:, None]
        for _ in range(self.halvings):
            hidden = avg_pool1d(hidden, 4, 2, padding=2)
        return run_layers(self.layers, self.last, hidden)


def convolution(width_in: int, layer: Layer) -> nn.Conv1d:
    """A convolution as long as its input, but for the stride."""
    return nn.Conv1d(
        width_in,
        layer.width,
        layer.kernel,
        layer.stride,
        layer.kernel // 2,
        groups=layer.groups,
    )


class HifiganDiscriminators(nn.Module):
    """Multi-period and multi-scale: (batch, samples) -> the outputs of all or some."""

    def __init__(self) -> None:
        super().__init__()
        self.periods = nn.ModuleList(
            PeriodDiscriminator(period, PERIOD_WIDTHS) for period in PERIODS
        )
        self.scales = nn.ModuleList(ScaleDiscriminator(scale) for scale in range(SCALES))

    def sample_subset(self, rng: np.random.Generator, fraction: float) -> list[nn.Module]:
        """A random fraction of each kind."""
        return sample_subset([self.periods, self.scales], rng, fraction)

    def forward(
        self, samples: Tensor, subset: Sequence[nn.Module] | None = None
    ) -> list[DiscriminatorOutput]:
        """(batch, samples) in -1..1. As in the authors' training, the scores are the last of the
        maps that features are matched on.
        """
        chosen = subset or [*self.periods, *self.scales]
        outputs = [discriminator(samples) for discriminator in chosen]
        return [(scores, [*maps, scores]) for scores, maps in outputs]
