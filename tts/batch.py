"""Batches: one sound file for each line of a text, and a manifest of them."""

from __future__ import annotations

import codecs
import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tts.delivery import Delivery
from tts.files import FORMATS, UnknownFormatError, write_text
from tts.pipeline import TTS
from tts.text_files import TextDecodeError, decode

MANIFEST = "manifest.jsonl"


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

    file, seconds   of the sound; None if the line failed
    error           None if it was spoken
    settings        all that the sound depends on beside text and voice
    """

    id: str
    file: str | None
    text: str
    voice: str
    seconds: float | None
    error: str | None
    settings: dict[str, Any] = field(default_factory=dict)

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
    for row in file.read_text(encoding="utf-8", errors="replace").splitlines():
        with contextlib.suppress(ValueError, TypeError):
            entry = ManifestEntry(**json.loads(row))
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

        OSError if nothing can be written in the folder at all.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
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
            return self.failed(line, line.data.decode("utf-8", "replace"), error), False
        if known is not None and self.is_up_to_date(known, text):
            return known, True
        try:
            return self.speak(line, text), False
        except (ValueError, OSError) as error:
            return self.failed(line, text, error), False

    def is_up_to_date(self, known: ManifestEntry, text: str) -> bool:
        """Whether the file of that entry is there, and is what would be made now."""
        wanted = (text, self.tts.voice.name, self.settings())
        return (
            known.file is not None
            and (known.text, known.voice, known.settings) == wanted
            and Path(known.file).suffix == self.extension
            and (self.folder / known.file).is_file()
        )

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

    def failed(self, line: Line, text: str, error: Exception) -> ManifestEntry:
        """The entry of a line that could not be spoken; its file of an earlier run is removed."""
        (self.folder / f"{line.id}{self.extension}").unlink(missing_ok=True)
        return ManifestEntry(
            line.id,
            None,
            text,
            self.tts.voice.name,
            None,
            error=" ".join(str(error).split()),
            settings=self.settings(),
        )

    def settings(self) -> dict[str, Any]:
        """All that a file depends on beside text and voice."""
        return {
            **self.delivery.to_kwargs(),
            "vocoder": self.tts.vocoder.name,
            **self.tts.frontend.settings,
        }
