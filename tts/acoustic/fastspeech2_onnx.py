"""FastSpeech 2 whose three networks run in ONNX Runtime: says what `tts.acoustic.fastspeech2` says, without
torch.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from tts.acoustic.model import AcousticModel, Ids, check_inventory
from tts.acoustic.prosody import Floats
from vocoders import weights
from vocoders.errors import BadWeights
from vocoders.onnx_session import OnnxNetwork, in_meta

ENCODER = ".encoder.onnx"  # how the first of the three files ends, by which they are named
PARTS = ("encoder", "contour", "decoder")


class FastSpeech2Onnx(AcousticModel):
    """Encoder, contour and decoder, each from a file of its own."""

    def __init__(self, encoder: OnnxNetwork, contour: OnnxNetwork, decoder: OnnxNetwork) -> None:
        self.encoder = encoder
        self.contour = contour
        self.decoder = decoder
        self.spec = weights.mel_config_of(encoder.meta, encoder.path)
        self.symbols = check_inventory(encoder.meta, encoder.path)
        self.pitch_means = [float(hertz) for hertz in in_meta(encoder, "pitch_means")]
        self.pitch_spreads = [float(times) for times in in_meta(encoder, "pitch_spreads")]
        self.config = SimpleNamespace(**in_meta(encoder, "config"))
        self.together = int(in_meta(encoder, "config", "together"))

    @classmethod
    def load(cls, path: str | os.PathLike[str], threads: int = 1) -> FastSpeech2Onnx:
        """From NAME.encoder.onnx, beside which lie NAME.contour.onnx and NAME.decoder.onnx.

        BadWeights if one of them is absent, damaged, something else, or of another export.
        """
        path = Path(path)
        networks = [
            OnnxNetwork(path.with_name(path.name.replace(ENCODER, f".{part}.onnx")), threads)
            for part in PARTS
        ]
        for network, part in zip(networks, PARTS, strict=True):
            if (
                network.meta.get("architecture") != "fastspeech2"
                or network.meta.get("part") != part
            ):
                raise BadWeights(
                    f"{network.path} is not the {part} of an acoustic model: it says {network.meta.get('architecture')!r}, "
                    f"{network.meta.get('part')!r}."
                )
            if network.meta.get("digest") != networks[0].meta.get("digest"):
                raise BadWeights(
                    f"{network.path} and {path} are of different models: export the voice again, into an empty folder."
                )
        return cls(*networks)

    def encode(self, ids: Ids, speaker: int) -> tuple[Floats, Floats, Floats, Floats]:
        """The encoder on arrays: hidden (phonemes, width); log frames, pitch and energy on the
        model's scales, (phonemes,).
        """
        hidden, frames, tones, levels = self.encoder(ids, np.int64(speaker))  # type: ignore[arg-type]
        return hidden, frames, tones, levels

    def predict_f0(self, frame_hidden: Floats, frame_features: Floats) -> tuple[Floats, Floats]:
        """The contour on arrays: (frames, width), (frames, 6) -> deviation of the pitch, log odds
        of voicing, (frames,).
        """
        deviation, odds = self.contour(frame_hidden, frame_features)
        return deviation, odds

    def decode(
        self, frame_hidden: Floats, frame_features: Floats, f0_norm: Floats, voiced: Floats
    ) -> Floats:
        """The decoder on arrays: (frames, width), (frames, 6), (frames,), (frames,) -> mel (mels,
        frames).
        """
        return self.decoder(frame_hidden, frame_features, f0_norm, voiced)[0]
