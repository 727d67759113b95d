"""Features of a corpus in one file: ragged arrays, one row a clip, so that a batch is a few slices
of memory.
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

KIND = "features"
OLD_KIND = "pack"  # of files made before format 1
ROW_ENDS = ".ends"  # after an array's name: where each of its rows ends


class Clip(NamedTuple):
    """A clip's name, its speaker, and its split (train, val, test)."""

    id: str
    speaker: str
    split: str


@dataclass
class FeatureFile:
    """Clips and their arrays.

    mel_config  of the mels in it
    clips       one for each row of every array
    arrays      name -> rows; the first axis of a row is time (samples, frames or phonemes)
    metadata    whatever else is known, such as the texts
    """

    mel_config: MelConfig
    clips: list[Clip]
    arrays: Mapping[str, Sequence[NDArray[Any]]]
    metadata: dict[str, Any]

    def select(self, split: str, speakers: Iterable[str] | None = None) -> list[int]:
        """Indices of the clips of a split, of all or some speakers."""
        wanted = None if speakers is None else set(speakers)
        return [
            i
            for i, clip in enumerate(self.clips)
            if clip.split == split and (wanted is None or clip.speaker in wanted)
        ]

    def is_aligned(self, clip: int) -> bool:
        """Whether a clip's phonemes and their durations are known."""
        return "ids" in self.arrays and len(self.arrays["ids"][clip]) > 0

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything into one file."""
        tensors = {}
        for name, rows in self.arrays.items():
            tensors[name] = np.concatenate(rows)
            tensors[f"{name}{ROW_ENDS}"] = np.cumsum([len(row) for row in rows])
        header = {
            "kind": KIND,
            "mel_config": self.mel_config.to_dict(),
            "clips": self.clips,
            "metadata": self.metadata,
        }
        weights.save(path, tensors, header)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> FeatureFile:
        """Read a file; its rows are views of the arrays as they were written. VocoderError for
        another kind of file.
        """
        tensors, header = weights.load_tensors(path)
        if (kind := header.get("kind")) != KIND:
            found = "features of an older version" if kind == OLD_KIND else "no features"
            raise VocoderError(
                f"{path} holds {found}. Make them with "
                f"`python -m tts.training.features CORPUS {path}`."
            )
        names = [name for name in tensors if not name.endswith(ROW_ENDS)]
        arrays = {name: RaggedArray(tensors[name], tensors[f"{name}{ROW_ENDS}"]) for name in names}
        clips = [Clip(*clip) for clip in header["clips"]]
        mel_config = weights.mel_config_of(header, path)
        return cls(mel_config, clips, arrays, header["metadata"])


class RaggedArray(Sequence[NDArray[Any]]):
    """Rows of different lengths that lie in one array, each ending where the next begins."""

    def __init__(self, flat: NDArray[Any], ends: NDArray[np.integer[Any]]) -> None:
        self.flat = flat
        self.ends = ends

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, row: Any) -> Any:
        return self.flat[self.ends[row - 1] if row else 0 : self.ends[row]]
