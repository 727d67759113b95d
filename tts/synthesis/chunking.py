"""Chunks of a stream: how long they are, and what passes from stage to stage.

The first chunk is short, so that speech begins at once. Later ones are longer, because the context
that is computed beside a chunk costs time. A chunk sounds for longer than the next one takes to
compute, even if that is four times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tts.errors import SpeechError

Samples = NDArray[np.float32]
ChunkSizes = str | float | Sequence[float]

FIRST_S = 0.16  # seconds of the first chunk
GROWTH = 4.0  # how many times longer the next one is
MAX_S = 4.0  # seconds of the longest chunk
MIN_S = 0.01  # seconds that a chunk may be asked to have
SENTENCE = "sentence"
GROWING = "growing"


class Chunk(NamedTuple):
    """Consecutive samples of an utterance, on their way through the stages.

    samples   (samples,)
    start     index of the first one among all that the vocoder made; less than 0 in padding
    last      whether no more will come
    """

    samples: Samples
    start: int
    last: bool


class ChunkSchedule:
    """Lengths of the chunks of a stream, sentence after sentence.

    sizes         "growing", "sentence" (one chunk each), or seconds: a number, or numbers of which
                  the last goes for all that follow
    frame_rate    frames a second

    SpeechError for anything else.
    """

    def __init__(self, sizes: ChunkSizes, frame_rate: float) -> None:
        self.whole = sizes == SENTENCE
        self.frame_rate = frame_rate
        self.seconds = iter(()) if self.whole else chunk_sizes(sizes)

    def split(self, frames: int, lag: int = 0) -> list[int]:
        """Frames of each chunk of the next sentence.

        frames   of the whole sentence
        lag      frames that the first chunk has more, for a vocoder whose samples lie so far behind
        """
        if self.whole:
            return [frames]
        lengths = []
        while frames > 0:
            usual = max(1, round(next(self.seconds) * self.frame_rate))
            rest = frames - usual - lag
            length = usual + lag if rest >= usual / 2 else frames  # no chunk under half the usual
            lengths.append(length)
            frames -= length
            lag = 0
        return lengths


def chunk_sizes(sizes: ChunkSizes) -> Iterator[float]:
    """Seconds of each chunk, for sizes other than "sentence"."""
    if sizes == GROWING:
        return growing_sizes()
    if isinstance(sizes, str):
        raise SpeechError(f"chunks must be {SENTENCE!r}, {GROWING!r} or seconds, not {sizes!r}.")
    return fixed_sizes(sizes)


def growing_sizes() -> Iterator[float]:
    """FIRST_S, GROWTH times as much, and so on up to MAX_S."""
    seconds = FIRST_S
    while True:
        yield seconds
        seconds = min(GROWTH * seconds, MAX_S)


def fixed_sizes(sizes: float | Sequence[float]) -> Iterator[float]:
    """The seconds that were asked for, the last of them for ever."""
    try:
        numbers = [sizes] if isinstance(sizes, (int, float)) else sizes
        seconds = [float(number) for number in numbers]
    except (TypeError, ValueError):
        seconds = []
    if not seconds or not all(MIN_S <= each < float("inf") for each in seconds):
        raise SpeechError(
            f"chunks must be {SENTENCE!r}, {GROWING!r} or seconds (one number or several, "
            f"{MIN_S:g} at least), not {sizes!r}."
        )
    return chain(seconds, repeat(seconds[-1]))
