"""Documents -> sounds of whole chapters or books, from parts that are spoken one by one.

The parts lie in a hidden folder beside the result, with a manifest of their own, so that a run that
was broken off goes on with the part that it was at. When the result is whole, they are removed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from tts.batch.jobs import Document, Job
from tts.batch.joining import (
    JoinedTrack,
    SampleSink,
    SoundPart,
    Timeline,
    make_timeline,
    write_joined,
)
from tts.batch.m4b import M4bFile, find_ffmpeg
from tts.batch.manifest import Manifest, ManifestEntry, file_digest, json_digest
from tts.batch.names import NameTable
from tts.batch.render import Result, extension_of, folder_for, render_in_folder
from tts.batch.renderer import voice_digest
from tts.batch.settings import RenderSettings
from tts.batch.tags import ChapterMark, Tags, write_tags
from tts.delivery import Delivery
from tts.errors import SpeechError
from tts.files import FORMATS, AudioFile, UnknownFormatError, write_text
from tts.pipeline import TTS
from tts.subtitles import format_for, subtitles
from tts.voice import find
from vocoders.optional_dependencies import require

JOINS = ("none", "chapter", "file")
PART_EXTENSION = ".flac"
WHOLE_FORMATS = (".m4b", ".epub")  # of one file for the whole document
TAGGED = (".mp3", ".flac", ".ogg", ".opus", ".m4b")
VERSION = 1  # of the way in which parts are joined


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

    folder      of the results
    extension   of the results: one of the formats of sound, ".m4b" or ".epub"
    join        "chapter" or "file"
    prefix      of ids and names of chapters, where there are several documents
    """

    folder: Path
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


def render_document(
    document: Document,
    out: str | Path,
    voice: TTS | str | Path = "heart",
    *,
    format: str = "mp3",
    join: str | None = None,
    delivery: Delivery | None = None,
    processes: int = 1,
    subtitles: str | None = None,
) -> Iterator[Result]:
    """Speak a document into joined files of a folder. Gives the result of each part, whose
    `part_of` names the file that it belongs to, and after the last one that of the file.

    document   from `tts.batch.read`
    format     "wav", "flac", "ogg", "opus", "mp3"; "m4b" (needs ffmpeg) and "epub" are always one
               file
    join       "chapter" or "file"; by chapters if None, but subtitles and lists into one file

    Other arguments, resuming and errors as for `render`. FfmpegError for M4B without ffmpeg,
    MissingDependencyError without the extra `books` where tags are written.
    """
    extension = extension_of(format)
    chosen = join or default_join(document, extension)
    settings = RenderSettings(
        Path(out),
        PART_EXTENSION,
        voice,
        delivery=replace(delivery or Delivery(), lead=0.0),  # items follow each other
        subtitles=None if subtitles is None else extension_of(subtitles),
    )
    joined = JoinSettings(Path(out), extension, "file" if chosen == "none" else chosen)
    return render_joined(document, settings, joined, processes)


def render_joined(
    document: Document,
    settings: RenderSettings,
    join: JoinSettings,
    processes: int = 1,
    names: NameTable | None = None,
) -> Iterator[Result]:
    """`render_document` with its settings.

    settings   of the parts; their folder and extension are chosen here
    names      of files that are taken, where there are several documents
    """
    with folder_for(join.folder):
        wanted = outputs(document, join, names or NameTable())
        with Manifest(join.folder, [output.id for output in wanted]) as manifest:
            yield from Joiner(document, settings, join, manifest).run(wanted, processes)


class Joiner:
    """Makes the files of one document, in a folder in which no other process writes."""

    def __init__(
        self,
        document: Document,
        settings: RenderSettings,
        join: JoinSettings,
        manifest: Manifest,
    ) -> None:
        self.document = document
        self.join = join
        self.manifest = manifest
        self.work = join.folder / f".parts-{document.name}"
        self.subtitles = settings.subtitles
        needs_times = settings.subtitles is not None or join.extension == ".epub"
        self.settings = replace(
            settings,
            folder=self.work,
            extension=PART_EXTENSION,
            subtitles=None,
            timings=needs_times or settings.timings,
        )

    def run(self, wanted: Sequence[Output], processes: int) -> Iterator[Result]:
        """The results of all parts that are not done, and of all files, in order."""
        blanks = {output.id: self.blank_entry(output) for output in wanted}
        done = {
            output.id
            for output in wanted
            if self.is_up_to_date(self.manifest.get(output.id), blanks[output.id], output)
        }
        jobs = [job for output in wanted if output.id not in done for job in output.jobs]
        self.work.mkdir(exist_ok=True)
        failed = False
        with Manifest(self.work, [job.id for job in jobs]) as parts:
            results = render_in_folder(self.settings, jobs, processes, parts)
            for output in wanted:
                known = self.manifest.get(output.id)
                if output.id in done and known is not None:
                    yield self.result(output, known, True)
                    continue
                spoken = []
                for _ in output.jobs:
                    part = next(results)
                    spoken.append(replace(part.entry, timings=None))
                    yield replace(part, part_of=output.id)
                entry = self.assemble(output, blanks[output.id], spoken, parts)
                self.manifest.append(entry)
                failed = failed or entry.error is not None
                yield self.result(output, entry, False)
            for _ in results:  # lets it end
                pass
        if not failed:
            shutil.rmtree(self.work)

    def result(self, output: Output, entry: ManifestEntry, done_before: bool) -> Result:
        """The result of a file."""
        file = None if entry.file is None else self.join.folder / entry.file
        return Result(Job(output.id, output.title), entry, done_before, file)

    def blank_entry(self, output: Output) -> ManifestEntry:
        """The entry of a file as far as it is known before it is made."""
        own = self.settings.voice
        voice = own.voice if isinstance(own, TTS) else find(own)
        others = sorted({job.voice for job in output.jobs if job.voice is not None})
        loading = own.frontend.settings if isinstance(own, TTS) else self.settings.loading
        settings: dict[str, Any] = {
            **self.settings.delivery.to_kwargs(),
            "format": self.join.extension,
            "fit": list(self.settings.fit),
            **{key: None if value is None else str(value) for key, value in loading.items()},
        }
        document = self.document
        cover = document.cover.data if document.cover is not None else b""
        digest = {
            "version": VERSION,
            "jobs": [
                [job.id, job.text, job.ssml, job.voice, dict(job.delivery), job.slot, job.chapter]
                for job in output.jobs
            ],
            "voices": [voice_digest(voice), *map(self.digest_of, others)],
            "settings": settings,
            "tags": [output.title, document.title, document.author, document.language],
            "chapters": [chapter.title for chapter in document.chapters],
            "cover": hashlib.sha256(cover).hexdigest(),
        }
        return ManifestEntry(
            output.id,
            None,
            output.title,
            voice.name,
            None,
            None,
            settings=settings,
            sha256=json_digest(digest),
        )

    def digest_of(self, name: str) -> str:
        """The digest of a voice by its name; the name itself if there is none."""
        try:
            return voice_digest(find(name))
        except SpeechError:
            return name

    def is_up_to_date(
        self, known: ManifestEntry | None, wanted: ManifestEntry, output: Output
    ) -> bool:
        """Whether the file of a known entry is there, undamaged, and what would be made now."""
        if known is None or known.error is not None or known.sha256 != wanted.sha256:
            return False
        if self.subtitles is not None and not self.subtitle_file(output).is_file():
            return False
        name = f"{output.name}{self.join.extension}"
        return known.file == name and file_digest(self.join.folder / name) == known.file_sha256

    def subtitle_file(self, output: Output) -> Path:
        """The file of the subtitles of an output."""
        return self.join.folder / f"{output.name}{self.subtitles}"

    def assemble(
        self,
        output: Output,
        blank: ManifestEntry,
        spoken: Sequence[ManifestEntry],
        parts: Manifest,
    ) -> ManifestEntry:
        """Make the file of the parts that could be spoken; its entry."""
        bad = [entry.id for entry in spoken if entry.error is not None]
        sound = [
            SoundPart(
                self.work / entry.file, job.id, job.chapter, job.slot.start if job.slot else None
            )
            for job, entry in zip(output.jobs, spoken, strict=True)
            if entry.file is not None
        ]
        if not sound:
            return replace(blank, error="none of its parts could be spoken")
        try:
            made = self.write(output, sound, parts)
        except (SpeechError, OSError) as error:
            return replace(blank, error=" ".join(str(error).split()))
        warnings = [
            f"{entry.id}: {warning}" for entry in spoken for warning in entry.warnings
        ] + made.warnings
        missing = f"{len(bad)} of {len(spoken)} parts could not be spoken: {', '.join(bad[:10])}"
        return replace(
            blank,
            file=made.file.name,
            seconds=round(made.seconds, 3),
            error=missing if bad else None,
            file_sha256=file_digest(made.file),
            loudness=made.loudness,
            warnings=warnings,
            extra={"chapters": [[mark.title, round(mark.start, 3)] for mark in made.chapters]},
        )

    def write(self, output: Output, sound: Sequence[SoundPart], parts: Manifest) -> Made:
        """Write the file of an output, and its subtitles."""
        delivery = self.settings.delivery
        timeline = make_timeline(sound, delivery.pause, delivery.speed)
        chapters = self.chapter_marks(output, timeline)
        final = self.join.folder / f"{output.name}{self.join.extension}"
        warnings = [
            f"{id}: it begins {seconds:.2f} s late, since the speech before it is too long"
            for id, seconds in timeline.late
        ]
        if self.join.extension == ".epub":
            from tts.batch.overlay import write_epub

            loudness = None
            with_times = {part.id: parts.get(part.id) for part in sound}
            draft = write_epub(self.document, timeline, with_times, self.work)
        else:
            draft = self.work / f"joined{self.join.extension}"
            loudness = write_joined(timeline, self.sink(draft, timeline, chapters))
            if self.document.kind == "book" and self.join.extension in TAGGED:
                write_tags(draft, self.tags(output, chapters))
        if self.subtitles is not None:
            self.write_subtitles(output, timeline, parts)
        publish(draft, final)
        return Made(final, timeline.seconds, loudness, warnings, chapters)

    def sink(
        self, draft: Path, timeline: Timeline, chapters: Sequence[ChapterMark]
    ) -> AbstractContextManager[SampleSink]:
        """The file to write samples into."""
        if self.join.extension == ".m4b":
            return M4bFile(draft, timeline.rate, chapters)
        return AudioFile(draft, timeline.rate)

    def chapter_marks(self, output: Output, timeline: Timeline) -> list[ChapterMark]:
        """The chapters in the file of an output."""
        if len(output.chapters) < 2:
            return []
        starts = timeline.chapter_starts()
        ends = [*list(starts.values())[1:], timeline.seconds]
        return [
            ChapterMark(self.document.chapters[index].title, start, end)
            for (index, start), end in zip(starts.items(), ends, strict=True)
        ]

    def tags(self, output: Output, chapters: Sequence[ChapterMark]) -> Tags:
        """The tags of the file of an output."""
        document = self.document
        return Tags(
            output.title,
            document.author,
            document.title or document.name,
            document.language,
            document.cover,
            output.track,
            chapters,
        )

    def write_subtitles(self, output: Output, timeline: Timeline, parts: Manifest) -> None:
        """Write the subtitles of an output."""
        track = JoinedTrack(timeline.seconds)
        for index, placed in enumerate(timeline.placed):
            entry = parts.get(placed.part.id)
            if entry is not None and entry.timings is not None:
                track.add(entry.timings, timeline.start(index))
        text = subtitles(track, format_for(f"x{self.subtitles}"))
        write_text(self.subtitle_file(output), text)


class Made(NamedTuple):
    """A file that was made."""

    file: Path
    seconds: float
    loudness: float | None
    warnings: list[str]
    chapters: list[ChapterMark]


def publish(draft: Path, final: Path) -> None:
    """Move a finished file to its place, when the disk has all of it."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(final)
