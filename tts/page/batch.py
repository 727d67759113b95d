"""A batch on the page: an uploaded file becomes an archive of sounds, subtitles, a manifest."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tts.batch import Job, Result, read, render
from tts.delivery import Delivery
from tts.errors import SpeechError
from tts.pipeline import TTS
from tts.voice import installed

UPLOAD_EXTENSIONS = (".txt", ".csv", ".tsv", ".jsonl", ".srt", ".vtt", ".md", ".html", ".epub")
MAX_UPLOAD_CHARACTERS = 2_000_000
MAX_JOBS = 5_000
HIDDEN = "."  # how names of files begin that are not for the visitor


class UploadError(SpeechError):
    """An upload that is too much for the page."""


class BatchProgress(NamedTuple):
    """How far a batch is.

    done      jobs that were spoken, or failed
    total     all jobs
    failures  a line for each job that failed
    archive   the .zip, once all is done
    """

    done: int
    total: int
    failures: tuple[str, ...] = ()
    archive: Path | None = None


def speak_upload(
    upload: Path,
    folder: Path,
    tts: TTS,
    format: str = "wav",
    subtitles: str | None = None,
    delivery: Delivery | None = None,
) -> Iterator[BatchProgress]:
    """Speak a file job by job; whoever stops asking ends the work, and nothing of it stays.

    upload      a file of EXTENSIONS
    folder      where the archive is to lie
    subtitles   extension of subtitles beside each sound, without the dot; None for none

    UploadError, and errors as in `tts.batch.read` and `tts.batch.render`.
    """
    jobs = list(checked_jobs(upload))
    with tempfile.TemporaryDirectory(dir=folder) as work:
        out = Path(work) / "speech"
        progress = BatchProgress(0, len(jobs))
        yield progress
        results = render(
            jobs, out, tts, format=format, delivery=delivery, subtitles=subtitles, processes=1
        )
        for result in results:
            progress = progress_after(progress, result)
            yield progress
        archive = Path(tempfile.mkdtemp(dir=folder)) / f"{upload.stem or 'speech'}.zip"
        try:
            pack(out, archive)
            yield progress._replace(archive=archive)
        except BaseException:
            shutil.rmtree(archive.parent, ignore_errors=True)
            raise


def checked_jobs(upload: Path) -> Iterator[Job]:
    """The jobs of a file. A voice that it names must be installed: no upload opens a path."""
    if upload.suffix.lower() not in UPLOAD_EXTENSIONS:
        raise UploadError(f"{upload.name!r} does not end in {', '.join(UPLOAD_EXTENSIONS)}.")
    jobs = read(upload).jobs
    characters = sum(len(job.text) for job in jobs)
    if len(jobs) > MAX_JOBS or characters > MAX_UPLOAD_CHARACTERS:
        raise UploadError(
            f"the file has {len(jobs)} texts of {characters} characters; the page takes {MAX_JOBS} "
            f"and {MAX_UPLOAD_CHARACTERS}. Use the command: plainspeech batch {upload.name} -o out/"
        )
    known = installed()
    for job in jobs:
        if job.voice is not None and job.voice not in known:
            message = f"no voice called {job.voice!r}. Installed: {', '.join(known)}."
            yield replace(job, voice=None, error=job.error or message)
        else:
            yield job


def progress_after(progress: BatchProgress, result: Result) -> BatchProgress:
    """The progress after one more job."""
    failures = progress.failures
    if result.error:
        failures = (*failures, f"{result.job.id}: {result.error}")
    return progress._replace(done=progress.done + 1, failures=failures)


def pack(folder: Path, archive: Path) -> None:
    """Put the files of a folder into a .zip. Sounds are stored as they are."""
    with zipfile.ZipFile(archive, "w") as pack:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.name.startswith(HIDDEN):
                is_text = file.suffix.lower() in (".jsonl", ".srt", ".vtt", ".lrc", ".json", ".wav")
                kind = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
                pack.write(file, file.relative_to(folder), kind)
