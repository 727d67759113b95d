"""Parts that are spoken -> a file of a chapter or a book, with tags and subtitles. A file of sound
grows while its parts are spoken, so that its encoder works beside the voice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from tts.batch.digests import file_digest
from tts.batch.folders import LocalFolder
from tts.batch.jobs import Document, Job
from tts.batch.joining import (
    JoinedSound,
    JoinedTrack,
    SampleSink,
    SoundPart,
    Timeline,
    frames_and_rate,
    make_timeline,
)
from tts.batch.m4b import M4bFile, finish_m4b
from tts.batch.manifest import Manifest, ManifestEntry
from tts.batch.outputs import Output
from tts.batch.remote_folder import RemoteFolder
from tts.batch.tags import ChapterMark, Tags, write_tags
from tts.delivery import Delivery
from tts.errors import SpeechError
from tts.files import AudioFile, write_text
from tts.subtitles import format_for, subtitles

TAGGED = (".mp3", ".flac", ".ogg", ".opus", ".m4b")
NOTHING_SPOKEN = "none of its parts could be spoken"


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

    @contextmanager
    def begin(self, output: Output) -> Iterator[Assembly]:
        """A file, to which parts are added; its draft is removed if that is broken off."""
        sound = self.growing_sound()
        try:
            yield Assembly(self, output, sound)
        except BaseException as error:
            if sound is not None:
                sound.abandon(error)
            raise

    def growing_sound(self) -> GrowingSound | None:
        """The sound of a file; None for an EPUB, whose pages are made when all parts are there."""
        if self.extension == ".epub":
            return None
        return GrowingSound(self.home / f"joined{self.extension}", self.delivery)

    def sound_part(self, job: Job, copy: Path) -> SoundPart:
        """A job that was spoken into a file."""
        return SoundPart(copy, job.id, job.chapter, job.slot.start if job.slot else None)

    def make(
        self, output: Output, pairs: Sequence[tuple[Job, str]], sound: GrowingSound | None
    ) -> Made:
        """Make a file of jobs that were spoken, each with its file, and its subtitles."""
        if not pairs:
            raise SpeechError(NOTHING_SPOKEN)
        if sound is not None:
            return self.publish(output, *self.finish_sound(output, sound))
        from tts.batch.overlay import write_epub

        with self.parts_folder.copies([name for _, name in pairs]) as copies:
            found = [
                self.sound_part(job, copy) for copy, (job, _) in zip(copies, pairs, strict=True)
            ]
            timeline = make_timeline(found, self.delivery.pause, self.delivery.speed)
            entries = {each.part.id: self.parts.get(each.part.id) for each in timeline.placed}
            draft = write_epub(self.document, timeline, entries, self.home)
        return self.publish(output, draft, timeline, None)

    def finish_sound(
        self, output: Output, sound: GrowingSound
    ) -> tuple[Path, Timeline, float | None]:
        """The file of a sound to which all parts were added, with its tags, before it is at its
        place; where the parts lie; and the loudness in LUFS.
        """
        timeline, loudness = sound.finish()
        chapters = self.chapter_marks(output, timeline)
        if self.extension == ".m4b":
            finish_m4b(sound.draft, chapters)
        if self.document.kind == "book" and self.extension in TAGGED:
            write_tags(sound.draft, self.tags(output, chapters))
        return sound.draft, timeline, loudness

    def publish(
        self, output: Output, draft: Path, timeline: Timeline, loudness: float | None
    ) -> Made:
        """Move a finished file to its place, and write its subtitles."""
        warnings = [
            f"{id}: it begins {seconds:.2f} s late, since the speech before it is too long"
            for id, seconds in timeline.late
        ]
        if self.subtitles is not None:
            self.write_subtitles(f"{output.name}{self.subtitles}", timeline)
        digest = file_digest(draft)
        self.folder.publish(draft, f"{output.name}{self.extension}")
        chapters = self.chapter_marks(output, timeline)
        return Made(timeline.seconds, loudness, digest, warnings, chapters)

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


class GrowingSound:
    """A file of sound, made of parts as they come.

    draft      the file, before it is at its place
    delivery   of the parts
    """

    def __init__(self, draft: Path, delivery: Delivery) -> None:
        self.draft = draft
        self.delivery = delivery
        self._stack = ExitStack()
        self._timeline: Timeline | None = None
        self._sound: JoinedSound | None = None

    def append(self, part: SoundPart) -> None:
        """Append a part; the first one says how many samples a second there are."""
        if self._timeline is None or self._sound is None:
            rate = frames_and_rate(part)[1]
            self._timeline = Timeline(rate, self.delivery.pause, self.delivery.speed)
            self._sound = JoinedSound(rate, self._stack.enter_context(self._sink(rate)))
        self._sound.append(self._timeline.add(part))

    def _sink(self, rate: int) -> AbstractContextManager[SampleSink]:
        """The file to write samples into."""
        if self.draft.suffix == ".m4b":
            return M4bFile(self.draft, rate)
        return AudioFile(self.draft, rate)

    def finish(self) -> tuple[Timeline, float | None]:
        """End the file; where its parts lie, and its loudness in LUFS."""
        assert self._timeline is not None and self._sound is not None
        self._stack.close()
        return self._timeline, self._sound.meter.lufs()

    def abandon(self, error: BaseException) -> None:
        """Remove the file, because of an error."""
        self._stack.__exit__(type(error), error, error.__traceback__)


class Assembly:
    """A file to which parts are added in order. What goes wrong becomes part of its entry.

    assembler   of the document
    output      the file
    sound       of the file; None if it is made when all parts are there
    """

    def __init__(self, assembler: Assembler, output: Output, sound: GrowingSound | None) -> None:
        self.assembler = assembler
        self.output = output
        self.sound = sound
        self.spoken: list[ManifestEntry] = []
        self.pairs: list[tuple[Job, str]] = []  # jobs that were spoken, and their files
        self.fault: Exception | None = None

    def add(self, entry: ManifestEntry) -> None:
        """Add the next part, with what its manifest says."""
        job = self.output.jobs[len(self.spoken)]
        self.spoken.append(replace(entry, timings=None))
        if entry.file is None:
            return
        self.pairs.append((job, entry.file))
        if self.sound is None or self.fault is not None:
            return
        try:
            with self.assembler.parts_folder.copies([entry.file]) as (copy,):
                self.sound.append(self.assembler.sound_part(job, copy))
        except (SpeechError, OSError, RuntimeError) as error:  # of libsndfile, too
            self.fault = error
            self.sound.abandon(error)

    def finish(self, blank: ManifestEntry) -> ManifestEntry:
        """Make the file of the parts that could be spoken; its entry.

        blank    the entry as far as it is known before
        """
        try:
            if self.fault is not None:
                raise self.fault
            made = self.assembler.make(self.output, self.pairs, self.sound)
        except (SpeechError, OSError, RuntimeError) as error:
            return replace(blank, error=" ".join(str(error).split()))
        bad = [entry.id for entry in self.spoken if entry.error is not None]
        missing = f"{len(bad)} of {len(self.spoken)} parts could not be spoken: "
        warnings = [f"{entry.id}: {each}" for entry in self.spoken for each in entry.warnings]
        return replace(
            blank,
            file=f"{self.output.name}{self.assembler.extension}",
            seconds=round(made.seconds, 3),
            error=missing + ", ".join(bad[:10]) if bad else None,
            file_sha256=made.digest,
            loudness=made.loudness,
            warnings=warnings + made.warnings,
            extra={"chapters": [[mark.title, round(mark.start, 3)] for mark in made.chapters]},
        )
