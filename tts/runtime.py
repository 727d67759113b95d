"""What a voice's networks run in: torch, from safetensors, or ONNX Runtime, from what `plainspeech export` writes.

    torch    acoustic.safetensors                                                                  harmonic.safetensors
    onnx     acoustic.encoder.onnx, acoustic.contour.onnx, acoustic.decoder.onnx (the first is named)    harmonic.onnx
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tts.errors import SpeechError
from tts.fastspeech2_onnx import ENCODER, FastSpeech2Onnx
from tts.voice import Voice, VoiceDamaged

if TYPE_CHECKING:
    from tts.acoustic import AcousticModel

ENDINGS = {"torch": (".safetensors", ".safetensors"), "onnx": (ENCODER, ".onnx")}           # of the acoustic model's file, of the vocoder's


class NoSuchRuntime(SpeechError):
    """A runtime that nobody knows."""


def in_runtime(voice: Voice, runtime: str | None) -> Voice:
    """The voice with its files for a runtime, which lie beside those that it names; as it is for None. VoiceDamaged where they are absent."""
    if runtime is None:
        return voice
    if runtime not in ENDINGS:
        raise NoSuchRuntime(f"no runtime {runtime!r}. Known: {', '.join(ENDINGS)}.")
    acoustic, vocoder = (ended(file, ending) for file, ending in zip((voice.acoustic, voice.vocoder), ENDINGS[runtime], strict=True))
    for file in (acoustic, vocoder):
        if not file.is_file():
            raise VoiceDamaged(f"the voice {voice.name!r} has no networks for the runtime {runtime!r}: there is no {file}. {advice(voice, runtime)}")
    return replace(voice, acoustic=acoustic, vocoder=vocoder)


def ended(file: Path, ending: str) -> Path:
    """The file of the same name with another runtime's ending: acoustic.safetensors <-> acoustic.encoder.onnx."""
    stem = next(file.name.removesuffix(known) for known in (ENCODER, ".onnx", ".safetensors", "") if file.name.endswith(known))
    return file.with_name(stem + ending)


def advice(voice: Voice, runtime: str) -> str:
    """How to come by what is absent."""
    if runtime == "onnx":
        return f"`plainspeech export {voice.name} FOLDER` writes them; then load the voice from there."
    return "Load the voice without naming a runtime, or one that holds safetensors."


def load_acoustic(file: str | Path) -> AcousticModel:
    """The acoustic model in a file, by its ending."""
    if str(file).endswith(ENCODER):
        return FastSpeech2Onnx.load(file)
    from tts.fastspeech2 import FastSpeech2
    return FastSpeech2.load(file)
