"""Random segments for the WaveNet, each with its past: the data of one training step.

The loss of a sample must be computed from what generation would know of it. So a segment holds a
receptive field of true samples before the first that counts; it begins with empty queues only where
the clip begins; and its mel reaches on both sides as far as the convolutions over frames do.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from vocoders.mel import LOG_FLOOR
from vocoders.mel_config import Array, MelConfig
from vocoders.training.batching import step_rng
from vocoders.training.feature_file import FeatureFile
from vocoders.training.recipe import RecipeError
from vocoders.training.segments import GAIN_RANGE_DB, SegmentSampler
from vocoders.wavenet.conditioning import (
    LpcConditioning,
    NetworkInputs,
    lpc_conditioning,
    lpc_inputs,
    mel_features,
)
from vocoders.wavenet.config import WaveNetConfig

INT16_SCALE = 32768
LOG_MEL_FLOOR = float(np.log(LOG_FLOOR))


class WaveNetBatch(NamedTuple):
    """A batch of segments: `segment_frames` frames of samples, and a mel that reaches further."""

    samples: Tensor  # (batch, frames * hop)
    inputs: NetworkInputs  # of those samples; its features hold frames + 2 context frames
    offset: Tensor  # (batch,), which frame of the features is the samples' first
    loss_mask: Tensor  # (batch, frames * hop), whether a sample has all its past

    def to(self, device: torch.device) -> WaveNetBatch:
        """The same on a device."""
        inputs = NetworkInputs(*(part.to(device, non_blocking=True) for part in self.inputs))
        return WaveNetBatch(
            self.samples.to(device), inputs, self.offset.to(device), self.loss_mask.to(device)
        )


def receptive_frames(config: WaveNetConfig, mel_config: MelConfig) -> int:
    """Frames that hold a receptive field."""
    return -(-config.receptive_field // mel_config.hop_length)


def context_frames(config: WaveNetConfig, mel_config: MelConfig) -> int:
    """Frames on either side that a frame's condition depends on, with one that is interpolated to;
    or those that hold the past samples that linear prediction takes.
    """
    by_convolutions = 2 * (config.cond_kernel_size // 2) + 1
    by_prediction = -(-config.lpc_context(mel_config) // mel_config.hop_length) + 1
    return max(by_convolutions, by_prediction)


class WaveNetSampler(SegmentSampler):
    """Random segments as those of `SegmentSampler`, each with its past; a clip's beginning is drawn
    as often as the rest of it.
    """

    def __init__(
        self,
        config: WaveNetConfig,
        features: FeatureFile,
        clips: list[int],
        segment_frames: int,
        batch_size: int,
        seed: int,
        **gta: Any,
    ) -> None:
        super().__init__(features, clips, segment_frames, batch_size, seed, 0.0, **gta)
        self.config = config
        self.receptive_frames = receptive_frames(config, features.mel_config)
        self.context_frames = context_frames(config, features.mel_config)
        if segment_frames <= self.receptive_frames:
            raise RecipeError(
                f"segments of {segment_frames} frames hold no more than the WaveNet's receptive "
                f"field, {config.receptive_field} samples or {self.receptive_frames} frames. "
                "Set segment_frames to several times that."
            )

    def __call__(self, step: int) -> WaveNetBatch:  # type: ignore[override]
        """The batch of a step, always the same for the same seed."""
        rng = step_rng(self.seed, step)
        rows = [self.row(clip, rng) for clip in self.draw_clips(rng)]
        samples, inputs, features, predicted, gain, offset, loss_mask = (
            torch.stack(part) for part in zip(*rows, strict=True)
        )
        return WaveNetBatch(
            samples, NetworkInputs(inputs, features, predicted, gain), offset, loss_mask
        )

    def row(  # type: ignore[override]
        self, clip: int, rng: np.random.Generator
    ) -> tuple[Tensor, ...]:
        """One row of a `WaveNetBatch`, mel and samples changed by the same random gain."""
        whole, _ = self.choose_mel(clip, rng)
        first, start = self.draw_frames(len(whole), rng)
        log_gain = rng.uniform(*GAIN_RANGE_DB) / 20 * np.log(10)
        wide = slice(start, start + self.segment_frames + 2 * self.context_frames)
        mel = self.wide_mel(whole, wide, log_gain)
        f0 = self.wide_f0(clip, wide) if self.config.pitch_taps else None
        samples, known = self.wide_samples(clip, wide, log_gain)
        mel_config = self.features.mel_config
        lpc = lpc_conditioning(mel, f0, self.config, mel_config)
        batched = LpcConditioning(*(part[None] for part in lpc))
        hop = mel_config.hop_length
        offset = first - start
        inside = slice(offset * hop, (offset + self.segment_frames) * hop)
        inputs, predicted, gains = (
            part[0, inside] for part in lpc_inputs(samples[None], batched, self.config)
        )
        loss_mask = torch.arange(self.segment_frames * hop) < known - offset * hop
        loss_mask[: self.receptive_frames * hop if first else 0] = False
        features = torch.from_numpy(mel_features(mel, f0))
        place = torch.tensor(offset)
        return samples[inside], inputs, features, predicted, gains, place, loss_mask

    def draw_frames(self, count: int, rng: np.random.Generator) -> tuple[int, int]:
        """The first frame of a segment in a clip of so many frames, and the first of its mel."""
        latest = max(1, count - self.segment_frames + 1)
        first = int(np.clip(rng.integers(-self.receptive_frames, latest), 0, None))
        latest_start = max(0, count - self.segment_frames - 2 * self.context_frames)
        return first, int(np.clip(first - self.context_frames, 0, latest_start))

    def wide_mel(self, mel: NDArray[np.float16], wide: slice, log_gain: float) -> Array:
        """Some frames of a mel (frames, mels), padded with silence -> (mels, frames)."""
        louder = mel[wide].T.astype(np.float32) + np.float32(log_gain)
        louder = np.maximum(louder, np.float32(LOG_MEL_FLOOR))
        short = wide.stop - wide.start - louder.shape[1]
        return np.pad(louder, ((0, 0), (0, short)), constant_values=LOG_MEL_FLOOR)

    def wide_f0(self, clip: int, wide: slice) -> Array:
        """F0 of some frames of a clip, padded as unvoiced, (frames,)."""
        f0 = np.asarray(self.features.arrays["f0"][clip], np.float32)
        short = wide.stop - wide.start - max(0, len(f0) - wide.start)
        return np.pad(f0[wide], (0, max(0, short)))

    def wide_samples(self, clip: int, wide: slice, log_gain: float) -> tuple[Tensor, int]:
        """Samples of some frames of a clip, padded with zeros, and how many there are in truth."""
        hop = self.features.mel_config.hop_length
        stored = self.features.arrays["samples"][clip][wide.start * hop : wide.stop * hop]
        true = stored.astype(np.float32) / INT16_SCALE * np.float32(np.exp(log_gain))
        padding = (wide.stop - wide.start) * hop - len(true)
        return torch.from_numpy(np.pad(np.clip(true, -1, 1), (0, padding))), len(true)
