"""Network of the harmonic vocoder in torch: mel and F0 -> the filters that
`vocoders.harmonic.synthesis` applies to pulses and noise.

A network at frame rate after Vocos (Siuzdak 2023, arXiv 2306.00814).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from vocoders.convnext import ConvNeXt
from vocoders.harmonic.config import HarmonicConfig
from vocoders.harmonic.filters import harmonic_bins, num_filter_params, voiced_noise_offset
from vocoders.harmonic.vocoder import SourceFilter
from vocoders.header_checks import config_of
from vocoders.mel import mel_to_linear_interpolation
from vocoders.mel_config import Array, MelConfig
from vocoders.network_file import load_network, save_network, state_arrays

INITIAL_NOISE = -2.0  # log amplitude of the noise that an untrained network adds


class HarmonicNetwork(nn.Module):
    """Mel and F0 -> filters. The only part of the vocoder with weights.

    The predicted filters are added to base filters that follow from the mel: amplitudes between its
    bands, and the phase of the minimum-phase filter with those amplitudes. So a pulse rings as in a
    vocal tract from the first step of training.
    """

    base_matrix: Tensor
    voiced_offset: Tensor
    quant_preceding_norm: ClassVar = {"out_proj": "norm_out"}
    # in int8 this layer alone doubled the error of all others
    quant_skip: ClassVar = ("in_conv",)

    def __init__(self, config: HarmonicConfig, spec: MelConfig) -> None:
        super().__init__()
        self.config = config
        self.spec = spec
        matrix = torch.from_numpy(base_matrix(spec, harmonic_bins(spec, config.max_voiced_hz)))
        self.register_buffer("base_matrix", matrix, persistent=False)
        offset = voiced_noise_offset(spec, config.max_voiced_hz, config.voiced_noise_db)
        self.register_buffer("voiced_offset", torch.from_numpy(offset), persistent=False)
        dim = config.hidden_dim
        kernel_size = config.kernel_size
        self.in_conv = nn.Conv1d(spec.n_mels + 2, dim, kernel_size, padding=kernel_size // 2)
        self.norm_in = nn.LayerNorm(dim)
        self.blocks = nn.ModuleList(
            ConvNeXt(dim, config.expansion, kernel_size, 1 / config.num_blocks, config.activation)
            for _ in range(config.num_blocks)
        )
        self.norm_out = nn.LayerNorm(dim)
        self.out_proj = nn.Linear(dim, num_filter_params(spec, config.max_voiced_hz))
        self._init_output()

    @torch.no_grad()
    def _init_output(self) -> None:
        """Start with the base filters and little noise."""
        nn.init.normal_(self.out_proj.weight, std=0.01)
        nn.init.zeros_(self.out_proj.bias)
        first = 2 * harmonic_bins(self.spec, self.config.max_voiced_hz)
        self.out_proj.bias[first : first + self.spec.n_fft // 2 + 1] += INITIAL_NOISE

    def forward(self, mel: Tensor, f0_features: Tensor) -> tuple[Tensor, Tensor]:
        """Filters, predicted and base, as `add_base_filters` takes them.

        mel            (batch, mels, frames)
        f0_features    (batch, 2, frames), as `vocoders.pitch.f0_features` gives them
        returns        (batch, frames, ...) each
        """
        predicted = self.predict(mel, f0_features)
        return predicted, mel.transpose(1, 2) @ self.base_matrix

    def predict(self, mel: Tensor, f0_features: Tensor) -> Tensor:
        """Predicted filters alone, (batch, frames, parameters)."""
        scaled = torch.cat([(mel.transpose(1, 2) + 5) / 2.5, f0_features.transpose(1, 2)], -1)
        hidden = self.norm_in(self.in_conv(scaled.transpose(1, 2)).transpose(1, 2))
        for block in self.blocks:
            hidden = block(hidden)  # (batch, frames, dim)
        predicted = self.out_proj(self.norm_out(hidden))
        if not self.config.voiced_noise_db:
            return predicted
        return predicted + f0_features[:, 1, :, None] * self.voiced_offset


def base_matrix(spec: MelConfig, pulse_bins: int) -> Array:
    """Matrix from a mel's bands to the base filters, (mels, pulse bins + bins): the phase of the
    pulses, then the amplitude of the noise, which is that of the pulses, too.
    """
    amplitude = mel_to_linear_interpolation(spec)
    phase = minimum_phase(amplitude)[:, :pulse_bins]
    return np.concatenate([phase, amplitude], 1).astype(np.float32)


def minimum_phase(amplitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Natural log amplitude (..., bins) -> phase in radians, by folding the cepstrum onto its
    causal half (Oppenheim and Schafer, ch. 13).
    """
    cepstrum = np.fft.irfft(amplitude)
    half = cepstrum.shape[-1] // 2
    cepstrum[..., 1:half] *= 2
    cepstrum[..., half + 1 :] = 0
    return np.asarray(np.fft.rfft(cepstrum).imag)


class HarmonicVocoder(SourceFilter):
    """Mel and F0 -> wave, the network in torch."""

    def __init__(
        self,
        config: HarmonicConfig | None = None,
        spec: MelConfig | None = None,
        network: HarmonicNetwork | None = None,
    ) -> None:
        """A vocoder with the given network, or one with random weights."""
        self.config = config or HarmonicConfig()
        super().__init__(self.config.max_voiced_hz, spec or MelConfig())
        self.network = network or HarmonicNetwork(self.config, self.spec).eval()

    def predict_filters(self, mel: Array, f0_features: Array) -> tuple[Array, Array]:
        """The network on arrays, see `SourceFilter.predict_filters`."""
        with torch.inference_mode():
            predicted, base = self.network(
                torch.from_numpy(mel)[None], torch.from_numpy(f0_features)[None]
            )
        return predicted[0].numpy(), base[0].numpy()

    def save(
        self,
        path: str | os.PathLike[str],
        fp16: bool = False,
        quantized: Mapping[str, NDArray[Any]] | None = None,
        **more: Any,
    ) -> None:
        """Write the weights into one safetensors file.

        fp16         store float16
        quantized    tensors that are stored as `vocoders.export.quantization` gives them
        more         goes into the header
        """
        tensors = state_arrays(self.network, fp16) | dict(quantized or {})
        save_network(path, self.name, self.config, self.spec, tensors, **more)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> HarmonicVocoder:
        """The vocoder in a file; InvalidWeightsError if the file holds something else."""
        network, _ = load_network(
            path,
            cls.name,
            lambda meta, spec: HarmonicNetwork(config_of(HarmonicConfig, meta, path), spec),
        )
        return cls(network.config, network.spec, network)
