"""Trained weights -> what a folder of voices holds, for torch and for ONNX Runtime at once; needs
`plainspeech[train,export]`.

    python -m tts.training.package runs/acoustic/acoustic.safetensors
    runs/vocoder/vocoder.safetensors tts/voices python -m tts.training.package
    runs/wavenet/vocoder.safetensors tts/voices

    acoustic.safetensors     acoustic.encoder.onnx, acoustic.contour.onnx, acoustic.decoder.onnx
    harmonic.safetensors     harmonic.onnx
    wavenet.safetensors      as float16; it has no graph: Numba samples it

Large products and convolutions are rounded to bytes (`vocoders.export.quantization`), for which a few
sentences are spoken; all else is float16. The ONNX files hold graphs only and point at the
safetensors beside them (`vocoders.export.external_data`), so that the weights lie in the package once. Each is
run against torch before anything in the folder is touched. torch computes with the same weights,
but does not round what goes into a product: it is the reference.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from frontend import Frontend
from frontend.languages import LOCALES
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.export import acoustic_parts
from tts.loading import with_suffix
from vocoders import weights
from vocoders.errors import VocoderError
from vocoders.export.graph import harmonic_part, write
from vocoders.export.quantization import Watching, quantize
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.mel import mel_centres
from vocoders.wavenet.vocoder import WaveNetVocoder

SHARPER, DULL, SHARP = (
    0.6,
    700.0,
    1800.0,
    # by how much bands are set off from their neighbours; Hz under which none is, above which all are
)

PITCHES = (0.0, 4.0, 0.0, -4.0)  # semitones
SENTENCES = (
    "The quick brown fox jumps over the lazy dog, while the five boxing wizards watch.",
    "Did you really think that nobody would notice?",
    "On the third of March, nineteen forty-two, three hundred and sixty-five letters were sent to Doctor Wu's old address.",
    "Wow! That is the best thing I've heard all year; thank you so much.",
    "Measure the pressure of the azure ocean, or choose a fresh beige chair.",
    "We waited, and waited, and in the end we went home, because nothing happened.",
    "Yes.",
    "Although the weather had been dreadful for weeks, the children walked along the narrow path, singing, until they reached the shore.",
)


def package(
    acoustic: Path, vocoder: Path, folder: Path, sharper: float = SHARPER
) -> dict[Path, float]:
    """Write both networks for both runtimes.

    acoustic, vocoder    safetensors files as training leaves them
    sharper              see `sharpen`
    folder               where voices look for them (`../` of a voice.json); what is there of the
                         same names is replaced
    returns              each graph -> its distance from torch on real input, as a share of what it
                         says there (see `vocoders.export.graph.write`)

    BadWeights for something else; ExportFailed, PointingFailed if the networks can't be written so:
    then the folder is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".package-") as staging:
        distances = stage(acoustic, vocoder, Path(staging), sharper)
        for file in Path(staging).iterdir():
            file.replace(folder / file.name)
    return {folder / file.name: distance for file, distance in distances.items()}


def package_wavenet(wavenet: Path, folder: Path) -> Path:
    """Write a trained WaveNet beside voices that it is to speak; BadWeights if the file holds
    something else.
    """
    place = folder / f"{WaveNetVocoder.name}.safetensors"
    WaveNetVocoder.load(wavenet).save(place, half=True, **described(wavenet))
    return place


def described(file: Path) -> dict[str, Any]:
    """What training wrote of itself into a file; of paths of the machine it ran on, the names only."""
    about = weights.describe(file)
    if "training" in about:
        about["training"] = {
            key: Path(value).name if isinstance(value, str) and Path(value).is_absolute() else value
            for key, value in about["training"].items()
        }
    return about


def stage(acoustic: Path, vocoder: Path, folder: Path, sharper: float) -> dict[Path, float]:
    """The same, in an empty folder."""
    model = FastSpeech2.load(acoustic)
    sound = HarmonicVocoder.load(vocoder)
    about = described(acoustic)
    if "sharper" not in about:  # weights that were packaged before are so already
        sharpen(model, sharper)
    first = folder / "acoustic.safetensors"
    second = folder / f"{sound.name}.safetensors"
    networks = {
        "encoder": model.encoder,
        "contour": model.contour,
        "decoder": model.decoder,
        sound.name: sound.network,
    }
    watching = Watching(networks)
    with watching:
        rehearse(model, sound)
    rounded = {name: quantize(network, watching.seen[name]) for name, network in networks.items()}
    own = {
        f"{name}.{key}": values
        for name in ("encoder", "contour", "decoder")
        for key, values in rounded[name].items()
    }
    round_weights(model, own)
    round_weights(sound.network, rounded[sound.name])
    model.save(first, half=True, rounded=own, **{"sharper": sharper} | about)
    sound.save(second, half=True, rounded=rounded[sound.name], **described(vocoder))
    parts = [
        (name, part, with_suffix(first, f".{name}.onnx"), first)
        for name, part in acoustic_parts(model).items()
    ]
    parts.append((sound.name, harmonic_part(sound), with_suffix(second, ".onnx"), second))
    return {
        graph: write(
            replace(
                part, real=dict(zip(part.inputs(part.multiple), watching.first[name], strict=True))
            ),
            graph,
            source=source,
        )
        for name, part, graph, source in parts
    }


@torch.no_grad()
def sharpen(model: FastSpeech2, sharper: float) -> None:
    """Let the decoder add to each band of its mel this share of what sets the band off from its
    neighbours' mean, (1 2 1) / 4; the bands under `DULL` Hz are left alone, those up to `SHARP` get
    less.

    What is predicted is smoother than what is said (Toda and Tokuda 2007): of the speakers' own
    clips, mels of what the voices say had the same differences between neighbouring bands under 1
    kHz, but 0.86 to 0.97 of them above. The decoder's last layer is linear, so this costs nothing.
    """
    mels = model.spec.n_mels
    layer = model.decoder.outward
    near = torch.eye(mels)[
        torch.arange(-1, mels + 1).clamp(0, mels - 1)
    ]  # the outermost bands are their own neighbours
    apart = torch.eye(mels) - (near[:-2] + 2 * near[1:-1] + near[2:]) / 4
    share = sharper * np.clip((mel_centres(model.spec) - DULL) / (SHARP - DULL), 0, 1)
    matrix = torch.eye(mels) + torch.from_numpy(share).float()[:, None] * apart
    layer.weight.copy_((matrix @ layer.weight.reshape(-1, mels, layer.in_features)).flatten(0, 1))
    layer.bias.copy_((layer.bias.reshape(-1, mels) @ matrix.T).flatten())


def rehearse(model: FastSpeech2, sound: HarmonicVocoder) -> None:
    """Speak as a listener might ask for it, with every speaker."""
    frontends = [Frontend(locale) for locale in LOCALES]
    for number, text in enumerate(SENTENCES):
        for speaker in range(model.config.speakers):
            for utterance in frontends[(number + speaker) % len(LOCALES)](text):
                spoken = model.predict(
                    np.array(utterance.ids, np.int64), speaker, pitch=PITCHES[number % len(PITCHES)]
                )
                sound(spoken.mel, spoken.pitch)


@torch.no_grad()
def round_weights(network: nn.Module, apart: Collection[str]) -> None:
    """Make a network's weights those that float16 can hold, apart from some."""
    for name, values in network.state_dict().items():
        if values.is_floating_point() and name not in apart:
            values.copy_(values.half().float())


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.training.package",
        description="Write trained weights as voices hold them.",
    )
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        help="acoustic.safetensors of a training, then vocoder.safetensors of one of the harmonic "
        "vocoder; or only that of a WaveNet",
    )
    parser.add_argument("folder", type=Path, help="such as tts/voices")
    parser.add_argument(
        "--sharper",
        type=float,
        default=SHARPER,
        help="how far bands of the mel are set off from their neighbours; 0: as trained",
    )
    given = parser.parse_args()
    if len(given.files) > 2:
        parser.error(
            "one file, of a WaveNet, or two: of an acoustic model and of a harmonic vocoder"
        )
    try:
        first, *second = given.files
        made = (
            package(first, second[0], given.folder, given.sharper)
            if second
            else {package_wavenet(first, given.folder): 0.0}
        )
    except VocoderError as error:
        raise SystemExit(f"nothing was written: {error}") from None
    for file, distance in made.items():
        sys.stderr.write(
            f"{file}: {file.stat().st_size / 1e3:.0f} kB"
            + (f", {distance:.1%} from torch\n" if file.suffix == ".onnx" else "\n")
        )


if __name__ == "__main__":
    main()
