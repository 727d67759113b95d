"""Spans of time: words, phonemes and marks with when they sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Span(NamedTuple):
    """A word or phoneme and when it sounds, in seconds from the start of its Audio."""

    text: str
    start: float
    end: float


class Timed(Protocol):
    """Speech of which only the timestamps are needed: an `Audio`, or what was kept of one."""

    @property
    def words(self) -> Sequence[Span]: ...
    @property
    def phonemes(self) -> Sequence[Span]: ...
    @property
    def marks(self) -> Sequence[Span]: ...
    @property
    def seconds(self) -> float: ...
    @property
    def text(self) -> str: ...


def shift_spans(spans: Sequence[Span], seconds: float) -> tuple[Span, ...]:
    """The same spans, so many seconds later."""
    return tuple(Span(span.text, span.start + seconds, span.end + seconds) for span in spans)


def clip_spans(spans: Sequence[Span], seconds: float) -> tuple[Span, ...]:
    """The same spans, none of which begins or ends later than this."""
    return tuple(
        Span(span.text, min(span.start, seconds), min(span.end, seconds)) for span in spans
    )
