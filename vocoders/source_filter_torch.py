"""The source-filter wave (`vocoders.source_filter`) in torch, by real arithmetic alone: for training, and as a graph for any ONNX runtime.

Pulses are told here by their phase: a sample at phase theta (in turns), where the pitch is f, is (theta - n) rate / f samples away from pulse n. STFTs are
convolutions with windowed cosines and sines, their inverses transposed convolutions.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import conv1d, conv_transpose1d, interpolate, max_pool1d, pad

from vocoders.mel import MelSpec
from vocoders.source_filter import CEILING, GRID, KNOTS, MIDDLE, SPREAD, TAPS, pulsed_bins

NEIGHBOURS = (-1, 0, 1)        # pulses around a sample that it hears, up to rate / (TAPS / 3) Hz


def finer(values: Tensor, times: int) -> Tensor:
    """Linear interpolation to so many values for each, (batch, n) -> (batch, n * times)."""
    return interpolate(values[:, None], scale_factor=times, mode="linear")[:, 0]


def gates(knots: Tensor, swell: Tensor, swing: Tensor, hop: int) -> tuple[Tensor, Tensor]:
    """Knots (batch, frames, 2, KNOTS), swell (batch, frames, 2), swing (batch, 2, cells) -> g, h, each (batch, frames * hop)."""
    cells = hop // GRID                                                             # of a frame
    quiet, loud = (finer(knots[:, :, row].flatten(1), cells // KNOTS) for row in (0, 1))
    loud = loud + finer(swell[..., 0], cells) * swing[:, 0] + finer(swell[..., 1], cells) * swing[:, 1]
    g, h = (finer(row.clamp_max(CEILING).exp(), GRID) for row in (quiet, loud))
    return g, h


class Wave(nn.Module):
    """Filters on pulses and noise -> samples; without weights."""

    def __init__(self, spec: MelSpec, limit: float) -> None:
        super().__init__()
        self.spec, self.limit, self.pulsed = spec, limit, pulsed_bins(spec, limit)

    def forward(self, filters: Tensor, voice: Tensor, noise: Tensor) -> Tensor:
        """What the network says (batch, frames, columns), `voicing` (batch, 2, frames), white noise (batch, frames * hop) -> samples, as many."""
        bins = self.spec.fft // 2 + 1
        a, phi, b, knots, swell = torch.split(filters, [self.pulsed, self.pulsed, bins, 2 * KNOTS, 2], 2)
        train, swing = self.pulses(voice)
        heard, unheard = self.spectrum(train, self.pulsed), self.spectrum(noise, bins)
        size, hiss = a.transpose(1, 2).clamp_max(CEILING).exp(), b.transpose(1, 2).clamp_max(CEILING).exp()
        cosine, sine = size * phi.transpose(1, 2).cos(), size * phi.transpose(1, 2).sin()
        voiced = self.samples(cosine * heard[0] - sine * heard[1], cosine * heard[1] + sine * heard[0])
        g, h = gates(knots.unflatten(2, (2, KNOTS)), swell, swing, self.spec.hop)
        return g * voiced + h * self.samples(hiss * unheard[0], hiss * unheard[1])

    def pulses(self, voice: Tensor) -> tuple[Tensor, Tensor]:
        """Pulses (batch, frames * hop), cosine and sine of their phase (batch, 2, cells); see `vocoders.source_filter.source`."""
        each, rate = self.spec.hop // GRID, self.spec.sample_rate
        step = MIDDLE / rate * torch.exp(finer(voice[:, 0], each).double() / 2)                             # turns in a sample, (batch, cells)
        gain = finer(max_pool1d(voice[:, 1:], 2 * SPREAD + 1, 1, SPREAD)[:, 0], each)
        ends = torch.cumsum(step * GRID, 1)
        angle = (2 * math.pi * turn(ends - step * GRID / 2)).float()
        swing = torch.stack([gain * angle.cos(), gain * angle.sin()], 1)
        inside = (torch.arange(GRID, dtype=torch.float64, device=voice.device) + 0.5 - GRID) * step[..., None]
        phase = turn(ends[..., None] + inside).flatten(1).float()                                           # of each sample, in -1/2..1/2
        fast, strength = (values.float().repeat_interleave(GRID, 1) for values in (step, gain * (0.5 / step).sqrt()))
        train = sum(strength * self.pulse((phase - other) / fast) for other in NEIGHBOURS)
        return train, swing                                                                                 # type: ignore[return-value]

    def pulse(self, away: Tensor) -> Tensor:
        """A windowed sinc of strength 1 at so many samples from its middle."""
        band = 2 * self.limit / self.spec.sample_rate
        held = away.clamp(-TAPS / 2, TAPS / 2)
        turned = (math.pi * band * held).abs().clamp_min(1e-6)
        return band * turned.sin() / turned * (0.5 + 0.5 * torch.cos(2 * math.pi / TAPS * held))

    def spectrum(self, samples: Tensor, bins: int) -> tuple[Tensor, Tensor]:
        """(batch, samples) -> real and imaginary part of its STFT, each (batch, bins, frames)."""
        edge = (self.spec.fft - self.spec.hop) // 2
        cosines, sines = self.waves(bins, samples.device)
        around = pad(samples, (edge, edge))[:, None]
        return conv1d(around, cosines, stride=self.spec.hop), -conv1d(around, sines, stride=self.spec.hop)

    def samples(self, real: Tensor, imaginary: Tensor) -> Tensor:
        """The inverse, (batch, bins, frames) twice -> (batch, frames * hop)."""
        fft, hop, count = self.spec.fft, self.spec.hop, real.shape[1]
        cosines, sines = self.waves(count, real.device)
        number = torch.arange(count, device=real.device)
        share = torch.where((number == 0) | (number == fft // 2), 1.0, 2.0)[:, None] / fft
        pieces = conv_transpose1d(real * share, cosines, stride=hop) - conv_transpose1d(imaginary * share, sines, stride=hop)
        window = torch.hann_window(fft, device=real.device)
        weight = conv_transpose1d(torch.ones_like(real[:, :1]), (window ** 2)[None, None], stride=hop)
        edge = (fft - hop) // 2
        return (pieces / weight.clamp_min(1e-3))[:, 0, edge:-edge]

    def waves(self, bins: int, device: torch.device) -> tuple[Tensor, Tensor]:
        """Windowed cosines and sines of so many bins, each (bins, 1, fft)."""
        fft = self.spec.fft
        turns = torch.arange(bins, device=device)[:, None] * torch.arange(fft, device=device) % fft
        angle, window = turns * (2 * math.pi / fft), torch.hann_window(fft, device=device)
        return (angle.cos() * window)[:, None], (angle.sin() * window)[:, None]


def turn(phase: Tensor) -> Tensor:
    """A phase in turns, without the whole ones: in -1/2..1/2."""
    return phase - torch.floor(phase + 0.5)
