"""Speakers of an acoustic model, and mixtures of them: a speaker is a row of an embedding, a
mixture the weighted mean of several rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tts.acoustic.prosody import Floats, InvalidPhonemesError

# a speaker's number, or the numbers and weights of those in a mixture
Speaker = int | Sequence[tuple[int, float]]


def speaker_weights(speaker: Speaker, count: int) -> Floats:
    """The share of each of a model's speakers, (count,), 1 in sum.

    speaker    a number from 0, or pairs of a number and its weight; weights may have any sum

    InvalidPhonemesError if the model has no such speaker, a weight is negative, or all are 0.
    """
    parts = [(speaker, 1.0)] if isinstance(speaker, (int, np.integer)) else speaker
    weights = np.zeros(count)
    for number, weight in parts:
        if not 0 <= number < count:
            raise InvalidPhonemesError(
                f"there is no speaker {number}: this model has 0 to {count - 1}."
            )
        if not 0 <= weight < np.inf:
            raise InvalidPhonemesError(
                f"speaker {number} can't have the weight {weight}: give a number from 0 on."
            )
        weights[number] += weight
    if not weights.any():
        raise InvalidPhonemesError("a mixture needs a speaker whose weight is more than 0.")
    return (weights / weights.sum()).astype(np.float32)


def mean_pitch(pitch_means: Sequence[float], speaker: Speaker) -> float:
    """The mean pitch of a speaker in Hz, or the weighted geometric mean of a mixture's."""
    if isinstance(speaker, (int, np.integer)):
        return pitch_means[speaker]
    weights = speaker_weights(speaker, len(pitch_means))
    return float(np.exp(np.average(np.log(pitch_means), weights=weights)))


def pitch_spread(pitch_std_scale: Sequence[float], speaker: Speaker) -> float:
    """The `pitch_std_scale` of a speaker, or the weighted mean of a mixture's."""
    if isinstance(speaker, (int, np.integer)):
        return pitch_std_scale[speaker]
    weights = speaker_weights(speaker, len(pitch_std_scale))
    return float(np.average(pitch_std_scale, weights=weights))


class SpeakerMixture(NamedTuple):
    """What a model needs to know of a speaker, or of a mixture.

    weights           (rows of the embedding,) the share of each, 1 in sum
    pitch_mean        Hz
    pitch_std_scale   factor of the deviation from it
    """

    weights: Floats
    pitch_mean: float
    pitch_std_scale: float


def mix_speakers(
    speaker: Speaker,
    pitch_means: Sequence[float],
    pitch_std_scale: Sequence[float],
    rows: int,
) -> SpeakerMixture:
    """A speaker, or a mixture, of a model with these means and factors.

    rows    of the embedding, which may be more than the model has speakers

    InvalidPhonemesError as of `speaker_weights`.
    """
    weights = speaker_weights(speaker, len(pitch_means))
    padded = np.pad(weights, (0, max(0, rows - len(weights))))
    return SpeakerMixture(
        padded, mean_pitch(pitch_means, speaker), pitch_spread(pitch_std_scale, speaker)
    )
