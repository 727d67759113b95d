"""Features packed once into one file: ragged arrays, one row a clip, so that a batch is a few
slices of memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocoders import weights
from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig


class Clip(NamedTuple):
    """What a clip is called, who speaks, and whether it may be trained on (train, val, test)."""

    id: str
    speaker: str
    split: str


@dataclass
class Pack:
    """Clips and their arrays: `arrays[name][i]` belongs to `clips[i]`; the first axis is time
    (samples, frames or phonemes).
    """

    spec: MelConfig
    clips: list[Clip]
    arrays: Mapping[str, Sequence[NDArray[Any]]]
    about: dict[str, Any]

    def chosen(self, split: str, speakers: Iterable[str] | None = None) -> list[int]:
        """Places of the clips of a split, of all or some speakers."""
        wanted = None if speakers is None else set(speakers)
        return [
            i
            for i, clip in enumerate(self.clips)
            if clip.split == split and (wanted is None or clip.speaker in wanted)
        ]

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything into one file."""
        tensors = {name: np.concatenate(rows) for name, rows in self.arrays.items()}
        tensors |= {
            f"{name}.ends": np.cumsum([len(row) for row in rows])
            for name, rows in self.arrays.items()
        }
        weights.save(
            path,
            tensors,
            {
                "kind": "pack",
                "mel_config": self.spec.to_dict(),
                "clips": self.clips,
                "about": self.about,
            },
        )

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Pack:
        """Read a pack; its rows are views of the arrays as they were written."""
        tensors, meta = weights.load(path)
        if meta.get("kind") != "pack":
            raise VocoderError(
                f"{path} is no pack of features. Make one with `python -m tts.training.features CORPUS {path}`."
            )
        arrays = {
            name: Rows(tensors[name], tensors[f"{name}.ends"])
            for name in tensors
            if not name.endswith(".ends")
        }
        return cls(
            MelConfig(**meta["mel_config"]),
            [Clip(*clip) for clip in meta["clips"]],
            arrays,
            meta["about"],
        )


class Rows(Sequence[NDArray[Any]]):
    """Rows of different lengths that lie in one array, each ending where the next begins."""

    def __init__(self, flat: NDArray[Any], ends: NDArray[np.integer[Any]]) -> None:
        self.flat = flat
        self.ends = ends

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, row: Any) -> Any:
        return self.flat[self.ends[row - 1] if row else 0 : self.ends[row]]
