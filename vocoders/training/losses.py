"""What a vocoder is trained to make small: HiFi-GAN's losses (arXiv 2010.05646, eq. 1-8), and
distances of what log mels do not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn

from vocoders.harmonic.synthesis import pulsed_bins
from vocoders.mel import LOG_FLOOR, mel_filters
from vocoders.mel_config import MelConfig
from vocoders.training.discriminators import Judged
from vocoders.training.synthesis import stft


class MelDistance(nn.Module):
    """Mean distance of log mels at several resolutions (eq. 3 at more than one window)."""

    def __init__(
        self,
        spec: MelConfig,
        ffts: Sequence[int] = (512, 1024, 2048),
        mels: Sequence[int] = (50, 100, 160),
    ) -> None:
        super().__init__()
        self.ffts = tuple(ffts)
        for fft, bands in zip(ffts, mels, strict=True):
            scaled = replace(spec, n_fft=fft, win_length=fft, hop_length=fft // 4, n_mels=bands)
            self.register_buffer(
                f"filters{fft}", torch.from_numpy(mel_filters(scaled)), persistent=False
            )
            self.register_buffer(f"window{fft}", torch.hann_window(fft), persistent=False)

    def mel(self, samples: Tensor, fft: int) -> Tensor:
        """(batch, samples) -> (batch, bands, frames)."""
        spectrum = torch.stft(
            samples, fft, fft // 4, window=getattr(self, f"window{fft}"), return_complex=True
        )
        magnitude = (spectrum.real**2 + spectrum.imag**2 + 1e-9).sqrt()
        return (getattr(self, f"filters{fft}") @ magnitude).clamp_min(LOG_FLOOR).log()

    def forward(self, made: Tensor, real: Tensor) -> Tensor:
        """Samples (batch, samples) of both -> one number."""
        distances = [(self.mel(made, fft) - self.mel(real, fft)).abs().mean() for fft in self.ffts]
        return torch.stack(distances).mean()


class AskedDistance(nn.Module):
    """Mean distance of the log mel that was made from the one that was asked for.

    For mels that an acoustic model made: it draws the fine detail of speech as it pleases, not as
    the recording has it, and a vocoder that is asked for the recording there learns to blur.
    """

    filters: Tensor

    def __init__(self, spec: MelConfig) -> None:
        super().__init__()
        self.spec = spec
        self.edge = spec.n_fft // spec.hop_length // 2  # frames that reach over the ends of a cut
        self.register_buffer("filters", torch.from_numpy(mel_filters(spec)), persistent=False)

    def forward(self, made: Tensor, asked: Tensor) -> Tensor:
        """Samples (batch, samples), mel (batch, mels, frames) -> one number."""
        spectrum = stft(made, self.spec)
        magnitude = (spectrum.real**2 + spectrum.imag**2 + 1e-9).sqrt()
        mel = (magnitude @ self.filters.T).clamp_min(LOG_FLOOR).log().transpose(1, 2)
        return (mel - asked)[..., self.edge : -self.edge].abs().mean()


class Ripple(nn.Module):
    """How far a voice is harmonic, band by band: what log mels cannot tell from noise, since their
    bands are wider than a harmonic.

    In a frame whose pitch is f0, the log spectrum L of harmonics ripples with the period f0 along
    the frequency; that of noise does not. In each band r = |mean over its bins of L(f) exp(2 pi i f
    / f0)|, whose size does not care for a small error of f0; made and real are compared, in nats,
    where voiced.
    """

    window: Tensor
    hertz: Tensor

    def __init__(self, spec: MelConfig, fft: int = 2048, bins: int = 64) -> None:
        super().__init__()
        self.fft, self.hop, self.bins = fft, fft // 4, bins
        self.each = fft // 4 // spec.hop_length  # mel frames in one of these
        self.register_buffer("window", torch.hann_window(fft), persistent=False)
        self.register_buffer(
            "hertz", torch.arange(fft // 2) * spec.sample_rate / fft, persistent=False
        )

    def ripple(self, samples: Tensor, angle: Tensor) -> Tensor:
        """(batch, samples), angle (batch, bins, frames) in radians -> (batch, bands, frames)."""
        spectrum = torch.stft(samples, self.fft, self.hop, window=self.window, return_complex=True)[
            :, :-1, : angle.shape[2]
        ]
        level = 0.5 * (spectrum.real**2 + spectrum.imag**2 + 1e-7).log()
        level = level.unflatten(1, (-1, self.bins))  # type: ignore[no-untyped-call]
        level = level - level.mean(2, keepdim=True)
        angle = angle.unflatten(1, (-1, self.bins))  # type: ignore[no-untyped-call]
        return (
            (level * angle.cos()).mean(2) ** 2 + (level * angle.sin()).mean(2) ** 2 + 1e-4
        ).sqrt()

    def forward(self, made: Tensor, real: Tensor, pitch: Tensor, voiced: Tensor) -> Tensor:
        """Samples of both, (batch, samples); pitch in Hz (gaps filled) and voicing of each mel
        frame, (batch, frames) -> one number.
        """
        after = [
            row[:, self.each :: self.each] for row in (pitch, voiced)
        ]  # frame j here begins with mel frame each * j: its middle is their edge
        before = [
            row[:, self.each - 1 :: self.each][:, : after[0].shape[1]] for row in (pitch, voiced)
        ]
        edges = (before[0] * after[0]).sqrt()
        both = before[1] * after[1]
        angle = 2 * torch.pi * self.hertz[:, None] / edges[:, None]
        angle = nn.functional.pad(angle, (1, 0))  # the first frame lies at the very start
        gap = (self.ripple(made, angle) - self.ripple(real, angle)).abs().mean(1)[:, 1:]
        return (gap * both).sum() / both.sum().clamp_min(1)


class PhaseDistance(nn.Module):
    """How far the harmonics' phases differ, when the pulses may come earlier or later: what a
    voice's wave looks like, without where it begins.

    In a frame whose pitch is f0, harmonic k of the pulsed spectrum M turns by k theta when the
    pulses move by theta / 2 pi of a period. theta is the one that makes sum of w Re(R conj(M) e^(-i
    k theta)) greatest, R being the real spectrum and k = round(f / f0); the distance is then 1 -
    sum of w cos(arg R - arg M - k theta) / sum of w, with w = (|R| |M|)^(1/2), over voiced frames,
    below the pulses' limit.
    """

    hertz: Tensor
    under: Tensor

    def __init__(self, spec: MelConfig, limit: float, steps: int = 2048) -> None:
        super().__init__()
        self.steps = steps
        hertz = torch.arange(pulsed_bins(spec, limit)) * spec.sample_rate / spec.n_fft
        self.register_buffer("hertz", hertz, persistent=False)
        self.register_buffer("under", (hertz < limit).float(), persistent=False)

    def cosines(self, made: Tensor, real: Tensor, pitch: Tensor) -> tuple[Tensor, Tensor]:
        """Complex spectra (batch, frames, bins), pitch (batch, frames) in Hz, gaps filled ->
        cosines of the angles left, their weights.
        """
        number = torch.round(self.hertz / pitch[..., None]).long().clamp_max(self.steps // 2)
        turn = real * made.conj()
        size = turn.abs() + 1e-7
        weight = (size.sqrt() * self.under * (number > 0)).detach()
        unit = turn / size
        with torch.no_grad():
            parts = torch.view_as_real(weight * unit)
            each = torch.zeros(*number.shape[:2], self.steps // 2 + 1, 2, device=made.device)
            each = each.scatter_add(2, number[..., None].expand(-1, -1, -1, 2), parts)
            theta = torch.fft.irfft(torch.view_as_complex(each).conj(), self.steps).argmax(2) * (
                2 * torch.pi / self.steps
            )
            back = torch.polar(torch.ones_like(weight), -number * theta[..., None])
        return (unit * back).real, weight

    def forward(self, made: Tensor, real: Tensor, pitch: Tensor, voiced: Tensor) -> Tensor:
        """Spectra of the pulses' part and of the real samples, (batch, frames, bins), of which
        those under the limit are compared; pitch and voicing of each frame, (batch, frames) -> one
        number.
        """
        count = len(self.hertz)
        cosines, weight = self.cosines(made[..., :count], real[..., :count], pitch)
        weight = weight * voiced[..., None]
        return 1 - (weight * cosines).sum() / weight.sum().clamp_min(1e-6)


def discriminator_loss(real: list[Judged], made: list[Judged]) -> Tensor:
    """Least squares: 1 for what is real, 0 for what is made (eq. 1)."""
    return sum_of(
        ((1 - r.float()) ** 2).mean() + (m.float() ** 2).mean()
        for (r, _), (m, _) in zip(real, made, strict=True)
    )


def generator_loss(made: list[Judged]) -> Tensor:
    """Least squares: to be taken for real (eq. 2)."""
    return sum_of(((1 - m.float()) ** 2).mean() for m, _ in made)


def feature_distance(real: list[Judged], made: list[Judged]) -> Tensor:
    """Mean distance of the hidden maps (eq. 4)."""
    pairs = [
        (r, m)
        for (_, rs), (_, ms) in zip(real, made, strict=True)
        for r, m in zip(rs, ms, strict=True)
    ]
    return sum_of((r.detach().float() - m.float()).abs().mean() for r, m in pairs)


def sum_of(values: object) -> Tensor:
    """The sum of a few scalars."""
    return torch.stack(list(values)).sum()  # type: ignore[call-overload]
