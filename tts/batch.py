"""One sound file for each line of a text, and a manifest that says what became of it."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tts.delivery import Delivery
from tts.errors import SpeechError
from tts.files import FORMATS, UnknownFormatError, write_text
from tts.pipeline import TTS
from tts.text_files import decode

MANIFEST = "manifest.jsonl"


@dataclass(frozen=True)
class Line:
    """One line to speak: its id (the number of the line, which names the file) and its bytes."""

    id: str
    content: bytes

    def text(self, source: str) -> str:
        """The line as text; TextDecodeError if it is no UTF-8."""
        return decode(self.content, f"line {self.id} of {source}", "utf-8").strip()


@dataclass(frozen=True)
class Record:
    """What became of a line; error is None if it was spoken, file and seconds are None if not."""

    id: str
    file: str | None
    text: str
    voice: str
    seconds: float | None
    error: str | None
    settings: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """As a line of the manifest."""
        return json.dumps(self.__dict__, ensure_ascii=False)


def lines_of(content: bytes, source: str = "the text", encoding: str | None = None) -> list[Line]:
    """The lines that are not blank, numbered as an editor does, each still as UTF-8 bytes, so that
    a bad one spoils no other.

    content     UTF-8, or UTF-16 with a byte order mark, unless `encoding` says otherwise; TextDecodeError
                if it then is something else
    """
    if encoding or content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        content = decode(content, source, encoding).encode("utf-8", "replace")
    rows = content.removeprefix(codecs.BOM_UTF8).splitlines()
    digits = max(4, len(str(len(rows))))
    return [Line(f"{number:0{digits}}", row) for number, row in enumerate(rows, 1) if row.strip()]


def read_manifest(folder: Path) -> dict[str, Record]:
    """The last record of each id; a line cut off when the power went is passed over."""
    file = folder / MANIFEST
    records: dict[str, Record] = {}
    for row in (
        file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else ()
    ):
        try:
            record = Record(**json.loads(row))
        except (ValueError, TypeError):
            continue
        records[record.id] = record
    return records


@dataclass(frozen=True)
class Batch:
    """Speaks lines into a folder. SpeechError if the format is unknown.

    tts         the voice
    folder      made if it is absent
    delivery    how
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

    def run(self, lines: Iterable[Line]) -> Iterator[tuple[Record, bool]]:
        """Speak what is not done yet; give each line's record, and whether it was done before. The
        manifest is kept up to date line by line.

        OSError if nothing can be written in the folder at all.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        done = read_manifest(self.folder)
        write_manifest(self.folder, done.values())  # without half lines: what follows is appended
        with (self.folder / MANIFEST).open("a", encoding="utf-8", newline="\n") as manifest:
            for line in lines:
                record, before = self.record(line, done.get(line.id))
                if not before:
                    manifest.write(record.to_json() + "\n")
                    manifest.flush()
                done[line.id] = record
                yield record, before
        write_manifest(self.folder, done.values())

    def record(self, line: Line, known: Record | None) -> tuple[Record, bool]:
        """Speak one line, unless it is known to be done just so; an error becomes part of the
        record.
        """
        try:
            text = line.text(self.source)
        except SpeechError as error:
            return self.failed(line, line.content.decode("utf-8", "replace"), error), False
        if known is not None and self.is_done(known, text):
            return known, True
        try:
            return self.spoken(line, text), False
        except (ValueError, OSError) as error:
            return self.failed(line, text, error), False

    def is_done(self, known: Record, text: str) -> bool:
        """Whether the file of that record is there and is what would be made now."""
        wanted = (text, self.tts.voice.name, self.settings())
        return (
            known.file is not None
            and (known.text, known.voice, known.settings) == wanted
            and Path(known.file).suffix == self.extension
            and (self.folder / known.file).is_file()
        )

    def spoken(self, line: Line, text: str) -> Record:
        """Speak a line into its file."""
        audio = self.tts.say(text, **self.delivery.arguments)
        file = audio.save(self.folder / f"{line.id}{self.extension}")
        return Record(
            line.id,
            file.name,
            text,
            self.tts.voice.name,
            round(audio.seconds, 3),
            None,
            self.settings(),
        )

    def failed(self, line: Line, text: str, error: Exception) -> Record:
        """The record of a line that could not be spoken; a file of it from an earlier run is
        removed.
        """
        (self.folder / f"{line.id}{self.extension}").unlink(missing_ok=True)
        return Record(
            line.id,
            None,
            text,
            self.tts.voice.name,
            None,
            " ".join(str(error).split()),
            self.settings(),
        )

    def settings(self) -> dict[str, Any]:
        """What, beside text and voice, a file depends on."""
        return {
            **self.delivery.arguments,
            "vocoder": self.tts.vocoder.name,
            **self.tts.frontend.settings,
        }


def write_manifest(folder: Path, records: Iterable[Record]) -> None:
    """One line a record, in the order of their ids."""
    rows = sorted(records, key=lambda record: record.id)
    write_text(folder / MANIFEST, "".join(record.to_json() + "\n" for record in rows))
