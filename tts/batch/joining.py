"""Parts -> one sound: where each part lies, and the file that holds them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tts.batch.meter import LoudnessMeter
from tts.errors import SpeechError
from tts.spans import Span, shift_spans

COPY_BLOCK = 1 << 16  # samples
CHAPTER_PAUSE_S = 1.5  # before a chapter, at speed 1
PARAGRAPHS = 2  # times the pause between sentences: the pause between parts


class SampleSink(Protocol):
    """A destination of samples."""

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append (samples,)."""


class SoundPart(NamedTuple):
    """A sound that becomes a part of a longer one.

    file     of the sound
    id       of its job
    chapter  index of its chapter
    start    seconds at which it is to begin; None for right after the part before it
    """

    file: Path
    id: str
    chapter: int = 0
    start: float | None = None


class Placed(NamedTuple):
    """A part with its place: first sample, and number of samples."""

    part: SoundPart
    first: int
    length: int


@dataclass
class Timeline:
    """Where the parts lie in the joined sound.

    rate      samples a second
    pause     seconds between sentences
    speed     of the speech, by which pauses are shorter
    placed    in order
    late      ids of parts that begin later than they were to, each with the seconds
    """

    rate: int
    pause: float
    speed: float
    placed: list[Placed] = field(default_factory=list)
    late: list[tuple[str, float]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Samples of the whole."""
        return self.placed[-1].first + self.placed[-1].length if self.placed else 0

    @property
    def seconds(self) -> float:
        """Duration of the whole."""
        return self.length / self.rate

    def start(self, index: int) -> float:
        """Seconds at which a part begins."""
        return self.placed[index].first / self.rate

    def add(self, part: SoundPart) -> Placed:
        """Place a part after those that are placed. SpeechError if it is no sound, or has
        vanished.
        """
        frames, rate = frames_and_rate(part)
        placed = Placed(part, first_sample(self, part), round(frames * self.rate / rate))
        self.placed.append(placed)
        return placed

    def chapter_starts(self) -> dict[int, float]:
        """The second at which each chapter begins; the first one at 0."""
        starts: dict[int, float] = {}
        for index, placed in enumerate(self.placed):
            starts.setdefault(placed.part.chapter, self.start(index) if starts else 0.0)
        return starts


def make_timeline(parts: Sequence[SoundPart], pause: float, speed: float) -> Timeline:
    """The places of parts. SpeechError if one is no sound, or has vanished.

    pause    seconds between sentences
    speed    of the speech, by which pauses are shorter
    """
    timeline = Timeline(frames_and_rate(parts[0])[1], pause, speed)
    for part in parts:
        timeline.add(part)
    return timeline


def frames_and_rate(part: SoundPart) -> tuple[int, int]:
    """The length of a part in samples, and its samples a second."""
    import soundfile

    try:
        info = soundfile.info(part.file)
    except (soundfile.LibsndfileError, OSError) as error:
        raise SpeechError(
            f"the part {part.id} in {part.file.parent} can't be read any more. Run again: it will "
            f"be spoken again."
        ) from error
    return info.frames, info.samplerate


def first_sample(timeline: Timeline, part: SoundPart) -> int:
    """Where a part begins that follows those which are placed."""
    if part.start is not None:
        wanted = round(part.start * timeline.rate)
        if wanted < timeline.length:
            timeline.late.append((part.id, (timeline.length - wanted) / timeline.rate))
        return max(wanted, timeline.length)
    if not timeline.placed:
        return 0
    same = timeline.placed[-1].part.chapter == part.chapter
    pause = PARAGRAPHS * timeline.pause
    gap = pause if same else max(CHAPTER_PAUSE_S, pause)
    return timeline.length + round(gap / timeline.speed * timeline.rate)


class JoinedSound:
    """Parts of a timeline written into a sink, each with the silence before it.

    rate   samples a second of the sink
    sink   what they are written into
    """

    def __init__(self, rate: int, sink: SampleSink) -> None:
        self.rate = rate
        self.sink = sink
        self.meter = LoudnessMeter(rate)
        self.length = 0  # samples so far

    def append(self, placed: Placed) -> None:
        """Write a part that follows those which were written."""
        while self.length < placed.first:
            self._write(np.zeros(min(COPY_BLOCK, placed.first - self.length), np.float32))
        for samples in part_samples(placed, self.rate):
            self._write(samples)

    def _write(self, samples: NDArray[np.float32]) -> None:
        """Append (samples,)."""
        self.sink.write(samples)
        self.meter.push(samples)
        self.length += len(samples)


def write_joined(timeline: Timeline, sink: AbstractContextManager[SampleSink]) -> float | None:
    """Write all parts into a sink; the loudness of the whole, in LUFS."""
    with sink as file:
        sound = JoinedSound(timeline.rate, file)
        for placed in timeline.placed:
            sound.append(placed)
    return sound.meter.lufs()


def part_samples(placed: Placed, rate: int) -> Iterator[NDArray[np.float32]]:
    """The samples of a part, at another rate if its voice has one."""
    import soundfile

    with soundfile.SoundFile(placed.part.file) as file:
        if file.samplerate == rate:
            yield from file.blocks(COPY_BLOCK, dtype="float32")
            return
        import soxr

        samples = soxr.resample(file.read(dtype="float32"), file.samplerate, rate)
        yield np.resize(np.asarray(samples, np.float32), placed.length)


class JoinedTrack:
    """Timestamps of a joined sound, as subtitles need them."""

    def __init__(self, seconds: float) -> None:
        self.words: list[Span] = []
        self.phonemes: list[Span] = []
        self.marks: list[Span] = []
        self.seconds = seconds
        self._lines: list[str] = []

    @property
    def text(self) -> str:
        """The sentences as written."""
        return "\n".join(self._lines)

    def add(self, timings: Mapping[str, Any], start: float) -> None:
        """Append the timings of a part, as its manifest has them.

        start   seconds at which the part begins
        """
        for name, spans in (
            ("words", self.words),
            ("phonemes", self.phonemes),
            ("marks", self.marks),
        ):
            spans += shift_spans([Span(*span) for span in timings[name]], start)
        if timings["text"]:
            self._lines.append(timings["text"])
