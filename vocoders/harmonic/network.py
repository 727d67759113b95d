"""The network of the source-filter vocoder: mel and pitch -> the filters that
`vocoders.harmonic.synthesis` lays on pulses and noise (a network at frame rate after Vocos, Siuzdak
2023, arXiv 2306.00814).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from vocoders import weights
from vocoders.convnext import ConvNeXt
from vocoders.errors import BadWeights
from vocoders.harmonic.synthesis import SourceFilter, columns, pulsed_bins
from vocoders.mel import mel_to_linear_interpolation
from vocoders.mel_config import Array, MelConfig
from vocoders.pitch import F0_REFERENCE_HZ


@dataclass(frozen=True)
class HarmonicConfig:
    """All that shapes the network; `limit` in Hz is where the pulses end, `activation` is that
    within the blocks.
    """

    width: int = 192
    blocks: int = 7
    expansion: int = 3
    kernel: int = 7
    limit: float = 8000.0
    activation: str = "gelu"


class HarmonicNetwork(nn.Module):
    """Mel and pitch -> the filters; the only part with weights, and the only one that is exported.

    What it has learned is added to what the mel says without: amplitudes between its bands, and the
    phase of a minimum-phase filter with them, so that a pulse rings as in a vocal tract from the
    first step of training.
    """

    base: Tensor
    known_columns: Tensor
    fed_by: ClassVar = {"outward": "last"}
    exact: ClassVar = (
        "inward",
    )  # a product whose input needs all its digits: in bytes it doubled what all others are off

    def __init__(self, config: HarmonicConfig, spec: MelConfig) -> None:
        super().__init__()
        self.config = config
        self.spec = spec
        pulsed = pulsed_bins(spec, config.limit)
        count = columns(spec, config.limit)
        self.register_buffer("base", torch.from_numpy(base(spec, pulsed, count)), persistent=False)
        self.register_buffer(
            "known_columns",
            self.base[:, pulsed : 2 * pulsed + spec.n_fft // 2 + 1].contiguous(),
            persistent=False,
        )  # each column once
        self.inward = nn.Conv1d(
            spec.n_mels + 2, config.width, config.kernel, padding=config.kernel // 2
        )
        self.first = nn.LayerNorm(config.width)
        self.blocks = nn.ModuleList(
            ConvNeXt(
                config.width, config.expansion, config.kernel, 1 / config.blocks, config.activation
            )
            for _ in range(config.blocks)
        )
        self.last = nn.LayerNorm(config.width)
        self.outward = nn.Linear(config.width, count)
        nn.init.normal_(self.outward.weight, std=0.01)
        nn.init.zeros_(self.outward.bias)
        with torch.no_grad():
            self.outward.bias[2 * pulsed : 2 * pulsed + spec.n_fft // 2 + 1] -= (
                2.0  # begin with little noise
            )

    def forward(self, mel: Tensor, voice: Tensor) -> tuple[Tensor, Tensor]:
        """Mel (batch, mels, frames) and `voicing` (batch, 2, frames) -> what
        `source_filter.together` takes: learned, known (batch, frames, ..).
        """
        return self.learned(mel, voice), mel.transpose(1, 2) @ self.known_columns

    def learned(self, mel: Tensor, voice: Tensor) -> Tensor:
        """What is added to the base."""
        heard = torch.cat([(mel.transpose(1, 2) + 5) / 2.5, voice.transpose(1, 2)], -1)
        hidden = self.first(
            self.inward(heard.transpose(1, 2)).transpose(1, 2)
        )  # (batch, frames, width)
        for block in self.blocks:
            hidden = block(hidden)
        return self.outward(self.last(hidden))


def base(spec: MelConfig, pulsed: int, count: int) -> Array:
    """From a mel's bands to the columns of the filters, (mels, count): amplitudes and minimum phase
    for the pulses, amplitudes for the noise.
    """
    between = mel_to_linear_interpolation(spec)
    known = np.concatenate([between[:, :pulsed], minimum_phase(between)[:, :pulsed], between], 1)
    return np.pad(known, ((0, 0), (0, count - known.shape[1]))).astype(np.float32)


def minimum_phase(amplitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Natural log amplitude (..., bins) -> phase in radians, by folding the cepstrum onto its
    causal half (Oppenheim and Schafer, ch. 13).
    """
    cepstrum = np.fft.irfft(amplitude)
    half = cepstrum.shape[-1] // 2
    cepstrum[..., 1:half] *= 2
    cepstrum[..., half + 1 :] = 0
    return np.asarray(np.fft.rfft(cepstrum).imag)


def unvoicing(tone: Tensor) -> Tensor:
    """The pitch in Hz that the first row of `voicing` tells of."""
    return F0_REFERENCE_HZ * torch.exp(tone / 2)


class HarmonicVocoder(SourceFilter):
    """Mel and pitch -> wave, the network in torch."""

    def __init__(self, config: HarmonicConfig | None = None, spec: MelConfig | None = None) -> None:
        self.config = config or HarmonicConfig()
        super().__init__(self.config.limit, spec or MelConfig())
        self.network = HarmonicNetwork(self.config, self.spec).eval()

    def filters(self, mel: Array, voice: Array) -> tuple[Array, Array]:
        """What the network says: mel (mels, frames), voicing (2, frames) -> (frames, columns) and
        what is known without it.
        """
        with torch.inference_mode():
            learned, known = self.network(
                torch.from_numpy(mel)[None], torch.from_numpy(voice)[None]
            )
        return learned[0].numpy(), known[0].numpy()

    def save(
        self,
        path: str | os.PathLike[str],
        half: bool = False,
        rounded: Mapping[str, NDArray[Any]] | None = None,
        **more: Any,
    ) -> None:
        """Write the weights, float16 if `half`, those that were `rounded` (by `vocoders.export.quantization`)
        in bytes; `more` goes into the header.
        """
        state = weights.state(self.network, half) | dict(rounded or {})
        weights.save(
            path,
            state,
            {
                "architecture": self.name,
                "config": asdict(self.config),
                "mel_config": self.spec.to_dict(),
                **more,
            },
        )

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> HarmonicVocoder:
        """Rebuild a vocoder from its file alone."""
        tensors, meta = weights.load(path)
        if meta.get("architecture") != cls.name:
            raise BadWeights(
                f"{path} holds a {meta.get('architecture')!r}, not a {cls.name!r} vocoder."
            )
        try:
            vocoder = cls(HarmonicConfig(**meta["config"]), weights.mel_config_of(meta, path))
            vocoder.network.load_state_dict(
                {
                    name: torch.from_numpy(array.astype(np.float32))
                    for name, array in tensors.items()
                }
            )
        except (KeyError, TypeError, RuntimeError) as error:
            raise BadWeights(
                f"the weights in {path} do not fit their own description: {error}"
            ) from None
        return vocoder
