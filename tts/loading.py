"""What a voice's networks run in: ONNX Runtime, or torch, the reference. Their files lie side by
side, and are told by their endings.

onnx     acoustic.encoder.onnx, acoustic.contour.onnx, acoustic.decoder.onnx (the first is named)
         harmonic.onnx
torch    acoustic.safetensors
         harmonic.safetensors
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import vocoders
from tts.acoustic.fastspeech2_onnx import ENCODER, FastSpeech2Onnx
from tts.errors import SpeechError
from tts.voice import InvalidVoiceError, Voice, is_plain
from vocoders.optional_dependencies import require

if TYPE_CHECKING:
    from tts.acoustic.model import AcousticModel
    from vocoders import MelConfig, Vocoder

Model = TypeVar("Model")
ENDINGS = {
    "onnx": (ENCODER, ".onnx"),
    "torch": (".safetensors", ".safetensors"),
}  # of the acoustic model's file, of the vocoder's


class UnknownBackendError(SpeechError):
    """A runtime that nobody knows."""


def in_runtime(voice: Voice, runtime: str | None) -> Voice:
    """The voice with its files for a runtime; for None, ONNX files where there are such beside
    those that it names.

    UnknownBackendError, InvalidVoiceError where files are absent, MissingDependencyError for torch where there is none.
    """
    if runtime is not None and runtime not in ENDINGS:
        raise UnknownBackendError(f"no runtime {runtime!r}. Known: {', '.join(ENDINGS)}.")
    named = (voice.acoustic, voice.vocoder)
    files = [
        ended(file, ending) for file, ending in zip(named, ENDINGS[runtime or "onnx"], strict=True)
    ]
    if runtime is None:
        files = [file if file.is_file() else own for file, own in zip(files, named, strict=True)]
    elif absent := [file for file in files if not file.is_file()]:
        raise InvalidVoiceError(
            f"the voice {voice.name!r} has no networks for the runtime {runtime!r}: "
            f"there is no {absent[0]}. {advice(voice, runtime)}"
        )
    if runtime == "torch":
        require("torch", "the runtime 'torch'")
    return replace(voice, acoustic=files[0], vocoder=files[1])


def ended(file: Path, ending: str) -> Path:
    """The file of the same name with another runtime's ending: acoustic.safetensors <->
    acoustic.encoder.onnx.
    """
    stem = next(
        file.name.removesuffix(known)
        for known in (ENCODER, ".onnx", ".safetensors", "")
        if file.name.endswith(known)
    )
    return file.with_name(stem + ending)


def advice(voice: Voice, runtime: str) -> str:
    """How to come by what is absent."""
    if runtime == "onnx":
        return (
            f"`plainspeech export {voice.name} FOLDER` writes them; then load the voice from there."
        )
    return "Load the voice without naming a runtime, or one that holds safetensors."


def load_acoustic(file: str | Path, threads: int = 1) -> AcousticModel:
    """The acoustic model in a file, by its ending; threads are those of ONNX Runtime. MissingDependencyError
    where torch is needed and absent.
    """
    if str(file).endswith(ENCODER):
        return FastSpeech2Onnx.load(file, threads)
    require("torch", f"speaking from {file}")
    from tts.acoustic.fastspeech2 import FastSpeech2

    return FastSpeech2.load(file)


def load_vocoder(
    voice: Voice,
    wanted: str | Path | Vocoder | None = None,
    spec: MelConfig | None = None,
    threads: int = 1,
) -> Vocoder:
    """The voice's own vocoder, or another one.

    wanted    instead of its own: a name, a file, or a vocoder that is already loaded
    spec      the mel that it is to take
    threads   as in `vocoders.load`
    """
    if wanted is None:
        wanted = voice.vocoder
    if isinstance(wanted, str) and is_plain(wanted) and voice.alternative(wanted).is_file():
        wanted = voice.alternative(wanted)
    if isinstance(wanted, (str, Path)):
        return load_checked(wanted, lambda place: vocoders.load(place, spec, threads))
    return wanted


def load_checked(file: str | Path, load: Callable[[str | Path], Model]) -> Model:
    """The model that `load` makes of a file of weights.

    InvalidVoiceError if the file's header and its tensors do not belong together.
    """
    try:
        return load(file)
    except (AttributeError, IndexError, KeyError, RuntimeError, TypeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InvalidVoiceError(
            f"{file} is damaged: its tensors are not what its header says "
            f"({type(error).__name__}: {reason}). Install it again."
        ) from error
