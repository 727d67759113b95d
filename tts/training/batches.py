"""Batches of whole clips of like length, with everything the acoustic model is taught."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tts.acoustic.prosody import energy_to_norm, frame_features
from vocoders.pitch import hz_to_log2_f0, interpolate_unvoiced
from vocoders.training.feature_file import Pack
from vocoders.training.loop import rng_of

MOVED = "moved"  # the split of clips made by tts.training.pitch_shift
# lengths are rounded up to multiples of these
FRAMES = 64
PHONEMES = 24
CREAK = 0.6  # of a clip's median pitch: what lies under is the creaking end of a phrase


class Batch(NamedTuple):
    """Clips padded to the longest; `row` holds, for each frame, the place of its phoneme in the
    batch's flattened phonemes.
    """

    ids: Tensor  # (batch, phonemes, 2)
    speaker: Tensor  # (batch,)
    known: Tensor  # (batch, phonemes), True where there is a phoneme
    durations: Tensor  # (batch, phonemes) frames
    tones: Tensor  # (batch, phonemes) pitch on the model's scale
    levels: Tensor  # (batch, phonemes) energy on the model's scale
    row: Tensor  # (batch, frames)
    place: Tensor  # (batch, frames, 6)
    tone: Tensor  # (batch, frames)
    voiced: Tensor  # (batch, frames), 0 or 1
    mel: Tensor  # (batch, mels, frames)
    heard: Tensor  # (batch, frames), True where there is a frame
    own: Tensor  # (batch,), False where the pitch was moved away from the speaker's own

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        return Batch(*(part.to(device, non_blocking=True) for part in self))


def by_phoneme(
    values: NDArray[np.floating], durations: NDArray[np.int64], weight: NDArray[np.floating]
) -> NDArray[np.float32]:
    """Weighted mean over the frames of each phoneme, (frames,) -> (phonemes,); phonemes without a
    frame get their neighbours' by interpolation.
    """
    owner = np.repeat(np.arange(len(durations)), durations)
    mass = np.bincount(owner, weight, len(durations))
    total = np.bincount(owner, weight * values, len(durations))
    there = np.flatnonzero(mass > 0)
    return np.interp(np.arange(len(durations)), there, total[there] / mass[there]).astype(
        np.float32
    )


def joined(pack: Pack, more: Pack) -> Pack:
    """The clips of two packs in one, those of the first first; SpecMismatchError unless both hold the
    same kind of mel.
    """
    pack.spec.check(more.spec, "the pack", "the pack of moved clips")
    arrays = {name: [*rows, *more.arrays[name]] for name, rows in pack.arrays.items()}
    return Pack(
        pack.spec,
        pack.clips + more.clips,
        arrays,
        pack.about | {"texts": pack.about["texts"] + more.about["texts"]},
    )


def modal(hertz: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which frames of a clip are voiced and do not creak: what the tone of a phoneme, and of a
    speaker, is made of; (frames,).
    """
    voiced = hertz > 0
    return voiced & (hertz > CREAK * np.median(hertz[voiced])) if voiced.any() else voiced


def clip_arrays(pack: Pack, clip: int, speaker: int) -> dict[str, NDArray[Any]]:
    """What a batch holds of one clip."""
    mel = pack.arrays["mel"][clip].astype(np.float32)
    hertz = pack.arrays["pitch"][clip]
    ids = pack.arrays["ids"][clip].astype(np.int64)
    durations = pack.arrays["durations"][clip].astype(np.int64)
    tone = hz_to_log2_f0(interpolate_unvoiced(hertz))
    voiced = (hertz > 0).astype(np.float32)
    level = energy_to_norm(10 * np.log10(np.exp(2 * mel).sum(1)))
    plain = modal(hertz)
    tones = by_phoneme(
        hz_to_log2_f0(interpolate_unvoiced(np.where(plain, hertz, 0))), durations, plain + 1e-3
    )
    levels = by_phoneme(level, durations, np.ones(len(mel)))
    return {
        "ids": ids,
        "speaker": np.array(speaker),
        "known": np.ones(len(ids), bool),
        "durations": durations,
        "tones": tones,
        "levels": levels,
        "row": np.repeat(np.arange(len(ids)), durations),
        "place": frame_features(durations, tones, levels),
        "tone": tone,
        "voiced": voiced,
        "mel": mel,
        "heard": np.ones(len(mel), bool),
        "own": np.array(pack.clips[clip].split != MOVED),
    }


class Batches:
    """Draws clips that are neighbours in their order by (slightly shaken) length: as many as fit
    into so many frames.

    Lengths are rounded up, so that few shapes occur: a compiled convolution is kept for each, and
    making one takes seconds.
    """

    def __init__(
        self, pack: Pack, clips: Sequence[int], speakers: Sequence[str], frames: int, seed: int
    ) -> None:
        self.pack = pack
        self.frames = frames
        self.seed = seed
        self.clips = np.array([i for i in clips if len(pack.arrays["ids"][i])])
        self.speaker = {name: number for number, name in enumerate(speakers)}
        self.lengths = np.array([len(pack.arrays["mel"][i]) for i in self.clips])

    def __call__(self, step: int) -> Batch:
        """The batch of a step, always the same for the same seed."""
        rng = rng_of(self.seed, step)
        order = np.argsort(self.lengths * rng.uniform(0.9, 1.1, len(self.lengths)))
        longest = int(rng.choice(len(order), p=self.lengths[order] / self.lengths.sum())) + 1
        count = max(
            1, self.frames // rounded_up(int(self.lengths[order[:longest]][-20:].max()), FRAMES)
        )
        run = order[max(0, longest - count) : max(longest, count)]
        return self.stack([int(self.clips[i]) for i in run])

    def stack(self, clips: Sequence[int]) -> Batch:
        """Clips -> a padded batch."""
        rows = [
            clip_arrays(self.pack, clip, self.speaker[self.pack.clips[clip].speaker])
            for clip in clips
        ]
        phonemes = rounded_up(max(len(row["ids"]) for row in rows), PHONEMES)
        frames = rounded_up(max(len(row["mel"]) for row in rows), FRAMES)
        for number, row in enumerate(rows):
            row["row"] = row["row"] + number * phonemes
        sizes = dict.fromkeys(("ids", "known", "durations", "tones", "levels"), phonemes)
        sizes |= dict.fromkeys(("row", "place", "tone", "voiced", "mel", "heard"), frames)
        stacked = {
            name: torch.from_numpy(
                np.stack([padded(row[name], sizes.get(name, 0)) for row in rows])
            )
            for name in rows[0]
        }
        stacked["mel"] = stacked["mel"].transpose(1, 2)
        return Batch(**stacked)


def rounded_up(length: int, multiple: int) -> int:
    """The next multiple."""
    return -(-length // multiple) * multiple


def padded(array: NDArray[Any], length: int) -> NDArray[Any]:
    """The array with zeros after it, up to a length (scalars stay as they are)."""
    return (
        array
        if array.ndim == 0
        else np.pad(array, [(0, length - len(array))] + [(0, 0)] * (array.ndim - 1))
    )
