"""Discriminators: by period (HiFi-GAN, arXiv 2010.05646, narrow by choice) and by STFT (UnivNet and
Encodec's kind, arXiv 2106.07889, 2210.13438).

Each takes samples (batch, samples) and gives its judgement and the hidden maps behind it, for the
feature-matching loss.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import leaky_relu, pad
from torch.nn.utils.parametrizations import weight_norm

Judged = tuple[Tensor, list[Tensor]]


class PeriodDiscriminator(nn.Module):
    """Folds the wave into rows of one period, so that columns hold samples a period apart;
    convolves along the columns.
    """

    def __init__(
        self, period: int, widths: Sequence[int], kernel: int = 5, stride: int = 3
    ) -> None:
        super().__init__()
        self.period = period
        steps = [stride] * (len(widths) - 1) + [1]
        inward = [1, *widths[:-1]]
        self.layers = nn.ModuleList(
            weight_norm(nn.Conv1d(i, o, kernel, s, kernel // 2))
            for i, o, s in zip(inward, widths, steps, strict=True)
        )
        self.last = weight_norm(nn.Conv1d(widths[-1], 1, 3, 1, 1))

    def forward(self, samples: Tensor) -> Judged:
        """(batch, samples) -> judgement (batch x period, 1, steps), maps."""
        batch, count = samples.shape
        folded = pad(samples[:, None], (0, -count % self.period), "reflect")
        hidden = (
            folded.view(batch, -1, self.period).transpose(1, 2).reshape(batch * self.period, 1, -1)
        )
        return through(self.layers, self.last, hidden)


class StftDiscriminator(nn.Module):
    """Convolves over time and frequency of the complex spectrum, its range of levels compressed to
    the square root.
    """

    window: Tensor

    def __init__(self, fft: int, width: int) -> None:
        super().__init__()
        self.fft = fft
        self.register_buffer("window", torch.hann_window(fft), persistent=False)
        sizes = [(2, width), (width, width), (width, width), (width, 2 * width)]
        strides = [(2, 1), (2, 1), (2, 1), (2, 1)]
        self.layers = nn.ModuleList(
            weight_norm(nn.Conv2d(i, o, (9, 3), s, (4, 1)))
            for (i, o), s in zip(sizes, strides, strict=True)
        )
        self.last = weight_norm(nn.Conv2d(2 * width, 1, (3, 3), 1, (1, 1)))

    def forward(self, samples: Tensor) -> Judged:
        """(batch, samples) -> judgement (batch, 1, bins / 16, frames), maps."""
        spectrum = torch.stft(
            samples.float(),
            self.fft,
            self.fft // 4,
            window=self.window,
            return_complex=True,
            normalized=True,
        )
        power = spectrum.real**2 + spectrum.imag**2
        compressed = spectrum / (power + 1e-4) ** 0.25
        hidden = torch.stack([compressed.real, compressed.imag], 1).contiguous(
            memory_format=torch.channels_last
        )
        return through(self.layers, self.last, hidden)


def through(layers: nn.ModuleList, last: nn.Module, hidden: Tensor) -> Judged:
    """Layer after layer with leaky slopes of 0.1; the judgement and all maps."""
    maps = []
    for layer in layers:
        hidden = leaky_relu(layer(hidden), 0.1)
        maps.append(hidden)
    return last(hidden), maps


def keep_variance(judges: nn.Module) -> None:
    """Begin with weights that pass the variance of what they see on to their last layer (He et al.
    2015, arXiv 1502.01852).
    """
    for module in judges.modules():
        if isinstance(module, nn.Conv1d | nn.Conv2d):
            module.weight = nn.init.kaiming_normal_(torch.empty_like(module.weight), 0.1)
            nn.init.zeros_(module.bias)  # type: ignore[arg-type]


class Discriminators(nn.Module):
    """All of them, or some: (batch, samples) -> a list of judgements with their maps.

    Speech at its usual level is far under 1, and torch's default weights halve it in every layer
    until only biases are left: in 650 steps nothing was learned so. Hence GAIN and `keep_variance`.
    """

    GAIN = 10.0

    def __init__(
        self, periods: Sequence[int], widths: Sequence[int], ffts: Sequence[int], stft_width: int
    ) -> None:
        super().__init__()
        self.periods = nn.ModuleList(PeriodDiscriminator(period, widths) for period in periods)
        self.stfts = nn.ModuleList(StftDiscriminator(fft, stft_width) for fft in ffts)
        keep_variance(self)

    def drawn(self, rng: np.random.Generator, share: float) -> list[nn.Module]:
        """A share of each kind, at random."""
        return [
            kind[int(i)]
            for kind in (self.periods, self.stfts)
            for i in rng.permutation(len(kind))[: max(1, round(share * len(kind)))]
        ]

    def forward(self, samples: Tensor, some: Sequence[nn.Module] | None = None) -> list[Judged]:
        """(batch, samples) in -1..1."""
        return [judge(self.GAIN * samples) for judge in (some or [*self.periods, *self.stfts])]
