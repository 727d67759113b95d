"""HiFi-GAN's own discriminators at their published size (arXiv 2010.05646, section 2.3; widths and
groups are those of the authors' weights).

Five look at the wave folded by a period (`PeriodDiscriminator` at full width), three at the wave
itself and twice halved. 70.7 M weights in all: for a GPU. Beside a small vocoder the narrow ones in
`discriminators.py` do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from torch import Tensor, nn
from torch.nn.functional import avg_pool1d
from torch.nn.utils.parametrizations import spectral_norm, weight_norm

from vocoders.training.discriminators import Judged, PeriodDiscriminator, through

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
        inward = [1, *(layer.width for layer in layers[:-1])]
        self.layers = nn.ModuleList(
            norm(
                nn.Conv1d(
                    width,
                    layer.width,
                    layer.kernel,
                    layer.stride,
                    layer.kernel // 2,
                    groups=layer.groups,
                )
            )
            for width, layer in zip(inward, layers, strict=True)
        )
        self.last = norm(nn.Conv1d(layers[-1].width, 1, 3, padding=1))

    def forward(self, samples: Tensor) -> Judged:
        """(batch, samples) -> judgement (batch, 1, samples / 64 / 2^halvings), maps."""
        hidden = samples[:, None]
        for _ in range(self.halvings):
            hidden = avg_pool1d(hidden, 4, 2, padding=2)
        return through(self.layers, self.last, hidden)


class HifiganDiscriminators(nn.Module):
    """Multi-period and multi-scale: (batch, samples) -> a list of judgements with their maps."""

    def __init__(self) -> None:
        super().__init__()
        self.periods = nn.ModuleList(
            PeriodDiscriminator(period, PERIOD_WIDTHS) for period in PERIODS
        )
        self.scales = nn.ModuleList(ScaleDiscriminator(scale) for scale in range(SCALES))

    def drawn(self, rng: np.random.Generator, share: float) -> list[nn.Module]:
        """A share of each kind, at random."""
        return [
            kind[int(i)]
            for kind in (self.periods, self.scales)
            for i in rng.permutation(len(kind))[: max(1, round(share * len(kind)))]
        ]

    def forward(self, samples: Tensor, some: Sequence[nn.Module] | None = None) -> list[Judged]:
        """(batch, samples) in -1..1; as in the authors' training, the judgement is the last of the
        maps that features are matched on.
        """
        judged = [judge(samples) for judge in (some or [*self.periods, *self.scales])]
        return [(judgement, [*maps, judgement]) for judgement, maps in judged]
