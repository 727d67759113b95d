"""The command `batch`."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tts.cli.messages import print_message
from tts.cli.options import delivery_from_args
from tts.cli.progress import Progress
from tts.cli.text_input import standard_input

if TYPE_CHECKING:
    from tts.batch import Document, Result
    from tts.batch.jobs import Cover
    from tts.batch.settings import RenderSettings

WHOLE_FORMATS = (".m4b", ".epub")
PART_FORMAT = ".flac"


def batch(args: argparse.Namespace) -> int:
    """Speak all items of the inputs; the exit code is 1 if an item failed."""
    from tts.batch.inputs import read_all

    settings = settings_from_args(args)
    documents = read_all(
        args.inputs,
        standard_input,
        split=args.split,
        encoding=args.encoding,
        format=args.input_format,
    )
    if args.cover is not None:
        cover = read_cover(Path(args.cover))
        documents = [replace(document, cover=cover) for document in documents]
    for document in documents:
        if not document.jobs:
            print_message(f"{document.name}: there is nothing to speak in it")
        for note in document.notes:
            print_message(f"{document.name}: {note}")
    report = BatchReport(sum(len(job.text) for each in documents for job in each.jobs))
    with Progress("speaking") as bar:
        for result in render_all(documents, settings, args):
            report.add(result)
            if messages := result_messages(result):
                bar.clear()
                for message in messages:
                    print_message(message)
            bar.show(report.share, report.rate())
    print_message(f"{args.output}: {report}")
    return 1 if report.counts["failed"] else 0


def render_all(
    documents: Sequence[Document], settings: RenderSettings, args: argparse.Namespace
) -> Iterator[Result]:
    """The results of all documents: first of those whose items are files of their own."""
    from tts.batch.documents import render_joined
    from tts.batch.names import NameTable
    from tts.batch.outputs import JoinSettings, default_join
    from tts.batch.render import extension_of, render_with
    from tts.batch.workers import Workers

    workers = Workers(args.jobs, args.cluster)
    extension = extension_of(args.format)
    joins = [args.join or default_join(document, extension) for document in documents]
    joined = [
        (document, JoinSettings(settings.folder, extension, join, prefix(document, documents)))
        for document, join in zip(documents, joins, strict=True)
        if join != "none"
    ]
    pairs = zip(documents, joins, strict=True)
    loose = [job for document, join in pairs if join == "none" for job in document.jobs]
    if loose or not joined:
        yield from render_with(replace(settings, extension=extension), loose, workers)
    names = NameTable()
    for document, join in joined:
        yield from render_joined(document, settings, join, workers, names)


def prefix(document: Document, documents: Sequence[Document]) -> str:
    """What the ids of a document begin with: its name, where there are several."""
    return f"{document.name}-" if len(documents) > 1 else ""


def read_cover(path: Path) -> Cover:
    """The picture in a file; BatchInputError if it is neither JPEG nor PNG."""
    from tts.batch.jobs import BatchInputError, Cover

    data = path.read_bytes()
    for signature, media_type in ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG", "image/png")):
        if data.startswith(signature):
            return Cover(data, media_type)
    raise BatchInputError(f"{path} is neither a JPEG nor a PNG picture. Convert it.")


def settings_from_args(args: argparse.Namespace) -> RenderSettings:
    """The settings that the options describe. A format that is none is refused here."""
    from tts.batch.render import extension_of, place_of
    from tts.batch.settings import RenderSettings

    loading: dict[str, Any] = {
        name: getattr(args, name) for name in ("vocoder", "lexicon", "runtime", "style", "threads")
    }
    return RenderSettings(
        place_of(args.output),
        PART_FORMAT if extension_of(args.format) in WHOLE_FORMATS else extension_of(args.format),
        args.voice,
        loading,
        delivery_from_args(args),
        args.fit,
        None if args.subtitles is None else extension_of(args.subtitles),
        args.timings,
    )


def result_messages(result: Result) -> list[str]:
    """What a person should know of an item that was not done before."""
    if result.done_before:
        return []
    reasons = [result.entry.error] if result.entry.error else result.entry.warnings
    return [f"{result.entry.id}: {reason}" for reason in reasons]


class BatchReport:
    """Counts of a batch that goes on.

    total   characters of all items
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.counts: Counter[str] = Counter()
        self.has_parts = False
        self.items = 0
        self.characters = 0
        self.seconds = 0.0  # of the speech that was made
        self.started = time.perf_counter()

    def add(self, result: Result) -> None:
        """Count an item, or a part of one, which is not counted but for its duration."""
        self.characters += len(result.job.text)
        self.items += 1
        is_new = not result.done_before and not result.error
        if result.part_of is not None:
            self.seconds += (result.entry.seconds or 0.0) * is_new
            self.has_parts = True
            return
        self.counts["failed" if result.error else "spoken" if is_new else "done before"] += 1
        if is_new and not self.has_parts:
            self.seconds += result.entry.seconds or 0.0

    @property
    def share(self) -> float:
        """Of the work that is done, 0 to 1."""
        return self.characters / max(1, self.total)

    @property
    def elapsed(self) -> float:
        """Seconds by the clock, with everything: reading, speaking, encoding, writing."""
        return time.perf_counter() - self.started

    def rate(self) -> str:
        """Items a second, and how many times faster than real time."""
        return f"{self.items / self.elapsed:.1f} items/s, {self.seconds / self.elapsed:.0f}x"

    def __str__(self) -> str:
        counts = ", ".join(
            f"{self.counts[name]} {name}" for name in ("spoken", "done before", "failed")
        )
        if not self.counts["spoken"]:
            return counts
        return (
            f"{counts}; {self.seconds:.1f} s of speech in {self.elapsed:.1f} s, "
            f"{self.seconds / self.elapsed:.1f} times real time"
        )
