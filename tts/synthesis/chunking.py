"""How long the pieces are in which speech is made: the first short, so that it is heard at once,
later ones longer, since what is looked at beside a piece costs time, too. A piece sounds for longer
than the next takes to make, even where that is four times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from tts.errors import SpeechError

Chunks = str | float | Sequence[float]

FIRST, TIMES, LONGEST = (
    0.16,
    4.0,
    4.0,
)  # seconds of the first piece, how much longer the next is, and where that ends
SHORTEST = 0.01  # seconds that a piece may be asked to have
SENTENCE = "sentence"
GROWING = "growing"


class Lengths:
    """Lengths of the pieces of a stream, sentence after sentence.

    chunks        "growing", "sentence" (one piece each), or seconds: a number, or numbers of which
                  the last goes for all that follow
    frame_rate    frames a second

    SpeechError for anything else.
    """

    def __init__(self, chunks: Chunks, frame_rate: float) -> None:
        self.whole = chunks == SENTENCE
        self.frame_rate = frame_rate
        self.seconds = growing() if isinstance(chunks, str) else given(chunks)
        if isinstance(chunks, str) and chunks not in (SENTENCE, GROWING):
            raise SpeechError(
                f"chunks must be {SENTENCE!r}, {GROWING!r} or seconds, not {chunks!r}."
            )

    def of(self, frames: int, lag: int = 0) -> Iterator[int]:
        """Frames of each piece of a sentence; the first has `lag` more, for a vocoder whose samples
        lie so far behind.
        """
        while frames > 0:
            usual = frames if self.whole else max(1, round(next(self.seconds) * self.frame_rate))
            length = usual + lag if frames - usual - lag >= usual / 2 else frames  # no crumbs
            yield length
            frames = frames - length
            lag = 0


def growing() -> Iterator[float]:
    """FIRST, TIMES as much, and so on up to LONGEST."""
    seconds = FIRST
    while True:
        yield seconds
        seconds = min(TIMES * seconds, LONGEST)


def given(chunks: float | Sequence[float]) -> Iterator[float]:
    """The seconds that were asked for, the last ones for ever."""
    try:
        seconds = (
            [float(chunks)] if isinstance(chunks, (int, float)) else [float(one) for one in chunks]
        )
    except (TypeError, ValueError):
        seconds = []
    if not seconds or not all(SHORTEST <= one < float("inf") for one in seconds):
        raise SpeechError(
            f"chunks must be {SENTENCE!r}, {GROWING!r} or seconds (one number or several, {SHORTEST:g} at least), not {chunks!r}."
        )
    return chain(seconds, repeat(seconds[-1]))
