"""MEL -> WAVE: vocoders, and the definition of a mel that they share with acoustic models.

vocoder = vocoders.load("harmonic.onnx")            # in ONNX Runtime
vocoder = vocoders.load("harmonic.safetensors")     # any architecture; needs torch
vocoder = vocoders.load("griffin-lim", config)      # needs no weights
samples = vocoder(mel, pitch)                       # (mels, frames), (frames,) Hz -> (samples,)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vocoders.registry import ARCHITECTURES, Entry, load

if TYPE_CHECKING:
    from vocoders.base import Streaming as Streaming
    from vocoders.base import Vocoder as Vocoder
    from vocoders.errors import SpecMismatchError as SpecMismatchError
    from vocoders.errors import VocoderError as VocoderError
    from vocoders.griffin_lim import GriffinLim as GriffinLim
    from vocoders.harmonic.network import HarmonicVocoder as HarmonicVocoder
    from vocoders.hifigan import HifiganVocoder as HifiganVocoder
    from vocoders.mel_config import MelConfig as MelConfig
    from vocoders.wavenet.vocoder import WaveNetVocoder as WaveNetVocoder

_LAZY = {
    "GriffinLim": Entry("vocoders.griffin_lim", "GriffinLim"),
    "MelConfig": Entry("vocoders.mel_config", "MelConfig"),
    "SpecMismatchError": Entry("vocoders.errors", "SpecMismatchError"),
    "Streaming": Entry("vocoders.base", "Streaming"),
    "Vocoder": Entry("vocoders.base", "Vocoder"),
    "VocoderError": Entry("vocoders.errors", "VocoderError"),
    **{entry.name: entry for entry in ARCHITECTURES.values()},
}
# Classes that need an extra are left out, so that a star import and help() work without it.
__all__ = ["ARCHITECTURES", "load", *(name for name, entry in _LAZY.items() if not entry.extra)]


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return _LAZY[name].load_class(name)
    raise AttributeError(f"module 'vocoders' has no attribute {name!r}")
