"""FastSpeech 2 with its three networks in ONNX Runtime: the same outputs as
`tts.acoustic.fastspeech2`, without torch.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

from tts.acoustic.model import AcousticModel, Ids, check_inventory
from tts.acoustic.prosody import Floats
from vocoders import weights
from vocoders.errors import InvalidWeightsError
from vocoders.header_checks import count_of, finite_numbers
from vocoders.onnx_session import OnnxModel

NETWORKS = ("encoder", "f0_predictor", "decoder")
ENCODER_SUFFIX = ".encoder.onnx"  # of the first of the three files, by which they are named


class FastSpeech2Onnx(AcousticModel):
    """Encoder, F0 predictor and decoder, each from a file of its own."""

    def __init__(self, encoder: OnnxModel, f0_predictor: OnnxModel, decoder: OnnxModel) -> None:
        check_inputs(encoder)
        self.encoder = encoder
        self.f0_predictor = f0_predictor
        self.decoder = decoder
        self.spec = weights.mel_config_of(encoder.meta, encoder.path)
        self.symbols = check_inventory(encoder.meta, encoder.path)
        self.pitch_means = numbers_in(encoder, "pitch_means")
        self.pitch_std_scale = numbers_in(encoder, "pitch_std_scale")
        self.config = SimpleNamespace(**encoder.metadata("config"))
        self.reduction_factor = count_in(encoder, "reduction_factor")
        self.num_speakers = count_in(encoder, "num_speakers")
        for key in ("num_decoder_blocks", "decoder_kernel_size"):
            count_in(encoder, key)
        if len(self.pitch_means) != len(self.pitch_std_scale):
            raise InvalidWeightsError(
                f"{encoder.path} has {len(self.pitch_means)} speakers in pitch_means, and "
                f"{len(self.pitch_std_scale)} in pitch_std_scale. Export it again."
            )

    @classmethod
    def load(cls, path: str | os.PathLike[str], threads: int = 1) -> FastSpeech2Onnx:
        """The model in NAME.encoder.onnx, NAME.f0_predictor.onnx and NAME.decoder.onnx, of which
        `path` is the first.

        InvalidWeightsError if one of them is absent, damaged, something else, or of another export.
        """
        path = Path(path)
        networks = [OnnxModel(network_file(path, name), threads) for name in NETWORKS]
        for network, name in zip(networks, NETWORKS, strict=True):
            check_network(network, name)
            if network.meta.get("weights_digest") != networks[0].meta.get("weights_digest"):
                raise InvalidWeightsError(
                    f"{network.path} and {path} are of different models: export the voice again, "
                    "into an empty folder."
                )
        return cls(*networks)

    def encode(self, ids: Ids, weights: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """The encoder on arrays, see `AcousticModel.encode`."""
        count = len(ids)
        hidden, log_durations, pitch_norm, energy_norm = self.encoder(
            ids,
            weights,
            shapes=[(count, None), (count,), (count,), (count,)],
        )
        return hidden, log_durations, pitch_norm, energy_norm

    def predict_f0(self, frame_hidden: Floats, frame_features: Floats) -> tuple[Floats, Floats]:
        """The F0 predictor on arrays, see `AcousticModel.predict_f0`."""
        count = len(frame_hidden)
        f0_residual, voicing_logit = self.f0_predictor(
            frame_hidden, frame_features, shapes=[(count,), (count,)]
        )
        return f0_residual, voicing_logit

    def decode(
        self, frame_hidden: Floats, frame_features: Floats, f0_norm: Floats, voiced: Floats
    ) -> Floats:
        """The decoder on arrays, see `AcousticModel.decode`."""
        inputs = (frame_hidden, frame_features, f0_norm, voiced)
        return self.decoder(*inputs, shapes=[(self.spec.n_mels, len(f0_norm))])[0]


def numbers_in(network: OnnxModel, key: str) -> list[float]:
    """A list of numbers in the metadata of a network."""
    return finite_numbers(network.metadata(key), key, network.path)


def count_in(network: OnnxModel, key: str) -> int:
    """A whole number in the configuration of a network."""
    return count_of(network.metadata("config", key), key, network.path)


def check_inputs(encoder: OnnxModel) -> None:
    """Raise InvalidWeightsError for an encoder that takes a speaker's number, as older exports do,
    and not the weights of a mixture.
    """
    if "speaker_id" in encoder.inputs:
        raise InvalidWeightsError(
            f"{encoder.path} was exported by an older version of PlainSpeech: export the voice "
            "again."
        )


def network_file(encoder: Path, name: str) -> Path:
    """File of one of the NETWORKS beside that of the encoder."""
    return encoder.with_name(encoder.name.replace(ENCODER_SUFFIX, f".{name}.onnx"))


def check_network(network: OnnxModel, name: str) -> None:
    """Raise InvalidWeightsError unless a file holds the named network of an acoustic model."""
    architecture = network.meta.get("architecture")
    found = network.meta.get("network")
    if architecture != "fastspeech2" or found != name:
        raise InvalidWeightsError(
            f"{network.path} is not the {name} of an acoustic model: it says {architecture!r}, "
            f"{found!r}."
        )
