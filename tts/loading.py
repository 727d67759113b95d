"""Networks of a voice, loaded for a backend: ONNX Runtime, or torch, the reference.

Their files lie side by side, and the suffix says which is which:

onnx     acoustic.encoder.onnx (this one is named; the other networks lie beside it), harmonic.onnx
torch    acoustic.safetensors, harmonic.safetensors
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import vocoders
from tts.acoustic.config import FastSpeech2Config
from tts.acoustic.fastspeech2_onnx import ENCODER_SUFFIX, FastSpeech2Onnx
from tts.errors import PlainSpeechError, SpeechError
from tts.voice import InvalidVoiceError, Voice, is_name
from vocoders import weights
from vocoders.optional_dependencies import require
from vocoders.registry import checked_architecture

if TYPE_CHECKING:
    from tts.acoustic.model import AcousticModel
    from vocoders import MelConfig, Vocoder

Model = TypeVar("Model")
LOAD_ERRORS = (  # of what reads a file whose parts do not belong together
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
BACKEND_SUFFIXES = {  # of the acoustic model's file, of the vocoder's
    "onnx": (ENCODER_SUFFIX, ".onnx"),
    "torch": (".safetensors", ".safetensors"),
}


class UnknownBackendError(SpeechError):
    """A backend that does not exist."""


def for_backend(voice: Voice, backend: str | None) -> Voice:
    """The voice with its files for a backend; for None, ONNX files where they lie beside those that
    it names.

    UnknownBackendError, InvalidVoiceError where files are absent, MissingDependencyError for torch
    where it is not installed.
    """
    if backend is not None and backend not in BACKEND_SUFFIXES:
        raise UnknownBackendError(f"no runtime {backend!r}. Known: {', '.join(BACKEND_SUFFIXES)}.")
    named = (voice.acoustic, voice.vocoder)
    suffixes = BACKEND_SUFFIXES[backend or "onnx"]
    files = [with_suffix(file, suffix) for file, suffix in zip(named, suffixes, strict=True)]
    if backend is None:
        files = [file if file.is_file() else own for file, own in zip(files, named, strict=True)]
    else:
        check_present(files, voice, backend)
    if backend == "torch":
        require("torch", "the runtime 'torch'")
    return replace(voice, acoustic=files[0], vocoder=files[1])


def check_present(files: Sequence[Path], voice: Voice, backend: str) -> None:
    """Raise InvalidVoiceError, with advice, if one of a voice's files is absent."""
    for file in files:
        if not file.is_file():
            raise InvalidVoiceError(
                f"the voice {voice.name!r} has no networks for the runtime {backend!r}: "
                f"there is no {file}. {hint(voice, backend)}"
            )


def with_suffix(file: Path, suffix: str) -> Path:
    """The file of the same name with another backend's suffix: acoustic.safetensors <->
    acoustic.encoder.onnx.
    """
    for known in (ENCODER_SUFFIX, ".onnx", ".safetensors"):
        if file.name.endswith(known):
            return file.with_name(file.name.removesuffix(known) + suffix)
    return file.with_name(file.name + suffix)


def hint(voice: Voice, backend: str) -> str:
    """Advice on how to get the files that are absent."""
    if backend == "onnx":
        return (
            f"`plainspeech export {voice.name} FOLDER` writes them; then load the voice from there."
        )
    return "Load the voice without naming a runtime, or one that holds safetensors."


def load_acoustic(file: str | Path, threads: int = 1) -> AcousticModel:
    """The acoustic model in a file, in the backend that its suffix names.

    threads   of ONNX Runtime

    InvalidVoiceError if the file is damaged, MissingDependencyError where torch is needed and not
    installed.
    """
    if str(file).endswith(ENCODER_SUFFIX):
        return load_checked(file, lambda path: FastSpeech2Onnx.load(path, threads))
    require("torch", f"speaking from {file}")
    load_checked(file, lambda path: weights.checked_metadata(path, FastSpeech2Config))
    from tts.acoustic.fastspeech2 import FastSpeech2

    return load_checked(file, FastSpeech2.load)


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
    chosen = chosen_vocoder(voice, wanted)
    if isinstance(chosen, (str, Path)):
        return load_checked(chosen, lambda path: vocoders.load(path, spec, threads))
    return chosen


def check_vocoder(voice: Voice, wanted: str | Path | Vocoder | None = None) -> None:
    """Raise an error of PlainSpeech if the header of the vocoder's safetensors file is damaged:
    before an acoustic model is loaded, which may import torch.
    """
    chosen = chosen_vocoder(voice, wanted)
    if isinstance(chosen, Path) and chosen.suffix == ".safetensors":
        load_checked(chosen, checked_architecture)


def chosen_vocoder(
    voice: Voice, wanted: str | Path | Vocoder | None = None
) -> str | Path | Vocoder:
    """The voice's own vocoder, or the wanted one: a file, where a name is that of a file of the
    voice.
    """
    if wanted is None:
        return voice.vocoder
    if isinstance(wanted, str) and is_name(wanted) and voice.vocoder_file(wanted).is_file():
        return voice.vocoder_file(wanted)
    return wanted


def load_checked(file: str | Path, load: Callable[[str | Path], Model]) -> Model:
    """The model that `load` makes of a file of weights.

    InvalidVoiceError if the file's header and its tensors do not belong together.
    """
    try:
        return load(file)
    except PlainSpeechError:
        raise
    except LOAD_ERRORS as error:
        reason = " ".join(str(error).split())[:200]
        raise InvalidVoiceError(
            f"{file} is damaged: its tensors are not what its header says "
            f"({type(error).__name__}: {reason}). Install it again."
        ) from error
