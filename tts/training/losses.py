"""Losses of the acoustic model (FastSpeech 2, section 2.3), and a discriminator against blur."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils.parametrizations import weight_norm

from frontend.phonemes import BOUNDARY, SYMBOL_ID
from tts.acoustic.prosody import LOG2_F0_UNITS
from tts.training.batches import AcousticBatch
from vocoders.training.discriminators import DiscriminatorOutput, init_kaiming, run_layers

# distance from the speaker's mean at which a frame of a pitch-shifted clip counts twice
RARE_PITCH_SEMITONES = 4.0
F0_COLUMN = 5  # of the frame features: F0 on the model's scale, interpolated between phonemes
LEAKY_RELU_SLOPE = 0.2  # of the leaky ReLUs


def masked_mean(values: Tensor, mask: Tensor) -> Tensor:
    """Mean where the mask is True."""
    weight = mask.to(values.dtype)
    return (values * weight).sum() / weight.sum().clamp_min(1)


def variance_losses(
    batch: AcousticBatch, log_durations: Tensor, pitch_norm: Tensor, energy_norm: Tensor
) -> dict[str, Tensor]:
    """Squared errors of predicted log duration, pitch and energy, (batch, phonemes) each, over the
    clips whose pitch is the speaker's own. Boundaries between words have no duration.
    """
    mask = batch.phoneme_mask & batch.is_original[:, None]
    duration_mask = mask & (batch.ids[..., 0] != SYMBOL_ID[BOUNDARY])
    target = batch.durations.clamp_min(1).float().log()
    return {
        "duration": masked_mean((log_durations.float() - target) ** 2, duration_mask),
        "pitch": masked_mean((pitch_norm.float() - batch.pitch_norm) ** 2, mask),
        "energy": masked_mean((energy_norm.float() - batch.energy_norm) ** 2, mask),
    }


def f0_losses(
    batch: AcousticBatch, f0_residual: Tensor, voicing_logit: Tensor
) -> dict[str, Tensor]:
    """Absolute error of the F0 of voiced frames, cross entropy of the voicing."""
    interpolated = batch.frame_features[..., F0_COLUMN]
    error = (interpolated + f0_residual.float() - batch.f0_norm).abs()
    entropy = binary_cross_entropy_with_logits(
        voicing_logit.float(), batch.voiced, reduction="none"
    )
    return {
        "f0": masked_mean(error, batch.frame_mask & (batch.voiced > 0)),
        "voicing": masked_mean(entropy, batch.frame_mask),
    }


def mel_loss(batch: AcousticBatch, mel: Tensor, speaker_mean: Tensor) -> Tensor:
    """Mean absolute error of the log mels, (batch, mels, frames).

    In pitch-shifted clips a voiced frame counts the more the farther its F0 is from the mean of its
    speaker, (batch,) on the model's scale: such frames are rare, and the only purpose of these
    clips.
    """
    distance = (batch.f0_norm - speaker_mean[:, None]) * (12 / LOG2_F0_UNITS) / RARE_PITCH_SEMITONES
    rare = distance**2 * batch.voiced * ~batch.is_original[:, None]
    weight = batch.frame_mask * (1 + rare)
    error = (mel.float() - batch.mel).abs().mean(1)
    return (error * weight).sum() / weight.sum().clamp_min(1)


class MelDiscriminator(nn.Module):
    """Convolutions over time and bands of a mel: real or blurred? Its maps serve the
    feature-matching loss.
    """

    def __init__(self, width: int = 32) -> None:
        super().__init__()
        sizes = [
            (1, width, (2, 1)),
            (width, width, (2, 2)),
            (width, 2 * width, (2, 2)),
            (2 * width, 2 * width, (2, 1)),
        ]
        self.layers = nn.ModuleList(
            weight_norm(nn.Conv2d(width_in, width_out, (5, 3), stride, (2, 1)))
            for width_in, width_out, stride in sizes
        )
        self.last = weight_norm(nn.Conv2d(2 * width, 1, 3, padding=1))
        init_kaiming(self)

    def forward(self, mel: Tensor) -> DiscriminatorOutput:
        """(batch, mels, frames) -> scores (batch, 1, bands, steps), maps."""
        hidden = ((mel + 5) / 2.5)[:, None].contiguous(memory_format=torch.channels_last)
        return run_layers(self.layers, self.last, hidden, LEAKY_RELU_SLOPE)
