"""Ground-truth-aligned (GTA) mels of the training clips, to fine-tune a vocoder on (Tacotron 2,
arXiv 1712.05884): `python -m tts.training.gta_mels WEIGHTS FEATURES OUT`.

Durations, pitch and energy are the clips' own, so that the mels stay in step with the recordings;
only the decoder's output differs from them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.speakers import speaker_weights
from tts.errors import SpeechError
from tts.training.batches import clip_arrays, rounded_up
from vocoders.errors import VocoderError
from vocoders.training.feature_file import FeatureFile
from vocoders.training.recipe import one_line_errors


@torch.inference_mode()
def gta_mel(
    model: FastSpeech2, features: FeatureFile, clip: int, speaker: int
) -> NDArray[np.float16]:
    """The mel of a clip as the model predicts it, (frames, mels)."""
    row = clip_arrays(features, clip, speaker)
    weights = speaker_weights(speaker, model.config.num_speakers)
    hidden = model.encode(row["ids"], weights)[0]
    frames = len(row["mel"])
    missing = rounded_up(frames, model.config.reduction_factor) - frames
    inputs = [hidden[row["expand_index"]], row["frame_features"], row["f0_norm"], row["voiced"]]
    padded = [np.pad(part, [(0, missing)] + [(0, 0)] * (part.ndim - 1), "edge") for part in inputs]
    mel = model.decoder(*(torch.from_numpy(part)[None] for part in padded))
    return mel[0, :, :frames].T.numpy().astype(np.float16)


def gta_features(model: FastSpeech2, features: FeatureFile, speakers: list[str]) -> FeatureFile:
    """The GTA mels of all aligned training clips of the speakers; other clips get no mel.

    speakers    in the order of their ids in the model; SpeechError if the model has fewer
    """
    if len(speakers) > model.config.num_speakers:
        raise SpeechError(
            f"the acoustic model has {model.config.num_speakers} speakers, but {len(speakers)} are "
            f"named: {', '.join(speakers)}. Name its own with --speakers."
        )
    mels = [np.zeros((0, features.mel_config.n_mels), np.float16)] * len(features.clips)
    for clip in features.select("train", speakers):
        if features.is_aligned(clip):
            speaker = speakers.index(features.clips[clip].speaker)
            mels[clip] = gta_mel(model, features, clip, speaker)
    return FeatureFile(features.mel_config, features.clips, {"mel": mels}, {"speakers": speakers})


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.training.gta_mels",
        description="Predict mels for a vocoder to be fine-tuned on.",
    )
    parser.add_argument("weights", type=Path, help="the acoustic model")
    parser.add_argument("features", type=Path, help="made by tts.training.features")
    parser.add_argument("out", type=Path, help="the file to write (.safetensors)")
    parser.add_argument(
        "--speakers",
        default="heart,michael,emma,george",
        help="in the order of their ids in the model (default: %(default)s)",
    )
    args = parser.parse_args()
    with one_line_errors(SpeechError, VocoderError):
        model = FastSpeech2.load(args.weights)
        features = FeatureFile.load(args.features)
        gta_features(model, features, args.speakers.split(",")).save(args.out)


if __name__ == "__main__":
    main()
