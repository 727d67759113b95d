"""Harmonic vocoder with its network in ONNX Runtime: the same sound as
`vocoders.harmonic.network`, without torch.
"""

from __future__ import annotations

import os
from types import SimpleNamespace

from vocoders import weights
from vocoders.errors import InvalidWeightsError
from vocoders.harmonic.vocoder import SourceFilter
from vocoders.header_checks import count_of, finite_numbers
from vocoders.mel_config import Array
from vocoders.onnx_session import OnnxModel


class HarmonicOnnx(SourceFilter):
    """Mel and F0 -> wave."""

    def __init__(self, network: OnnxModel) -> None:
        spec = weights.mel_config_of(network.meta, network.path)
        config = network.metadata("config")
        highest = finite_numbers([config.get("max_voiced_hz")], "max_voiced_hz", network.path)
        super().__init__(highest[0], spec)
        self.network = network
        self.config = SimpleNamespace(**config)
        for key in ("num_blocks", "kernel_size"):
            count_of(network.metadata("config", key), key, network.path)

    @classmethod
    def load(cls, path: str | os.PathLike[str], threads: int = 1) -> HarmonicOnnx:
        """The vocoder in a file; InvalidWeightsError if the file holds something else."""
        network = OnnxModel(path, threads)
        architecture = network.meta.get("architecture")
        if architecture != cls.name:
            raise InvalidWeightsError(
                f"{path} holds the architecture {architecture!r}, not {cls.name!r}."
            )
        return cls(network)

    def predict_filters(self, mel: Array, f0_features: Array) -> tuple[Array, Array]:
        """The network on arrays, see `SourceFilter.predict_filters`."""
        count = mel.shape[1]
        predicted, base = self.network(mel, f0_features, shapes=[(count, None), (count, None)])
        return predicted, base
