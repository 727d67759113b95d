"""Checkpoints of a run: everything that it goes on from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from vocoders.atomic import atomic_write
from vocoders.errors import VocoderError

CHECKPOINT_FORMAT = 3  # 1 had other names in it, 2 no early stopping


class CheckpointError(VocoderError):
    """A checkpoint that can't be resumed."""


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as temporary:
        torch.save(state | {"format": CHECKPOINT_FORMAT}, temporary)


def load_checkpoint(path: Path, device: torch.device) -> dict[str, Any]:
    """Tensors and plain values of a checkpoint; nothing in the file is executed. CheckpointError
    for one of another version.
    """
    state = dict(torch.load(path, map_location=device, weights_only=True))
    if (found := state.pop("format", 1)) != CHECKPOINT_FORMAT:
        raise CheckpointError(
            f"{path} has format {found}, this version of PlainSpeech resumes format "
            f"{CHECKPOINT_FORMAT}. Move it away to begin anew; weights saved beside it can be "
            "named as init_from."
        )
    return state
