"""The source-filter wave (`vocoders.harmonic.synthesis`) in torch, by real arithmetic alone: for
training, and as a graph for any ONNX runtime.

Pulses are told here by their phase: a sample at phase theta (in turns), where the pitch is f, is
(theta - n) rate / f samples away from pulse n. STFTs and their inverses are products with cosines
and sines.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import pad

from vocoders.harmonic.synthesis import CEILING, GRID, KNOTS, SPREAD, TAPS, harmonic_bins
from vocoders.mel_config import MelConfig
from vocoders.pitch import F0_REFERENCE_HZ, LN_F0_UNITS

NEIGHBOURS = (-1, 0, 1)  # pulses around a sample that it hears, up to rate / (TAPS / 3) Hz


def finer(values: Tensor, times: int) -> Tensor:
    """Linear interpolation to so many values for each, (batch, n) -> (batch, n * times)."""
    pairs = torch.stack(
        [torch.cat([values[:, :1], values], 1), torch.cat([values, values[:, -1:]], 1)], 2
    )  # neighbours; the ends are held
    along = (torch.arange(times, device=values.device, dtype=values.dtype) + 0.5) / times
    return (pairs @ torch.stack([1 - along, along])).flatten(1)[:, times // 2 : -(times // 2)]


def gates(knots: Tensor, swell: Tensor, swing: Tensor, hop: int) -> tuple[Tensor, Tensor]:
    """Knots (batch, frames, 2, KNOTS), swell (batch, frames, 2), swing (batch, 2, cells) -> g, h,
    each (batch, frames * hop).
    """
    cells = hop // GRID  # of a frame
    quiet, loud = (finer(knots[:, :, row].flatten(1), cells // KNOTS) for row in (0, 1))
    loud = (
        loud + finer(swell[..., 0], cells) * swing[:, 0] + finer(swell[..., 1], cells) * swing[:, 1]
    )
    g, h = (finer(row.clamp_max(CEILING).exp(), GRID) for row in (quiet, loud))
    return g, h


def add_base_filters(predicted: Tensor, base: Tensor, bins: int) -> Tensor:
    """Filters (batch, frames, parameters): predicted ones and the base that follows from the mel,
    see `vocoders.harmonic.synthesis.add_base_filters`.
    """
    pulse_bins = base.shape[-1] - bins
    amplitude = base[..., pulse_bins : 2 * pulse_bins]
    envelopes = predicted[..., 2 * pulse_bins + bins :]
    return torch.cat(
        [
            predicted[..., :pulse_bins] + amplitude,
            predicted[..., pulse_bins : 2 * pulse_bins + bins] + base,
            envelopes,
        ],
        -1,
    )


def ln_f0_to_hz(ln_f0: Tensor) -> Tensor:
    """The vocoder's F0 scale -> Hz, see `vocoders.pitch.ln_f0_to_hz`."""
    return F0_REFERENCE_HZ * torch.exp(ln_f0 / LN_F0_UNITS)


class Wave(nn.Module):
    """Filters on pulses and noise -> samples; without weights."""

    def __init__(self, spec: MelConfig, limit: float) -> None:
        super().__init__()
        self.spec, self.limit, self.pulsed = spec, limit, harmonic_bins(spec, limit)

    def forward(self, learned: Tensor, known: Tensor, voice: Tensor, noise: Tensor) -> Tensor:
        """What the network says, `voicing` (batch, 2, frames), white noise (batch, frames, hop) ->
        (batch, frames * hop).

        learned, known    (batch, frames, ..), as `vocoders.harmonic.synthesis.together` takes them
        """
        bins = self.spec.n_fft // 2 + 1
        filters = add_base_filters(learned, known, bins)
        a, phi, b, knots, swell = torch.split(
            filters, [self.pulsed, self.pulsed, bins, 2 * KNOTS, 2], 2
        )
        train, swing = self.pulses(voice)
        heard = self.spectrum(train, self.pulsed)
        unheard = self.spectrum(noise.flatten(1), bins)
        size = a.clamp_max(CEILING).exp()
        hiss = b.clamp_max(CEILING).exp()
        cosine = size * phi.cos()
        sine = size * phi.sin()
        voiced = self.samples(
            cosine * heard[0] - sine * heard[1], cosine * heard[1] + sine * heard[0]
        )
        g, h = gates(knots.reshape(*knots.shape[:2], 2, KNOTS), swell, swing, self.spec.hop_length)
        return g * voiced + h * self.samples(hiss * unheard[0], hiss * unheard[1])

    def pulses(self, voice: Tensor) -> tuple[Tensor, Tensor]:
        """Pulses (batch, frames * hop), cosine and sine of their phase (batch, 2, cells); see
        `vocoders.harmonic.synthesis.source`.
        """
        each = self.spec.hop_length // GRID
        rate = self.spec.sample_rate
        step = (
            torch.exp(finer(voice[:, 0], each).double() / 2) * F0_REFERENCE_HZ / rate
        )  # turns in a sample, (batch, cells); exporters round
        around = pad(voice[:, 1], (SPREAD, SPREAD))
        gain = finer(
            torch.stack(
                [around[:, first : first + voice.shape[2]] for first in range(2 * SPREAD + 1)]
            ).amax(0),
            each,
        )
        ends = torch.cumsum(step * GRID, 1)
        angle = (2 * math.pi * turn(ends - step * GRID / 2)).float()
        swing = torch.stack([gain * angle.cos(), gain * angle.sin()], 1)
        inside = (torch.arange(GRID, dtype=torch.float64, device=voice.device) + 0.5 - GRID) * step[
            ..., None
        ]
        phase = turn(ends[..., None] + inside).flatten(1).float()  # of each sample, in -1/2..1/2
        fast, strength = (
            values.float()[..., None].expand(-1, -1, GRID).flatten(1)
            for values in (step, gain * (0.5 / step).sqrt())
        )
        train = sum(strength * self.pulse((phase - other) / fast) for other in NEIGHBOURS)
        return train, swing  # type: ignore[return-value]

    def pulse(self, away: Tensor) -> Tensor:
        """A windowed sinc of strength 1 at so many samples from its middle."""
        band = 2 * self.limit / self.spec.sample_rate
        held = away.clamp(-TAPS / 2, TAPS / 2)
        turned = (math.pi * band * held).abs().clamp_min(1e-6)
        return band * turned.sin() / turned * (0.5 + 0.5 * torch.cos(2 * math.pi / TAPS * held))

    def spectrum(self, samples: Tensor, bins: int) -> tuple[Tensor, Tensor]:
        """(batch, frames * hop) -> real and imaginary part of its STFT, each (batch, frames, bins)."""
        parts = self.spec.n_fft // self.spec.hop_length
        edge = (self.spec.n_fft - self.spec.hop_length) // 2
        pieces = pad(samples, (edge, edge)).unflatten(1, (-1, self.spec.hop_length))  # type: ignore[no-untyped-call]
        frames = pieces.shape[1] - parts + 1
        windows = torch.cat(
            [pieces[:, first : first + frames] for first in range(parts)], 2
        )  # (batch, frames, fft)
        cosines, sines = self.waves(bins, samples.device)
        return windows @ cosines, -(windows @ sines)

    def samples(self, real: Tensor, imaginary: Tensor) -> Tensor:
        """The inverse, (batch, frames, bins) twice -> (batch, frames * hop)."""
        count = real.shape[2]
        number = torch.arange(count, device=real.device)
        share = (
            torch.where((number == 0) | (number == self.spec.n_fft // 2), 1.0, 2.0)
            / self.spec.n_fft
        )
        cosines, sines = self.waves(count, real.device)
        window = torch.hann_window(self.spec.n_fft, device=real.device)
        weight = self.overlapped(
            (window**2).expand_as(real[..., :1].expand(-1, -1, self.spec.n_fft))
        )
        return self.overlapped(
            (real * share) @ cosines.T - (imaginary * share) @ sines.T
        ) / weight.clamp_min(1e-3)

    def overlapped(self, windows: Tensor) -> Tensor:
        """Overlap and add, (batch, frames, fft) -> (batch, frames * hop)."""
        fft = self.spec.n_fft
        hop = self.spec.hop_length
        parts = fft // hop
        edge = (fft - hop) // 2
        added = sum(
            pad(windows[..., part * hop : (part + 1) * hop], (0, 0, part, parts - 1 - part))
            for part in range(parts)
        )
        return added.flatten(1)[:, edge:-edge]  # type: ignore[union-attr]

    def waves(self, bins: int, device: torch.device) -> tuple[Tensor, Tensor]:
        """Windowed cosines and sines of so many bins, each (fft, bins)."""
        fft = self.spec.n_fft
        turns = torch.arange(fft, device=device)[:, None] * torch.arange(bins, device=device) % fft
        angle = turns * (2 * math.pi / fft)
        window = torch.hann_window(fft, device=device)[:, None]
        return angle.cos() * window, angle.sin() * window


def turn(phase: Tensor) -> Tensor:
    """A phase in turns, without the whole ones: in -1/2..1/2."""
    return phase - torch.floor(phase + 0.5)
