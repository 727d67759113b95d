"""Trained weights -> what a folder of voices holds, for torch and for ONNX Runtime at once; needs `plainspeech[train,export]`.

    python -m tts.training.package runs/acoustic/acoustic.safetensors runs/vocoder/vocoder.safetensors tts/voices

    acoustic.safetensors     float16            acoustic.encoder.onnx, acoustic.contour.onnx, acoustic.decoder.onnx
    harmonic.safetensors     float16            harmonic.onnx

The ONNX files hold graphs only and point at the safetensors beside them (`vocoders.pointing`), so that the weights lie in the package once and the
runtimes cannot say different things. Each is run against torch before anything in the folder is touched.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import nn

from tts.export import acoustic_parts
from tts.fastspeech2 import FastSpeech2
from tts.runtime import ended
from vocoders import weights
from vocoders.export import harmonic_part, write
from vocoders.harmonic import HarmonicVocoder
from vocoders.mel import VocoderError


def package(acoustic: Path, vocoder: Path, folder: Path) -> dict[Path, float]:
    """Write both networks for both runtimes.

    acoustic, vocoder    safetensors files of any precision, as training leaves them (or those of the folder itself, to make its graphs again)
    folder               where voices look for them (`../` of a voice.json); what is there of the same names is replaced
    returns              each graph -> the largest difference from torch on random input

    BadWeights for something else; ExportFailed, PointingFailed if the networks can't be written so: then the folder is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".package-") as staging:
        distances = stage(acoustic, vocoder, Path(staging))
        for file in Path(staging).iterdir():
            file.replace(folder / file.name)
    return {folder / file.name: distance for file, distance in distances.items()}


def described(file: Path) -> dict[str, Any]:
    """What training wrote of itself into a file; of paths of the machine it ran on, the names only."""
    about = weights.describe(file)
    if "training" in about:
        about["training"] = {key: Path(value).name if isinstance(value, str) and Path(value).is_absolute() else value
                             for key, value in about["training"].items()}
    return about


def stage(acoustic: Path, vocoder: Path, folder: Path) -> dict[Path, float]:
    """The same, in an empty folder."""
    model, sound = FastSpeech2.load(acoustic), HarmonicVocoder.load(vocoder)
    first, second = folder / "acoustic.safetensors", folder / f"{sound.name}.safetensors"
    round_weights(model)
    round_weights(sound.network)
    model.save(first, half=True, **described(acoustic))
    sound.save(second, half=True, **described(vocoder))
    parts = [(part, ended(first, f".{name}.onnx"), first) for name, part in acoustic_parts(model).items()]
    parts.append((harmonic_part(sound), ended(second, ".onnx"), second))
    return {graph: write(part, graph, source=source) for part, graph, source in parts}


@torch.no_grad()
def round_weights(network: nn.Module) -> None:
    """Make a network's weights those that float16 can hold."""
    for values in network.state_dict().values():
        if values.is_floating_point():
            values.copy_(values.half().float())


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tts.training.package", description="Write trained weights as voices hold them.")
    parser.add_argument("acoustic", type=Path, help="acoustic.safetensors of a training")
    parser.add_argument("vocoder", type=Path, help="vocoder.safetensors of a training of the harmonic vocoder")
    parser.add_argument("folder", type=Path, help="such as tts/voices")
    given = parser.parse_args()
    try:
        made = package(given.acoustic, given.vocoder, given.folder)
    except VocoderError as error:
        raise SystemExit(f"nothing was written: {error}") from None
    for file, distance in made.items():
        sys.stderr.write(f"{file}: {file.stat().st_size / 1e3:.0f} kB, at most {distance:.1e} from torch\n")


if __name__ == "__main__":
    main()
