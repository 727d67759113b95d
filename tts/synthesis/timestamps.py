"""When each word and phoneme sounds: the durations that were spoken, put together with the text
they came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, STRESSES, Phoneme
from tts.audio import Span

MARKS = {0: "", **{stress: mark for mark, stress in STRESSES.items()}}


class Clock(NamedTuple):
    """Turns a place in the vocoder's samples into seconds of what is kept of them."""

    rate: int  # samples a second
    first: int  # samples cut off at the start
    length: int  # samples kept

    def seconds(self, samples: int) -> float:
        """When the sample sounds; what was cut away sounds at the nearest end."""
        return min(max(samples - self.first, 0), self.length) / self.rate


def edges(durations: NDArray[np.int64], hop: int) -> NDArray[np.int64]:
    """(phonemes,) frames -> (phonemes + 1,) samples: where each phoneme begins, and the end of the
    last.
    """
    return np.concatenate([[0], np.cumsum(durations)]).astype(np.int64) * hop


def sounds(phonemes: Sequence[Phoneme]) -> Iterator[tuple[int, int]]:
    """First and last place (exclusive) of every phoneme that sounds; a boundary that nothing pauses
    at belongs to the phoneme before it.
    """
    silent = {SILENCE, BOUNDARY, *PAUSES}
    for place, phoneme in enumerate(phonemes):
        if phoneme.symbol not in silent:
            following = [after.symbol for after in phonemes[place + 1 : place + 3]]
            runs_on = (
                len(following) == 2 and following[0] == BOUNDARY and following[1] not in silent
            )
            yield place, place + 1 + runs_on


def phoneme_spans(
    phonemes: Sequence[Phoneme], durations: NDArray[np.int64], hop: int, clock: Clock
) -> list[tuple[Span, int | None]]:
    """Each sounding phoneme's span, with the number of its word."""
    at = edges(durations, hop).tolist()
    return [
        (
            Span(
                MARKS[phonemes[first].stress] + phonemes[first].symbol,
                clock.seconds(at[first]),
                clock.seconds(at[last]),
            ),
            phonemes[first].word,
        )
        for first, last in sounds(phonemes)
    ]


def word_spans(words: Sequence[str], spans: Sequence[tuple[Span, int | None]]) -> list[Span]:
    """From the first to the last phoneme of each word that has any."""
    times: dict[int, tuple[float, float]] = {}
    for span, word in spans:
        if word is not None:
            times[word] = (times.get(word, (span.start, 0.0))[0], span.end)
    return [Span(words[word], start, end) for word, (start, end) in sorted(times.items())]
