"""The ends of an utterance: silence is cut to a fixed length, and the sound is faded in and out.

The threshold of silence comes from the predicted energies, because in a stream the loudest moment
may still come. So the output does not depend on where the chunks were cut.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tts.synthesis.chunking import Chunk, Samples

LEVEL_HOP_S = 0.005  # seconds over which a level is measured
# dB under the loudest step: softer is silence (a soft "f" lies some 35 dB under the vowels)
SILENCE_DB_BELOW_PEAK = 45.0
# dB from the energy of the loudest phoneme to the RMS of the loudest step (four voices: -13 to -22)
ENERGY_TO_RMS_DB = -19.0
MIN_THRESHOLD = 1e-5  # RMS that is silence whatever the energies say
# Seconds of silence to keep before and after speech. A shorter end sounds cut off (michael's
# NISQA-TTS: 0.08 less).
PRE_ROLL_S = 0.035
POST_ROLL_S = 0.14
MAX_MARGIN_STRETCH = 1.5  # in slow speech they last longer, up to so many times
FADE_S = 0.01  # seconds of each fade


def rms_levels(samples: Samples, rate: int) -> Samples:
    """Root mean square of each step of LEVEL_HOP_S, whole or begun: (samples,) -> (steps,)."""
    step = max(1, round(LEVEL_HOP_S * rate))
    rows = np.pad(samples, (0, -len(samples) % step)).reshape(-1, step)
    return np.sqrt(np.einsum("ij,ij->i", rows, rows) / np.float32(step))


def silence_margins(speed: float, shares: tuple[float, float] = (1.0, 1.0)) -> tuple[float, float]:
    """Seconds of silence to keep before and after speech at that speed, or shares of them."""
    stretch = min(1 / speed, MAX_MARGIN_STRETCH)
    return PRE_ROLL_S * stretch * shares[0], POST_ROLL_S * stretch * shares[1]


def silence_threshold(
    energies: NDArray[np.floating], decibels: float = SILENCE_DB_BELOW_PEAK
) -> float:
    """RMS of a step up to which an utterance is silent.

    energies   (phonemes,) dB
    decibels   how far it lies under the loudest step that they predict
    """
    loudest = float(np.max(energies, initial=-np.inf)) + ENERGY_TO_RMS_DB
    return max(10 ** ((loudest - decibels) / 20), MIN_THRESHOLD)


class SilenceTrimmer:
    """Cuts the silence at both ends of an utterance, chunk by chunk.

    rate        Hz
    threshold   RMS of a step up to which it is silence
    pre_roll    seconds of silence to keep before speech
    post_roll   seconds of silence to keep after it
    pad         whether silence is put at both ends where there is not enough
    """

    def __init__(
        self,
        rate: int,
        threshold: float,
        pre_roll: float = PRE_ROLL_S,
        post_roll: float = POST_ROLL_S,
        pad: bool = False,
    ) -> None:
        self.rate = rate
        self.threshold = threshold
        self.pre_roll = round(pre_roll * rate)
        self.post_roll = round(post_roll * rate)
        self.pad = max(self.pre_roll, self.post_roll) if pad else 0  # samples
        self.step = max(1, round(LEVEL_HOP_S * rate))
        self.buffer = np.zeros(self.pad, np.float32)  # received, neither emitted nor cut
        self.pending = self.buffer  # the last of them, whose level is not known yet
        self.n_in = self.pad  # samples received, with the padding
        self.n_out = 0  # samples emitted or cut
        self.onset: int | None = None  # the first sample to keep, once there is speech
        self.offset = 0  # the end of what is to be kept so far

    def push(self, chunk: Chunk) -> Chunk:
        """The next chunk -> what of it, and of earlier ones, is to be kept for sure."""
        samples = np.asarray(chunk.samples, np.float32)
        if chunk.last and self.pad:
            samples = np.pad(samples, (0, self.pad))
        self.n_in += len(samples)
        self.buffer = np.concatenate([self.buffer, samples])
        self._detect_speech(samples, chunk.last)
        if chunk.last and self.onset is None:  # all is silence: all is kept
            self.onset = 0
            self.offset = self.n_in
        return self._pop_ready(chunk.last)

    def _detect_speech(self, samples: Samples, last: bool) -> None:
        """Find speech in the steps that are whole now, or in all if these samples are the last."""
        pending = np.concatenate([self.pending, samples])
        known = len(pending) if last else len(pending) // self.step * self.step
        loud = np.flatnonzero(rms_levels(pending[:known], self.rate) > self.threshold)
        begin = self.n_in - len(pending)
        self.pending = pending[known:]
        if not len(loud):
            return
        if self.onset is None:
            self.onset = max(0, begin + int(loud[0]) * self.step - self.pre_roll)
        self.offset = begin + (int(loud[-1]) + 1) * self.step + self.post_roll

    def _pop_ready(self, last: bool) -> Chunk:
        """The samples that are known to be kept, and were not emitted yet."""
        if self.onset is None:
            return Chunk(self.buffer[:0], 0, last)
        begin = max(self.onset, self.n_out)
        end = max(min(self.offset, self.n_in), begin)
        samples = self.buffer[begin - self.n_out : end - self.n_out]
        self.buffer = self.buffer[end - self.n_out :]
        self.n_out = end
        return Chunk(samples, begin - self.pad, last)


class EdgeFader:
    """Fades an utterance in and out, chunk by chunk.

    It holds back as many samples as a fade has, since they may be the last. A sound that is shorter
    than two fades gets shorter ones.
    """

    def __init__(self, rate: int) -> None:
        self.length = round(FADE_S * rate)
        self.buffer = np.zeros(0, np.float32)  # received, not emitted
        self.begun = False

    def push(self, chunk: Chunk) -> Chunk:
        """The next chunk -> the samples that can't be in the fade at the end; all for the last."""
        start = chunk.start - len(self.buffer)
        samples = np.concatenate([self.buffer, chunk.samples])
        length = self.length
        if chunk.last and not self.begun:
            length = min(length, len(samples) // 2)
        end = len(samples) if chunk.last else len(samples) - length
        if not chunk.last and not self.begun and len(samples) < 2 * length:
            end = 0
        self.buffer = samples[end:]
        return Chunk(self._fade(samples[:end], length, chunk.last), start, chunk.last)

    def _fade(self, samples: Samples, length: int, last: bool) -> Samples:
        """The samples, faded in if they are the first, and out if they are the last."""
        rising = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
        first = not self.begun and len(samples) > 0
        if not first and not last:
            return samples
        samples = samples.copy()
        if first:
            samples[:length] *= rising
            self.begun = True
        if last:
            samples[len(samples) - length :] *= rising[::-1]
        return samples
