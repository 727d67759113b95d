"""Loudness normalization ahead of synthesis: the gain of a sentence from its mel.

The K-weighted power of a sound follows from its mel. By Parseval's theorem the mean square of a
frame is 2 / (n_fft sum w^2) times the sum of |X|^2 over the bins of half a spectrum, and a band's
value is the mean of |X| in it, times one over the width of a bin. Only the beginning of a long
sentence's mel is looked at, so that its sound need not wait for all of it. The rest is taken to be
as loud as the energies of its phonemes say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tts.loudness import block_means, gated_loudness, k_response
from tts.synthesis.trimming import POST_ROLL_S, PRE_ROLL_S, SILENCE_DB_BELOW_PEAK
from vocoders.mel import mel_centres
from vocoders.mel_config import MelConfig
from vocoders.stft import centred_window

if TYPE_CHECKING:
    from tts.acoustic.mel_decoder import AcousticFeatures, PeekableMel
    from tts.synthesis.request import SynthesisRequest

LOOKAHEAD_S = 1.0  # seconds of a sentence's mel that are looked at
# dB from the energy of a phoneme to its weighted power: found on four voices
# (benchmarks/LOUDNESS.md)
ENERGY_TO_POWER_DB = -21.4
MAX_GAIN_DB = 20.0  # by which a sentence is made louder at most


class SpokenPart(NamedTuple):
    """A part of a sentence, as far as its loudness depends on it.

    mel         (mels, frames) of its first LOOKAHEAD_S at least, or all
    durations   (phonemes,) frames
    energies    (phonemes,) dB
    pause       seconds of silence between it and the part before, beside what is kept at its ends
    """

    mel: NDArray[np.floating]
    durations: NDArray[np.int64]
    energies: NDArray[np.floating]
    pause: float = 0.0


def spoken_part(
    request: SynthesisRequest, features: AcousticFeatures, mel: PeekableMel
) -> SpokenPart:
    """The part of a sentence that a request asks for."""
    return SpokenPart(mel.start, features.durations, features.energies, request.pause)


class LoudnessPredictor:
    """Loudness of speech from its mel and its energies, for one kind of mel.

    frame_rate   frames a second
    lookahead    frames of the mel that are looked at
    weights      factor of each band's squared magnitude in the power of a frame, (mels,)
    """

    def __init__(self, spec: MelConfig) -> None:
        self.frame_rate = spec.frame_rate
        self.lookahead = round(LOOKAHEAD_S * self.frame_rate)
        self.pre_roll = round(PRE_ROLL_S * self.frame_rate)
        self.post_roll = round(POST_ROLL_S * self.frame_rate)
        self.weights = band_weights(spec)

    def gain(self, parts: Iterable[SpokenPart], target_lufs: float | None) -> float:
        """Factor of a sentence's samples that makes it so loud; 1 for None, or if there is nothing
        to hear.
        """
        if target_lufs is None:
            return 1.0
        found = self.loudness(parts)
        if not np.isfinite(found):
            return 1.0
        return float(10 ** (min(target_lufs - found, MAX_GAIN_DB) / 20))

    def loudness(self, parts: Iterable[SpokenPart]) -> float:
        """Loudness of a sentence, in LUFS, its silence cut off at both ends of each part."""
        powers: list[NDArray[np.float64]] = []
        for part in parts:
            if powers:
                powers.append(np.zeros(round(part.pause * self.frame_rate)))
            powers.append(self.frame_power(part))
        power = np.concatenate(powers)
        return gated_loudness(block_means(power, self.frame_rate, 0.0, float(len(power))))

    def frame_power(self, part: SpokenPart) -> NDArray[np.float64]:
        """K-weighted mean square of each frame that is left when the silence is cut, (frames,)."""
        mel = part.mel[:, : self.lookahead].astype(np.float64)
        energies = part.energies.astype(np.float64)
        rest = np.repeat(10 ** ((energies + ENERGY_TO_POWER_DB) / 10), part.durations)
        power = np.concatenate(
            [
                np.zeros(self.pre_roll),
                self.weights @ np.exp(2 * mel),
                rest[self.lookahead :],
                np.zeros(self.post_roll),
            ]
        )
        silence = power.max(initial=0.0) * 10 ** (-SILENCE_DB_BELOW_PEAK / 10)
        loud = np.flatnonzero(power > silence)
        if not len(loud):  # digital silence
            return power[:0]
        return power[loud[0] - self.pre_roll : loud[-1] + 1 + self.post_roll]


def band_weights(spec: MelConfig) -> NDArray[np.float64]:
    """Factor of each band's squared magnitude, (mels,); the sum over the bands is the K-weighted
    mean square of a frame.
    """
    centres = mel_centres(spec)
    bin_width = spec.sample_rate / spec.n_fft
    bins = np.gradient(centres) / bin_width
    parseval = 2 / (spec.n_fft * (centred_window(spec) ** 2).sum())
    return parseval * bins * bin_width**2 * np.abs(k_response(centres)) ** 2
