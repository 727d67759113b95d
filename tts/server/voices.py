"""Voices as the server offers them: ours by name, and OpenAI's names for them."""

from __future__ import annotations

import threading

from tts.pipeline import TTS
from tts.server.errors import ApiError
from tts.voice import Voice, installed

OPENAI_VOICES = {
    "alloy": "heart",
    "ash": "michael",
    "ballad": "george",
    "cedar": "george",
    "coral": "heart",
    "echo": "michael",
    "fable": "george",
    "marin": "heart",
    "nova": "emma",
    "onyx": "michael",
    "sage": "emma",
    "shimmer": "emma",
    "verse": "michael",
}
MODELS = ("plainspeech", "tts-1", "tts-1-hd", "gpt-4o-mini-tts")


class LoadedVoices:
    """Voices, each loaded when it is first asked for, and kept."""

    def __init__(self) -> None:
        self._loaded: dict[str, TTS] = {}  # by our names, and by OpenAI's that were asked for
        self._lock = threading.Lock()

    def names(self) -> dict[str, Voice]:
        """All voices that are installed, by name."""
        return installed()

    def resolve(self, name: str) -> str:
        """Our name for a voice that a request names. ApiError 404 lists what there is."""
        known = self.names()
        if name in known:
            return name
        ours = OPENAI_VOICES.get(name)
        if ours in known:
            return str(ours)
        raise ApiError(
            404,
            f"there is no voice {name[:100]!r}. Installed: {', '.join(sorted(known))}. "
            f"OpenAI's names work, too: {', '.join(OPENAI_VOICES)}.",
            "voice_not_found",
            "voice",
        )

    def load(self, name: str) -> TTS:
        """The voice of that name, ready to speak. It may be used by several threads at once.

        A name that was asked for before costs nothing: to look for what is installed takes longer
        than to speak a sentence.
        """
        known = self._loaded.get(name)
        if known is not None:
            return known
        ours = self.resolve(name)
        with self._lock:
            if ours not in self._loaded:
                self._loaded[ours] = TTS.load(ours)
            self._loaded[name] = self._loaded[ours]
            return self._loaded[name]
