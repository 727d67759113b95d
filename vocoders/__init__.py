"""MEL -> WAVE: vocoders, and the one definition of a mel that they share with whatever makes it.

vocoder = vocoders.load("harmonic.onnx")            # in ONNX Runtime
vocoder = vocoders.load("heart.safetensors")       # harmonic, hifigan or wavenet: the file's header
says. Needs torch
vocoder = vocoders.load("griffin-lim", spec)        # needs no weights
samples = vocoder(mel, pitch)                       # (mels, frames), (frames,) Hz -> (frames *
                                                    hop,)
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from vocoders.griffin_lim import GriffinLim as GriffinLim
    from vocoders.harmonic.network import HarmonicVocoder as HarmonicVocoder
    from vocoders.hifigan import HifiganVocoder as HifiganVocoder
    from vocoders.mel import MelSpec as MelSpec
    from vocoders.mel import SpecMismatch as SpecMismatch
    from vocoders.mel import VocoderError as VocoderError
    from vocoders.wavenet.model import WaveNetVocoder as WaveNetVocoder

ARCHITECTURES = {  # the name in a weights file's header -> module and class, imported when wanted
    "harmonic": ("vocoders.harmonic.network", "HarmonicVocoder"),
    "hifigan": ("vocoders.hifigan", "HifiganVocoder"),
    "wavenet": ("vocoders.wavenet.model", "WaveNetVocoder"),
}
NEEDED = {
    "vocoders.harmonic.network": "torch",
    "vocoders.hifigan": "torch",
    "vocoders.wavenet.model": "wavenet",
}  # module -> extra
PUBLIC = {
    "GriffinLim": "vocoders.griffin_lim",
    "HarmonicVocoder": "vocoders.harmonic.network",
    "HifiganVocoder": "vocoders.hifigan",
    "MelSpec": "vocoders.mel",
    "SpecMismatch": "vocoders.mel",
    "VocoderError": "vocoders.mel",
    "WaveNetVocoder": "vocoders.wavenet.model",
}
__all__ = [
    "ARCHITECTURES",
    "GriffinLim",
    "HarmonicVocoder",
    "HifiganVocoder",
    "MelSpec",
    "SpecMismatch",
    "Streaming",
    "Vocoder",
    "VocoderError",
    "WaveNetVocoder",
    "load",
]


class Vocoder(Protocol):
    """What the pipeline asks of a vocoder.

    name           of the architecture
    spec           the mel it takes
    needs_pitch    whether it must be handed the pitch of every frame
    """

    name: str
    spec: MelSpec
    needs_pitch: bool

    def __call__(
        self, mel: NDArray[np.float32], pitch: NDArray[np.float32] | None = None, seed: int = 0
    ) -> NDArray[np.float32]:
        """Samples (frames * hop,), -1 to 1, of a mel (mels, frames), natural log, and pitch
        (frames,), Hz, 0 where unvoiced.

        The same mel, pitch and seed give the same samples. ValueError (VocoderError) for a mel of
        another shape, or without a needed pitch.
        """


@runtime_checkable
class Streaming(Protocol):
    """A vocoder that need not wait for a whole mel.

    lag    by how many frames its samples lie behind the mel that it was given, at most
    """

    lag: int

    def stream(
        self, mels: Iterable[NDArray[np.float32]], pitch: NDArray[np.float32], seed: int = 0
    ) -> Iterator[NDArray[np.float32]]:
        """For each piece of a mel (mels, some frames) what samples it completes; all together what
        the vocoder makes of the whole.

        The pitch is that of all frames.
        """


def load(
    name_or_path: str | os.PathLike[str], spec: MelSpec | None = None, threads: int = 1
) -> Vocoder:
    """A vocoder from a file of weights, whose header names its architecture; or "griffin-lim",
    which needs none.

    name_or_path    a safetensors or ONNX file of ours, or "griffin-lim"
    spec            the mel that will be spoken: Griffin-Lim takes any, weights only the one they
                    were trained on (SpecMismatch)
    threads         that share the work of a network in ONNX Runtime, or the pieces of what a
                    WaveNet speaks

    VocoderError if there is no such file, or it is damaged, foreign or of an unknown architecture;
    MissingExtra without what it runs in.
    """
    from vocoders.mel import MelSpec, VocoderError

    if str(name_or_path) == "griffin-lim":
        from vocoders.griffin_lim import GriffinLim

        return GriffinLim(spec or MelSpec())
    if str(name_or_path) in ARCHITECTURES and not Path(name_or_path).exists():
        raise VocoderError(
            f"{name_or_path!r} speaks from weights: pass the safetensors file that holds them. Only 'griffin-lim' needs none."
        )
    vocoder = _from_file(Path(name_or_path), threads)
    if spec is not None:
        vocoder.spec.check(spec, f"the vocoder {name_or_path}", "the mel it is to speak")
    return vocoder


def _from_file(path: Path, threads: int) -> Vocoder:
    if path.suffix == ".onnx":
        from vocoders.harmonic.network_onnx import HarmonicOnnx

        return HarmonicOnnx.load(path, threads)
    from vocoders import weights
    from vocoders.mel import VocoderError
    from vocoders.optional_dependencies import need

    architecture = weights.describe(path).get("architecture")
    if architecture not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise VocoderError(
            f"{path} holds the architecture {architecture!r}, which this version does not know. It knows {known}."
        )
    module, name = ARCHITECTURES[architecture]
    need(NEEDED[module], f"the vocoder {architecture!r} in {path}")
    more = (threads,) if architecture == "wavenet" else ()
    vocoder: Vocoder = getattr(import_module(module), name).load(path, *more)
    return vocoder


def __getattr__(name: str) -> Any:
    if name in PUBLIC:
        if (module := PUBLIC[name]) in NEEDED:
            from vocoders.optional_dependencies import need

            need(NEEDED[module], name)
        return getattr(import_module(module), name)
    raise AttributeError(f"module 'vocoders' has no attribute {name!r}")
