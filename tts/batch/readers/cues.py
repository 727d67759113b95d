"""Subtitles: a cue an item, to be spoken in its time. SubRip and WebVTT.

Own parsers: pysubs2 takes what it can't read for text of the cue before, and leaves the tags and
entities of WebVTT in. Here a cue that can't be read is an item that fails, and spoils no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from tts.batch.jobs import Document, Job, Slot
from tts.batch.readers.source import Source

CUE_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
TIMES = re.compile(rf"^\s*{CUE_TIME}\s*-->\s*{CUE_TIME}(?:\s.*)?$")
CUE_TAG = re.compile(r"</?[A-Za-z\d][^<>]*>|\{\\[^{}]*\}")  # <i>, <v Fred>, <00:01.500>, {\an8}
VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^<>]+)>")
SPEAKER_DASH = re.compile(r"^\s*[-–—]\s*", re.M)
SOUND = re.compile(r"\[[^\[\]]*\]|\([A-Z][A-Z ,.'-]*\)|[♪♫#]+")  # [door slams], (LAUGHS)
NOT_CUES = re.compile(r"^(?:WEBVTT|NOTE|STYLE|REGION)\b")


class RawCue(NamedTuple):
    """A block of a file of subtitles: the number of its first line, and its lines."""

    number: int
    lines: list[str]


def read(source: Source) -> Document:
    """The document in a file of subtitles. Cues that say nothing, as "[door slams]", are left
    out.
    """
    text = source.lenient_text()
    raw = list(raw_cues(text))
    jobs = []
    for index, cue in enumerate(raw, 1):
        job = cue_job(source, index, len(raw), cue)
        if job is not None:
            jobs.append(job)
    jobs = in_order(jobs)
    silent = len(raw) - len(jobs)
    said = "1 cue without words is" if silent == 1 else f"{silent} cues without words are"
    notes = (f"{said} left out",) if silent else ()
    return Document(source.stem, "cues", tuple(jobs), notes=notes)


def raw_cues(text: str) -> Iterator[RawCue]:
    """The blocks between blank lines that are cues, or are meant to be."""
    lines: list[str] = []
    start = 1
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            start = start if lines else number
            lines.append(line)
            continue
        if lines and NOT_CUES.match(lines[0]) is None:
            yield from cues_in(RawCue(start, lines))
        lines = []


def cues_in(block: RawCue) -> Iterator[RawCue]:
    """The cues of a block: one, or several where the blank lines between them are missing."""
    times = [at for at, line in enumerate(block.lines) if TIMES.match(line)]
    begins = [0]
    for at in times[1:]:
        has_number = block.lines[at - 1].strip().isdecimal() and at - 1 > begins[-1]
        begins.append(at - 1 if has_number else at)
    for first, last in pairwise([*begins, len(block.lines)]):
        yield RawCue(block.number + first, block.lines[first:last])


def in_order(jobs: Sequence[Job]) -> list[Job]:
    """The jobs by their times; one without stays behind the one before it."""
    starts = []
    start = 0.0
    for job in jobs:
        start = job.slot.start if job.slot else start
        starts.append(start)
    pairs = sorted(zip(starts, jobs, strict=True), key=lambda pair: pair[0])
    return [job for _, job in pairs]


def cue_job(source: Source, index: int, count: int, cue: RawCue) -> Job | None:
    """The job of a cue; None if it has no words."""
    id = source.id(index, count)
    place = next((at for at, line in enumerate(cue.lines[:2]) if "-->" in line), None)
    raw = "\n".join(cue.lines)
    error = source.check(raw, f"line {cue.number}")
    shown = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if error is not None:
        return Job(id, shown, error=error)
    times = None if place is None else TIMES.match(cue.lines[place])
    if times is None or place is None:
        return Job(id, shown, error=f"line {cue.number} of {source.name} begins no cue: no times.")
    body = "\n".join(cue.lines[place + 1 :])
    speaker = VOICE.search(body)
    text = spoken_text(body)
    if not re.search(r"\w", text):
        return None
    slot = Slot(seconds(*times.groups()[:4]), seconds(*times.groups()[4:]))
    extra = {"start": slot.start, "end": slot.end}
    if speaker is not None:
        extra["speaker"] = speaker[1].strip()  # type: ignore[assignment]
    error = (
        None if slot.end > slot.start else f"the cue in line {cue.number} ends before it begins."
    )
    return Job(id, text, slot=slot, error=error, extra=extra)


def spoken_text(body: str) -> str:
    """What is said of the lines of a cue: without tags, names of sounds and dashes of speakers."""
    plain = unescape(CUE_TAG.sub("", body)).replace("\u200e", "").replace("\u200f", "")
    plain = SOUND.sub(" ", plain)
    return " ".join(SPEAKER_DASH.sub("", plain).split())


def seconds(hours: str | None, minutes: str, whole: str, fraction: str) -> float:
    """Parts of a time -> seconds.

    >>> seconds("1", "02", "03", "5")
    3723.5
    """
    milliseconds = int(fraction.ljust(3, "0"))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + milliseconds / 1000
