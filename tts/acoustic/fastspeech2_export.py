"""Export of the acoustic model: its three networks, their inputs and outputs; needs torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import torch
from torch import Tensor

from tts.acoustic.fastspeech2 import ARCHITECTURE, FRAME_FEATURES, FastSpeech2
from tts.acoustic.model import NUM_STRESS_LEVELS
from vocoders.export.graph import ExportSpec, digest_of

FRAME_INPUTS = ("frame_hidden", "frame_features", "f0_norm", "voiced")


def acoustic_specs(model: FastSpeech2) -> dict[str, ExportSpec]:
    """The networks of an acoustic model by name. All carry the same digest, so that networks of two
    models are not mixed.
    """
    frame_axes = dict.fromkeys(FRAME_INPUTS, 1)
    return {
        "encoder": ExportSpec(
            model.encoder,
            random_phonemes(model),
            {"phoneme_ids": 1},
            ["hidden", "log_durations", "pitch_norm", "energy_norm"],
            **_naming(model, "encoder"),
        ),
        "f0_predictor": ExportSpec(
            model.f0_predictor,
            random_frames(model, "frame_hidden", "frame_features"),
            frame_axes,
            ["f0_residual", "voicing_logit"],
            **_naming(model, "f0_predictor"),
        ),
        "decoder": ExportSpec(
            model.decoder,
            random_frames(model, *FRAME_INPUTS),
            frame_axes,
            ["mel"],
            length_multiple=model.config.reduction_factor,
            **_naming(model, "decoder"),
        ),
    }


def _naming(model: FastSpeech2, network: str) -> dict[str, Any]:
    """Metadata and tensor prefix of a network."""
    metadata = {
        "architecture": ARCHITECTURE,
        "config": asdict(model.config),
        "mel_config": model.spec.to_dict(),
        **model.description(),
        "weights_digest": digest_of(model),
        "network": network,
    }
    return {"metadata": metadata, "tensor_prefix": f"{network}."}


def random_phonemes(model: FastSpeech2) -> Callable[[int], dict[str, Tensor]]:
    """Number of phonemes -> random phonemes of a random speaker."""

    def example_inputs(length: int) -> dict[str, Tensor]:
        symbols = torch.randint(len(model.symbols), (1, length))
        stresses = torch.randint(NUM_STRESS_LEVELS, (1, length))
        return {
            "phoneme_ids": torch.stack([symbols, stresses], -1),
            "speaker_weights": random_weights(model.config.num_speakers),
        }

    return example_inputs


def random_weights(count: int) -> Tensor:
    """Weights of a random mixture of speakers, (1, count)."""
    return torch.rand(1, count).softmax(-1)


def random_frames(model: FastSpeech2, *names: str) -> Callable[[int], dict[str, Tensor]]:
    """Number of frames -> random inputs of the F0 predictor or the decoder."""

    def example_inputs(length: int) -> dict[str, Tensor]:
        inputs = {
            "frame_hidden": torch.randn(1, length, model.config.hidden_dim),
            "frame_features": torch.randn(1, length, FRAME_FEATURES),
            "f0_norm": torch.randn(1, length),
            "voiced": (torch.rand(1, length) > 0.5).float(),
        }
        return {name: inputs[name] for name in names}

    return example_inputs
