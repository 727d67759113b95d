"""Segments for the joint training of decoder and vocoder: what the decoder takes for some frames,
and the samples that were recorded there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.mel_decoder import pad_frames
from tts.acoustic.speakers import speaker_weights
from tts.training.batches import clip_arrays, rounded_up
from vocoders.training.batching import step_rng
from vocoders.training.feature_file import FeatureFile
from vocoders.training.segments import SegmentBatch, SegmentSampler

DECODER_INPUTS = ("frame_hidden", "frame_features", "f0_norm", "voiced")


class JointBatch(NamedTuple):
    """A batch of segments, each with a longer window of the decoder's inputs around it."""

    segments: SegmentBatch
    frame_hidden: Tensor  # (batch, window, dim)
    frame_features: Tensor  # (batch, window, 6)
    f0_norm: Tensor  # (batch, window)
    voiced: Tensor  # (batch, window)
    offset: Tensor  # (batch,), frames of the window before the segment
    real_mel: Tensor  # (batch, mels, frames) of the segment

    @property
    def decoder_inputs(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The decoder's arguments."""
        return self.frame_hidden, self.frame_features, self.f0_norm, self.voiced

    def to(self, device: torch.device) -> JointBatch:
        """The same on a device."""
        segments = self.segments.to(device)
        return JointBatch(segments, *(part.to(device, non_blocking=True) for part in self[1:]))


class JointSampler:
    """Random segments of aligned clips.

    A segment begins anywhere. The window of the decoder begins as far before it as the decoder
    looks, or with the clip: so it sees the clip's ends as it does when it speaks.

    features, clips   what is cut, and which of its clips
    segments          makes the vocoder's part of a batch
    model             whose encoder makes the frames' vectors; it is not trained
    speakers          in the order of their ids in the model
    real_fraction     how often the vocoder gets the recording's mel, for copy synthesis
    """

    def __init__(
        self,
        features: FeatureFile,
        clips: Sequence[int],
        segments: SegmentSampler,
        model: FastSpeech2,
        speakers: Sequence[str],
        real_fraction: float,
    ) -> None:
        self.real_fraction = real_fraction
        self.features = features
        self.segments = segments
        self.model = model
        self.speakers = list(speakers)
        self.step_frames = model.reduction_factor
        self.context = model.receptive_radius * model.reduction_factor
        # the segment may begin or end inside a step of the decoder
        self.window = segments.segment_frames + 2 * self.context + self.step_frames
        long_enough = [i for i in clips if len(features.arrays["mel"][i]) > self.window]
        self.clips = np.array([i for i in long_enough if features.is_aligned(i)])
        lengths = np.array([len(features.arrays["mel"][i]) for i in self.clips], np.float64)
        self.probabilities = lengths / lengths.sum()
        self.hidden: dict[int, NDArray[np.float16]] = {}  # clip -> encoder's vectors

    def __call__(self, step: int) -> JointBatch:
        """The batch of a step, always the same for the same seed."""
        rng = step_rng(self.segments.seed, step)
        drawn = rng.choice(self.clips, self.segments.batch_size, p=self.probabilities)
        rows = [self.row(int(clip), rng) for clip in drawn]
        stacked = [torch.from_numpy(np.stack(part)) for part in zip(*rows, strict=True)]
        count = len(SegmentBatch._fields)
        return JointBatch(SegmentBatch(*stacked[:count]), *stacked[count:])

    def row(self, clip: int, rng: np.random.Generator) -> tuple[NDArray[Any], ...]:
        """One row of a batch, flat."""
        frames = len(self.features.arrays["mel"][clip])
        first = int(rng.integers(0, frames - self.segments.segment_frames + 1))
        last_begin = rounded_up(frames, self.step_frames) - self.window
        begin = min(max(first - self.context, 0), last_begin)
        begin -= begin % self.step_frames
        window = slice(begin, begin + self.window)
        mel = self.features.arrays["mel"][clip][first : first + self.segments.segment_frames]
        if rng.random() < self.real_fraction:
            vocoder_part = self.segments.row(clip, rng)
        else:
            segment = self.segments.crop(clip, self.features.arrays["mel"][clip], first)
            vocoder_part = self.segments.with_excitation(segment, False, 0.0, rng)
        decoder_part = self.decoder_inputs(clip, window)
        offset = np.array(first - begin)
        return (*vocoder_part, *decoder_part, offset, mel.T.astype(np.float32))

    def decoder_inputs(self, clip: int, window: slice) -> tuple[NDArray[Any], ...]:
        """What the decoder takes for some frames of a clip, with the clip's own prosody."""
        speaker = self.speakers.index(self.features.clips[clip].speaker)
        arrays = clip_arrays(self.features, clip, speaker)
        if clip not in self.hidden:
            weights = speaker_weights(speaker, self.model.config.num_speakers)
            self.hidden[clip] = self.model.encode(arrays["ids"], weights)[0].astype(np.float16)
        frame_hidden = self.hidden[clip][arrays["expand_index"][window]].astype(np.float32)
        inputs = [frame_hidden, *(arrays[name][window] for name in DECODER_INPUTS[1:])]
        missing = self.window - len(frame_hidden)  # the clip ends inside a step of the decoder
        return tuple(pad_frames(part.astype(np.float32), missing) for part in inputs)
