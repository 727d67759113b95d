"""A source and a filter in the STFT domain: a network at frame rate shapes pulses and noise (after Neural source-filter, Wang et al. 2019,
arXiv 1904.12088; the frame-rate network after Vocos, Siuzdak 2023, arXiv 2306.00814; the multi-band excitation after Griffin and Lim 1988).

    S = exp(a) e^(i (m(a) + phi)) P  +  exp(b) N  +  exp(c) Q

P, N, Q are the STFTs of three sources: band-limited pulses at the pitch; white noise; and white noise that swells with every pulse, as breath
does. The network gives a, phi, b, c for every bin and frame from the mel and the pitch. m(a) is the phase that a minimum-phase filter of the
amplitude exp(a) has (Oppenheim and Schafer, ch. 13: the Hilbert transform of the log amplitude), so that a pulse rings as in a vocal
tract from the first step of training; phi is what remains. The inverse STFT of S is the wave.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from vocoders import weights
from vocoders.mel import Array, MelSpec, VocoderError, check_mel, istft, mel_centres, stft
from vocoders.pitch import fill

SWELL = 1.5                # how sharply the third source follows the pulses
SPREAD = 2                 # frames by which the voiced sources reach into their unvoiced neighbours
MIDDLE = 180.0             # Hz: where the network's scale of pitch has its zero
CEILING = 6.0              # largest log amplitude a filter may have


@dataclass(frozen=True)
class HarmonicConfig:
    """Every number that shapes the weights; `limit` in Hz is where the pulses end."""

    width: int = 192
    blocks: int = 7
    expansion: int = 3
    kernel: int = 7
    limit: float = 8000.0


class ConvNeXt(nn.Module):
    """Depthwise convolution, norm, two linear layers, scaled residual (Liu et al. 2022, arXiv 2201.03545), over frames."""

    def __init__(self, width: int, expansion: int, kernel: int, scale: float) -> None:
        super().__init__()
        self.depthwise = nn.Conv1d(width, width, kernel, padding=kernel // 2, groups=width)
        self.norm = nn.LayerNorm(width)
        self.wide = nn.Linear(width, expansion * width)
        self.narrow = nn.Linear(expansion * width, width)
        self.scale = nn.Parameter(torch.full((width,), scale))

    def forward(self, hidden: Tensor) -> Tensor:
        """(batch, frames, width) -> the same."""
        mixed = self.depthwise(hidden.transpose(1, 2)).transpose(1, 2)
        inner = nn.functional.gelu(self.wide(self.norm(mixed)), approximate="tanh")
        return hidden + self.scale * self.narrow(inner)


class HarmonicNetwork(nn.Module):
    """Mel and pitch -> the four filters; the only part with weights, and the only one that is exported."""

    bands: Tensor

    def __init__(self, config: HarmonicConfig, spec: MelSpec) -> None:
        super().__init__()
        self.config, self.spec = config, spec
        self.bins = spec.fft // 2 + 1
        self.register_buffer("bands", torch.from_numpy(between_bands(spec)), persistent=False)
        self.inward = nn.Conv1d(spec.mels + 2, config.width, config.kernel, padding=config.kernel // 2)
        self.first = nn.LayerNorm(config.width)
        self.blocks = nn.ModuleList(ConvNeXt(config.width, config.expansion, config.kernel, 1 / config.blocks) for _ in range(config.blocks))
        self.last = nn.LayerNorm(config.width)
        self.outward = nn.Linear(config.width, 4 * self.bins)
        nn.init.normal_(self.outward.weight, std=0.01)
        nn.init.zeros_(self.outward.bias)
        with torch.no_grad():
            self.outward.bias[2 * self.bins:] -= 2.0          # begin with little noise

    def forward(self, mel: Tensor, voice: Tensor) -> Tensor:
        """Mel (batch, mels, frames) and `voicing` (batch, 2, frames) -> a, phi, b, c: (batch, frames, 4, bins)."""
        hidden = self.inward(torch.cat([(mel + 5) / 2.5, voice], 1)).transpose(1, 2)
        hidden = self.first(hidden)                                         # (batch, frames, width)
        for block in self.blocks:
            hidden = block(hidden)
        filters = self.outward(self.last(hidden)).unflatten(-1, (4, self.bins))
        envelope = mel.transpose(1, 2) @ self.bands                         # (batch, frames, bins)
        base = torch.stack([envelope, torch.zeros_like(envelope), envelope, envelope], 2)
        return filters + base


def between_bands(spec: MelSpec) -> Array:
    """Linear interpolation from the bands' centres to the bins, (mels, bins)."""
    bins = np.arange(spec.fft // 2 + 1) * spec.sample_rate / spec.fft
    return np.stack([np.interp(bins, mel_centres(spec), row) for row in np.eye(spec.mels)]).astype(np.float32)


def voicing(pitch: NDArray[np.floating]) -> Array:
    """What the network hears of the pitch, (frames,) Hz -> (2, frames): its logarithm around 180 Hz, gaps filled, and 1 where voiced."""
    return np.stack([np.log(fill(pitch) / MIDDLE) * 2, pitch > 0]).astype(np.float32)


def unvoicing(tone: Tensor) -> Tensor:
    """The pitch in Hz that the first row of `voicing` tells of."""
    return MIDDLE * torch.exp(tone / 2)


def pulses(phase: NDArray[np.float64], harmonics: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum over k = 1..K of cos(k t), and the fraction of K times cos((K + 1) t), so that a harmonic fades in as it comes under the limit.

    Closed form: sin((K + 1/2) t) / (2 sin(t / 2)) - 1/2, which tends to K as t, wrapped into -pi..pi, tends to 0.
    """
    whole = np.floor(harmonics)
    wrapped = np.remainder(phase + np.pi, 2 * np.pi) - np.pi
    near = np.abs(wrapped) < 1e-4
    angle = np.where(near, 1.0, wrapped)
    total = np.where(near, whole, np.sin((whole + 0.5) * angle) / (2 * np.sin(angle / 2)) - 0.5)
    return total + (harmonics - whole) * np.cos((whole + 1) * wrapped)


def sources(pitch: NDArray[np.floating], spec: MelSpec, limit: float, rng: np.random.Generator) -> Array:
    """The pitch (frames,) in Hz -> pulses, noise, swelling noise: (3, frames * hop)."""
    count = len(pitch) * spec.hop
    at = (np.arange(count) + 0.5) / spec.hop - 0.5                                  # frames' centres lie at whole numbers
    frames = np.arange(len(pitch))
    hertz = np.exp(np.interp(at, frames, np.log(fill(pitch).astype(np.float64))))
    reach = np.convolve(pitch > 0, np.ones(2 * SPREAD + 1), "same") > 0 if len(pitch) > 2 * SPREAD else np.full(len(pitch), (pitch > 0).any())
    gain = np.interp(at, frames, reach.astype(np.float64))
    phase = 2 * np.pi * np.remainder(np.cumsum(hertz / spec.sample_rate) + rng.random(), 1)
    noise = rng.standard_normal((2, count), np.float32)
    train = gain * np.sqrt(2 * hertz / spec.sample_rate) * pulses(phase, limit / hertz)
    swell = gain * np.exp(SWELL * np.cos(phase)) / np.sqrt(np.i0(2 * SWELL))        # mean square 1
    return np.stack([train, noise[0], noise[1] * swell]).astype(np.float32)


def minimum_phase(amplitude: Array) -> Array:
    """Natural log amplitude (..., bins) -> phase in radians, by folding the cepstrum onto its causal half."""
    cepstrum = np.fft.irfft(amplitude)
    half = cepstrum.shape[-1] // 2
    cepstrum[..., 1:half] *= 2
    cepstrum[..., half + 1:] = 0
    return np.fft.rfft(cepstrum).imag.astype(np.float32)


def shape(filters: Array, spectra: NDArray[np.complex64]) -> NDArray[np.complex64]:
    """Filters (frames, 4, bins) on the spectra of the sources (3, bins, frames) -> the spectrum of the speech (bins, frames)."""
    filters = filters.transpose(1, 2, 0).copy()                                     # (4, bins, frames)
    a, b, c = np.minimum(filters[[0, 2, 3]], CEILING)
    turn = filters[1] + minimum_phase(a.T).T
    return np.exp(a + 1j * turn) * spectra[0] + np.exp(b) * spectra[1] + np.exp(c) * spectra[2]


class HarmonicVocoder:
    """Mel and pitch -> wave."""

    name = "harmonic"
    needs_pitch = True

    def __init__(self, config: HarmonicConfig | None = None, spec: MelSpec | None = None) -> None:
        self.config, self.spec = config or HarmonicConfig(), spec or MelSpec()
        self.network = HarmonicNetwork(self.config, self.spec).eval()

    def __call__(self, mel: Array, pitch: NDArray[np.floating] | None = None, seed: int = 0) -> Array:
        """Mel (mels, frames) and pitch (frames,) in Hz, 0 where unvoiced -> samples (frames * hop,); the same for the same seed."""
        mel = check_mel(mel, self.spec)
        if pitch is None or np.shape(pitch) != mel.shape[1:]:
            raise VocoderError(f"the harmonic vocoder needs the pitch in Hz of each of the {mel.shape[1]} frames beside the mel.")
        pitch = np.asarray(pitch, np.float32)
        if not np.isfinite(pitch).all() or (pitch < 0).any() or (pitch > self.spec.sample_rate / 4).any():
            raise VocoderError(f"pitches must be from 0 (unvoiced) to {self.spec.sample_rate / 4:g} Hz.")
        waves = sources(pitch, self.spec, self.config.limit, np.random.default_rng(seed))
        spectra = np.stack([stft(wave, self.spec, "constant") for wave in waves])
        return istft(shape(self.filters(mel, voicing(pitch)), spectra), self.spec)

    def filters(self, mel: Array, voice: Array) -> Array:
        """What the network says: mel (mels, frames), voicing (2, frames) -> (frames, 4, bins)."""
        with torch.inference_mode():
            out: Array = self.network(torch.from_numpy(mel)[None], torch.from_numpy(voice)[None])[0].numpy()
        return out

    def save(self, path: str | os.PathLike[str], half: bool = False, **more: Any) -> None:
        """Write the weights, float16 if `half`; `more` goes into the header."""
        state = {name: tensor.numpy().astype(np.float16 if half else np.float32) for name, tensor in self.network.state_dict().items()}
        weights.save(path, state, {"architecture": self.name, "config": asdict(self.config), "spec": self.spec.to_dict(), **more})

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> HarmonicVocoder:
        """Rebuild a vocoder from its file alone."""
        tensors, meta = weights.load(path)
        if meta.get("architecture") != cls.name:
            raise weights.BadWeights(f"{path} holds a {meta.get('architecture')!r}, not a {cls.name!r} vocoder.")
        try:
            vocoder = cls(HarmonicConfig(**meta["config"]), weights.spec_in(meta, path))
            vocoder.network.load_state_dict({name: torch.from_numpy(array.astype(np.float32)) for name, array in tensors.items()})
        except (KeyError, TypeError, RuntimeError) as error:
            raise weights.BadWeights(f"the weights in {path} do not fit their own description: {error}") from None
        return vocoder
