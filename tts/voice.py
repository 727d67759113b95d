"""A voice is a folder: voice.json says what it is, safetensors files hold the weights, which voices
may share.

Voices are looked up by name in the folders that PLAINSPEECH_VOICES names (as PATH does), then among
those of the package; or by their path.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tts.errors import SpeechError
from vocoders import ARCHITECTURES

SETTINGS = "voice.json"
PACKAGED = Path(__file__).parent / "voices"
VARIABLE = "PLAINSPEECH_VOICES"
TYPES: dict[str, type] = {
    "name": str,
    "locale": str,
    "speaker": int,
    "description": str,
    "acoustic": str,
    "vocoder": str,
}


class VoiceNotFoundError(SpeechError):
    """No voice of that name or at that path."""


class InvalidVoiceError(SpeechError):
    """A voice folder that does not hold what it must."""


@dataclass(frozen=True)
class Voice:
    """What voice.json says.

    name          as it is asked for
    locale        of the phonemes it speaks: "en-us" or "en-gb"
    speaker       its number in the acoustic model
    description   a line for people
    acoustic      file of the acoustic model's weights
    vocoder       file of the vocoder's weights
    folder        where voice.json lies
    """

    name: str
    locale: str
    speaker: int
    description: str
    acoustic: Path
    vocoder: Path
    folder: Path

    @staticmethod
    def read(folder: str | Path) -> Voice:
        """The voice in a folder; InvalidVoiceError if voice.json is not whole, has keys that nobody
        knows, or names files that are absent.
        """
        folder = Path(folder).resolve()
        settings = checked(read_settings(folder / SETTINGS), folder / SETTINGS)
        return Voice(
            **{
                **settings,
                "acoustic": (folder / settings["acoustic"]).resolve(),
                "vocoder": (folder / settings["vocoder"]).resolve(),
                "folder": folder,
            }
        )

    def check(self) -> None:
        """Raise InvalidVoiceError, naming the file, if weights are absent."""
        for file in (self.acoustic, self.vocoder):
            if not file.is_file():
                raise InvalidVoiceError(
                    f"the voice {self.name!r} has no weights: {self.folder / SETTINGS} names {file}, which is not there. "
                    f"Install plainspeech again, or put the file in its place."
                )

    def alternative(self, vocoder: str) -> Path:
        """The file of another vocoder beside this voice's own, of the same kind if there is one:
        "harmonic" -> .../harmonic.safetensors.
        """
        same = self.vocoder.with_name(f"{vocoder}{self.vocoder.suffix}")
        return same if same.is_file() else self.vocoder.with_name(f"{vocoder}.safetensors")

    @property
    def vocoders(self) -> list[str]:
        """What this voice can be spoken by, its own first: vocoders whose weights lie beside its
        own, and Griffin-Lim, which needs none.
        """
        own = self.vocoder.name.split(".")[0]
        return [
            own,
            *(name for name in ARCHITECTURES if name != own and self.alternative(name).is_file()),
            "griffin-lim",
        ]


def read_settings(file: Path) -> dict[str, Any]:
    """The object in a JSON file; InvalidVoiceError if there is none."""
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidVoiceError(
            f"can't read {file}: {error.strerror}. A voice is a folder with a {SETTINGS} in it."
        ) from None
    except ValueError as error:
        raise InvalidVoiceError(
            f"{file} is no JSON in UTF-8: {error}. Put it back as it was installed."
        ) from None
    if not isinstance(settings, dict):
        raise InvalidVoiceError(
            f"{file} must hold an object with {', '.join(TYPES)}, not a {type(settings).__name__}."
        )
    return settings


def checked(settings: dict[str, Any], file: Path) -> dict[str, Any]:
    """The same settings; InvalidVoiceError if a key is unknown, missing, or of the wrong type."""
    if unknown := sorted(settings.keys() - TYPES.keys()):
        raise InvalidVoiceError(
            f"{file} has settings that no version of a voice knows: {', '.join(unknown)}. It may have {', '.join(TYPES)}."
        )
    if missing := [key for key in TYPES if key not in settings]:
        raise InvalidVoiceError(f"{file} lacks {', '.join(missing)}.")
    for key, kind in TYPES.items():
        if type(settings[key]) is not kind:
            raise InvalidVoiceError(
                f"in {file}, {key!r} must be a {kind.__name__}, not {settings[key]!r}."
            )
    return settings


def places() -> list[Path]:
    """The folders that hold voices, in the order in which they are searched."""
    named = [
        Path(place).expanduser()
        for place in os.environ.get(VARIABLE, "").split(os.pathsep)
        if place
    ]
    return [*named, PACKAGED]


def installed() -> dict[str, Voice]:
    """Every voice that can be loaded by name; a folder whose voice.json is damaged raises
    InvalidVoiceError when it is asked for, not here.
    """
    voices: dict[str, Voice] = {}
    for place in places():
        for settings in sorted(place.glob(f"*/{SETTINGS}")):
            try:
                voice = Voice.read(settings.parent)
            except InvalidVoiceError:
                continue
            voices.setdefault(voice.name, voice)
    return voices


def find(name: str | Path) -> Voice:
    """A voice by its name or by the path of its folder; VoiceNotFoundError, naming what is installed and
    where was looked, if there is none.
    """
    if (Path(name) / SETTINGS).is_file() and not is_plain(name):
        return Voice.read(name)
    for place in places():
        if is_plain(name) and (place / name / SETTINGS).is_file():
            return Voice.read(place / name)
    voices = installed()
    if str(name) in voices:
        return voices[str(name)]
    raise VoiceNotFoundError(
        f"no voice called {str(name)!r}. Installed: {', '.join(voices) or 'none'}. Looked in {', '.join(map(str, places()))}. "
        f"Pass a voice folder, or set {VARIABLE} to the folder that holds it."
    )


def is_plain(name: str | Path) -> bool:
    """Whether it can only be a name, not a path."""
    return isinstance(name, str) and name not in ("", ".", "..") and not set(name) & {"/", os.sep}
