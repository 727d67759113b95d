"""Documents -> sounds of whole chapters or books, from parts that are spoken one by one.

The parts lie in a hidden folder beside the result, with a manifest of their own, so that a run that
was broken off goes on with the part that it was at. When the result is whole, they are removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.batch.folders import folder_at
from tts.batch.jobs import Document
from tts.batch.joiner import PART_EXTENSION, Joiner
from tts.batch.manifest import Manifest
from tts.batch.names import NameTable
from tts.batch.outputs import JoinSettings, default_join, outputs
from tts.batch.render import Result, extension_of, place_of
from tts.batch.settings import RenderSettings
from tts.batch.workers import Workers
from tts.delivery import Delivery
from tts.pipeline import TTS


def render_document(
    document: Document,
    out: str | Path,
    voice: TTS | str | Path = "heart",
    *,
    format: str = "mp3",
    join: str | None = None,
    delivery: Delivery | None = None,
    processes: int = 1,
    cluster: str | None = None,
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
        place_of(out),
        PART_EXTENSION,
        voice,
        delivery=delivery or Delivery(),
        subtitles=None if subtitles is None else extension_of(subtitles),
    )
    joined = JoinSettings(place_of(out), extension, "file" if chosen == "none" else chosen)
    return render_joined(document, settings, joined, Workers(processes, cluster))


def render_joined(
    document: Document,
    settings: RenderSettings,
    join: JoinSettings,
    workers: Workers,
    names: NameTable | None = None,
) -> Iterator[Result]:
    """`render_document` with its settings.

    settings   of the parts; their folder and extension are chosen here
    names      of files that are taken, where there are several documents
    """
    folder = folder_at(join.folder)
    with folder.in_use(), folder.opened() as home:
        wanted = outputs(document, join, names or NameTable())
        order = [output.id for output in wanted]
        with Manifest(home, order, folder.manifest_changed) as manifest:
            yield from Joiner(document, settings, join, folder, manifest).run(wanted, workers)
