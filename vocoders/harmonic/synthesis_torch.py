"""Source-filter synthesis (`vocoders.harmonic.synthesis`) in torch, by real arithmetic alone: for
training, and as a graph for any ONNX runtime.

Pulses follow from their phase here: a sample at phase theta (in turns), where the F0 is f, is
(theta - n) rate / f samples away from pulse n. STFTs and their inverses are products with cosines
and sines.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import pad

from vocoders.harmonic.excitation import ENVELOPE_HOP, PULSE_TAPS, VOICED_DILATION
from vocoders.harmonic.filters import ENVELOPE_POINTS, MAX_LOG_GAIN, harmonic_bins
from vocoders.mel_config import MelConfig
from vocoders.pitch import F0_REFERENCE_HZ, LN_F0_UNITS

ADJACENT_PULSES = (-1, 0, 1)  # that reach a sample, up to rate / (PULSE_TAPS / 3) Hz


def upsample_linear_torch(values: Tensor, times: int) -> Tensor:
    """Linear interpolation, (batch, n) -> (batch, n * times); as `vocoders.harmonic.upsampling`."""
    before = torch.cat([values[:, :1], values], 1)
    after = torch.cat([values, values[:, -1:]], 1)
    along = (torch.arange(times, device=values.device, dtype=values.dtype) + 0.5) / times
    pairs = torch.stack([before, after], 2)
    return (pairs @ torch.stack([1 - along, along])).flatten(1)[:, times // 2 : -(times // 2)]


def envelopes(
    points: Tensor, modulation: Tensor, carrier: Tensor, hop: int
) -> tuple[Tensor, Tensor]:
    """Gain envelopes of pulses and noise, (batch, frames * hop) each.

    points        (batch, frames, 2, ENVELOPE_POINTS), natural log
    modulation    (batch, frames, 2)
    carrier       (batch, 2, cells)
    """
    cells = hop // ENVELOPE_HOP  # of a frame
    pulse_log = upsample_linear_torch(points[:, :, 0].flatten(1), cells // ENVELOPE_POINTS)
    noise_log = upsample_linear_torch(points[:, :, 1].flatten(1), cells // ENVELOPE_POINTS)
    noise_log = noise_log + upsample_linear_torch(modulation[..., 0], cells) * carrier[:, 0]
    noise_log = noise_log + upsample_linear_torch(modulation[..., 1], cells) * carrier[:, 1]
    pulse_envelope = upsample_linear_torch(pulse_log.clamp_max(MAX_LOG_GAIN).exp(), ENVELOPE_HOP)
    noise_envelope = upsample_linear_torch(noise_log.clamp_max(MAX_LOG_GAIN).exp(), ENVELOPE_HOP)
    return pulse_envelope, noise_envelope


def batched_base_filters(predicted: Tensor, base: Tensor, bins: int) -> Tensor:
    """Filters (batch, frames, parameters): predicted ones and the base that follows from the mel,
    see `vocoders.harmonic.filters.add_base_filters`.
    """
    pulse_bins = base.shape[-1] - bins
    amplitude = base[..., pulse_bins : 2 * pulse_bins]
    return torch.cat(
        [
            predicted[..., :pulse_bins] + amplitude,
            predicted[..., pulse_bins : 2 * pulse_bins + bins] + base,
            predicted[..., 2 * pulse_bins + bins :],
        ],
        -1,
    )


def ln_f0_to_hz_torch(ln_f0: Tensor) -> Tensor:
    """The vocoder's F0 scale -> Hz, see `vocoders.pitch.ln_f0_to_hz`."""
    return F0_REFERENCE_HZ * torch.exp(ln_f0 / LN_F0_UNITS)


class DifferentiableSynth(nn.Module):
    """Filters on pulses and noise -> samples; without weights."""

    def __init__(self, spec: MelConfig, max_voiced_hz: float) -> None:
        super().__init__()
        self.spec = spec
        self.max_voiced_hz = max_voiced_hz
        self.harmonic_bins = harmonic_bins(spec, max_voiced_hz)

    def forward(
        self,
        predicted_filters: Tensor,
        base_filters: Tensor,
        f0_features: Tensor,
        noise: Tensor,
    ) -> Tensor:
        """Samples (batch, frames * hop).

        predicted_filters, base_filters    (batch, frames, ..), as `batched_base_filters` takes them
        f0_features                        (batch, 2, frames)
        noise                              (batch, frames, hop), white
        """
        spec = self.spec
        bins = spec.n_fft // 2 + 1
        filters = batched_base_filters(predicted_filters, base_filters, bins)
        sizes = [self.harmonic_bins, self.harmonic_bins, bins, 2 * ENVELOPE_POINTS, 2]
        amplitude, phase, noise_amplitude, points, modulation = torch.split(filters, sizes, 2)
        train, carrier = self.pulse_train(f0_features)
        pulse_spec = self.spectrum(train, self.harmonic_bins)
        noise_spec = self.spectrum(noise.flatten(1), bins)
        size = amplitude.clamp_max(MAX_LOG_GAIN).exp()
        noise_size = noise_amplitude.clamp_max(MAX_LOG_GAIN).exp()
        cosine = size * phase.cos()
        sine = size * phase.sin()
        voiced = self.samples(
            cosine * pulse_spec[0] - sine * pulse_spec[1],
            cosine * pulse_spec[1] + sine * pulse_spec[0],
        )
        unvoiced = self.samples(noise_size * noise_spec[0], noise_size * noise_spec[1])
        points = points.reshape(*points.shape[:2], 2, ENVELOPE_POINTS)
        pulse_envelope, noise_envelope = envelopes(points, modulation, carrier, spec.hop_length)
        return pulse_envelope * voiced + noise_envelope * unvoiced

    def pulse_train(self, f0_features: Tensor) -> tuple[Tensor, Tensor]:
        """Pulses (batch, frames * hop), and their phase carrier (batch, 2, cells); see
        `vocoders.harmonic.excitation.make_excitation`.
        """
        cells = self.spec.hop_length // ENVELOPE_HOP
        rate = self.spec.sample_rate
        # turns in a sample, (batch, cells); in double precision, since exporters round
        ln_f0 = upsample_linear_torch(f0_features[:, 0], cells).double()
        step = torch.exp(ln_f0 / LN_F0_UNITS) * F0_REFERENCE_HZ / rate
        gain = upsample_linear_torch(batched_dilation(f0_features[:, 1]), cells)
        ends = torch.cumsum(step * ENVELOPE_HOP, 1)
        angle = (2 * math.pi * wrap_phase(ends - step * ENVELOPE_HOP / 2)).float()
        carrier = torch.stack([gain * angle.cos(), gain * angle.sin()], 1)
        offsets = torch.arange(ENVELOPE_HOP, dtype=torch.float64, device=f0_features.device)
        inside = (offsets + 0.5 - ENVELOPE_HOP) * step[..., None]
        phase = wrap_phase(ends[..., None] + inside).flatten(1).float()  # of each sample
        turns = repeat_cells(step)
        strength = repeat_cells(gain * (0.5 / step).sqrt())
        train = sum(strength * self.pulse((phase - other) / turns) for other in ADJACENT_PULSES)
        return train, carrier  # type: ignore[return-value]

    def pulse(self, distance: Tensor) -> Tensor:
        """Windowed sinc of strength 1 at distances in samples from its middle."""
        band = 2 * self.max_voiced_hz / self.spec.sample_rate
        clamped = distance.clamp(-PULSE_TAPS / 2, PULSE_TAPS / 2)
        angle = (math.pi * band * clamped).abs().clamp_min(1e-6)
        window = 0.5 + 0.5 * torch.cos(2 * math.pi / PULSE_TAPS * clamped)
        return band * angle.sin() / angle * window

    def spectrum(self, samples: Tensor, bins: int) -> tuple[Tensor, Tensor]:
        """Real and imaginary part of the STFT of (batch, frames * hop), (batch, frames, bins)
        each.
        """
        hop = self.spec.hop_length
        parts = self.spec.n_fft // hop
        edge = (self.spec.n_fft - hop) // 2
        hops = pad(samples, (edge, edge)).unflatten(1, (-1, hop))  # type: ignore[no-untyped-call]
        frames = hops.shape[1] - parts + 1
        windows = torch.cat([hops[:, first : first + frames] for first in range(parts)], 2)
        cosines, sines = self.windowed_waves(bins, samples.device)  # (n_fft, bins)
        return windows @ cosines, -(windows @ sines)

    def samples(self, real: Tensor, imaginary: Tensor) -> Tensor:
        """Inverse STFT, (batch, frames, bins) twice -> (batch, frames * hop)."""
        n_fft = self.spec.n_fft
        count = real.shape[2]
        number = torch.arange(count, device=real.device)
        share = torch.where((number == 0) | (number == n_fft // 2), 1.0, 2.0) / n_fft
        cosines, sines = self.windowed_waves(count, real.device)
        window = torch.hann_window(n_fft, device=real.device)
        energy = (window**2).expand_as(real[..., :1].expand(-1, -1, n_fft))
        waves = (real * share) @ cosines.T - (imaginary * share) @ sines.T
        return self.overlap_add(waves) / self.overlap_add(energy).clamp_min(1e-3)

    def overlap_add(self, windows: Tensor) -> Tensor:
        """(batch, frames, n_fft) -> (batch, frames * hop)."""
        n_fft = self.spec.n_fft
        hop = self.spec.hop_length
        parts = n_fft // hop
        edge = (n_fft - hop) // 2
        added = sum(
            pad(windows[..., part * hop : (part + 1) * hop], (0, 0, part, parts - 1 - part))
            for part in range(parts)
        )
        return added.flatten(1)[:, edge:-edge]  # type: ignore[union-attr]

    def windowed_waves(self, bins: int, device: torch.device) -> tuple[Tensor, Tensor]:
        """Windowed cosines and sines of the bins, (n_fft, bins) each."""
        n_fft = self.spec.n_fft
        times = torch.arange(n_fft, device=device)[:, None]
        turns = times * torch.arange(bins, device=device) % n_fft
        angle = turns.float() * (2 * math.pi / n_fft)
        window = torch.hann_window(n_fft, device=device)[:, None]
        return angle.cos() * window, angle.sin() * window


def batched_dilation(voiced: Tensor) -> Tensor:
    """Maximum of each frame and the VOICED_DILATION frames on either side, (batch, frames)."""
    frames = voiced.shape[1]
    around = pad(voiced, (VOICED_DILATION, VOICED_DILATION))
    shifted = [around[:, first : first + frames] for first in range(2 * VOICED_DILATION + 1)]
    return torch.stack(shifted).amax(0)


def repeat_cells(values: Tensor) -> Tensor:
    """(batch, cells) -> (batch, samples), float32."""
    return values.float()[..., None].expand(-1, -1, ENVELOPE_HOP).flatten(1)


def wrap_phase(phase: Tensor) -> Tensor:
    """A phase in turns without the whole ones: in -1/2..1/2."""
    return phase - torch.floor(phase + 0.5)
