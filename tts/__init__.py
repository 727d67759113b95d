"""PlainSpeech: text to natural speech.

    from tts import TTS
    TTS.load("heart").say("Hello.").save("hello.wav")

Nothing is imported here until it is asked for: `plainspeech --help` needs none of it. FastSpeech2
is public, too, but not in `__all__`: it needs the extra `torch`, which a star import and help()
must not ask for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tts.acoustic.fastspeech2 import FastSpeech2 as FastSpeech2
    from tts.acoustic.model import AcousticOutput
    from tts.audio import Audio
    from tts.delivery import Delivery
    from tts.errors import PlainSpeechError, SpeechError
    from tts.pipeline import TTS
    from tts.spans import Span
    from tts.voice import Voice, VoiceNotFoundError, installed

__version__ = "0.1.0"
__all__ = [
    "TTS",
    "AcousticOutput",
    "Audio",
    "Delivery",
    "PlainSpeechError",
    "Span",
    "SpeechError",
    "Voice",
    "VoiceNotFoundError",
    "__version__",
    "installed",
]

_HOME = {
    "TTS": "tts.pipeline",
    "Audio": "tts.audio",
    "Span": "tts.spans",
    "Delivery": "tts.delivery",
    "PlainSpeechError": "tts.errors",
    "SpeechError": "tts.errors",
    "FastSpeech2": "tts.acoustic.fastspeech2",
    "AcousticOutput": "tts.acoustic.model",
    "Voice": "tts.voice",
    "VoiceNotFoundError": "tts.voice",
    "installed": "tts.voice",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'tts' has no attribute {name!r}; it has {', '.join(_HOME)}")
    from tts.package_check import check_packages

    check_packages()
    if name == "FastSpeech2":
        from vocoders.optional_dependencies import require

        require("torch", name)
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
