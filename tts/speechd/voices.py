"""Voices as the server asks for them: by name, by language, or by a type such as "female1"."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from tts.pipeline import TTS
from tts.speechd.settings import SpeechSettings
from tts.voice import Voice, installed

UNCHOSEN = "male1"  # the type that the server sends when nobody has chosen one


class Voices:
    """Voices, each loaded when it first speaks, and kept.

    default   name of the voice of messages that ask for none
    """

    def __init__(self, default: str) -> None:
        self.default = default
        self.installed = installed()
        self._loaded: dict[str, TTS] = {}
        self._lock = threading.Lock()

    def load(self, name: str) -> TTS:
        """The voice of that name, or the folder of the default one. One that is there is given at
        once, while another is being loaded.
        """
        if name in self._loaded:
            return self._loaded[name]
        with self._lock:
            if name not in self._loaded:
                self._loaded[name] = TTS.load(name)
            return self._loaded[name]

    def choose(self, settings: SpeechSettings) -> str:
        """Name of the voice that a message asks for."""
        return choose_voice(settings, self.installed, self.default)

    def rows(self) -> list[str]:
        """Name, language and variant of each, as LIST VOICES gives them."""
        return [
            f"{name}\t{region_in_capitals(voice.locale)}\tnone"
            for name, voice in sorted(self.installed.items())
        ]


def choose_voice(settings: SpeechSettings, voices: Mapping[str, Voice], default: str) -> str:
    """The name of the voice that fits settings best: the one that they name, else one of their
    language and of the sex of their type; of several, the default.
    """
    if settings.synthesis_voice.lower() in voices:
        return settings.synthesis_voice.lower()
    if default not in voices:
        return default  # a folder
    locale = settings.language.lower().replace("_", "-")
    sex = sex_of(voices[default]) if settings.voice == UNCHOSEN else sex_of_type(settings.voice)

    def fitness(name: str) -> tuple[bool, bool, bool, bool]:
        voice = voices[name]
        return (
            voice.locale == locale,
            voice.locale == voices[default].locale,
            sex_of(voice) == sex,
            name == default,
        )

    return max(sorted(voices), key=fitness)


def sex_of_type(voice_type: str) -> str:
    """ "female" or "male", of a type such as "child_female" or "male2"."""
    return "female" if "female" in voice_type.lower() else "male"


def sex_of(voice: Voice) -> str:
    """ "female", "male" or nothing, as the description of a voice says."""
    words = voice.description.replace(",", " ").split()
    return next((word for word in words if word in ("female", "male")), "")


def region_in_capitals(locale: str) -> str:
    """A locale with its region in capitals.

    >>> language_tag("en-gb")
    'en-GB'
    """
    language, _, region = locale.partition("-")
    return f"{language}-{region.upper()}" if region else language
