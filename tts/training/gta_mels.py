"""The mels that an acoustic model makes of a pack's clips, to fine-tune a vocoder on: `python -m
tts.training.gta_mels WEIGHTS PACK OUT`.

Durations, pitch and energy are the clips' own, so that the mels stay in step with the recordings;
what differs is the decoder's.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training.batches import clip_arrays, rounded_up
from vocoders.training.feature_file import Pack


@torch.inference_mode()
def predicted(model: FastSpeech2, pack: Pack, clip: int, speaker: int) -> NDArray[np.float16]:
    """A clip as the model says it, (frames, mels)."""
    row = clip_arrays(pack, clip, speaker)
    hidden = model.encoder(torch.from_numpy(row["ids"])[None], torch.tensor([speaker]))[0][
        0
    ].numpy()
    frames = len(row["mel"])
    missing = rounded_up(frames, model.config.together) - frames
    parts = [hidden[row["row"]], row["place"], row["tone"], row["voiced"]]
    inward = [
        torch.from_numpy(np.pad(part, [(0, missing)] + [(0, 0)] * (part.ndim - 1), "edge"))[None]
        for part in parts
    ]
    return model.decoder(*inward)[0, :, :frames].T.numpy().astype(np.float16)


def predict(model: FastSpeech2, pack: Pack, voices: list[str]) -> Pack:
    """All training clips of the voices; the rest of the pack's clips get no mel."""
    rows = [np.zeros((0, pack.spec.n_mels), np.float16)] * len(pack.clips)
    for clip in pack.chosen("train", voices):
        if len(pack.arrays["ids"][clip]):
            rows[clip] = predicted(model, pack, clip, voices.index(pack.clips[clip].speaker))
    return Pack(pack.spec, pack.clips, {"mel": rows}, {"voices": voices})


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.training.gta_mels",
        description="Mels for a vocoder to be fine-tuned on.",
    )
    parser.add_argument("weights", type=Path, help="the acoustic model")
    parser.add_argument("pack", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--voices",
        default="heart,michael,emma,george",
        help="speakers, in the order of their numbers",
    )
    given = parser.parse_args()
    predict(FastSpeech2.load(given.weights), Pack.load(given.pack), given.voices.split(",")).save(
        given.out
    )


if __name__ == "__main__":
    main()
