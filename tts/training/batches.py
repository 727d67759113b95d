"""Batches of whole clips of like length, with all inputs and targets of the acoustic model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tts.acoustic.prosody import energy_to_norm, frame_features, hz_to_log2_f0
from vocoders.pitch import interpolate_unvoiced
from vocoders.training.batching import step_rng
from vocoders.training.feature_file import FeatureFile

PITCH_SHIFTED = "pitch_shifted"  # the split of clips made by tts.training.pitch_shift
FRAME_MULTIPLE = 64  # lengths are rounded up to multiples of these
PHONEME_MULTIPLE = 24
CREAK_RATIO = 0.6  # of a clip's median F0: frames under it are the creaky end of a phrase
LENGTH_JITTER = (0.9, 1.1)  # of the lengths by which clips are sorted
PHONEME_FIELDS = ("ids", "phoneme_mask", "durations", "pitch_norm", "energy_norm")
FRAME_FIELDS = ("expand_index", "frame_features", "f0_norm", "voiced", "mel", "frame_mask")


class AcousticBatch(NamedTuple):
    """Clips padded to the longest. `expand_index` holds, for each frame, the index of its phoneme
    in the batch's flattened phonemes.
    """

    ids: Tensor  # (batch, phonemes, 2)
    speaker: Tensor  # (batch,)
    phoneme_mask: Tensor  # (batch, phonemes), True where there is a phoneme
    durations: Tensor  # (batch, phonemes) frames
    pitch_norm: Tensor  # (batch, phonemes) on the model's scale
    energy_norm: Tensor  # (batch, phonemes) on the model's scale
    expand_index: Tensor  # (batch, frames)
    frame_features: Tensor  # (batch, frames, 6)
    f0_norm: Tensor  # (batch, frames) on the model's scale
    voiced: Tensor  # (batch, frames), 0 or 1
    mel: Tensor  # (batch, mels, frames)
    frame_mask: Tensor  # (batch, frames), True where there is a frame
    is_original: Tensor  # (batch,), False where the pitch was shifted

    def to(self, device: torch.device) -> AcousticBatch:
        """The same on a device."""
        return AcousticBatch(*(part.to(device, non_blocking=True) for part in self))


def average_by_phoneme(
    values: NDArray[np.floating], durations: NDArray[np.int64], weight: NDArray[np.floating]
) -> NDArray[np.float32]:
    """Weighted mean over the frames of each phoneme, (frames,) -> (phonemes,); phonemes without a
    frame get a value between those of their neighbours.
    """
    count = len(durations)
    phoneme = np.repeat(np.arange(count), durations)
    total_weight = np.bincount(phoneme, weight, count)
    total = np.bincount(phoneme, weight * values, count)
    known = np.flatnonzero(total_weight > 0)
    means = total[known] / total_weight[known]
    return np.interp(np.arange(count), known, means).astype(np.float32)


def concat(first: FeatureFile, second: FeatureFile) -> FeatureFile:
    """The clips of two feature files in one; SpecMismatchError if their mels differ in kind."""
    first.mel_config.check(
        second.mel_config, "the file of features", "the file of pitch-shifted clips"
    )
    arrays = {name: [*rows, *second.arrays[name]] for name, rows in first.arrays.items()}
    texts = first.metadata["texts"] + second.metadata["texts"]
    return FeatureFile(
        first.mel_config,
        first.clips + second.clips,
        arrays,
        first.metadata | {"texts": texts},
    )


def modal_voiced_mask(f0: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Whether a frame is voiced and not creaky, (frames,). The pitch of a phoneme, and the mean
    pitch of a speaker, are means over such frames.
    """
    voiced = f0 > 0
    return voiced & (f0 > CREAK_RATIO * np.median(f0[voiced])) if voiced.any() else voiced


def clip_arrays(features: FeatureFile, clip: int, speaker: int) -> dict[str, NDArray[Any]]:
    """One clip's row of each field of a `AcousticBatch`, not padded; the mel is (frames, mels)."""
    arrays = features.arrays
    mel = arrays["mel"][clip].astype(np.float32)
    f0 = arrays["f0"][clip]
    ids = arrays["ids"][clip].astype(np.int64)
    durations = arrays["durations"][clip].astype(np.int64)
    modal = modal_voiced_mask(f0)
    modal_f0 = hz_to_log2_f0(interpolate_unvoiced(np.where(modal, f0, 0)))
    pitch_norm = average_by_phoneme(modal_f0, durations, modal + 1e-3)
    frame_energy = energy_to_norm(10 * np.log10(np.exp(2 * mel).sum(1)))
    energy_norm = average_by_phoneme(frame_energy, durations, np.ones(len(mel)))
    return {
        "ids": ids,
        "speaker": np.array(speaker),
        "phoneme_mask": np.ones(len(ids), bool),
        "durations": durations,
        "pitch_norm": pitch_norm,
        "energy_norm": energy_norm,
        "expand_index": np.repeat(np.arange(len(ids)), durations),
        "frame_features": frame_features(durations, pitch_norm, energy_norm),
        "f0_norm": hz_to_log2_f0(interpolate_unvoiced(f0)),
        "voiced": (f0 > 0).astype(np.float32),
        "mel": mel,
        "frame_mask": np.ones(len(mel), bool),
        "is_original": np.array(features.clips[clip].split != PITCH_SHIFTED),
    }


class Batches:
    """Random batches: clips that are neighbours in their order by (slightly jittered) length, as
    many as fit into `frames_per_batch`.

    Lengths are rounded up, so that few shapes occur: a compiled convolution is kept for each shape,
    and making one takes seconds.
    """

    def __init__(
        self,
        features: FeatureFile,
        clips: Sequence[int],
        speakers: Sequence[str],
        frames_per_batch: int,
        seed: int,
    ) -> None:
        self.features = features
        self.frames_per_batch = frames_per_batch
        self.seed = seed
        self.clips = np.array([i for i in clips if features.is_aligned(i)])
        self.speaker_ids = {name: number for number, name in enumerate(speakers)}
        self.lengths = np.array([len(features.arrays["mel"][i]) for i in self.clips])

    def __call__(self, step: int) -> AcousticBatch:
        """The batch of a step, always the same for the same seed."""
        rng = step_rng(self.seed, step)
        order = np.argsort(self.lengths * rng.uniform(*LENGTH_JITTER, len(self.lengths)))
        probabilities = self.lengths[order] / self.lengths.sum()
        end = int(rng.choice(len(order), p=probabilities)) + 1
        longest = rounded_up(int(self.lengths[order[:end]][-20:].max()), FRAME_MULTIPLE)
        count = max(1, self.frames_per_batch // longest)
        chosen = order[max(0, end - count) : max(end, count)]
        return self.stack([int(self.clips[i]) for i in chosen])

    def stack(self, clips: Sequence[int]) -> AcousticBatch:
        """Clips -> a padded batch."""
        rows = [self.clip_row(clip) for clip in clips]
        phonemes = rounded_up(max(len(row["ids"]) for row in rows), PHONEME_MULTIPLE)
        frames = rounded_up(max(len(row["mel"]) for row in rows), FRAME_MULTIPLE)
        for number, row in enumerate(rows):
            row["expand_index"] = row["expand_index"] + number * phonemes
        sizes = dict.fromkeys(PHONEME_FIELDS, phonemes) | dict.fromkeys(FRAME_FIELDS, frames)
        stacked = {}
        for name in rows[0]:
            padded_rows = [padded(row[name], sizes.get(name, 0)) for row in rows]
            stacked[name] = torch.from_numpy(np.stack(padded_rows))
        stacked["mel"] = stacked["mel"].transpose(1, 2)
        return AcousticBatch(**stacked)

    def clip_row(self, clip: int) -> dict[str, NDArray[Any]]:
        """The arrays of a clip, with its speaker's number."""
        return clip_arrays(self.features, clip, self.speaker_ids[self.features.clips[clip].speaker])

    def clips_of(self, speaker: str) -> list[int]:
        """Indices of a speaker's clips."""
        return [int(i) for i in self.clips if self.features.clips[i].speaker == speaker]


def rounded_up(length: int, multiple: int) -> int:
    """The next multiple."""
    return -(-length // multiple) * multiple


def padded(array: NDArray[Any], length: int) -> NDArray[Any]:
    """The array with zeros after it, up to a length; scalars stay as they are."""
    if array.ndim == 0:
        return array
    return np.pad(array, [(0, length - len(array))] + [(0, 0)] * (array.ndim - 1))
