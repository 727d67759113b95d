"""What the acoustic model is trained to make small (FastSpeech 2, section 2.3), and a discriminator
against blur.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, leaky_relu
from torch.nn.utils.parametrizations import weight_norm

from frontend.phonemes import BOUNDARY, SYMBOL_ID
from tts.training.batches import Batch
from vocoders.pitch import LOG2_F0_UNITS
from vocoders.training.discriminators import keep_variance

RARE = 4.0  # semitones from the usual pitch at which a frame of a moved clip counts twice


def mean_where(values: Tensor, there: Tensor) -> Tensor:
    """Mean over the places that are there."""
    weight = there.to(values.dtype)
    return (values * weight).sum() / weight.sum().clamp_min(1)


def variance_losses(
    batch: Batch, frames: Tensor, tones: Tensor, levels: Tensor
) -> dict[str, Tensor]:
    """Squared errors of log duration, pitch and energy by phoneme, where the speaker's own
    (boundaries between words have no length of their own).
    """
    said = batch.known & batch.own[:, None]
    timed = said & (batch.ids[..., 0] != SYMBOL_ID[BOUNDARY])
    true = batch.durations.clamp_min(1).float().log()
    return {
        "duration": mean_where((frames.float() - true) ** 2, timed),
        "pitch": mean_where((tones.float() - batch.tones) ** 2, said),
        "energy": mean_where((levels.float() - batch.levels) ** 2, said),
    }


def contour_losses(batch: Batch, deviation: Tensor, odds: Tensor) -> dict[str, Tensor]:
    """Distance of the pitch of voiced frames, cross entropy of the voicing."""
    gap = (batch.place[..., 5] + deviation.float() - batch.tone).abs()
    entropy = binary_cross_entropy_with_logits(odds.float(), batch.voiced, reduction="none")
    return {
        "contour": mean_where(gap, batch.heard & (batch.voiced > 0)),
        "voicing": mean_where(entropy, batch.heard),
    }


def mel_distance(batch: Batch, mel: Tensor, usual: Tensor) -> Tensor:
    """Mean distance of the log mels, (batch, mels, frames). In clips whose pitch was moved, a
    voiced frame counts the more the farther its pitch is from what is usual for its speaker,
    (batch,) on the model's scale: such frames are rare, and all that the moved clips are there for.
    """
    away = (batch.tone - usual[:, None]) * (12 / LOG2_F0_UNITS) / RARE
    weight = batch.heard * (1 + away**2 * batch.voiced * ~batch.own[:, None])
    return ((mel.float() - batch.mel).abs().mean(1) * weight).sum() / weight.sum().clamp_min(1)


class MelDiscriminator(nn.Module):
    """Convolutions over time and bands of a mel: is this patch real or blurred? Its maps serve the
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
            weight_norm(nn.Conv2d(i, o, (5, 3), s, (2, 1))) for i, o, s in sizes
        )
        self.last = weight_norm(nn.Conv2d(2 * width, 1, 3, padding=1))
        keep_variance(self)

    def forward(self, mel: Tensor) -> tuple[Tensor, list[Tensor]]:
        """(batch, mels, frames) -> judgement (batch, 1, bands, steps), maps."""
        hidden = ((mel + 5) / 2.5)[:, None].contiguous(memory_format=torch.channels_last)
        maps = []
        for layer in self.layers:
            hidden = leaky_relu(layer(hidden), 0.2)
            maps.append(hidden)
        return self.last(hidden), maps
