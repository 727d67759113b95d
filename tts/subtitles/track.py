"""A track of timestamps: what a stream of speech says and when, without its samples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from tts.spans import Span, Timed, shift_spans


class TimedChunk(Timed, Protocol):
    """A chunk of speech of which only the timestamps are taken."""

    @property
    def pause(self) -> float: ...


Chunk = TypeVar("Chunk", bound=TimedChunk)


class TimestampTrack:
    """Timestamps of chunks in a row, as `Audio.join` has them, but in little memory.

    words, phonemes, marks   in seconds from the start of the first chunk
    text                     a line a sentence
    seconds                  of all chunks, with the pauses between
    """

    def __init__(self) -> None:
        self.words: list[Span] = []
        self.phonemes: list[Span] = []
        self.marks: list[Span] = []
        self.seconds = 0.0
        self._lines: list[str] = []
        self._begun = False

    @property
    def text(self) -> str:
        """The sentences as written."""
        return "\n".join(self._lines)

    def add(self, audio: TimedChunk) -> None:
        """Append a chunk; its pause counts if another came before it."""
        start = self.seconds + (audio.pause if self._begun else 0.0)
        self.words += shift_spans(audio.words, start)
        self.phonemes += shift_spans(audio.phonemes, start)
        self.marks += shift_spans(audio.marks, start)
        if audio.text:
            self._lines.append(audio.text)
        self.seconds = start + audio.seconds
        self._begun = True

    def follow(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """The same chunks, each added as it passes."""
        for audio in chunks:
            self.add(audio)
            yield audio
