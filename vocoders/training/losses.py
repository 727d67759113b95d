"""Losses of vocoders: HiFi-GAN's (arXiv 2010.05646, eq. 1-8), and losses of what log mels do not
show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn

from vocoders.harmonic.filters import harmonic_bins
from vocoders.mel import LOG_FLOOR, mel_filters
from vocoders.mel_config import MelConfig
from vocoders.training.discriminators import DiscriminatorOutput
from vocoders.training.stft import batch_stft

N_FFTS = (512, 1024, 2048)
N_MELS = (50, 100, 160)


class MultiResMelLoss(nn.Module):
    """Mean absolute error of log mels at several resolutions (eq. 3 at more than one window)."""

    def __init__(
        self,
        mel_config: MelConfig,
        n_ffts: Sequence[int] = N_FFTS,
        n_mels: Sequence[int] = N_MELS,
    ) -> None:
        super().__init__()
        self.n_ffts = tuple(n_ffts)
        for n_fft, bands in zip(n_ffts, n_mels, strict=True):
            scaled = replace(
                mel_config, n_fft=n_fft, win_length=n_fft, hop_length=n_fft // 4, n_mels=bands
            )
            filters = torch.from_numpy(mel_filters(scaled))
            self.register_buffer(f"filters{n_fft}", filters, persistent=False)
            self.register_buffer(f"window{n_fft}", torch.hann_window(n_fft), persistent=False)

    def log_mel(self, samples: Tensor, n_fft: int) -> Tensor:
        """(batch, samples) -> (batch, bands, frames)."""
        window = getattr(self, f"window{n_fft}")
        spectrum = torch.stft(samples, n_fft, n_fft // 4, window=window, return_complex=True)
        magnitude = (spectrum.real**2 + spectrum.imag**2 + 1e-9).sqrt()
        return (getattr(self, f"filters{n_fft}") @ magnitude).clamp_min(LOG_FLOOR).log()

    def forward(self, fake: Tensor, real: Tensor) -> Tensor:
        """Samples of both, (batch, samples) -> scalar."""
        errors = [
            (self.log_mel(fake, n_fft) - self.log_mel(real, n_fft)).abs().mean()
            for n_fft in self.n_ffts
        ]
        return torch.stack(errors).mean()


class InputMelLoss(nn.Module):
    """Mean absolute error between the log mel of the output and the input mel.

    For mels that an acoustic model predicted. Their fine detail differs from the recording's, and a
    vocoder that is trained against the recording there learns to blur.
    """

    filters: Tensor

    def __init__(self, mel_config: MelConfig) -> None:
        super().__init__()
        self.mel_config = mel_config
        self.edge = (
            mel_config.n_fft // mel_config.hop_length // 2
        )  # frames that reach over the cut's ends
        filters = torch.from_numpy(mel_filters(mel_config))
        self.register_buffer("filters", filters, persistent=False)

    def forward(self, fake: Tensor, input_mel: Tensor) -> Tensor:
        """Samples (batch, samples), mel (batch, mels, frames) -> scalar."""
        spectrum = batch_stft(fake, self.mel_config)
        magnitude = (spectrum.real**2 + spectrum.imag**2 + 1e-9).sqrt()
        mel = (magnitude @ self.filters.T).clamp_min(LOG_FLOOR).log().transpose(1, 2)
        return (mel - input_mel)[..., self.edge : -self.edge].abs().mean()


class HarmonicityLoss(nn.Module):
    """Difference in harmonicity (spectral ripple), band by band. Log mels can't show it: their
    bands are wider than a harmonic.

    In a frame whose pitch is f0, the log spectrum L of harmonics ripples with the period f0 along
    the frequency; that of noise does not. In each band r = |mean over its bins of L(f) exp(2 pi i f
    / f0)|, whose size changes little with a small error of f0. Fake and real are compared, in nats,
    where voiced.
    """

    window: Tensor
    hertz: Tensor

    def __init__(self, mel_config: MelConfig, n_fft: int = 2048, bins_per_band: int = 64) -> None:
        super().__init__()
        self.n_fft = n_fft
        self.hop_length = n_fft // 4
        self.bins_per_band = bins_per_band
        self.ratio = self.hop_length // mel_config.hop_length  # mel frames in one frame here
        hertz = torch.arange(n_fft // 2) * mel_config.sample_rate / n_fft
        self.register_buffer("window", torch.hann_window(n_fft), persistent=False)
        self.register_buffer("hertz", hertz, persistent=False)

    def ripple(self, samples: Tensor, angle: Tensor) -> Tensor:
        """(batch, samples), angle (batch, bins, frames) in radians -> (batch, bands, frames)."""
        spectrum = torch.stft(
            samples, self.n_fft, self.hop_length, window=self.window, return_complex=True
        )[:, :-1, : angle.shape[2]]
        level = 0.5 * (spectrum.real**2 + spectrum.imag**2 + 1e-7).log()
        bands = (-1, self.bins_per_band)
        level = level.unflatten(1, bands)  # type: ignore[no-untyped-call]
        level = level - level.mean(2, keepdim=True)
        angle = angle.unflatten(1, bands)  # type: ignore[no-untyped-call]
        real = (level * angle.cos()).mean(2)
        imaginary = (level * angle.sin()).mean(2)
        return (real**2 + imaginary**2 + 1e-4).sqrt()

    def forward(self, fake: Tensor, real: Tensor, f0: Tensor, voiced: Tensor) -> Tensor:
        """Samples of both, (batch, samples); F0 in Hz (gaps filled) and voicing of each mel frame,
        (batch, frames) -> scalar.
        """
        f0_at_centres, both_voiced = self.at_centres(f0, voiced)
        angle = 2 * torch.pi * self.hertz[:, None] / f0_at_centres[:, None]
        angle = nn.functional.pad(angle, (1, 0))  # the first frame lies at the very start
        error = (self.ripple(fake, angle) - self.ripple(real, angle)).abs().mean(1)[:, 1:]
        return (error * both_voiced).sum() / both_voiced.sum().clamp_min(1)

    def at_centres(self, f0: Tensor, voiced: Tensor) -> tuple[Tensor, Tensor]:
        """F0 and voicing at the centres of the frames here but for the first, (batch, frames).
        Frame j begins with mel frame j * ratio: its centre is the edge between two mel frames.
        """
        after = [row[:, self.ratio :: self.ratio] for row in (f0, voiced)]
        before = [
            row[:, self.ratio - 1 :: self.ratio][:, : after[0].shape[1]] for row in (f0, voiced)
        ]
        return (before[0] * after[0]).sqrt(), before[1] * after[1]


class HarmonicPhaseLoss(nn.Module):
    """Difference of the harmonics' phases when the pulses may come earlier or later: the shape of a
    voice's wave, without where it begins.

    In a frame whose pitch is f0, harmonic k of the pulse spectrum M turns by k theta when the
    pulses move by theta / 2 pi of a period. theta is the one that makes sum of w Re(R conj(M) e^(-i
    k theta)) greatest, R being the real spectrum and k = round(f / f0); the loss is then 1 - sum of
    w cos(arg R - arg M - k theta) / sum of w, with w = (|R| |M|)^(1/2), over voiced frames, below
    the maximum voiced frequency.
    """

    hertz: Tensor
    is_voiced_bin: Tensor

    def __init__(self, mel_config: MelConfig, max_voiced_hz: float, angles: int = 2048) -> None:
        super().__init__()
        self.angles = angles
        bins = torch.arange(harmonic_bins(mel_config, max_voiced_hz))
        hertz = bins * mel_config.sample_rate / mel_config.n_fft
        self.register_buffer("hertz", hertz, persistent=False)
        self.register_buffer("is_voiced_bin", (hertz < max_voiced_hz).float(), persistent=False)

    def cosines(self, fake: Tensor, real: Tensor, f0: Tensor) -> tuple[Tensor, Tensor]:
        """Complex spectra (batch, frames, bins), F0 (batch, frames) in Hz, gaps filled -> cosines
        of the angles left, their weights.
        """
        harmonic = torch.round(self.hertz / f0[..., None]).long().clamp_max(self.angles // 2)
        product = real * fake.conj()
        size = product.abs() + 1e-7
        weight = (size.sqrt() * self.is_voiced_bin * (harmonic > 0)).detach()
        unit = product / size
        with torch.no_grad():
            theta = self.best_shift(weight * unit, harmonic)
            back = torch.polar(torch.ones_like(weight), -harmonic * theta[..., None])
        return (unit * back).real, weight

    def best_shift(self, weighted: Tensor, harmonic: Tensor) -> Tensor:
        """theta of each frame, (batch, frames), from the weighted unit products and the number of
        the harmonic of each bin, (batch, frames, bins).
        """
        by_harmonic = torch.zeros(
            *harmonic.shape[:2], self.angles // 2 + 1, 2, device=weighted.device
        )
        by_harmonic = by_harmonic.scatter_add(
            2, harmonic[..., None].expand(-1, -1, -1, 2), torch.view_as_real(weighted)
        )
        correlation = torch.fft.irfft(torch.view_as_complex(by_harmonic).conj(), self.angles)
        return correlation.argmax(2) * (2 * torch.pi / self.angles)

    def forward(self, fake: Tensor, real: Tensor, f0: Tensor, voiced: Tensor) -> Tensor:
        """Spectra of the pulses' part and of the real samples, (batch, frames, bins); F0 and
        voicing of each frame, (batch, frames) -> scalar.
        """
        bins = len(self.hertz)
        cosines, weight = self.cosines(fake[..., :bins], real[..., :bins], f0)
        weight = weight * voiced[..., None]
        return 1 - (weight * cosines).sum() / weight.sum().clamp_min(1e-6)


def discriminator_loss(real: list[DiscriminatorOutput], fake: list[DiscriminatorOutput]) -> Tensor:
    """Least squares: target 1 for real, 0 for fake (eq. 1)."""
    return sum_of(
        ((1 - real_score.float()) ** 2).mean() + (fake_score.float() ** 2).mean()
        for (real_score, _), (fake_score, _) in zip(real, fake, strict=True)
    )


def generator_loss(fake: list[DiscriminatorOutput]) -> Tensor:
    """Least squares: target 1 for fake (eq. 2)."""
    return sum_of(((1 - score.float()) ** 2).mean() for score, _ in fake)


def feature_matching_loss(
    real: list[DiscriminatorOutput], fake: list[DiscriminatorOutput]
) -> Tensor:
    """Mean absolute difference of the hidden maps (eq. 4), summed over all maps."""
    real_maps = [one for _, maps in real for one in maps]
    fake_maps = [one for _, maps in fake for one in maps]
    return sum_of(
        (one.detach().float() - other.float()).abs().mean()
        for one, other in zip(real_maps, fake_maps, strict=True)
    )


def sum_of(values: Iterable[Tensor]) -> Tensor:
    """The sum of scalars."""
    return torch.stack(list(values)).sum()
