"""Which files become of a document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tts.batch.jobs import Document, Job
from tts.batch.m4b import find_ffmpeg
from tts.batch.names import NameTable
from tts.errors import SpeechError
from tts.files import FORMATS, UnknownFormatError
from vocoders.optional_dependencies import require

JOINS = ("none", "chapter", "file")
WHOLE_FORMATS = (".m4b", ".epub")  # of one file for the whole document


class Output(NamedTuple):
    """A file to make of several jobs.

    id        in the manifest
    name      without extension
    title     for tags
    jobs      its parts
    chapters  indices of its chapters in the document
    track     number among its files, and how many there are; None for the whole
    """

    id: str
    name: str
    title: str
    jobs: tuple[Job, ...]
    chapters: tuple[int, ...]
    track: tuple[int, int] | None = None


@dataclass(frozen=True)
class JoinSettings:
    """How parts are joined.

    folder      of the results: a path, or a URL
    extension   of the results: one of the formats of sound, ".m4b" or ".epub"
    join        "chapter" or "file"
    prefix      of ids and names of chapters, where there are several documents
    """

    folder: Path | str
    extension: str
    join: str
    prefix: str = ""

    def __post_init__(self) -> None:
        if self.join not in JOINS[1:]:
            raise SpeechError(f"there is no join {self.join!r}. Choose {', '.join(JOINS)}.")
        if self.extension not in (*FORMATS, *WHOLE_FORMATS):
            raise UnknownFormatError(
                f"there is no format {self.extension!r}. "
                f"Choose {', '.join((*FORMATS, *WHOLE_FORMATS))}."
            )
        if self.extension == ".epub" and self.join != "file":
            raise SpeechError("an EPUB holds all chapters. Leave --join out, or say file.")
        if self.extension == ".m4b":
            find_ffmpeg()
        if self.extension in (".m4b", ".epub"):
            require("books", f"writing {self.extension}")


def default_join(document: Document, extension: str) -> str:
    """How a document is joined if nobody says: lists not at all, subtitles into one sound, books by
    chapters; always into one file where the format is one of books.
    """
    if extension in WHOLE_FORMATS:
        return "file"
    return {"list": "none", "cues": "file"}.get(document.kind, "chapter")


def outputs(document: Document, settings: JoinSettings, names: NameTable) -> list[Output]:
    """The files to make of a document."""
    title = document.title or document.name
    if settings.join == "file" or len(document.chapters) < 2:
        name, _ = names.choose(title, document.name)
        chapters = tuple(range(len(document.chapters)))
        return [Output(document.name, name, title, document.jobs, chapters)]
    count = len(document.chapters)
    width = max(2, len(str(count)))
    found = []
    for index, chapter in enumerate(document.chapters):
        id = f"{settings.prefix}{index + 1:0{width}}"
        name, _ = names.choose(f"{id} {chapter.title}", id)
        jobs = tuple(job for job in document.jobs if job.chapter == index)
        found.append(Output(id, name, chapter.title, jobs, (index,), (index + 1, count)))
    return found
