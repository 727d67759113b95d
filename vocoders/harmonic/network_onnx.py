"""The source-filter vocoder whose network runs in ONNX Runtime: the same sound as
`vocoders.harmonic.network`, without torch.
"""

from __future__ import annotations

import os
from types import SimpleNamespace

from vocoders import weights
from vocoders.errors import BadWeights
from vocoders.harmonic.synthesis import SourceFilter
from vocoders.mel_config import Array
from vocoders.onnx_session import OnnxNetwork, in_meta


class HarmonicOnnx(SourceFilter):
    """Mel and pitch -> wave."""

    def __init__(self, network: OnnxNetwork) -> None:
        super().__init__(
            float(in_meta(network, "config", "limit")),
            weights.mel_config_of(network.meta, network.path),
        )
        self.network = network
        self.config = SimpleNamespace(**in_meta(network, "config"))

    @classmethod
    def load(cls, path: str | os.PathLike[str], threads: int = 1) -> HarmonicOnnx:
        """From its file alone; BadWeights if it holds something else."""
        network = OnnxNetwork(path, threads)
        if network.meta.get("architecture") != cls.name:
            raise BadWeights(
                f"{path} holds a {network.meta.get('architecture')!r}, not a {cls.name!r} vocoder."
            )
        return cls(network)

    def filters(self, mel: Array, voice: Array) -> tuple[Array, Array]:
        """What the network says: mel (mels, frames), voicing (2, frames) -> (frames, columns) and
        what is known without it.
        """
        learned, known = self.network(mel, voice)
        return learned, known
