"""Paths of an utterance's states through the frames: the best one, and the sum over all of them.

Let p_t(s) be the probability of state s's phone in frame t, by the classifier. A path begins in the
first state, ends in the last, and from frame to frame stays, goes on by one, or passes over one
optional state.

    v_t(s) = p_t(s) max(v_t-1(s), v_t-1(s - 1), v_t-1(s - 2))         Viterbi; s - 2 only if s - 1
    a_t(s) = p_t(s) (a_t-1(s) + a_t-1(s - 1) + a_t-1(s - 2))          is optional
    b_t(s) = sum over r in {s, s + 1, s + 2} of p_t+1(r) b_t+1(r)
    L = - ln a_T(S)                                                   forward-sum loss
    g_t(s) = a_t(s) b_t(s) / a_T(S) = - dL / d ln p_t(s)

This is the forward-backward algorithm of CTC (Graves et al. 2006, section 4.1), but without a
blank: each frame has a phone, and silence is a phone of its own. All is computed in logarithms,
(frames, states) at a time, so that plain numpy is fast enough: a clip of six seconds takes some ten
milliseconds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tts.alignment.states import States
from tts.errors import SpeechError

Floats = NDArray[np.floating]
MAX_CELLS = 1_500_000_000  # frames x states; a byte each
LOG_ZERO = -1e30  # the logarithm of an impossible path


class AlignmentError(SpeechError):
    """A text that cannot be laid on a sound."""


def check_room(frames: int, states: States) -> None:
    """Raise AlignmentError unless the frames can hold the states."""
    if frames < states.least_frames:
        raise AlignmentError(
            f"the sound has {frames} frames, but its text needs {states.least_frames} at least: "
            "the text is longer than what is spoken, or another one."
        )
    if frames * len(states.phones) > MAX_CELLS:
        raise AlignmentError(
            "the sound is too long to be aligned at once. Cut sound and text into parts of ten "
            "minutes or less."
        )


def shifted(values: Floats, by: int) -> Floats:
    """(states,) moved to the right by some places, or to the left if negative; what is unknown is
    NEVER.
    """
    moved = np.full_like(values, LOG_ZERO)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


def skip_penalty(states: States) -> NDArray[np.float64]:
    """(states,): 0 where a state can be reached by passing over the one before, else NEVER."""
    can_skip = np.zeros(len(states.phones), bool)
    can_skip[2:] = states.optional[1:-1]
    return np.where(can_skip, 0.0, LOG_ZERO)


def viterbi(log_probs: Floats, states: States) -> NDArray[np.int64]:
    """The state of each frame on the likeliest path, (frames,). AlignmentError if there is none.

    log_probs   (frames, phones)
    """
    frames, count = len(log_probs), len(states.phones)
    check_room(frames, states)
    emission = log_probs[:, states.phones].astype(np.float64)  # (frames, states)
    penalty = skip_penalty(states)
    steps = np.zeros((frames, count), np.uint8)  # how far the best path came from
    score = np.full(count, LOG_ZERO)
    score[0] = emission[0, 0]
    candidates = np.full((3, count), LOG_ZERO)
    for frame in range(1, frames):
        candidates[0] = score
        candidates[1, 1:] = score[:-1]
        candidates[2, 2:] = score[:-2] + penalty[2:]
        steps[frame] = candidates.argmax(0)
        score = candidates.max(0) + emission[frame]
    path = np.zeros(frames, np.int64)
    path[-1] = count - 1
    for frame in range(frames - 1, 0, -1):
        path[frame - 1] = path[frame] - steps[frame, path[frame]]
    return path


def forward(emission: Floats, penalty: Floats) -> Floats:
    """ln a_t(s), (frames, states)."""
    alpha = np.full(emission.shape, LOG_ZERO)
    alpha[0, 0] = emission[0, 0]
    for frame in range(1, len(emission)):
        before = alpha[frame - 1]
        stay_or_next = np.logaddexp(before, shifted(before, 1))
        skipped = shifted(before, 2) + penalty
        alpha[frame] = np.logaddexp(stay_or_next, skipped) + emission[frame]
    return alpha


def backward(emission: Floats, penalty: Floats) -> Floats:
    """ln b_t(s), (frames, states)."""
    beta = np.full(emission.shape, LOG_ZERO)
    beta[-1, -1] = 0.0
    for frame in range(len(emission) - 2, -1, -1):
        after = beta[frame + 1] + emission[frame + 1]
        stay_or_next = np.logaddexp(after, shifted(after, -1))
        beta[frame] = np.logaddexp(stay_or_next, shifted(after + penalty, -2))
    return beta


def occupancy(log_probs: Floats, states: States) -> tuple[float, NDArray[np.float32]]:
    """The forward-sum loss of a clip, and how likely each phone sounds in each frame given the
    text, (frames, phones): the negative gradient of the loss by `log_probs`.
    """
    check_room(len(log_probs), states)
    emission = log_probs[:, states.phones].astype(np.float64)
    penalty = skip_penalty(states)
    alpha = forward(emission, penalty)
    total = alpha[-1, -1]
    by_state = np.exp(alpha + backward(emission, penalty) - total)  # g, (frames, states)
    by_phone = np.zeros(log_probs.shape, np.float32)
    np.add.at(by_phone.T, states.phones, by_state.T.astype(np.float32))
    return float(-total), by_phone
