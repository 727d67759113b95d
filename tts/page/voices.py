"""Voices of the page, each loaded once, however many visitors ask for it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import lru_cache

from tts.errors import SpeechError
from tts.pipeline import TTS
from tts.voice import VoiceNotFoundError, installed

DEFAULT_VOICE = "heart"
LOADING = threading.Lock()
KEPT = 32  # voices with their settings of reading; those of one name share the networks
Lexicon = tuple[tuple[str, str], ...]


class UnknownVocoderError(SpeechError):
    """A vocoder that the page does not offer."""


def vocoder_names() -> list[str]:
    """Vocoders that can be chosen instead of a voice's own."""
    return list(dict.fromkeys(name for each in installed().values() for name in each.vocoders[1:]))


def shared_voice(
    name: str, vocoder: str = "", style: str = "", lexicon: Mapping[str, str] | None = None
) -> TTS:
    """A voice that is loaded once, also when several threads ask for it.

    name      of an installed voice; a path is none
    vocoder   one of `vocoder_names`; "" for the voice's own
    style     conventions of reading, as `TTS.load` takes them
    lexicon   word -> IPA

    VoiceNotFoundError, UnknownVocoderError, and others as in `TTS.load`.
    """
    known = installed()
    if name not in known:
        raise VoiceNotFoundError(f"no voice called {name!r}. Installed: {', '.join(known)}.")
    if vocoder and vocoder not in vocoder_names():
        raise UnknownVocoderError(
            f"no vocoder called {vocoder!r}. Choose one of {', '.join(vocoder_names())}."
        )
    words = tuple(sorted((lexicon or {}).items()))
    with LOADING:
        return _load(name, vocoder, style, words)


def forget_voices() -> None:
    """Free the voices; they are loaded again when they are asked for."""
    _load.cache_clear()


@lru_cache(maxsize=KEPT)
def _load(name: str, vocoder: str, style: str, lexicon: Lexicon) -> TTS:
    if not style and not lexicon:
        return TTS.load(name, vocoder or None)
    plain = _load(name, vocoder, "", ())
    return TTS(plain.voice, plain.acoustic, plain.vocoder, dict(lexicon), style or None)
