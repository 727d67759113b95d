"""Jobs -> files and a manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tts.batch.jobs import Job
from tts.batch.manifest import Manifest, ManifestEntry
from tts.batch.names import NameTable
from tts.batch.pool import speak_all
from tts.batch.renderer import Outcome, Task
from tts.batch.settings import RenderSettings
from tts.delivery import Delivery
from tts.errors import SpeechError
from vocoders.file_lock import locked

if TYPE_CHECKING:
    from tts.pipeline import TTS

LOCK = ".manifest.lock"


class FolderInUseError(SpeechError):
    """A folder in which another process is writing a batch."""


@dataclass(frozen=True)
class Result:
    """The outcome of a job.

    job           what was to be spoken
    entry         what the manifest says of it
    done_before   whether an earlier run made the file
    file          None if there is none
    part_of       id of the file of which it becomes a part; None for a file of its own
    """

    job: Job
    entry: ManifestEntry
    done_before: bool
    file: Path | None
    part_of: str | None = None

    @property
    def error(self) -> str | None:
        """Why it was not spoken; None if it was."""
        return self.entry.error


def render(
    jobs: Iterable[Job | str],
    out: str | Path,
    voice: TTS | str | Path = "heart",
    *,
    format: str = "wav",
    delivery: Delivery | None = None,
    processes: int = 1,
    subtitles: str | None = None,
    timings: bool = False,
    fit: tuple[float, float] = (1.0, 1.5),
    vocoder: str | None = None,
    lexicon: str | Path | None = None,
    style: str | None = None,
    runtime: str | None = None,
) -> Iterator[Result]:
    """Speak jobs into files of a folder, each as it is asked for, and give their results in order.

    jobs        from `tts.batch.read`, your own, or plain texts
    out         the folder; it is made if it is missing. What an earlier run did there, and is still
                whole, is not done again
    voice       its name or folder, or a TTS that was made by TTS.load
    format      "wav", "flac", "ogg", "opus" or "mp3"
    delivery    settings of the speech
    processes   how many speak at the same time; the files are the same for any number
    subtitles   format to write beside each file, such as "srt"
    timings     whether the manifest has the times of words and phonemes
    fit         lowest and highest factor of the speed, for jobs with a `slot`
    vocoder, lexicon, style, runtime   as for TTS.load

    A job that can't be spoken has an `error`, and does not stop the others. FolderInUseError if
    another process is at work in the folder; OSError if it can't be written; errors of TTS.load.
    """
    given = {"vocoder": vocoder, "lexicon": lexicon, "style": style, "runtime": runtime}
    loading = {key: value for key, value in given.items() if value is not None}
    cues = None if subtitles is None else extension_of(subtitles)
    settings = RenderSettings(
        Path(out), extension_of(format), voice, loading, delivery or Delivery(), fit, cues, timings
    )
    return render_with(settings, jobs, processes)


def extension_of(format: str) -> str:
    """The extension of files of a format: "wav" and ".wav" -> ".wav"."""
    return f".{format.lower().lstrip('.')}"


def render_with(
    settings: RenderSettings, jobs: Iterable[Job | str], processes: int = 1
) -> Iterator[Result]:
    """`render` with its settings."""
    if processes < 1:
        raise SpeechError(f"there must be at least one process, not {processes}.")
    own = with_own_ids(numbered_job(index, job) for index, job in enumerate(jobs, 1))
    return _render(settings, list(own), processes)


def _render(settings: RenderSettings, jobs: list[Job], processes: int) -> Iterator[Result]:
    """`render_with` once it is asked for the first result."""
    with (
        folder_for(settings.folder),
        Manifest(settings.folder, [job.id for job in jobs]) as manifest,
    ):
        yield from render_in_folder(settings, jobs, processes, manifest)


@contextmanager
def folder_for(folder: Path) -> Iterator[None]:
    """A folder in which no other process writes meanwhile; FolderInUseError if one does."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / LOCK) as is_ours:
        if not is_ours:
            raise FolderInUseError(
                f"another process is writing a batch in {folder}. Wait for it, or choose another "
                f"folder."
            )
        yield


def render_in_folder(
    settings: RenderSettings, jobs: list[Job], processes: int, manifest: Manifest
) -> Iterator[Result]:
    """`render` in a folder in which no other process writes, with its manifest."""

    def record(outcome: Outcome) -> None:
        if not outcome.done_before or outcome.entry != manifest.get(outcome.entry.id):
            manifest.append(outcome.entry)

    outcomes = speak_all(make_tasks(jobs, manifest), settings, processes, record)
    for job, (entry, done_before) in zip(jobs, outcomes, strict=True):
        file = None if entry.file is None else settings.folder / entry.file
        yield Result(job, entry, done_before, file)


def make_tasks(jobs: Iterable[Job], manifest: Manifest) -> Iterator[Task]:
    """A task for each job, with the name of its file."""
    names = NameTable()
    for job in jobs:
        name, warning = names.choose(job.id if job.name is None else job.name, job.id)
        warnings = () if warning is None else (warning,)
        yield Task(job, name, manifest.get(job.id), warnings)


def with_own_ids(jobs: Iterable[Job]) -> Iterator[Job]:
    """The jobs, where one whose id another had before it fails."""
    uses: Counter[str] = Counter()
    for job in jobs:
        uses[job.id] += 1
        if uses[job.id] > 1:
            error = f"the id {job.id!r} is there {uses[job.id]} times. Change one of them."
            job = replace(job, id=f"{job.id} ({uses[job.id]})", error=error)
        yield job


def numbered_job(index: int, job: Job | str) -> Job:
    """A job; a plain text gets a number as its id."""
    return Job(f"{index:04}", job) if isinstance(job, str) else job
