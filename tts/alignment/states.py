"""States of an utterance: what may sound, in order, and which of it may be left out.

phoneme                    a state with its phone, for at least one frame
silence, punctuation       a state of silence, for at least one frame
boundary between words     a state of silence that may be passed over; none beside punctuation
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, Phoneme
from tts.alignment.phones import PHONE_ID, phone_of

SILENT = (SILENCE, *PAUSES)


class States(NamedTuple):
    """States in the order in which they sound; two that are optional never stand together.

    phones     (states,) number of the phone
    phonemes   (states,) index of the phoneme that a state belongs to
    optional   (states,) whether it may be passed over
    """

    phones: NDArray[np.int64]
    phonemes: NDArray[np.int64]
    optional: NDArray[np.bool_]

    @property
    def least_frames(self) -> int:
        """Frames that the shortest path takes."""
        return int((~self.optional).sum())


def states_of(phonemes: Sequence[Phoneme]) -> States:
    """The states of an utterance's phonemes. UnknownPhoneError for a symbol without a phone."""
    rows = []
    for index, phoneme in enumerate(phonemes):
        if phoneme.symbol == BOUNDARY:
            around = {phonemes[i].symbol for i in (index - 1, index + 1) if i < len(phonemes)}
            if not around & {*SILENT, BOUNDARY}:
                rows.append((0, index, True))
        elif phoneme.symbol in SILENT:
            rows.append((0, index, False))
        else:
            rows.append((PHONE_ID[phone_of(phoneme.symbol)], index, False))
    phones, indices, optional = zip(*rows, strict=True)
    return States(np.array(phones), np.array(indices), np.array(optional))


def repeated(states: States, times: int) -> States:
    """States of which each that sounds stands so many times, one after the other."""
    counts = np.where(states.phones == 0, 1, times)
    return States(
        np.repeat(states.phones, counts),
        np.repeat(states.phonemes, counts),
        np.repeat(states.optional, counts),
    )


def with_room(states: States, times: int, frames: int) -> States:
    """States of which each that sounds stands so many times, or fewer times where the frames have
    no room for so many.
    """
    while times > 1 and repeated(states, times).least_frames > frames:
        times -= 1
    return repeated(states, times)
