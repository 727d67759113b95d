"""Monotonic alignment search: the likeliest path of frames through a sequence of states.

The states of an utterance stand in order, and each frame belongs to one of them. A path stays in its
state or steps to the next one; a state that is optional (a silence between words) may be stepped
over. The best path follows from the recurrence of Viterbi (1967), as Rabiner (1989, "A tutorial on
hidden Markov models", equations 33 to 35) writes it, with all transitions equally likely:

    score[t, s] = log_probs[t, s] + max(score[t-1, s], score[t-1, s-1], score[t-1, s-2])

where the last term is there only if state s-1 is optional.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tts.errors import SpeechError

IMPOSSIBLE = -1e30


class AlignmentError(SpeechError):
    """Sound and phonemes that cannot be aligned."""


def align_states(log_probs: NDArray[np.floating], optional: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Durations of all states on the likeliest path.

    log_probs   (frames, states), log likelihood of each frame in each state
    optional    (states,), which states may last no frame
    returns     (states,) whole frames, whose sum is the number of frames; at least one for each
                state that is not optional

    AlignmentError if there are fewer frames than states that need one.
    """
    frames, states = log_probs.shape
    needed = int(np.count_nonzero(~optional))
    if frames < max(needed, 1):
        raise AlignmentError(
            f"{frames} frames are too few for {needed} phonemes: the text is longer than the sound."
        )
    path = best_path(np.ascontiguousarray(log_probs, np.float64), optional)
    return np.bincount(path, minlength=states)


@njit(cache=True)
def best_path(log_probs, optional):  # type: ignore[no-untyped-def]
    """State of each frame on the likeliest path, (frames,): the recurrence of this module."""
    frames, states = log_probs.shape
    score = np.full((frames, states), IMPOSSIBLE)
    steps = np.zeros((frames, states), np.int8)
    score[0, 0] = log_probs[0, 0]
    if optional[0] and states > 1:
        score[0, 1] = log_probs[0, 1]
    for t in range(1, frames):
        for s in range(states):
            best = score[t - 1, s]
            step = 0
            if s > 0 and score[t - 1, s - 1] > best:
                best = score[t - 1, s - 1]
                step = 1
            if s > 1 and optional[s - 1] and score[t - 1, s - 2] > best:
                best = score[t - 1, s - 2]
                step = 2
            score[t, s] = best + log_probs[t, s]
            steps[t, s] = step
    path = np.zeros(frames, np.int64)
    state = states - 1
    if optional[state] and states > 1 and score[-1, state - 1] > score[-1, state]:
        state -= 1
    for t in range(frames - 1, -1, -1):
        path[t] = state
        state -= steps[t, state]
    return path
