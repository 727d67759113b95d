"""FastSpeech 2 (Ren et al. 2020, arXiv 2006.04558) in torch: phonemes -> mel, with explicit
durations, pitch and energy, and the F0 of every frame.

Three networks with plain arrays between them, so that each can be exported, and every quantity
between them can be seen and set:

    Encoder        phonemes -> hidden vectors; log duration, pitch and energy of each
                   transformer blocks with convolutions
    F0Predictor    frames   -> F0 residual and voicing of each frame
                   ConvNeXt blocks
    Decoder        frames   -> mel
                   ConvNeXt blocks, two frames at a time

Between the first and the others stands the length regulator (`tts.acoustic.model`): each phoneme's
vector is repeated for as many frames as it lasts. The decoder's input also has a comb over the
mel's bands, at the harmonics of the frame's F0, so that the mel follows an F0 that was changed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import relu

from frontend.phonemes import SYMBOLS
from tts.acoustic.config import FastSpeech2Config
from tts.acoustic.model import NUM_STRESS_LEVELS, AcousticModel, Ids, check_inventory
from tts.acoustic.prosody import LOG2_F0_UNITS, Floats
from tts.acoustic.transformer import EncoderBlock
from vocoders.convnext import ConvNeXt
from vocoders.header_checks import config_of
from vocoders.mel import mel_centres
from vocoders.mel_config import MelConfig
from vocoders.network_file import load_network, save_network, state_arrays
from vocoders.pitch import F0_REFERENCE_HZ

ARCHITECTURE = "fastspeech2"
FRAME_FEATURES = 6  # numbers of `tts.acoustic.frame_features`
F0_KERNEL_SIZE = 7
F0_EXPANSION = 2


class VariancePredictor(nn.Module):
    """Two convolutions with norm and dropout, and a number per phoneme (figure 1c)."""

    quant_preceding_norm: ClassVar = {"convs.1": "norms.0", "out_proj": "norms.1"}
    quant_relu_after: ClassVar = ("convs.0", "convs.1")

    def __init__(self, dim: int, inner: int, dropout: float = 0.3) -> None:
        super().__init__()
        self.convs = nn.ModuleList(
            [nn.Conv1d(dim, inner, 3, padding=1), nn.Conv1d(inner, inner, 3, padding=1)]
        )
        self.norms = nn.ModuleList([nn.LayerNorm(inner), nn.LayerNorm(inner)])
        self.dropout = nn.Dropout(dropout)
        self.out_proj = nn.Linear(inner, 1)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, phonemes, dim) -> (batch, phonemes)."""
        for conv, norm in zip(self.convs, self.norms, strict=True):
            if mask is not None:
                hidden = hidden * mask[..., None]
            hidden = self.dropout(norm(relu(conv(hidden.transpose(1, 2)).transpose(1, 2))))
        return self.out_proj(hidden)[..., 0]


class Encoder(nn.Module):
    """Phonemes -> hidden vectors, and the variance adaptor's predictions for each."""

    def __init__(self, config: FastSpeech2Config) -> None:
        super().__init__()
        dim = config.hidden_dim
        self.symbol_embedding = nn.Embedding(config.num_symbols, dim)
        self.stress_embedding = nn.Embedding(NUM_STRESS_LEVELS, dim)
        self.speaker_embedding = nn.Embedding(config.num_speakers, dim)
        for table in (self.symbol_embedding, self.stress_embedding, self.speaker_embedding):
            nn.init.normal_(table.weight, std=0.5)
        self.blocks = nn.ModuleList(
            EncoderBlock(
                dim,
                config.num_heads,
                config.encoder_expansion,
                config.encoder_kernel_size,
                config.dropout,
            )
            for _ in range(config.num_encoder_blocks)
        )
        self.norm = nn.LayerNorm(dim)
        self.duration_predictor = VariancePredictor(dim, config.predictor_dim)
        self.pitch_predictor = VariancePredictor(dim, config.predictor_dim)
        self.energy_predictor = VariancePredictor(dim, config.predictor_dim)

    def forward(
        self, phoneme_ids: Tensor, speaker_weights: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Hidden vectors, log durations in frames, pitch and energy on the model's scales.

        phoneme_ids        (batch, phonemes, 2): symbol and stress
        speaker_weights    (batch, speakers): one-hot, or those of a mixture
        mask               (batch, phonemes), true where there is a phoneme
        returns            (batch, phonemes, dim), and three of (batch, phonemes)
        """
        speaker = (speaker_weights @ self.speaker_embedding.weight)[:, None]
        symbols = self.symbol_embedding(phoneme_ids[..., 0])
        hidden = symbols + self.stress_embedding(phoneme_ids[..., 1]) + speaker
        for block in self.blocks:
            hidden = block(hidden, mask)
        hidden = self.norm(hidden) + speaker
        return (
            hidden,
            self.duration_predictor(hidden, mask),
            self.pitch_predictor(hidden, mask),
            self.energy_predictor(hidden, mask),
        )


class F0Predictor(nn.Module):
    """F0 and voicing of each frame."""

    quant_skip: ClassVar = ("in_proj",)  # its input needs more than 8 bits

    def __init__(self, config: FastSpeech2Config) -> None:
        super().__init__()
        dim = config.f0_dim
        self.in_proj = nn.Linear(config.hidden_dim + FRAME_FEATURES, dim)
        self.blocks = nn.ModuleList(
            ConvNeXt(dim, F0_EXPANSION, F0_KERNEL_SIZE, 0.5, config.activation)
            for _ in range(config.num_f0_blocks)
        )
        self.out_proj = nn.Linear(dim, 2)

    def forward(self, frame_hidden: Tensor, frame_features: Tensor) -> tuple[Tensor, Tensor]:
        """Residual from the line between the phonemes' pitches, and the logit of being voiced.

        frame_hidden      (batch, frames, dim), the phonemes' vectors repeated
        frame_features    (batch, frames, 6)
        returns           (batch, frames) each
        """
        inner = self.in_proj(torch.cat([frame_hidden, frame_features], -1))
        for block in self.blocks:
            inner = block(inner)
        out = self.out_proj(inner)
        return out[..., 0], out[..., 1]


class Decoder(nn.Module):
    """Ids -> mel. `reduction_factor` neighbouring frames share one vector (Tacotron, Wang et
    al. 2017, arXiv 1703.10135), which makes the blocks as many times cheaper.
    """

    quant_preceding_norm: ClassVar = {"out_proj": "norm"}
    quant_skip: ClassVar = ("in_proj",)
    band_centres: Tensor
    band_widths: Tensor

    def __init__(self, config: FastSpeech2Config, spec: MelConfig) -> None:
        super().__init__()
        self.reduction_factor = config.reduction_factor
        self.n_mels = spec.n_mels
        centres = mel_centres(spec)
        widths = torch.from_numpy(np.gradient(centres)).float()
        self.register_buffer("band_centres", torch.from_numpy(centres).float(), persistent=False)
        self.register_buffer("band_widths", widths, persistent=False)
        dim = config.decoder_dim
        inputs = config.hidden_dim + FRAME_FEATURES + 2 + spec.n_mels
        self.in_proj = nn.Linear(inputs * config.reduction_factor, dim)
        self.blocks = nn.ModuleList(
            ConvNeXt(
                dim,
                config.decoder_expansion,
                config.decoder_kernel_size,
                1 / config.num_decoder_blocks,
                config.activation,
            )
            for _ in range(config.num_decoder_blocks)
        )
        self.norm = nn.LayerNorm(dim)
        self.dropout = nn.Dropout(config.dropout / 2)
        self.out_proj = nn.Linear(dim, spec.n_mels * config.reduction_factor)

    def harmonic_comb(self, f0_norm: Tensor, voiced: Tensor) -> Tensor:
        """Comb over the bands, 1 on a harmonic and -1 between two: (batch, frames, mels).

        It fades where bands are too wide to tell harmonics apart.
        """
        hertz = F0_REFERENCE_HZ * torch.exp2(f0_norm / LOG2_F0_UNITS)[..., None]
        comb = torch.cos(2 * torch.pi * self.band_centres / hertz)
        return comb * torch.exp(-((2 * self.band_widths / hertz) ** 2)) * voiced[..., None]

    def forward(
        self, frame_hidden: Tensor, frame_features: Tensor, f0_norm: Tensor, voiced: Tensor
    ) -> Tensor:
        """Mel (batch, mels, frames), natural log.

        frame_hidden       (batch, frames, dim), the phonemes' vectors repeated
        frame_features     (batch, frames, 6)
        f0_norm, voiced    (batch, frames): F0 on the model's scale; 1 where voiced, else 0

        The number of frames must be a multiple of `reduction_factor`.
        """
        f0 = torch.stack([f0_norm, voiced], -1)
        comb = self.harmonic_comb(f0_norm, voiced)
        inner = torch.cat([frame_hidden, frame_features, f0, comb], -1)
        batch, frames, size = inner.shape
        factor = self.reduction_factor
        inner = self.in_proj(inner.reshape(batch, frames // factor, size * factor))
        for block in self.blocks:
            inner = self.dropout(block(inner))
        mel = self.out_proj(self.norm(inner)).reshape(batch, frames, self.n_mels)
        return mel.transpose(1, 2) * 2.5 - 5


class FastSpeech2(nn.Module, AcousticModel):
    """Encoder, F0 predictor and decoder, and the description of their training data.

    pitch_means        Hz, each speaker's mean; 180 by default
    pitch_std_scale    factor of each speaker's F0 deviation; 1 by default
    """

    def __init__(
        self,
        config: FastSpeech2Config | None = None,
        spec: MelConfig | None = None,
        pitch_means: Sequence[float] = (),
        pitch_std_scale: Sequence[float] = (),
    ) -> None:
        super().__init__()
        self.config = config or FastSpeech2Config()
        self.spec = spec or MelConfig()
        num_speakers = self.config.num_speakers
        self.num_speakers = num_speakers
        self.pitch_means = list(pitch_means) or [F0_REFERENCE_HZ] * num_speakers
        self.pitch_std_scale = list(pitch_std_scale) or [1.0] * num_speakers
        self.symbols = list(SYMBOLS[: self.config.num_symbols])
        self.reduction_factor = self.config.reduction_factor
        self.encoder = Encoder(self.config)
        self.f0_predictor = F0Predictor(self.config)
        self.decoder = Decoder(self.config, self.spec)
        self.eval()

    def encode(self, ids: Ids, weights: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """The encoder on arrays, see `AcousticModel.encode`."""
        hidden, log_durations, pitch_norm, energy_norm = run_numpy(self.encoder, ids, weights)
        return hidden, log_durations, pitch_norm, energy_norm

    def predict_f0(self, frame_hidden: Floats, frame_features: Floats) -> tuple[Floats, Floats]:
        """The F0 predictor on arrays, see `AcousticModel.predict_f0`."""
        f0_residual, voicing_logit = run_numpy(self.f0_predictor, frame_hidden, frame_features)
        return f0_residual, voicing_logit

    def decode(
        self, frame_hidden: Floats, frame_features: Floats, f0_norm: Floats, voiced: Floats
    ) -> Floats:
        """The decoder on arrays, see `AcousticModel.decode`."""
        return run_numpy(self.decoder, frame_hidden, frame_features, f0_norm, voiced)[0]

    def description(self) -> dict[str, Any]:
        """Header of its files beside config and mel configuration."""
        return {
            "symbols": self.symbols,
            "pitch_means": self.pitch_means,
            "pitch_std_scale": self.pitch_std_scale,
        }

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
        tensors = state_arrays(self, fp16) | dict(quantized or {})
        about = self.description() | more
        save_network(path, ARCHITECTURE, self.config, self.spec, tensors, **about)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> FastSpeech2:
        """The model in a file.

        InvalidWeightsError if the file holds something else, or was trained with other phonemes
        than the inventory's.
        """

        def build(meta: dict[str, Any], spec: MelConfig) -> FastSpeech2:
            check_inventory(meta, path)
            config = config_of(FastSpeech2Config, meta, path)
            return cls(config, spec, meta["pitch_means"], meta["pitch_std_scale"])

        return load_network(path, ARCHITECTURE, build)[0]


def run_numpy(network: nn.Module, *arrays: Any) -> list[Floats]:
    """Outputs of a network for arrays without a batch axis."""
    with torch.inference_mode():
        out = network(*(torch.from_numpy(np.asarray(array)[None]) for array in arrays))
    outputs = out if isinstance(out, tuple) else (out,)
    return [part[0].numpy() for part in outputs]
