"""Prosody of an utterance by phoneme, and the features of its frames, in numpy: the settings of a
user, the length regulator and the variance adaptor of FastSpeech 2 (Ren et al. 2020, arXiv
2006.04558, sections 2.2 and 2.3).

Durations are in frames, pitch in Hz, energy in dB. The networks' own scales are used where networks
are: in the predictions of the encoder (`PredictedProsody`), and in the conditioning of frames
(`frame_features`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tts.acoustic.time_compression import compress_durations
from tts.errors import SpeechError
from vocoders.errors import InvalidWeightsError
from vocoders.pitch import F0_REFERENCE_HZ

Floats = NDArray[np.float32]
Override = NDArray[np.floating] | Sequence[float] | None

LOG2_F0_UNITS = 2.0  # of the networks' scale in an octave
ENERGY_MEAN_DB = 0.0
ENERGY_SCALE_DB = 10.0
MAX_FRAMES = 60_000  # of an utterance
MAX_PREDICTION = 100  # standard deviations, logs of frames, logits
LONGEST_PHONEME = 1e9  # frames of a phoneme; what is longer is refused, too


class InvalidPhonemesError(SpeechError):
    """Ids, durations, pitches or energies that the model can't take."""


@dataclass(frozen=True, eq=False)
class PredictedProsody:
    """The encoder's predictions for an utterance, before any setting.

    hidden            (phonemes, width), the vectors that frames are made from
    durations         (phonemes,) frames, not whole; 0 for a boundary between words
    log_f0            (phonemes,) pitch on the model's scale
    energies          (phonemes,) dB
    speaker_f0        Hz, the speaker's mean
    pitch_std_scale   factor of the pitch's distance from that mean: what is predicted by least
                      squares varies less than speech
    """

    hidden: Floats
    durations: NDArray[np.floating]
    log_f0: Floats
    energies: NDArray[np.floating]
    speaker_f0: float
    pitch_std_scale: float


@dataclass(frozen=True, eq=False)
class PhonemeProsody:
    """Prosody that is to be spoken, by phoneme.

    hidden          (phonemes, width), the encoder's vectors
    durations       (phonemes,) frames, not yet whole
    pitches         (phonemes,) Hz
    energies        (phonemes,) dB, without `gain_db`
    pitch_range     factor of each frame's own deviation from the phonemes' pitch
    gain_db         added to the level of all frames
    own_durations   (phonemes,) frames that the networks predict of each before it is compressed,
                    where they are more; None in speech that is not fast
    """

    hidden: Floats
    durations: NDArray[np.float64]
    pitches: NDArray[np.float64]
    energies: NDArray[np.float64]
    pitch_range: float = 1.0
    gain_db: float = 0.0
    own_durations: NDArray[np.float64] | None = None


def apply_settings(
    predicted: PredictedProsody,
    *,
    speed: float = 1.0,
    pitch: float = 0.0,
    energy: float = 0.0,
    pitch_range: float = 1.0,
) -> PhonemeProsody:
    """Predicted prosody, changed by a user's settings.

    speed         2 lasts half as long
    pitch         semitones up or down
    energy        dB louder or softer
    pitch_range   0 is monotone, 2 twice as lively
    """
    mean = hz_to_log2_f0(np.array(predicted.speaker_f0))
    pitch_range = pitch_range * predicted.pitch_std_scale
    log_f0 = mean + (predicted.log_f0 - mean) * pitch_range + LOG2_F0_UNITS * pitch / 12
    own = np.asarray(predicted.durations, np.float64)
    is_fast = speed > 1
    return PhonemeProsody(
        predicted.hidden,
        compress_durations(own, speed) if is_fast else own / speed,
        np.asarray(log2_f0_to_hz(log_f0), np.float64),
        np.asarray(predicted.energies, np.float64),
        pitch_range,
        energy,
        own if is_fast else None,
    )


def override_prosody(
    prosody: PhonemeProsody,
    durations: Override = None,
    pitches: Override = None,
    energies: Override = None,
) -> PhonemeProsody:
    """Prosody with a user's own numbers, (phonemes,) each, where they are given and not NaN.

    durations   frames
    pitches     Hz
    energies    dB

    InvalidPhonemesError if one of them has another length, or durations or pitches are negative.
    """
    return replace(
        prosody,
        durations=override(durations, prosody.durations, "durations"),
        pitches=override(pitches, prosody.pitches, "pitches"),
        energies=override(energies, prosody.energies, "energies"),
    )


def override(values: Override, predicted: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    """The user's values where they are given and not NaN, else the predicted ones, (phonemes,)."""
    if values is None:
        return predicted
    numbers = np.asarray(values, np.float64)
    if numbers.shape != predicted.shape:
        raise InvalidPhonemesError(
            f"{name} must be one number a phoneme, {predicted.shape}, not {numbers.shape}."
        )
    if (numbers < 0).any() and name != "energies":
        raise InvalidPhonemesError(f"{name} must not be negative.")
    return np.where(np.isnan(numbers), predicted, numbers)


def hz_to_log2_f0(hertz: NDArray[np.floating]) -> Floats:
    """Hz -> the networks' scale: half octaves above 180 Hz."""
    octaves = np.log2(np.asarray(hertz, np.float64) / F0_REFERENCE_HZ)
    return (LOG2_F0_UNITS * octaves).astype(np.float32)


def log2_f0_to_hz(log2_f0: NDArray[np.floating]) -> Floats:
    """Inverse of `hz_to_log2_f0`."""
    octaves = np.asarray(log2_f0, np.float64) / LOG2_F0_UNITS
    return (F0_REFERENCE_HZ * np.exp2(octaves)).astype(np.float32)


def energy_to_norm(energies: NDArray[np.floating]) -> Floats:
    """Energy in dB -> the model's scale."""
    return ((energies - ENERGY_MEAN_DB) / ENERGY_SCALE_DB).astype(np.float32)


def norm_to_energy(energy_norm: Floats) -> Floats:
    """Energy on the model's scale -> dB."""
    return ENERGY_MEAN_DB + ENERGY_SCALE_DB * energy_norm


def check_predictions(*predictions: Floats) -> None:
    """Raise InvalidWeightsError for numbers on the model's scales that no trained network gives."""
    for numbers in predictions:
        if not (np.abs(numbers) <= MAX_PREDICTION).all():  # NaN is not, either
            raise InvalidWeightsError(
                f"the acoustic model predicts {np.abs(numbers).max():g}, where no more than "
                f"{MAX_PREDICTION} can be. Its weights are damaged; install the voice again."
            )


def round_durations(durations: NDArray[np.floating]) -> NDArray[np.int64]:
    """Durations in whole frames, (phonemes,).

    The ends of phonemes are rounded, not their lengths, so that no time is lost. A phoneme that
    lasts at all lasts a frame at least.
    """
    least = np.where(durations > 0, np.clip(durations, 1.0, LONGEST_PHONEME), 0)
    return np.diff(np.round(np.cumsum(least)).astype(np.int64), prepend=0).astype(np.int64)


def frame_counts(durations: NDArray[np.floating]) -> NDArray[np.int64]:
    """Durations in whole frames, (phonemes,); InvalidPhonemesError if none, or too many."""
    frames = round_durations(durations)
    total = int(frames.sum())
    if not 0 < total <= MAX_FRAMES:
        raise InvalidPhonemesError(
            f"the durations come to {total} frames: an utterance must have 1 to {MAX_FRAMES}. "
            f"Split the text, or set a higher speed."
        )
    return frames


def interpolate_f0(durations: NDArray[np.int64], pitches: Floats) -> Floats:
    """Pitch of each frame on straight lines between the middles of phonemes that last: (phonemes,)
    -> (frames,).
    """
    nonzero = durations > 0
    ends = np.cumsum(durations)
    middles = (ends - durations / 2)[nonzero]
    return np.interp(np.arange(ends[-1]) + 0.5, middles, pitches[nonzero]).astype(np.float32)


def frame_features(durations: NDArray[np.int64], pitch_norm: Floats, energy_norm: Floats) -> Floats:
    """Features of each frame beside its phoneme's vector, (frames, 6): position from the start of
    the phoneme (0..1), distance to its nearer end, its log length, its pitch, its energy, and the
    pitch between phonemes (`interpolate_f0`).

    durations     (phonemes,) frames
    pitch_norm    (phonemes,) on the model's scale
    energy_norm   (phonemes,) on the model's scale
    """
    length = np.repeat(durations, durations).astype(np.float32)
    starts = np.repeat(np.cumsum(durations) - durations, durations)
    position = np.arange(len(length)) - starts + 0.5
    parts = [
        position / length,
        np.minimum(position, length - position) / 4,
        np.log(length) - 2,
        np.repeat(pitch_norm, durations),
        np.repeat(energy_norm, durations),
        interpolate_f0(durations, pitch_norm),
    ]
    return np.stack(parts, -1).astype(np.float32)
