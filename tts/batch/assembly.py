"""Parts that are spoken -> a file of a chapter or a book, with tags and subtitles."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from tts.batch.digests import file_digest
from tts.batch.folders import LocalFolder
from tts.batch.jobs import Document
from tts.batch.joining import (
    JoinedTrack,
    SampleSink,
    SoundPart,
    Timeline,
    make_timeline,
    write_joined,
)
from tts.batch.m4b import M4bFile
from tts.batch.manifest import Manifest, ManifestEntry
from tts.batch.outputs import Output
from tts.batch.remote_folder import RemoteFolder
from tts.batch.tags import ChapterMark, Tags, write_tags
from tts.delivery import Delivery
from tts.errors import SpeechError
from tts.files import AudioFile, write_text
from tts.subtitles import format_for, subtitles

TAGGED = (".mp3", ".flac", ".ogg", ".opus", ".m4b")


class Made(NamedTuple):
    """What is to be said of a file that was made."""

    seconds: float
    loudness: float | None
    digest: str | None
    warnings: list[str]
    chapters: list[ChapterMark]


@dataclass(frozen=True)
class Assembler:
    """Makes files of the parts of a document.

    document
    delivery       of the parts: its pause and speed say how long the pauses between them are
    extension      of the files
    subtitles      extension of subtitles to write beside each file; None for none
    folder         of the files
    parts_folder   of the parts
    parts          manifest of the parts
    home           folder of this machine for what is not finished
    """

    document: Document
    delivery: Delivery
    extension: str
    subtitles: str | None
    folder: LocalFolder | RemoteFolder
    parts_folder: LocalFolder | RemoteFolder
    parts: Manifest
    home: Path

    def assemble(
        self, output: Output, blank: ManifestEntry, spoken: Sequence[ManifestEntry]
    ) -> ManifestEntry:
        """Make the file of the parts that could be spoken; its entry.

        blank    the entry as far as it is known before
        spoken   entries of the parts
        """
        bad = [entry.id for entry in spoken if entry.error is not None]
        file = f"{output.name}{self.extension}"
        try:
            made = self.make(file, output, spoken)
        except (SpeechError, OSError, RuntimeError) as error:  # of libsndfile, too
            return replace(blank, error=" ".join(str(error).split()))
        warnings = [f"{entry.id}: {warning}" for entry in spoken for warning in entry.warnings]
        missing = f"{len(bad)} of {len(spoken)} parts could not be spoken: {', '.join(bad[:10])}"
        return replace(
            blank,
            file=file,
            seconds=round(made.seconds, 3),
            error=missing if bad else None,
            file_sha256=made.digest,
            loudness=made.loudness,
            warnings=warnings + made.warnings,
            extra={"chapters": [[mark.title, round(mark.start, 3)] for mark in made.chapters]},
        )

    def make(self, file: str, output: Output, spoken: Sequence[ManifestEntry]) -> Made:
        """Make a file, and its subtitles."""
        pairs = [
            (job, entry.file)
            for job, entry in zip(output.jobs, spoken, strict=True)
            if entry.file is not None
        ]
        if not pairs:
            raise SpeechError("none of its parts could be spoken")
        with self.parts_folder.copies([name for _, name in pairs]) as copies:
            sound = [
                SoundPart(copy, job.id, job.chapter, job.slot.start if job.slot else None)
                for copy, (job, _) in zip(copies, pairs, strict=True)
            ]
            timeline = make_timeline(sound, self.delivery.pause, self.delivery.speed)
            return self.write(file, output, timeline)

    def write(self, file: str, output: Output, timeline: Timeline) -> Made:
        """Write the file of parts that have their places, and its subtitles."""
        chapters = self.chapter_marks(output, timeline)
        warnings = [
            f"{id}: it begins {seconds:.2f} s late, since the speech before it is too long"
            for id, seconds in timeline.late
        ]
        draft, loudness = self.draft(output, timeline, chapters)
        if self.subtitles is not None:
            self.write_subtitles(f"{output.name}{self.subtitles}", timeline)
        digest = file_digest(draft)
        self.folder.publish(draft, file)
        return Made(timeline.seconds, loudness, digest, warnings, chapters)

    def draft(
        self, output: Output, timeline: Timeline, chapters: Sequence[ChapterMark]
    ) -> tuple[Path, float | None]:
        """The file before it is at its place, and its loudness in LUFS."""
        if self.extension == ".epub":
            from tts.batch.overlay import write_epub

            entries = {each.part.id: self.parts.get(each.part.id) for each in timeline.placed}
            return write_epub(self.document, timeline, entries, self.home), None
        draft = self.home / f"joined{self.extension}"
        loudness = write_joined(timeline, self.sink(draft, timeline, chapters))
        if self.document.kind == "book" and self.extension in TAGGED:
            write_tags(draft, self.tags(output, chapters))
        return draft, loudness

    def sink(
        self, draft: Path, timeline: Timeline, chapters: Sequence[ChapterMark]
    ) -> AbstractContextManager[SampleSink]:
        """The file to write samples into."""
        if self.extension == ".m4b":
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

    def write_subtitles(self, file: str, timeline: Timeline) -> None:
        """Write the subtitles of a file."""
        track = JoinedTrack(timeline.seconds)
        for index, placed in enumerate(timeline.placed):
            entry = self.parts.get(placed.part.id)
            if entry is not None and entry.timings is not None:
                track.add(entry.timings, timeline.start(index))
        text = subtitles(track, format_for(f"x{self.subtitles}"))
        with self.folder.writing(file) as path:
            write_text(path, text)
