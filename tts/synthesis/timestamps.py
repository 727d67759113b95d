"""Timestamps of words, phonemes and marks: the durations that were spoken, put together with the
text that they came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def timestamp_queues(
    request: SynthesisRequest, durations: NDArray[np.int64], hop: int, clock: SampleClock
) -> list[TimestampQueue]:
    """Timestamps of the words, of the phonemes and of the marks."""
    spans = phoneme_spans(request.utterance.phonemes, durations, hop, clock)
    words = word_spans([word.text for word in request.utterance.words], spans)
    marks = mark_spans(request.marks, durations, hop, clock)
    return [TimestampQueue(kind) for kind in (words, [span for span, _ in spans], marks)]


def edge_silences(request: SynthesisRequest, rate: int, first: bool, last: bool) -> tuple[int, int]:
    """Samples of silence to put before and after a chunk, if it is the first or the last."""
    before = round(request.leading_silence * rate) if first else 0
    after = round(request.trailing_silence * rate) if last else 0
    return before, after


def attach_timestamps(
    chunks: Iterable[Chunk],
    request: SynthesisRequest,
    durations: NDArray[np.int64],
    hop: int,
    rate: int,
    text: str = "",
) -> Iterator[Audio]:
    """Chunks of an utterance -> Audio with spans. A span belongs to the chunk in which it begins.

    durations   (phonemes,) frames of `hop` samples
    rate        Hz
    text        of the utterance as written, which the first chunk gets
    """
    queues: list[TimestampQueue] = []
    n_out = 0
    for chunk in chunks:
        if not len(chunk.samples) and not chunk.last:
            continue
        if not queues:
            clock = SampleClock(rate, chunk.start, int(durations.sum()) * hop - chunk.start)
            queues = timestamp_queues(request, durations, hop, clock)
        before, after = edge_silences(request, rate, first=not n_out, last=chunk.last)
        end = n_out + len(chunk.samples)
        times = ((end + after) / rate, (n_out - before) / rate)
        words, phonemes, marks = (queue.pop_until(*times, chunk.last) for queue in queues)
        yield Audio(
            np.pad(chunk.samples, (before, after)),
            rate,
            words,
            phonemes,
            (request.utterance.start, request.utterance.end),
            0.0 if n_out else request.pause,
            marks,
            n_out > 0,
            "" if n_out else text,
        )
        n_out = end
