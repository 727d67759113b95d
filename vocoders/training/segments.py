"""Random segments of clips, with the excitation that the harmonic vocoder filters: the data of one
training step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import soxr
import torch
from numpy.typing import NDArray
from torch import Tensor

from vocoders.harmonic.excitation import pulse_train
from vocoders.mel import LOG_FLOOR, mel_spectrogram
from vocoders.mel_config import Array
from vocoders.pitch import fill_f0, interpolate_unvoiced
from vocoders.training.batching import step_rng
from vocoders.training.feature_file import FeatureFile

SPEED_RANGE = (0.84, 1.36)  # of speed perturbation
GAIN_RANGE_DB = (-6.0, 3.0)
EDGE_FRAMES = 2  # frames whose windows reach over the end of a segment
INT16_MAX = 32767


class SegmentBatch(NamedTuple):
    """A batch of segments."""

    samples: Tensor  # (batch, samples)
    mel: Tensor  # (batch, mels, frames)
    f0_features: Tensor  # (batch, 2, frames)
    excitation: Tensor  # (batch, 2, samples): pulses, noise
    phase_carrier: Tensor  # (batch, 2, cells): cosine and sine of the pulses' phase
    mel_is_real: Tensor  # (batch,), whether the mel is that of the samples, not a predicted one

    def to(self, device: torch.device) -> SegmentBatch:
        """The same on a device."""
        return SegmentBatch(*(part.to(device, non_blocking=True) for part in self))


class TrainingSegment(NamedTuple):
    """A part of a clip: samples (frames * hop,), mel (mels, frames), F0 (frames,) in Hz."""

    samples: Array
    mel: Array
    f0: Array


class SegmentSampler:
    """Random segments: a clip with a probability in proportion to its length, anywhere in it. Clips
    that are too short are padded with silence.

    features, clips     what is cut, and which of its clips
    segment_frames      length of a segment
    max_voiced_hz       where the pulses of the excitation end
    gta, gta_fraction   features with GTA mels of the same clips, and how often those are taken
    speed_perturb_prob  how many of the rest are resampled to another speed, which moves pitch and
                        formants alike
    """

    def __init__(
        self,
        features: FeatureFile,
        clips: Sequence[int],
        segment_frames: int,
        batch_size: int,
        seed: int,
        max_voiced_hz: float,
        gta: FeatureFile | None = None,
        gta_fraction: float = 0.0,
        speed_perturb_prob: float = 0.0,
    ) -> None:
        self.features = features
        self.segment_frames = segment_frames
        self.batch_size = batch_size
        self.seed = seed
        self.max_voiced_hz = max_voiced_hz
        self.gta = gta
        self.gta_fraction = gta_fraction
        self.speed_perturb_prob = speed_perturb_prob
        if gta is not None:
            features.mel_config.check(
                gta.mel_config, "the file of features", "the file of GTA mels"
            )
        self.clips = np.array(clips)
        lengths = np.array([len(features.arrays["mel"][i]) for i in self.clips], np.float64)
        self.probabilities = lengths / lengths.sum()

    def __call__(self, step: int) -> SegmentBatch:
        """The batch of a step, always the same for the same seed."""
        rng = step_rng(self.seed, step)
        rows = [self.row(clip, rng) for clip in self.draw_clips(rng)]
        parts = zip(*rows, strict=True)
        return SegmentBatch(*(torch.from_numpy(np.stack(part)) for part in parts))

    def draw_clips(self, rng: np.random.Generator) -> list[int]:
        """Indices of the clips of a batch."""
        drawn = rng.choice(self.clips, self.batch_size, p=self.probabilities)
        return [int(clip) for clip in drawn]

    def row(self, clip: int, rng: np.random.Generator) -> tuple[NDArray[Any], ...]:
        """One row of a `SegmentBatch`."""
        mel, is_real = self.choose_mel(clip, rng)
        if is_real and rng.random() < self.speed_perturb_prob:
            speed = float(np.exp(rng.uniform(*np.log(SPEED_RANGE))))
            segment = self.speed_perturbed(clip, speed, rng)
        else:
            first = int(rng.integers(0, max(1, len(mel) - self.segment_frames + 1)))
            segment = self.crop(clip, mel, first)
        log_gain = rng.uniform(*GAIN_RANGE_DB) / 20 * np.log(10)
        return self.with_excitation(segment, is_real, log_gain, rng)

    def with_excitation(
        self, segment: TrainingSegment, is_real: bool, log_gain: float, rng: np.random.Generator
    ) -> tuple[NDArray[Any], ...]:
        """One row of a `SegmentBatch`, mel and samples changed by the same gain."""
        pulses, carrier = pulse_train(segment.f0, self.features.mel_config, self.max_voiced_hz, rng)
        noise = rng.standard_normal(len(pulses), np.float32)
        return (
            segment.samples * np.float32(np.exp(log_gain)),
            np.maximum(segment.mel + np.float32(log_gain), np.float32(np.log(LOG_FLOOR))),
            fill_f0(segment.f0).features,
            np.stack([pulses, noise]),
            carrier,
            np.array(is_real),
        )

    def choose_mel(self, clip: int, rng: np.random.Generator) -> tuple[NDArray[np.float16], bool]:
        """The clip's real mel (frames, mels) or, as often as `gta_fraction`, its GTA mel; and
        whether it is the real one.
        """
        take_gta = rng.random() < self.gta_fraction
        if take_gta and self.gta is not None and len(self.gta.arrays["mel"][clip]):
            return self.gta.arrays["mel"][clip], False
        return self.features.arrays["mel"][clip], True

    def crop(self, clip: int, mel: NDArray[np.float16], first: int) -> TrainingSegment:
        """The segment of a clip from a frame on, with the given mel (frames, mels) of the clip."""
        hop = self.features.mel_config.hop_length
        frames = slice(first, first + self.segment_frames)
        samples = self.clip_samples(clip, frames)
        cut = mel[frames].T.astype(np.float32)
        f0 = np.asarray(self.features.arrays["f0"][clip][frames], np.float32)
        short = self.segment_frames - cut.shape[1]
        return TrainingSegment(
            np.pad(samples, (0, short * hop)),
            np.pad(cut, ((0, 0), (0, short)), constant_values=np.log(LOG_FLOOR)),
            np.pad(f0, (0, short)),
        )

    def clip_samples(self, clip: int, frames: slice) -> Array:
        """Samples of some frames of a clip, in -1..1."""
        hop = self.features.mel_config.hop_length
        samples = self.features.arrays["samples"][clip][frames.start * hop : frames.stop * hop]
        return samples.astype(np.float32) / np.float32(INT16_MAX)

    def speed_perturbed(self, clip: int, speed: float, rng: np.random.Generator) -> TrainingSegment:
        """A segment somewhere in a clip, resampled to another speed."""
        config = self.features.mel_config
        f0 = self.features.arrays["f0"][clip]
        frames = self.segment_frames + 2 * EDGE_FRAMES
        length = int(np.ceil(frames * speed))  # frames of the clip
        first = int(rng.integers(0, max(1, len(f0) - length + 1)))
        samples = self.clip_samples(clip, slice(first, first + length))
        resampled = soxr.resample(samples, config.sample_rate * speed, config.sample_rate)
        fast = np.zeros(frames * config.hop_length, np.float32)
        resampled = resampled[: len(fast)]
        fast[: len(resampled)] = resampled
        inner = slice(EDGE_FRAMES, EDGE_FRAMES + self.segment_frames)
        return TrainingSegment(
            fast[EDGE_FRAMES * config.hop_length : -EDGE_FRAMES * config.hop_length],
            mel_spectrogram(fast, config)[:, inner],
            resampled_f0(f0, first, frames, speed)[inner].astype(np.float32),
        )


def resampled_f0(
    f0: NDArray[np.floating], first: int, frames: int, speed: float
) -> NDArray[np.floating]:
    """F0 (frames,) of a part of a clip that begins at frame `first` of its F0 and is resampled to
    another speed.
    """
    positions = first + (np.arange(frames) + 0.5) * speed - 0.5  # in frames of the clip
    positions = np.minimum(positions, len(f0) - 1)
    voiced = f0[np.round(positions).astype(int)] > 0
    return np.interp(positions, np.arange(len(f0)), interpolate_unvoiced(f0)) * speed * voiced
