"""Trained weights -> the files of a folder of voices, for torch and for ONNX Runtime at once; needs
`plainspeech[train,export]`.

    python -m tts.training.package ACOUSTIC.safetensors VOCODER.safetensors tts/voices
    python -m tts.training.package WAVENET.safetensors tts/voices

    acoustic.safetensors     acoustic.encoder.onnx, acoustic.f0_predictor.onnx,
                             acoustic.decoder.onnx
    harmonic.safetensors     harmonic.onnx
    wavenet.safetensors      as float16; it has no graph: Numba samples it

Large matrix products and convolutions are quantized to int8 (`vocoders.export.quantization`) after
a calibration run; all else is float16. The ONNX files hold graphs only. Their weights are external
data: the safetensors beside them (`vocoders.export.external_data`), so that they lie in the package
once. Each graph is run against torch before anything in the folder is touched. torch computes with
the same weights, but does not quantize the inputs of a product: it is the reference.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from numpy.typing import NDArray
from torch import nn

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.fastspeech2_export import acoustic_specs
from tts.acoustic.fastspeech2_onnx import NETWORKS
from tts.loading import with_suffix
from tts.training.calibration import run_calibration
from tts.training.postfilter import POSTFILTER_STRENGTH, Strength, postfilter, strength_of
from vocoders import weights
from vocoders.errors import VocoderError
from vocoders.export.calibration import CalibrationObserver
from vocoders.export.graph import ExportSpec, export_graph
from vocoders.export.harmonic import network_spec
from vocoders.export.quantization import quantize
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.wavenet.vocoder import WaveNetVocoder

VOICED_NOISE_DB = -12.0  # chosen by scores of naturalness (docs/training.md)
Quantized = dict[str, dict[str, NDArray[Any]]]


def package(
    acoustic: Path,
    vocoder: Path,
    folder: Path,
    strength: Strength = POSTFILTER_STRENGTH,
    voiced_noise_db: float = VOICED_NOISE_DB,
) -> dict[Path, float]:
    """Write both networks for both runtimes.

    acoustic, vocoder    safetensors files as training leaves them
    strength             of the postfilter
    voiced_noise_db      of the vocoder, see `vocoders.harmonic.config.HarmonicConfig`
    folder               where voices look for them (`../` of a voice.json); files of the same names
                         are replaced
    returns              each graph -> its distance from torch on real input, relative to its output
                         (see `vocoders.export.graph.export_graph`)

    InvalidWeightsError for other files; GraphExportError, ExternalDataError if the networks can't
    be written so: then the folder is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".package-") as staging:
        distances = write_all(acoustic, vocoder, Path(staging), strength, voiced_noise_db)
        for file in Path(staging).iterdir():
            file.replace(folder / file.name)
    return {folder / file.name: distance for file, distance in distances.items()}


def package_wavenet(wavenet: Path, folder: Path) -> Path:
    """Write a trained WaveNet beside the voices that are to use it; InvalidWeightsError for another
    file.
    """
    path = folder / f"{WaveNetVocoder.name}.safetensors"
    WaveNetVocoder.load(wavenet).save(path, fp16=True, **training_metadata(wavenet))
    return path


def training_metadata(file: Path) -> dict[str, Any]:
    """What training wrote of itself into the header of a file, without what shapes the network. Of
    paths of the machine that it ran on, only the names are kept.
    """
    shaping = ("architecture", "config", "mel_config")
    header = weights.tensor_metadata(file)
    metadata = {key: value for key, value in header.items() if key not in shaping}
    if "training" in metadata:
        settings = metadata["training"].items()
        metadata["training"] = {key: without_folder(value) for key, value in settings}
    return metadata


def without_folder(value: Any) -> Any:
    """The name of an absolute path; other values as they are."""
    is_path = isinstance(value, str) and Path(value).is_absolute()
    return Path(value).name if is_path else value


def with_voiced_noise(vocoder: HarmonicVocoder, decibels: float) -> HarmonicVocoder:
    """The same weights with another level of the noise in voiced frames."""
    changed = HarmonicVocoder(replace(vocoder.config, voiced_noise_db=decibels), vocoder.spec)
    changed.network.load_state_dict(vocoder.network.state_dict())
    return changed


def write_all(
    acoustic: Path, vocoder: Path, folder: Path, strength: Strength, voiced_noise_db: float
) -> dict[Path, float]:
    """Write all files into an empty folder; returns graphs and their distances as `package`."""
    model = FastSpeech2.load(acoustic)
    sound = HarmonicVocoder.load(vocoder)
    metadata = training_metadata(acoustic)
    before = strength_of(metadata)
    if strength != before:
        postfilter(model, strength, before)
    metadata["postfilter"] = list(strength)
    sound = with_voiced_noise(sound, voiced_noise_db)
    networks = {name: getattr(model, name) for name in NETWORKS}
    networks[sound.name] = sound.network
    observer = CalibrationObserver(networks)
    with observer:
        run_calibration(model, sound)
    quantized = {
        name: quantize(network, observer.ranges[name]) for name, network in networks.items()
    }
    files = save_weights(model, sound, quantized, folder, metadata, training_metadata(vocoder))
    specs = export_specs(model, sound, *files)
    distances = {}
    for name, spec, graph, source in specs:
        spec = with_real_inputs(spec, observer.sample_inputs[name])
        distances[graph] = export_graph(spec, graph, weights_file=source)
    return distances


def save_weights(
    model: FastSpeech2,
    vocoder: HarmonicVocoder,
    quantized: Quantized,
    folder: Path,
    metadata: Mapping[str, Any],
    vocoder_metadata: Mapping[str, Any],
) -> tuple[Path, Path]:
    """Write the weights of both, int8 where quantized, else float16; the networks get the same
    float16 weights. Returns both paths.
    """
    acoustic_weights = {
        f"{name}.{key}": values for name in NETWORKS for key, values in quantized[name].items()
    }
    vocoder_weights = quantized[vocoder.name]
    cast_weights_fp16(model, acoustic_weights)
    cast_weights_fp16(vocoder.network, vocoder_weights)
    paths = folder / "acoustic.safetensors", folder / f"{vocoder.name}.safetensors"
    model.save(paths[0], fp16=True, quantized=acoustic_weights, **metadata)
    vocoder.save(paths[1], fp16=True, quantized=vocoder_weights, **vocoder_metadata)
    return paths


def export_specs(
    model: FastSpeech2, vocoder: HarmonicVocoder, acoustic_file: Path, vocoder_file: Path
) -> list[tuple[str, ExportSpec, Path, Path]]:
    """Of each graph: the network's name, how it is exported, its file, and that of its weights."""
    specs = [
        (name, spec, with_suffix(acoustic_file, f".{name}.onnx"), acoustic_file)
        for name, spec in acoustic_specs(model).items()
    ]
    vocoder_graph = with_suffix(vocoder_file, ".onnx")
    return [*specs, (vocoder.name, network_spec(vocoder), vocoder_graph, vocoder_file)]


def with_real_inputs(spec: ExportSpec, inputs: Any) -> ExportSpec:
    """A specification that compares with torch on inputs of the calibration run."""
    names = spec.example_inputs(spec.length_multiple)
    return replace(spec, calibration_input=dict(zip(names, inputs, strict=True)))


@torch.no_grad()
def cast_weights_fp16(network: nn.Module, skipped: Collection[str]) -> None:
    """Round a network's weights to what float16 can hold, but for some of them."""
    for name, values in network.state_dict().items():
        if values.is_floating_point() and name not in skipped:
            values.copy_(values.half().float())


def package_files(
    files: list[Path], folder: Path, strength: Strength, voiced_noise_db: float
) -> dict[Path, float]:
    """Write one WaveNet, or an acoustic model and a harmonic vocoder; returns the files that are
    worth a line, with their distances.
    """
    if len(files) == 1:
        return {package_wavenet(files[0], folder): 0.0}
    return package(files[0], files[1], folder, strength, voiced_noise_db)


def package_parser() -> argparse.ArgumentParser:
    """The command's options."""
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
        "--postfilter",
        type=float,
        nargs=2,
        default=POSTFILTER_STRENGTH,
        metavar=("NARROW", "FORMANT"),
        help="raise the differences of a mel's band from its neighbours, and from the bands around "
        "(default: %(default)s; 0 0: as trained)",
    )
    parser.add_argument(
        "--voiced-noise",
        type=float,
        default=VOICED_NOISE_DB,
        metavar="DB",
        help="level of the noise in voiced frames at low frequencies (default: %(default)s; 0: as "
        "trained)",
    )
    return parser


def main() -> None:
    """The command."""
    parser = package_parser()
    args = parser.parse_args()
    if len(args.files) > 2:
        parser.error(
            "one file, of a WaveNet, or two: of an acoustic model and of a harmonic vocoder"
        )
    try:
        distances = package_files(
            args.files, args.folder, Strength(*args.postfilter), args.voiced_noise
        )
    except VocoderError as error:
        raise SystemExit(f"nothing was written: {error}") from None
    for file, distance in distances.items():
        from_torch = f", {distance:.1%} from torch" if file.suffix == ".onnx" else ""
        sys.stderr.write(f"{file}: {file.stat().st_size / 1e3:.0f} kB{from_torch}\n")


if __name__ == "__main__":
    main()
