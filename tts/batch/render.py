"""Jobs -> files and a manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tts.batch.folders import folder_at, is_url
from tts.batch.jobs import Job
from tts.batch.manifest import Manifest, ManifestEntry
from tts.batch.names import NameTable
from tts.batch.renderer import Outcome, Task
from tts.batch.settings import RenderSettings
from tts.batch.workers import Workers, speak_all
from tts.delivery import Delivery

if TYPE_CHECKING:
    from tts.pipeline import TTS


@dataclass(frozen=True)
class Result:
    """The outcome of a job.

    job           what was to be spoken
    entry         what the manifest says of it
    done_before   whether an earlier run made the file
    file          its path or URL; None if there is none
    part_of       id of the file of which it becomes a part; None for a file of its own
    """

    job: Job
    entry: ManifestEntry
    done_before: bool
    file: Path | str | None
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
    cluster: str | None = None,
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
    out         the folder, made if it is missing; or a URL that fsspec knows (extra `cluster`).
                What an earlier run did there, and is still whole, is not done again
    voice       its name or folder, or a TTS that was made by TTS.load
    format      "wav", "flac", "ogg", "opus" or "mp3"
    delivery    settings of the speech
    processes   how many speak at the same time; the files are the same for any number
    cluster     address of a Ray cluster that speaks instead, such as "auto" (extra `cluster`)
    subtitles   format to write beside each file, such as "srt"
    timings     whether the manifest has the times of words and phonemes
    fit         lowest and highest factor of the speed, for jobs with a `slot`
    vocoder, lexicon, style, runtime   as for TTS.load

    A job that fails has an `error`. FolderInUseError, ClusterError, OSError, errors of TTS.load.
    """
    cues = None if subtitles is None else extension_of(subtitles)
    given = {"vocoder": vocoder, "lexicon": lexicon, "style": style, "runtime": runtime}
    loading = {key: value for key, value in given.items() if value is not None}
    speech = (voice, loading, delivery or Delivery(), fit)
    settings = RenderSettings(place_of(out), extension_of(format), *speech, cues, timings)
    return render_with(settings, jobs, Workers(processes, cluster))


def extension_of(format: str) -> str:
    """The extension of files of a format: "wav" and ".wav" -> ".wav"."""
    return f".{format.lower().lstrip('.')}"


def place_of(out: str | Path) -> str | Path:
    """A folder of results: a URL as it is, anything else as a path."""
    return out if is_url(out) else Path(out)


def render_with(
    settings: RenderSettings, jobs: Iterable[Job | str], workers: Workers | None = None
) -> Iterator[Result]:
    """`render` with its settings."""
    own = with_own_ids(numbered_job(index, job) for index, job in enumerate(jobs, 1))
    return _render(settings, list(own), workers or Workers())


def _render(settings: RenderSettings, jobs: list[Job], workers: Workers) -> Iterator[Result]:
    """`render_with` once it is asked for the first result."""
    folder = folder_at(settings.folder)
    order = [job.id for job in jobs]
    with (
        folder.in_use(),
        folder.opened() as home,
        Manifest(home, order, folder.manifest_changed) as manifest,
    ):
        yield from render_in_folder(settings, jobs, workers, manifest)


def render_in_folder(
    settings: RenderSettings, jobs: list[Job], workers: Workers, manifest: Manifest
) -> Iterator[Result]:
    """`render` in a folder in which no other process writes, with its manifest."""
    folder = folder_at(settings.folder)

    def record(outcome: Outcome) -> None:
        if not outcome.done_before or outcome.entry != manifest.get(outcome.entry.id):
            manifest.append(outcome.entry)

    outcomes = speak_all(make_tasks(jobs, manifest), settings, workers, record)
    for job, (entry, done_before) in zip(jobs, outcomes, strict=True):
        file = None if entry.file is None else folder.place(entry.file)
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
