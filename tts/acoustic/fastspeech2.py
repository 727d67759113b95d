"""FastSpeech 2 (Ren et al. 2020, arXiv 2006.04558): phonemes -> mel, with explicit durations, pitch
and energy, and the pitch of every frame.

Three networks with plain arrays between them, so that each can be exported and every quantity
between them seen and set:

    Encoder  phonemes -> what each is like (hidden), its log duration, pitch and energy
             transformer blocks with convolutions
    Contour  frames   -> pitch and voicing of each frame, as a deviation from the phonemes' own
             ConvNeXt blocks
    Decoder  frames   -> mel
             ConvNeXt blocks, two frames at a time

Between the first and the others stands the length regulator (`tts.acoustic.model`): each phoneme's vector
is held for as many frames as it lasts. The decoder is told where the harmonics of a frame's pitch
fall in the mel's bands, so that the mel follows a pitch that was moved.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import gelu, relu, scaled_dot_product_attention

from frontend.phonemes import SYMBOLS
from tts.acoustic.model import NUM_STRESS_LEVELS, AcousticModel, Ids, check_inventory
from tts.acoustic.prosody import Floats
from vocoders import weights
from vocoders.convnext import ConvNeXt
from vocoders.errors import BadWeights
from vocoders.mel import mel_centres
from vocoders.mel_config import MelConfig
from vocoders.pitch import F0_REFERENCE_HZ, LOG2_F0_UNITS


@dataclass(frozen=True)
class FastSpeech2Config:
    """All that shapes the networks."""

    symbols: int = len(SYMBOLS)
    speakers: int = 4
    width: int = 192
    heads: int = 2
    encoder_blocks: int = 4
    encoder_kernel: int = 3
    encoder_expansion: int = 4
    predictor_width: int = 192
    contour_width: int = 128
    contour_blocks: int = 2
    decoder_width: int = 256
    decoder_blocks: int = 6
    decoder_kernel: int = 7
    decoder_expansion: int = 3
    together: int = 2  # frames the decoder makes at a time
    dropout: float = 0.1
    activation: str = "gelu"  # within the blocks of contour and decoder, or "relu"


class Attention(nn.Module):
    """Multi-head self-attention; places are told by rotation (Su et al. 2021, arXiv 2104.09864)."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.inward = nn.Linear(width, 3 * width)
        self.outward = nn.Linear(width, width)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, phonemes, width), mask (batch, phonemes) -> (batch, phonemes, width)."""
        split = self.inward(hidden).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        query, key, value = (
            turned(split[0]),
            turned(split[1]),
            split[2],
        )  # (batch, heads, phonemes, size)
        seen = None if mask is None else mask[:, None, None]
        mixed = scaled_dot_product_attention(query, key, value, seen)
        return self.outward(mixed.transpose(1, 2).flatten(2))


def turned(vectors: Tensor) -> Tensor:
    """Turn each pair of components by an angle in proportion to the place: (..., phonemes, size)."""
    half = vectors.shape[-1] // 2
    place = torch.arange(vectors.shape[-2], device=vectors.device, dtype=torch.float32)
    angle = place[:, None] * 1000.0 ** (
        -torch.arange(half, device=vectors.device, dtype=torch.float32) / half
    )
    sine = angle.sin().to(vectors.dtype)
    cosine = angle.cos().to(vectors.dtype)
    first = vectors[..., :half]
    second = vectors[..., half:]
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], -1)


class EncoderBlock(nn.Module):
    """Self-attention and a convolutional feed-forward layer (section 2.2), norms first."""

    fed_by: ClassVar = {
        "attention.inward": "first",
        "wide": "second",
    }  # a product and the norm that alone feeds it, for vocoders.export.quantization

    def __init__(self, config: FastSpeech2Config) -> None:
        super().__init__()
        width, wide = config.width, config.width * config.encoder_expansion
        self.attention = Attention(width, config.heads)
        self.wide = nn.Conv1d(
            width, wide, config.encoder_kernel, padding=config.encoder_kernel // 2
        )
        self.narrow = nn.Linear(wide, width)
        self.first = nn.LayerNorm(width)
        self.second = nn.LayerNorm(width)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, phonemes, width) -> the same."""
        hidden = hidden + self.dropout(self.attention(self.first(hidden), mask))
        normed = self.second(hidden)
        if mask is not None:
            normed = normed * mask[..., None]
        inner = gelu(self.wide(normed.transpose(1, 2)).transpose(1, 2), approximate="tanh")
        return hidden + self.dropout(self.narrow(self.dropout(inner)))


class Predictor(nn.Module):
    """Two convolutions with norm and dropout, and a number a phoneme (figure 1c)."""

    fed_by: ClassVar = {"convolutions.1": "norms.0", "outward": "norms.1"}
    rectified: ClassVar = ("convolutions.0", "convolutions.1")

    def __init__(self, width: int, inner: int, dropout: float = 0.3) -> None:
        super().__init__()
        self.convolutions = nn.ModuleList(
            [nn.Conv1d(width, inner, 3, padding=1), nn.Conv1d(inner, inner, 3, padding=1)]
        )
        self.norms = nn.ModuleList([nn.LayerNorm(inner), nn.LayerNorm(inner)])
        self.dropout = nn.Dropout(dropout)
        self.outward = nn.Linear(inner, 1)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, phonemes, width) -> (batch, phonemes)."""
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            if mask is not None:
                hidden = hidden * mask[..., None]
            hidden = self.dropout(norm(relu(convolution(hidden.transpose(1, 2)).transpose(1, 2))))
        return self.outward(hidden)[..., 0]


class Encoder(nn.Module):
    """Phonemes -> hidden vectors, and the variance adaptor's predictions for each."""

    def __init__(self, config: FastSpeech2Config) -> None:
        super().__init__()
        self.symbol = nn.Embedding(config.symbols, config.width)
        self.stress = nn.Embedding(NUM_STRESS_LEVELS, config.width)
        self.speaker = nn.Embedding(config.speakers, config.width)
        for table in (self.symbol, self.stress, self.speaker):
            nn.init.normal_(table.weight, std=0.5)
        self.blocks = nn.ModuleList(EncoderBlock(config) for _ in range(config.encoder_blocks))
        self.norm = nn.LayerNorm(config.width)
        self.duration, self.pitch, self.energy = (
            Predictor(config.width, config.predictor_width) for _ in range(3)
        )

    def forward(
        self, ids: Tensor, speaker: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Ids (batch, phonemes, 2), speaker (batch,) -> hidden (batch, phonemes, width); log
        frames, pitch, energy, each (batch, phonemes).
        """
        voice = self.speaker(speaker)[:, None]
        hidden = self.symbol(ids[..., 0]) + self.stress(ids[..., 1]) + voice
        for block in self.blocks:
            hidden = block(hidden, mask)
        hidden = self.norm(hidden) + voice
        return (
            hidden,
            self.duration(hidden, mask),
            self.pitch(hidden, mask),
            self.energy(hidden, mask),
        )


class Contour(nn.Module):
    """Pitch and voicing of each frame."""

    exact: ClassVar = ("inward",)  # a product whose input needs all its digits

    def __init__(self, config: FastSpeech2Config) -> None:
        super().__init__()
        self.inward = nn.Linear(config.width + 6, config.contour_width)
        self.blocks = nn.ModuleList(
            ConvNeXt(config.contour_width, 2, 7, 0.5, config.activation)
            for _ in range(config.contour_blocks)
        )
        self.outward = nn.Linear(config.contour_width, 2)

    def forward(self, hidden: Tensor, place: Tensor) -> tuple[Tensor, Tensor]:
        """Held vectors (batch, frames, width), `places` (batch, frames, 6) -> deviation of the
        pitch, log odds of voicing, (batch, frames).
        """
        inner = self.inward(torch.cat([hidden, place], -1))
        for block in self.blocks:
            inner = block(inner)
        out = self.outward(inner)
        return out[..., 0], out[..., 1]


class Decoder(nn.Module):
    """Frames -> mel; `together` neighbouring frames share one vector, so that a block costs half."""

    fed_by: ClassVar = {"outward": "norm"}
    exact: ClassVar = ("inward",)
    centres: Tensor
    widths: Tensor

    def __init__(self, config: FastSpeech2Config, spec: MelConfig) -> None:
        super().__init__()
        self.together = config.together
        self.mels = spec.n_mels
        centres = mel_centres(spec)
        self.register_buffer("centres", torch.from_numpy(centres).float(), persistent=False)
        self.register_buffer(
            "widths", torch.from_numpy(np.gradient(centres)).float(), persistent=False
        )
        width = config.decoder_width
        self.inward = nn.Linear((config.width + 8 + spec.n_mels) * config.together, width)
        self.blocks = nn.ModuleList(
            ConvNeXt(
                width,
                config.decoder_expansion,
                config.decoder_kernel,
                1 / config.decoder_blocks,
                config.activation,
            )
            for _ in range(config.decoder_blocks)
        )
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(config.dropout / 2)
        self.outward = nn.Linear(width, spec.n_mels * config.together)

    def harmonics(self, pitch: Tensor, voiced: Tensor) -> Tensor:
        """A comb over the bands, 1 on a harmonic and -1 between two, fading where bands are too
        wide to tell them apart: (batch, frames, mels).
        """
        hertz = F0_REFERENCE_HZ * torch.exp2(pitch / LOG2_F0_UNITS)[..., None]
        comb = torch.cos(2 * torch.pi * self.centres / hertz)
        return comb * torch.exp(-((2 * self.widths / hertz) ** 2)) * voiced[..., None]

    def forward(self, hidden: Tensor, place: Tensor, pitch: Tensor, voiced: Tensor) -> Tensor:
        """Held vectors (batch, frames, width), `places` (batch, frames, 6), pitch and voicing
        (batch, frames) -> mel (batch, mels, frames).

        The number of frames must be a multiple of `together`.
        """
        sung = torch.stack([pitch, voiced], -1)
        inner = torch.cat([hidden, place, sung, self.harmonics(pitch, voiced)], -1)
        batch, frames, size = inner.shape
        inner = self.inward(inner.reshape(batch, frames // self.together, size * self.together))
        for block in self.blocks:
            inner = self.dropout(block(inner))
        mel = self.outward(self.norm(inner)).reshape(batch, frames, self.mels)
        return mel.transpose(1, 2) * 2.5 - 5


class FastSpeech2(nn.Module, AcousticModel):
    """Encoder, contour and decoder, and what they were trained for."""

    def __init__(
        self,
        config: FastSpeech2Config | None = None,
        spec: MelConfig | None = None,
        pitch_means: Sequence[float] = (),
        pitch_spreads: Sequence[float] = (),
    ) -> None:
        super().__init__()
        self.config = config or FastSpeech2Config()
        self.spec = spec or MelConfig()
        self.pitch_means = (
            list(pitch_means) or [F0_REFERENCE_HZ] * self.config.speakers
        )  # Hz, each speaker's own
        self.pitch_spreads = list(pitch_spreads) or [1.0] * self.config.speakers
        self.symbols = list(SYMBOLS[: self.config.symbols])
        self.together = self.config.together
        self.encoder = Encoder(self.config)
        self.contour = Contour(self.config)
        self.decoder = Decoder(self.config, self.spec)
        self.eval()

    def encode(self, ids: Ids, speaker: int) -> tuple[Floats, Floats, Floats, Floats]:
        """The encoder on arrays: hidden (phonemes, width); log frames, pitch and energy on the
        model's scales, (phonemes,).
        """
        hidden, frames, tones, levels = on_arrays(self.encoder, ids, np.int64(speaker))
        return hidden, frames, tones, levels

    def predict_f0(self, frame_hidden: Floats, frame_features: Floats) -> tuple[Floats, Floats]:
        """The contour on arrays: (frames, width), (frames, 6) -> deviation of the pitch, log odds
        of voicing, (frames,).
        """
        deviation, odds = on_arrays(self.contour, frame_hidden, frame_features)
        return deviation, odds

    def decode(
        self, frame_hidden: Floats, frame_features: Floats, f0_norm: Floats, voiced: Floats
    ) -> Floats:
        """The decoder on arrays: (frames, width), (frames, 6), (frames,), (frames,) -> mel (mels,
        frames).
        """
        return on_arrays(self.decoder, frame_hidden, frame_features, f0_norm, voiced)[0]

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
        state = weights.state(self, half) | dict(rounded or {})
        weights.save(
            path,
            state,
            {
                "architecture": "fastspeech2",
                "config": asdict(self.config),
                "mel_config": self.spec.to_dict(),
                "symbols": self.symbols,
                "pitch_means": self.pitch_means,
                "pitch_spreads": self.pitch_spreads,
                **more,
            },
        )

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> FastSpeech2:
        """Rebuild a model from its file alone; BadWeights if it is not one, or knows other phonemes
        than the inventory.
        """
        tensors, meta = weights.load(path)
        if meta.get("architecture") != "fastspeech2":
            raise BadWeights(f"{path} holds a {meta.get('architecture')!r}, not an acoustic model.")
        check_inventory(meta, path)
        try:
            model = cls(
                FastSpeech2Config(**meta["config"]),
                weights.mel_config_of(meta, path),
                meta["pitch_means"],
                meta.get("pitch_spreads", ()),
            )
            model.load_state_dict(
                {
                    name: torch.from_numpy(array.astype(np.float32))
                    for name, array in tensors.items()
                }
            )
        except (KeyError, TypeError, RuntimeError) as error:
            raise BadWeights(
                f"the weights in {path} don't fit their own description: {error}"
            ) from error
        return model


def on_arrays(network: nn.Module, *arrays: Any) -> list[Floats]:
    """What a network makes of arrays without a batch axis."""
    with torch.inference_mode():
        out = network(*(torch.from_numpy(np.asarray(array)[None]) for array in arrays))
    return [part[0].numpy() for part in (out if isinstance(out, tuple) else (out,))]
