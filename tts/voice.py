"""A voice is a folder: voice.json describes it, safetensors files hold the weights, which voices
may share.

Voices are looked up by name in the folders that PLAINSPEECH_VOICES names (as PATH does), then among
those that the user has added (`tts.voice_store`), then among those of the package, then in voice
packages that are installed beside it; or by their path.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tts.delivery import Delivery, InvalidDeliveryError
from tts.errors import SpeechError
from tts.voice_mixture import is_mixture, mixture
from vocoders import ARCHITECTURES
from vocoders.header_checks import parse_json

VOICE_FILE = "voice.json"
CARD_FILE = "CARD.md"
PACKAGE_VOICES = Path(__file__).parent / "voices"
ENV_VAR = "PLAINSPEECH_VOICES"
VOICE_PACKAGES = "plainspeech.voices"  # group of entry points
VOICE_FORMAT = 1  # of voice.json
WEIGHTS_KEYS = ("acoustic", "vocoder")
MAX_FILE_BYTES = 1 << 16  # of voice.json
MAX_SETTING = 500  # characters of a setting
MAX_SHOWN = 100  # of a value in a message
MAX_NAME_BYTES = 200  # of a folder's name, which may have a few more
MAX_SPEAKER = 1_000_000
MAX_MIXED = 100  # speakers in a mixture
SHARE_TYPES = ([int, float], [int, int])  # of a speaker in a mixture
TYPES: dict[str, type] = {
    "format": int,
    "name": str,
    "locale": str,
    "speaker": int,
    "description": str,
    "acoustic": str,
    "vocoder": str,
}
DEFAULTS = {"speed": 1.0, "pitch": 0.0, "energy": 0.0}  # that voice.json may have


class VoiceNotFoundError(SpeechError):
    """No voice of that name or at that path."""


class InvalidVoiceError(SpeechError):
    """A voice folder that does not hold what it must."""


@dataclass(frozen=True)
class Voice:
    """The settings of a voice, as voice.json holds them.

    name          as it is asked for
    locale        of the texts that it speaks: "en-us", "en-gb", "de", ...
    speaker       its number in the acoustic model; of a mixture, pairs of number and weight
    description   a line for people
    acoustic      file of the acoustic model's weights
    vocoder       file of the vocoder's weights
    folder        where voice.json lies
    speed         of its own, times which a user's speed is taken
    pitch         semitones to which a user's are added
    energy        dB to which a user's are added
    """

    name: str
    locale: str
    speaker: int | tuple[tuple[int, float], ...]
    description: str
    acoustic: Path
    vocoder: Path
    folder: Path
    speed: float = 1.0
    pitch: float = 0.0
    energy: float = 0.0

    @staticmethod
    def read(folder: str | Path) -> Voice:
        """The voice in a folder.

        InvalidVoiceError if voice.json is not whole, has unknown keys, or names files that are
        absent.
        """
        folder = Path(folder).resolve()
        file = folder / VOICE_FILE
        settings = validate_settings(read_settings(file), file)
        # a link keeps its name, which says what it is: in the cache of Hugging Face its target
        # is called by a hash
        files = {key: Path(os.path.normpath(folder / settings[key])) for key in WEIGHTS_KEYS}
        return Voice(**{**settings, **files, "folder": folder})

    def to_json(self, acoustic: str, vocoder: str) -> str:
        """The text of its voice.json, with these files for the networks."""
        settings: dict[str, Any] = {
            "format": VOICE_FORMAT,
            "name": self.name,
            "locale": self.locale,
            "speaker": self.speaker,
            "description": self.description,
            "acoustic": acoustic,
            "vocoder": vocoder,
        }
        defaults = {name: getattr(self, name) for name in DEFAULTS}
        settings |= {name: value for name, value in defaults.items() if value != DEFAULTS[name]}
        return json.dumps(settings, indent=2, ensure_ascii=False) + "\n"

    def check(self) -> None:
        """Raise InvalidVoiceError, naming the file, if weights are absent."""
        for file in (self.acoustic, self.vocoder):
            if not file.is_file():
                raise InvalidVoiceError(
                    f"the voice {self.name!r} has no weights: {self.folder / VOICE_FILE} names "
                    f"{file}, which is not there. Install plainspeech again, or put the file in "
                    f"its place."
                )

    def vocoder_file(self, vocoder: str) -> Path:
        """File of another vocoder beside this voice's own, of the same kind if there is one:
        "harmonic" -> .../harmonic.safetensors.
        """
        same = self.vocoder.with_name(f"{vocoder}{self.vocoder.suffix}")
        return same if same.is_file() else self.vocoder.with_name(f"{vocoder}.safetensors")

    @property
    def vocoders(self) -> list[str]:
        """Names of the vocoders that can speak for this voice, its own first: those whose weights
        lie beside its own, and Griffin-Lim, which needs none.
        """
        own = self.vocoder.name.split(".")[0]
        others = [name for name in ARCHITECTURES if name != own]
        return [own, *(name for name in others if self.vocoder_file(name).is_file()), "griffin-lim"]


def read_settings(file: Path) -> dict[str, Any]:
    """The object in a JSON file; InvalidVoiceError if there is none."""
    try:
        settings = parse_json(read_start(file))
    except OSError as error:
        raise InvalidVoiceError(
            f"can't read {file}: {error.strerror}. A voice is a folder with a {VOICE_FILE} in it."
        ) from error
    except ValueError as error:
        raise InvalidVoiceError(
            f"{file} is no JSON in UTF-8: {error}. Put it back as it was installed."
        ) from error
    if not isinstance(settings, dict):
        raise InvalidVoiceError(
            f"{file} must hold an object with {', '.join(TYPES)}, not a {type(settings).__name__}."
        )
    return settings


def read_start(file: Path) -> str:
    """The text of a small file; ValueError if it is large, or no UTF-8."""
    with file.open("rb") as stream:
        content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise ValueError(f"it has more than {MAX_FILE_BYTES} bytes")
    return content.decode("utf-8")


def check_voice_format(settings: dict[str, Any], file: Path) -> None:
    """Raise InvalidVoiceError if the settings are of another format."""
    if settings.get("format") != VOICE_FORMAT:
        found = (
            f"has format {shortened(settings['format'])}"
            if "format" in settings
            else "has no format"
        )
        raise InvalidVoiceError(
            f"{file} {found}; this version of PlainSpeech reads voices of "
            f'"format": {VOICE_FORMAT}. Install the version that made it, or make the voice again.'
        )


def validate_settings(settings: dict[str, Any], file: Path) -> dict[str, Any]:
    """The same settings without the format's number; InvalidVoiceError if they are of another
    format, or a key is unknown, missing, or of the wrong type.
    """
    check_voice_format(settings, file)
    check_keys(settings, file)
    for key, kind in TYPES.items():
        if key == "speaker" and isinstance(settings[key], list):
            settings = {**settings, key: stored_mixture(settings[key], file)}
        elif type(settings[key]) is not kind:
            raise InvalidVoiceError(
                f"in {file}, {key!r} must be a {kind.__name__}, not {shortened(settings[key])}."
            )
    check_name(settings["name"], file)
    for key, value in settings.items():
        if key in DEFAULTS:
            settings = {**settings, key: check_default(key, value, file)}
        elif not isinstance(value, tuple):
            check_setting(key, value, file)
    return {key: value for key, value in settings.items() if key != "format"}


def check_keys(settings: dict[str, Any], file: Path) -> None:
    """Raise InvalidVoiceError if a key is unknown or missing."""
    if unknown := sorted(settings.keys() - TYPES.keys() - DEFAULTS.keys()):
        raise InvalidVoiceError(
            f"{file} has settings that no version of a voice knows: "
            f"{', '.join(unknown)[:MAX_SHOWN]}. "
            f"It may have {', '.join([*TYPES, *DEFAULTS])}."
        )
    if missing := [key for key in TYPES if key not in settings]:
        raise InvalidVoiceError(f"{file} lacks {', '.join(missing)}.")


def stored_mixture(value: list[Any], file: Path) -> tuple[tuple[int, float], ...]:
    """Pairs of a speaker's number and weight; InvalidVoiceError for another list."""
    if not (0 < len(value) <= MAX_MIXED and all(map(is_share, value))):
        raise InvalidVoiceError(
            f"in {file}, 'speaker' is {shortened(value)}. A mixture is a list of pairs, a number "
            "and its weight, as [[0, 0.6], [2, 0.4]]."
        )
    return tuple((number, float(weight)) for number, weight in value)


def is_share(pair: object) -> bool:
    """Whether a value is a list of a speaker's number and a finite weight of more than 0."""
    if not isinstance(pair, list) or [type(part) for part in pair] not in SHARE_TYPES:
        return False
    number, weight = pair
    return 0 <= number <= MAX_SPEAKER and 0 < weight < float("inf")


def check_setting(key: str, value: str | int, file: Path) -> None:
    """Raise InvalidVoiceError for a number or a line that nobody writes there."""
    if isinstance(value, int):
        is_good = 0 <= value <= MAX_SPEAKER
    else:
        is_good = len(value) <= MAX_SETTING and value.isprintable()
    if not is_good:
        raise InvalidVoiceError(
            f"in {file}, {key!r} is {shortened(value)}. It must be a number from 0 to "
            f"{MAX_SPEAKER}, or a line of at most {MAX_SETTING} characters that can be printed."
        )


def check_default(key: str, value: object, file: Path) -> float:
    """The voice's own speed, pitch or energy; InvalidVoiceError if it is out of range."""
    try:
        return float(getattr(Delivery(**{key: value}), key))  # type: ignore[arg-type]
    except InvalidDeliveryError as error:
        raise InvalidVoiceError(f"in {file}, {shortened(str(error))}") from None


def shortened(value: object) -> str:
    """The beginning of what a value is in Python."""
    text = ascii(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}..."


def check_name(name: str, file: Path) -> None:
    """Raise InvalidVoiceError for a name that can't be that of a folder, as `export` makes one."""
    is_short = len(name.encode("utf-8", "surrogatepass")) <= MAX_NAME_BYTES
    is_plain = name.isprintable() and not set(name) & set('\\:*?"<>|')
    if not (is_name(name) and is_short and is_plain):
        raise InvalidVoiceError(
            f"in {file}, the name {name[:50]!r} can't be that of a folder. Choose letters, digits "
            f"and hyphens."
        )


def search_path() -> Iterator[Path]:
    """The folders that hold voices, in the order in which they are searched."""
    named = os.environ.get(ENV_VAR, "").split(os.pathsep)
    yield from (Path(folder).expanduser() for folder in named if folder)
    yield user_voices()
    yield PACKAGE_VOICES
    yield from voice_packages()


def voice_packages() -> Iterator[Path]:
    """Folders of installed packages that hold voices, as `plainspeech-voice-kerstin` does.

    Such a package names a module at the top level as an entry point of the group
    `plainspeech.voices`; the module's folder holds a folder for each voice. The module is found,
    but never run.
    """
    from importlib import machinery, metadata

    for entry in sorted(metadata.entry_points(group=VOICE_PACKAGES)):
        spec = machinery.PathFinder.find_spec(entry.module)
        if spec is not None:
            yield from map(Path, spec.submodule_search_locations or ())


def user_voices() -> Path:
    """The folder that `plainspeech voices add` copies voices into, by the customs of the system."""
    home = Path.home()
    if sys.platform == "win32":
        data = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        data = home / "Library" / "Application Support"
    else:
        data = os.environ.get("XDG_DATA_HOME") or home / ".local" / "share"
    return Path(data) / "plainspeech" / "voices"


def installed() -> dict[str, Voice]:
    """Every voice that can be loaded by name. A folder whose voice.json is damaged is passed over;
    it raises InvalidVoiceError when it is asked for.
    """
    voices: dict[str, Voice] = {}
    for folder in search_path():
        for file in sorted(folder.glob(f"*/{VOICE_FILE}")):
            try:
                voice = Voice.read(file.parent)
            except InvalidVoiceError:
                continue
            voices.setdefault(voice.name, voice)
    return voices


def find(name: str | Path) -> Voice:
    """A voice by its name or by the path of its folder, or a mixture of voices, as
    `heart*0.6+emma*0.4`, see `tts.voice_mixture`.

    VoiceNotFoundError, naming the installed voices and the folders, if there is none.
    """
    if (Path(name) / VOICE_FILE).is_file() and not is_name(name):
        return Voice.read(name)
    for folder in search_path():
        if is_name(name) and (folder / name / VOICE_FILE).is_file():
            return Voice.read(folder / name)
    voices = installed()
    if str(name) in voices:
        return voices[str(name)]
    if is_mixture(name):
        return mixture(str(name), find)
    raise VoiceNotFoundError(
        f"no voice called {str(name)!r}. Installed: {', '.join(voices) or 'none'}. "
        f"Looked in {', '.join(map(str, search_path()))}. Pass a voice folder, or set {ENV_VAR} to "
        f"the folder that holds it."
    )


def is_name(name: str | Path) -> bool:
    """Whether it can only be a name, not a path."""
    return isinstance(name, str) and name not in ("", ".", "..") and not set(name) & {"/", os.sep}
