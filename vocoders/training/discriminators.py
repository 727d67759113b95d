"""Discriminators: by period (HiFi-GAN, arXiv 2010.05646, narrow by choice) and by STFT (UnivNet and
Encodec's kind, arXiv 2106.07889, 2210.13438).

Each takes samples (batch, samples). It returns its scores and the hidden maps behind them, for the
feature-matching loss.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import leaky_relu, pad
from torch.nn.utils.parametrizations import weight_norm

from vocoders.hifigan import SLOPE

DiscriminatorOutput = tuple[Tensor, list[Tensor]]  # scores, feature maps
INPUT_GAIN = 10.0


class PeriodDiscriminator(nn.Module):
    """Convolutions along the columns of a wave that is folded into rows of one period, so that a
    column holds samples one period apart.
    """

    def __init__(
        self, period: int, widths: Sequence[int], kernel: int = 5, stride: int = 3
    ) -> None:
        super().__init__()
        self.period = period
        strides = [stride] * (len(widths) - 1) + [1]
        in_widths = [1, *widths[:-1]]
        self.layers = nn.ModuleList(
            weight_norm(nn.Conv1d(width_in, width, kernel, step, kernel // 2))
            for width_in, width, step in zip(in_widths, widths, strides, strict=True)
        )
        self.last = weight_norm(nn.Conv1d(widths[-1], 1, 3, 1, 1))

    def forward(self, samples: Tensor) -> DiscriminatorOutput:
        """(batch, samples) -> scores (batch x period, 1, steps), maps."""
        batch, count = samples.shape
        padded = pad(samples[:, None], (0, -count % self.period), "reflect")
        columns = padded.view(batch, -1, self.period).transpose(1, 2)
        return run_layers(self.layers, self.last, columns.reshape(batch * self.period, 1, -1))


class StftDiscriminator(nn.Module):
    """Convolutions over time and frequency of the complex spectrum, its range of levels compressed
    to the square root.
    """

    window: Tensor

    def __init__(self, n_fft: int, width: int) -> None:
        super().__init__()
        self.n_fft = n_fft
        self.register_buffer("window", torch.hann_window(n_fft), persistent=False)
        sizes = [(2, width), (width, width), (width, width), (width, 2 * width)]
        self.layers = nn.ModuleList(
            weight_norm(nn.Conv2d(width_in, width_out, (9, 3), (2, 1), (4, 1)))
            for width_in, width_out in sizes
        )
        self.last = weight_norm(nn.Conv2d(2 * width, 1, (3, 3), 1, (1, 1)))

    def forward(self, samples: Tensor) -> DiscriminatorOutput:
        """(batch, samples) -> scores (batch, 1, bins / 16, frames), maps."""
        spectrum = torch.stft(
            samples.float(),
            self.n_fft,
            self.n_fft // 4,
            window=self.window,
            return_complex=True,
            normalized=True,
        )
        power = spectrum.real**2 + spectrum.imag**2
        compressed = spectrum / (power + 1e-4) ** 0.25
        hidden = torch.stack([compressed.real, compressed.imag], 1)
        hidden = hidden.contiguous(memory_format=torch.channels_last)
        return run_layers(self.layers, self.last, hidden)


def run_layers(
    layers: nn.ModuleList, last: nn.Module, hidden: Tensor, slope: float = SLOPE
) -> DiscriminatorOutput:
    """Layers with leaky ReLUs between them; the scores and all maps."""
    maps = []
    for layer in layers:
        hidden = leaky_relu(layer(hidden), slope)
        maps.append(hidden)
    return last(hidden), maps


def init_kaiming(network: nn.Module) -> None:
    """Set the weights of all convolutions so that the variance of the input reaches the last layer
    (He et al. 2015, arXiv 1502.01852).
    """
    for module in network.modules():
        if isinstance(module, nn.Conv1d | nn.Conv2d):
            module.weight = nn.init.kaiming_normal_(torch.empty_like(module.weight), 0.1)
            nn.init.zeros_(module.bias)  # type: ignore[arg-type]


def sample_subset(
    kinds: Sequence[nn.ModuleList], rng: np.random.Generator, fraction: float
) -> list[nn.Module]:
    """A random fraction of each kind of discriminators, one at least."""
    return [
        kind[int(i)]
        for kind in kinds
        for i in rng.permutation(len(kind))[: max(1, round(fraction * len(kind)))]
    ]


class Discriminators(nn.Module):
    """Period and STFT discriminators: (batch, samples) -> the outputs of all or some.

    Speech at its usual level is far below 1, and torch's default weights halve it in every layer
    until only biases are left: nothing was learned in 650 steps. Hence INPUT_GAIN and
    `init_kaiming`.
    """

    def __init__(
        self,
        periods: Sequence[int],
        widths: Sequence[int],
        n_ffts: Sequence[int],
        stft_width: int,
    ) -> None:
        super().__init__()
        self.periods = nn.ModuleList(PeriodDiscriminator(period, widths) for period in periods)
        self.stfts = nn.ModuleList(StftDiscriminator(n_fft, stft_width) for n_fft in n_ffts)
        init_kaiming(self)

    def sample_subset(self, rng: np.random.Generator, fraction: float) -> list[nn.Module]:
        """A random fraction of each kind."""
        return sample_subset([self.periods, self.stfts], rng, fraction)

    def forward(
        self, samples: Tensor, subset: Sequence[nn.Module] | None = None
    ) -> list[DiscriminatorOutput]:
        """(batch, samples) in -1..1."""
        chosen = subset or [*self.periods, *self.stfts]
        return [discriminator(INPUT_GAIN * samples) for discriminator in chosen]
