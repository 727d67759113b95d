"""The files of one document: which are done, and the parts of those that are not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tts.batch.assembly import Assembler
from tts.batch.digests import json_digest
from tts.batch.folders import LocalFolder
from tts.batch.jobs import Document, Job
from tts.batch.manifest import Manifest, ManifestEntry
from tts.batch.outputs import JoinSettings, Output
from tts.batch.remote_folder import RemoteFolder
from tts.batch.render import Result, render_in_folder
from tts.batch.renderer import voice_digest
from tts.batch.settings import RenderSettings
from tts.batch.workers import Workers
from tts.errors import SpeechError
from tts.pipeline import TTS
from tts.voice import find

PART_EXTENSION = ".flac"
VERSION = 1  # of the way in which parts are joined


class Joiner:
    """Makes the files of one document, in a folder in which no other process writes.

    folder     of the files
    manifest   of the files
    """

    def __init__(
        self,
        document: Document,
        settings: RenderSettings,
        join: JoinSettings,
        folder: LocalFolder | RemoteFolder,
        manifest: Manifest,
    ) -> None:
        self.document = document
        self.join = join
        self.folder = folder
        self.manifest = manifest
        self.parts_folder = folder.child(f".parts-{document.name}")
        self.subtitles = settings.subtitles
        needs_times = settings.subtitles is not None or join.extension == ".epub"
        self.settings = replace(
            settings,
            folder=self.parts_folder.place(""),
            extension=PART_EXTENSION,
            delivery=replace(settings.delivery, lead=0.0),  # parts follow each other
            subtitles=None,
            timings=needs_times or settings.timings,
        )

    def run(self, wanted: Sequence[Output], workers: Workers) -> Iterator[Result]:
        """The results of all parts that are not done, and of all files, in order."""
        blanks = {output.id: self.blank_entry(output) for output in wanted}
        done = {
            output.id
            for output in wanted
            if self.is_up_to_date(self.manifest.get(output.id), blanks[output.id], output)
        }
        jobs = [job for output in wanted if output.id not in done for job in output.jobs]
        order = [job.id for job in jobs]
        failed = False
        with (
            self.parts_folder.opened() as home,
            Manifest(home, order, self.parts_folder.manifest_changed) as parts,
        ):
            assembler = self.assembler(parts, home)
            none: Iterator[Result] = iter(())
            results = render_in_folder(self.settings, jobs, workers, parts) if jobs else none
            left = len(jobs)
            for output in wanted:
                known = self.manifest.get(output.id)
                if output.id in done and known is not None:
                    yield self.result(output, known, True)
                    continue
                with assembler.begin(output) as assembly:
                    for _ in output.jobs:
                        part = next(results)
                        left -= 1
                        assembly.add(part.entry)
                        yield replace(part, part_of=output.id)
                    if not left:
                        next(results, None)  # its processes end, and their memory is free
                    entry = assembly.finish(blanks[output.id])
                self.manifest.append(entry)
                failed = failed or entry.error is not None
                yield self.result(output, entry, False)
        if not failed:
            self.parts_folder.remove_all()

    def assembler(self, parts: Manifest, home: Path) -> Assembler:
        """What makes a file of parts.

        home   folder of this machine for what is not finished
        """
        return Assembler(
            self.document,
            self.settings.delivery,
            self.join.extension,
            self.subtitles,
            self.folder,
            self.parts_folder,
            parts,
            home,
        )

    def result(self, output: Output, entry: ManifestEntry, done_before: bool) -> Result:
        """The result of a file."""
        file = None if entry.file is None else self.folder.place(entry.file)
        return Result(Job(output.id, output.title), entry, done_before, file)

    def blank_entry(self, output: Output) -> ManifestEntry:
        """The entry of a file as far as it is known before it is made."""
        own = self.settings.voice
        voice = own.voice if isinstance(own, TTS) else find(own)
        settings = self.all_settings()
        return ManifestEntry(
            output.id,
            None,
            output.title,
            voice.name,
            None,
            None,
            settings=settings,
            sha256=json_digest(self.ingredients(output, voice_digest(voice), settings)),
        )

    def all_settings(self) -> dict[str, Any]:
        """All that the sound depends on beside texts and voices."""
        own = self.settings.voice
        loading = own.frontend.settings if isinstance(own, TTS) else self.settings.loading
        return {
            **self.settings.delivery.to_kwargs(),
            "format": self.join.extension,
            "fit": list(self.settings.fit),
            **{key: None if value is None else str(value) for key, value in loading.items()},
        }

    def ingredients(self, output: Output, voice: str, settings: dict[str, Any]) -> dict[str, Any]:
        """All that a file depends on.

        voice   digest of that of the batch
        """
        document = self.document
        others = sorted({job.voice for job in output.jobs if job.voice is not None})
        cover = document.cover.data if document.cover is not None else b""
        return {
            "version": VERSION,
            "jobs": [
                [job.id, job.text, job.ssml, job.voice, dict(job.delivery), job.slot, job.chapter]
                for job in output.jobs
            ],
            "voices": [voice, *map(self.digest_of, others)],
            "settings": settings,
            "tags": [output.title, document.title, document.author, document.language],
            "chapters": [chapter.title for chapter in document.chapters],
            "cover": hashlib.sha256(cover).hexdigest(),
        }

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
        if self.subtitles is not None and not self.folder.has(f"{output.name}{self.subtitles}"):
            return False
        name = f"{output.name}{self.join.extension}"
        return known.file == name and self.folder.digest(name) == known.file_sha256
