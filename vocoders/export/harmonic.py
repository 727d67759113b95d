"""Export of the harmonic vocoder: its network, and the synthesis that follows."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from vocoders.export.graph import ExportSpec, digest_of
from vocoders.harmonic.filters import harmonic_bins, num_filter_params
from vocoders.harmonic.synthesis_torch import DifferentiableSynth
from vocoders.mel_config import MelConfig

if TYPE_CHECKING:
    from vocoders.harmonic.network import HarmonicVocoder


def network_spec(vocoder: HarmonicVocoder) -> ExportSpec:
    """The harmonic vocoder's network: mel, f0_features -> predicted_filters, base_filters."""

    def example_inputs(length: int) -> dict[str, Tensor]:
        return {
            "mel": 2 * torch.randn(1, vocoder.spec.n_mels, length) - 5,
            "f0_features": torch.randn(1, 2, length),
        }

    metadata = {
        "architecture": vocoder.name,
        "config": asdict(vocoder.config),
        "mel_config": vocoder.spec.to_dict(),
        "weights_digest": digest_of(vocoder.network),
    }
    axes = {"mel": 2, "f0_features": 2}
    outputs = ["predicted_filters", "base_filters"]
    return ExportSpec(vocoder.network, example_inputs, axes, outputs, metadata)


def synthesis_spec(spec: MelConfig, max_voiced_hz: float) -> ExportSpec:
    """The harmonic vocoder's synthesis: filters, F0 features and noise -> samples."""
    bins = spec.n_fft // 2 + 1

    def example_inputs(length: int) -> dict[str, Tensor]:
        base = torch.randn(1, length, harmonic_bins(spec, max_voiced_hz) + bins) / 4
        predicted = torch.randn(1, length, num_filter_params(spec, max_voiced_hz)) / 2 - 2
        return {
            "predicted_filters": predicted,
            "base_filters": base,
            "f0_features": torch.stack([torch.randn(length) / 2, torch.ones(length)])[None],
            "noise": torch.randn(1, length, spec.hop_length),
        }

    axes = {"predicted_filters": 1, "base_filters": 1, "f0_features": 2, "noise": 1}
    metadata = {
        "architecture": "source-filter",
        "mel_config": spec.to_dict(),
        "max_voiced_hz": max_voiced_hz,
    }
    return ExportSpec(
        DifferentiableSynth(spec, max_voiced_hz), example_inputs, axes, ["samples"], metadata
    )
