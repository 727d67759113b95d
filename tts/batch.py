"""Batches: one sound file for each line of a text, and a manifest of them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from tts.delivery import Delivery
from tts.errors import SpeechError
from tts.files import FORMATS, UnknownFormatError, sound_seconds, write_text
from tts.pipeline import TTS
from tts.text_files import TextDecodeError, decode
from vocoders.file_lock import locked

MANIFEST = "manifest.jsonl"
LOCK = ".manifest.lock"
SECONDS_ATOL = 0.2  # between the manifest and a file; MP3 adds some silence
FIELD_TYPES = {  # of a ManifestEntry
    "id": (str,),
    "file": (str, type(None)),
    "text": (str,),
    "voice": (str,),
    "seconds": (int, float, type(None)),
    "error": (str, type(None)),
    "settings": (dict,),
}


class FolderInUseError(SpeechError):
    """A folder in which another process is writing a batch."""


@dataclass(frozen=True)
class Line:
    """A line to speak.

    id      number of the line in the text, which names its file
    data    UTF-8
    """

    id: str
    data: bytes

    def text(self, source: str) -> str:
        """The line as text; TextDecodeError, naming the source, if it is no UTF-8."""
        return decode(self.data, f"line {self.id} of {source}", "utf-8").strip()


@dataclass(frozen=True)
class ManifestEntry:
    """A line of the manifest: the outcome of one line of the text.

    file, seconds   of the sound; None if there is none
    error           None if it was spoken. If it could not be spoken again, for example with other
                    settings, the file of before stays, and all but the error tells of that
    settings        all that the sound depends on beside text and voice
    """

    id: str
    file: str | None
    text: str
    voice: str
    seconds: float | None
    error: str | None
    settings: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, row: bytes) -> Self | None:
        """The entry in a line of the manifest; None if it is not whole, or was changed by hand to
        something that no entry holds.
        """
        try:
            values = json.loads(row)
            entry = cls(**values)
            entry.to_json().encode()  # fails for half a surrogate pair
            float(entry.seconds or 0)  # fails for 400 digits
        except (ValueError, TypeError, OverflowError, RecursionError):
            return None
        is_sound = all(isinstance(values.get(key, {}), kind) for key, kind in FIELD_TYPES.items())
        is_beside = entry.file is None or (is_sound and entry.file == Path(entry.file).name)
        return entry if is_sound and is_beside else None

    def to_json(self) -> str:
        """The entry as a line of the manifest."""
        return json.dumps(self.__dict__, ensure_ascii=False)


def split_lines(data: bytes, source: str = "the text", encoding: str | None = None) -> list[Line]:
    """The lines that are not blank, numbered as in an editor. Each is still bytes, so that one that
    can't be decoded spoils no other.

    data        UTF-8, or UTF-16 with a byte order mark, unless `encoding` names another encoding
    source      name of the text, for errors

    TextDecodeError if the whole is not in the encoding named.
    """
    if encoding or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        data = decode(data, source, encoding).encode("utf-8", "replace")
    rows = data.removeprefix(codecs.BOM_UTF8).splitlines()
    digits = max(4, len(str(len(rows))))
    return [Line(f"{number:0{digits}}", row) for number, row in enumerate(rows, 1) if row.strip()]


def read_manifest(folder: Path) -> dict[str, ManifestEntry]:
    """The last entry of each id; a line that was cut off, as by a power failure, is skipped."""
    file = folder / MANIFEST
    if not file.exists():
        return {}
    entries: dict[str, ManifestEntry] = {}
    for row in file.read_bytes().split(b"\n"):  # str.splitlines cuts at U+2028 as well
        entry = ManifestEntry.from_json(row)
        if entry is not None:
            entries[entry.id] = entry
    return entries


def write_manifest(folder: Path, entries: Iterable[ManifestEntry]) -> None:
    """Write the manifest, whole or not at all: one line an entry, in the order of their ids."""
    rows = sorted(entries, key=lambda entry: entry.id)
    write_text(folder / MANIFEST, "".join(entry.to_json() + "\n" for entry in rows))


@dataclass(frozen=True)
class Batch:
    """A folder of spoken lines. UnknownFormatError if the extension is none of ours.

    tts         the voice
    folder      created if it is missing
    delivery    settings of the speech
    extension   of the files, such as ".wav"
    source      name of the text, for errors
    """

    tts: TTS
    folder: Path
    delivery: Delivery = field(default_factory=Delivery)
    extension: str = ".wav"
    source: str = "the text"

    def __post_init__(self) -> None:
        if self.extension not in FORMATS:
            raise UnknownFormatError(
                f"there is no format {self.extension!r}. Choose {', '.join(FORMATS)}."
            )

    def run(self, lines: Iterable[Line]) -> Iterator[tuple[ManifestEntry, bool]]:
        """Speak the lines that are not done yet. Gives the entry of each line, and whether it was
        done before. The manifest is up to date after each line.

        OSError if nothing can be written in the folder at all, FolderInUseError if another process
        does.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder / LOCK) as is_ours:
            if not is_ours:
                raise FolderInUseError(
                    f"another process is writing a batch in {self.folder}. Wait for it, or choose "
                    f"another folder."
                )
            yield from self.run_locked(lines)

    def run_locked(self, lines: Iterable[Line]) -> Iterator[tuple[ManifestEntry, bool]]:
        """`run` in a folder in which no other process writes."""
        entries = read_manifest(self.folder)
        write_manifest(self.folder, entries.values())  # whole lines only: more are appended
        with (self.folder / MANIFEST).open("a", encoding="utf-8", newline="\n") as manifest:
            for line in lines:
                entry, done_before = self.process(line, entries.get(line.id))
                if not done_before:
                    manifest.write(entry.to_json() + "\n")
                    manifest.flush()
                entries[line.id] = entry
                yield entry, done_before
        write_manifest(self.folder, entries.values())

    def process(self, line: Line, known: ManifestEntry | None) -> tuple[ManifestEntry, bool]:
        """Speak a line, unless its entry is up to date; an error becomes part of the entry."""
        try:
            text = line.text(self.source)
        except TextDecodeError as error:
            return self.failed(line, line.data.decode("utf-8", "replace"), error, None), False
        if known is not None and self.is_up_to_date(known, text):
            return known, True
        try:
            return self.speak(line, text), False
        except (ValueError, OSError) as error:
            return self.failed(line, text, error, known), False

    def is_up_to_date(self, known: ManifestEntry, text: str) -> bool:
        """Whether the file of that entry is there, and is what would be made now."""
        wanted = (text, self.tts.voice.name, self.settings())
        return (
            known.file is not None
            and known.error is None
            and (known.text, known.voice, known.settings) == wanted
            and Path(known.file).suffix == self.extension
            and self.has_file(known)
        )

    def has_file(self, known: ManifestEntry) -> bool:
        """Whether the file of that entry is there, and as long as it was."""
        if known.file is None or known.seconds is None:
            return False
        seconds = sound_seconds(self.folder / known.file)
        return seconds is not None and abs(seconds - known.seconds) <= SECONDS_ATOL

    def speak(self, line: Line, text: str) -> ManifestEntry:
        """Speak a line into its file."""
        audio = self.tts.say(text, **self.delivery.to_kwargs())
        file = audio.save(self.folder / f"{line.id}{self.extension}")
        return ManifestEntry(
            line.id,
            file.name,
            text,
            self.tts.voice.name,
            round(audio.seconds, 3),
            error=None,
            settings=self.settings(),
        )

    def failed(
        self, line: Line, text: str, error: Exception, known: ManifestEntry | None
    ) -> ManifestEntry:
        """The entry of a line that could not be spoken. A file of an earlier run stays, unless it
        is of another text, and this one can't be spoken at all.
        """
        message = " ".join(str(error).split())
        is_of_use = known is not None and (known.text == text or isinstance(error, OSError))
        if known is not None and is_of_use and self.has_file(known):
            return replace(known, error=message)
        file = self.folder / f"{line.id}{self.extension}"
        if file.is_file():
            file.unlink()
        return ManifestEntry(
            line.id,
            None,
            text,
            self.tts.voice.name,
            None,
            error=message,
            settings=self.settings(),
        )

    def settings(self) -> dict[str, Any]:
        """All that a file depends on beside text and voice."""
        return {
            **self.delivery.to_kwargs(),
            "vocoder": self.tts.vocoder.name,
            **self.tts.frontend.settings,
        }
