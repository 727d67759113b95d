"""Timestamps of words, phonemes and marks: the durations that were spoken, put together with the
text that they came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, STRESS_MARKS, Phoneme
from tts.audio import Audio
from tts.spans import Span
from tts.synthesis.chunking import Chunk
from tts.synthesis.request import SynthesisRequest

SILENT_SYMBOLS = {SILENCE, BOUNDARY, *PAUSES}


class SampleClock(NamedTuple):
    """Turns an index in the vocoder's samples into seconds of what is kept of them."""

    rate: int  # samples a second
    first: int  # samples cut off at the start
    length: int  # samples kept

    def seconds(self, samples: int) -> float:
        """When the sample sounds; a sample that was cut off sounds at the nearest end."""
        return min(max(samples - self.first, 0), self.length) / self.rate


def phoneme_boundaries(durations: NDArray[np.int64], hop: int) -> NDArray[np.int64]:
    """(phonemes,) frames -> (phonemes + 1,) samples: where each phoneme begins, and the end of the
    last.
    """
    return np.concatenate([[0], np.cumsum(durations)]).astype(np.int64) * hop


def audible_phonemes(phonemes: Sequence[Phoneme]) -> Iterator[tuple[int, int]]:
    """First and last index (exclusive) of every phoneme that sounds. A boundary that nothing pauses
    at belongs to the phoneme before it.
    """
    symbols = [phoneme.symbol for phoneme in phonemes]
    for index, symbol in enumerate(symbols):
        if symbol not in SILENT_SYMBOLS:
            boundary, after = [*symbols[index + 1 : index + 3], SILENCE, SILENCE][:2]
            runs_on = boundary == BOUNDARY and after not in SILENT_SYMBOLS
            yield index, index + 1 + runs_on


def phoneme_spans(
    phonemes: Sequence[Phoneme], durations: NDArray[np.int64], hop: int, clock: SampleClock
) -> list[tuple[Span, int | None]]:
    """Span of each phoneme that sounds, with the index of its word."""
    samples = phoneme_boundaries(durations, hop).tolist()
    spans: list[tuple[Span, int | None]] = []
    for first, last in audible_phonemes(phonemes):
        phoneme = phonemes[first]
        text = STRESS_MARKS[phoneme.stress] + phoneme.symbol
        span = Span(text, clock.seconds(samples[first]), clock.seconds(samples[last]))
        spans.append((span, phoneme.word))
    return spans


def word_spans(words: Sequence[str], spans: Sequence[tuple[Span, int | None]]) -> list[Span]:
    """From the first to the last phoneme of each word that has any."""
    times: dict[int, tuple[float, float]] = {}
    for span, word in spans:
        if word is not None:
            start, _ = times.get(word, (span.start, 0.0))
            times[word] = (start, span.end)
    return [Span(words[word], start, end) for word, (start, end) in sorted(times.items())]


def mark_spans(
    marks: Sequence[tuple[str, int]],
    durations: NDArray[np.int64],
    hop: int,
    clock: SampleClock,
) -> list[Span]:
    """Span of each mark, which begins and ends where its phoneme begins."""
    samples = phoneme_boundaries(durations, hop).tolist()
    times = [clock.seconds(samples[phoneme]) for _, phoneme in marks]
    return [Span(name, time, time) for (name, _), time in zip(marks, times, strict=True)]


class TimestampQueue:
    """Spans of one kind, handed out in the order in which they begin."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.pending = list(spans)

    def pop_until(self, end: float, begin: float, last: bool) -> tuple[Span, ...]:
        """Spans that begin before `end`, in seconds from `begin`; for the last chunk all that are
        left, none after its end.
        """
        count = len(self.pending)
        if not last:
            later = (index for index, span in enumerate(self.pending) if span.start >= end)
            count = next(later, count)
        latest = end if last else np.inf
        ready = self.pending[:count]
        self.pending = self.pending[count:]
        return tuple(
            Span(span.text, min(span.start, latest) - begin, float(min(span.end, latest) - begin))
            for span in ready
        )


def edge_silences(request: SynthesisRequest, rate: int, first: bool, last: bool) -> tuple[int, int]:
    """Samples of silence to put before and after a chunk, if it is the first or the last."""
    before = round(request.leading_silence * rate) if first else 0
    after = round(request.trailing_silence * rate) if last else 0
    return before, after


@dataclass
class Timestamper:
    """Chunks of an utterance -> Audio with spans. A span belongs to the chunk in which it begins.

    durations   (phonemes,) frames of `hop` samples
    rate        Hz
    text        of the utterance as written, which the first chunk gets
    """

    request: SynthesisRequest
    durations: NDArray[np.int64]
    hop: int
    rate: int
    text: str = ""
    queues: list[TimestampQueue] = field(default_factory=list)  # of words, phonemes and marks
    n_out: int = 0  # samples emitted

    def push(self, chunk: Chunk) -> Audio | None:
        """The next chunk -> Audio; None for an empty one that is not the last."""
        if not len(chunk.samples) and not chunk.last:
            return None
        if not self.queues:
            self.queues = self._queues(chunk.start)
        begin = self.n_out
        before, after = edge_silences(self.request, self.rate, first=not begin, last=chunk.last)
        self.n_out += len(chunk.samples)
        times = ((self.n_out + after) / self.rate, (begin - before) / self.rate)
        words, phonemes, marks = (queue.pop_until(*times, chunk.last) for queue in self.queues)
        return Audio(
            np.pad(chunk.samples, (before, after)),
            self.rate,
            words,
            phonemes,
            (self.request.utterance.start, self.request.utterance.end),
            0.0 if begin else self.request.pause,
            marks,
            begin > 0,
            "" if begin else self.text,
        )

    def _queues(self, start: int) -> list[TimestampQueue]:
        """Timestamps of the words, of the phonemes and of the marks; the first sample that is kept
        is that at `start`.
        """
        clock = SampleClock(self.rate, start, int(self.durations.sum()) * self.hop - start)
        utterance = self.request.utterance
        spans = phoneme_spans(utterance.phonemes, self.durations, self.hop, clock)
        words = word_spans([word.text for word in utterance.words], spans)
        marks = mark_spans(self.request.marks, self.durations, self.hop, clock)
        return [TimestampQueue(kind) for kind in (words, [span for span, _ in spans], marks)]
