"""The figures of `batch.py` as a report, BATCH.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

from tables import table
from timing import processor

Row = tuple[str, str, str]


def write_report(work: Path, file: Path) -> None:
    """Write the report of all figures that are in a folder."""
    found = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in work.glob("*.json")
    }
    rows = [
        row
        for name, describe in DESCRIPTIONS.items()
        if name in found
        for row in describe(found[name])
    ]
    lines = [
        "# Batches",
        "",
        f"Voice heart, one thread a process, on {processor()}. Made by `python benchmarks/batch.py "
        "WORK`. The machine did other work, too: figures by the clock are lower than on one that "
        'is free. "By the processor" takes the time of all processes and shares it among the '
        "cores; it leaves out what waits for the disk, or for another process.",
        "",
        *table(["what", "at least", "measured"], rows),
        "",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")


def jobs(found: dict[str, Any]) -> Iterator[Row]:
    """Rows of two processes beside one."""
    what = f"2 jobs over 1, {found['items']:,} sentences, WAV, medians of {found['rounds']} runs"
    yield (
        what,
        "1.8x on two free cores",
        f"{found['processor']:.2f}x by the processor, {found['clock']:.2f}x by the clock",
    )
    yield "the same bytes from 2 jobs", "all", found["same_bytes"]


def overhead(found: dict[str, Any]) -> Iterator[Row]:
    """Rows of the batch path beside synthesis."""
    what = f"overhead over bare synthesis, {found['items']:,} sentences, processor's time"
    names = {"wav": "WAV", "flac": "FLAC", "opus": "Opus"}
    yield what, "10 %", ", ".join(f"{found[key]:.1%} ({name})" for key, name in names.items())


def kills(found: dict[str, Any]) -> Iterator[Row]:
    """Rows of kills."""
    yield (
        f"kill -9 at {found['kills']} random moments, then resume; {found['items']} items, "
        f"{found['finished_runs']} runs with 1 or 2 jobs",
        "every file whole, none missing, nothing twice but the item in work",
        f"{found['bad_files']} files not whole, {found['missing']} missing, {found['twice']} "
        f"spoken twice; at most {found['at_work']} finished and not yet in the manifest",
    )


def memory(found: dict[str, Any]) -> Iterator[Row]:
    """Rows of memory growth."""
    for processes in sorted(found.keys() - {"items"}):
        rows = found[processes]["mb"]
        few = len(rows) // 4
        growth = fmean(rows[-few:]) / fmean(rows[:few]) - 1
        yield (
            f"{found['items']:,} items, {processes} job(s): memory after each 500, mean of the "
            "last quarter over that of the first",
            "growth under 5 %",
            f"{growth:+.1%} (first {rows[0]:.0f} MB, last {rows[-1]:.0f}, at most {max(rows):.0f})",
        )


def cues(found: dict[str, Any]) -> Iterator[Row]:
    """Rows of subtitles."""
    yield (
        f"an .srt of {found['cues']} cues",
        "every cue inside its time or reported",
        f"{found['inside']} inside, {found['reported']} reported",
    )


def times(found: dict[str, Any]) -> Iterator[Row]:
    """Rows of the times of words."""
    yield (
        f"times of words against the aligner, {found['boundaries']:,} boundaries",
        "median 15 ms",
        f"median {found['median_ms']:.1f} ms, 90 % under {found['p90_ms']:.1f} ms",
    )


def book(found: dict[str, Any]) -> Iterator[Row]:
    """Rows of a book."""
    yield (
        f"EPUB of {found['words']:,} words -> M4B, {found['processes']} jobs: "
        f"{found['seconds'] / 3600:.1f} h, {found['marks']} chapter marks",
        "200x real time",
        f"{found['processor']:.0f}x by the processor, {found['clock']:.0f}x by the clock",
    )
    yield (
        "its peak memory, all processes",
        "under 400 MB",
        f"{found['peak_mb']:.0f} MB (the largest process {found['largest_mb']:.0f} MB)",
    )


def overlay(found: dict[str, Any]) -> Iterator[Row]:
    """Rows of media overlays."""
    yield (
        "EPUB with media overlays: epubcheck",
        "accepted",
        f"{found['errors']} errors, {found['warnings']} warnings",
    )
    yield (
        f"highlights in {found['places']} places, by the aligner",
        "right",
        f"at most {found['outside_ms']:.0f} ms of a sentence outside of its highlight, "
        f"{found['silence_ms']:.0f} ms of silence in it; the text is that of "
        f"the sound in {found['right']}",
    )


DESCRIPTIONS = {
    "jobs": jobs,
    "overhead": overhead,
    "kills": kills,
    "memory": memory,
    "cues": cues,
    "times": times,
    "book": book,
    "overlay": overlay,
}
