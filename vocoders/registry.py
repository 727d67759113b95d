"""Vocoders by architecture, and loading one from a file.

An architecture's name stands in the header of a weights file. Its module is imported when it is
wanted: torch alone takes seconds.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vocoders.errors import VocoderError
from vocoders.optional_dependencies import require

if TYPE_CHECKING:
    from vocoders.base import Vocoder
    from vocoders.mel_config import MelConfig

GRIFFIN_LIM = "griffin-lim"


class Entry(NamedTuple):
    """Where a class lives, and the extra that it needs ("" for none)."""

    module: str
    name: str
    extra: str = ""

    def load_class(self, what: str) -> Any:
        """The class; MissingDependencyError, naming `what`, without its optional packages."""
        if self.extra:
            require(self.extra, what)
        return getattr(import_module(self.module), self.name)


ARCHITECTURES = {
    "harmonic": Entry("vocoders.harmonic.network", "HarmonicVocoder", "torch"),
    "hifigan": Entry("vocoders.hifigan", "HifiganVocoder", "torch"),
    "wavenet": Entry("vocoders.wavenet.vocoder", "WaveNetVocoder", "wavenet"),
}
CONFIGS = {  # of their networks, without optional packages
    "harmonic": Entry("vocoders.harmonic.config", "HarmonicConfig"),
    "hifigan": Entry("vocoders.hifigan_config", "HifiganConfig"),
    "wavenet": Entry("vocoders.wavenet.config", "WaveNetConfig"),
}


def load(
    name_or_path: str | os.PathLike[str], spec: MelConfig | None = None, threads: int = 1
) -> Vocoder:
    """A vocoder from a weights file, or "griffin-lim", which needs none.

    name_or_path    a safetensors or ONNX file of PlainSpeech, or "griffin-lim"
    spec            the mel that it will get: Griffin-Lim takes any, weights only the one that they
                    were trained on (SpecMismatchError)
    threads         of a network in ONNX Runtime, or among which a WaveNet shares its chunks

    VocoderError if there is no such file, or it is damaged, foreign or of an unknown architecture;
    MissingDependencyError without the packages that it needs.
    """
    if str(name_or_path) == GRIFFIN_LIM:
        return _griffin_lim(spec)
    if str(name_or_path) in ARCHITECTURES and not Path(name_or_path).exists():
        raise VocoderError(
            f"{name_or_path!r} needs weights: pass the safetensors file that holds them. "
            f"Only {GRIFFIN_LIM!r} needs none."
        )
    vocoder = _from_file(Path(name_or_path), threads)
    if spec is not None:
        vocoder.spec.check(spec, f"the vocoder {name_or_path}", "the mel that it is to render")
    return vocoder


def _griffin_lim(spec: MelConfig | None) -> Vocoder:
    from vocoders.griffin_lim import GriffinLim
    from vocoders.mel_config import MelConfig

    return GriffinLim(spec or MelConfig())


def _from_file(path: Path, threads: int) -> Vocoder:
    if path.suffix == ".onnx":
        from vocoders.harmonic.network_onnx import HarmonicOnnx

        return HarmonicOnnx.load(path, threads)
    architecture = checked_architecture(path)
    cls = ARCHITECTURES[architecture].load_class(f"the vocoder {architecture!r} in {path}")
    more = (threads,) if architecture == "wavenet" else ()
    vocoder: Vocoder = cls.load(path, *more)
    return vocoder


def checked_architecture(path: str | os.PathLike[str]) -> str:
    """The architecture of the vocoder in a safetensors file, whose header was checked without its
    optional packages; VocoderError as in `load`.
    """
    from vocoders import weights

    architecture = weights.tensor_metadata(path).get("architecture")
    if not isinstance(architecture, str) or architecture not in ARCHITECTURES:
        raise VocoderError(
            f"{path} holds the architecture {architecture!r}, which this version does not know. "
            f"It knows {', '.join(ARCHITECTURES)}."
        )
    weights.checked_metadata(path, CONFIGS[architecture].load_class(f"the header of {path}"))
    return architecture
