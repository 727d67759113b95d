"""How loud a sentence will be, told before its sound is made, so that all can be made equally loud.

A sound's K-weighted power can be told from its mel: by Parseval's theorem the mean square of a
frame is 2 / (fft sum w^2) times the sum of |X|^2 over the bins of half a spectrum, and a band's
value is the mean of |X| in it, times one over the width of a bin. Of a long sentence only the
beginning's mel is looked at, so that its sound need not wait for all of it; the rest is taken to be
as loud as the energies of its phonemes say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tts.loudness import block_means, gated, response
from tts.synthesis.trimming import LEAD, QUIET, TAIL
from vocoders.mel import mel_centres
from vocoders.mel_config import MelConfig
from vocoders.stft import centred_window

if TYPE_CHECKING:
    from tts.acoustic.model import Plan

AHEAD = 1.0  # seconds of a sentence's mel that are looked at
# dB from the energy of a phoneme to its weighted power: found on four voices
# (benchmarks/EVENNESS.md)
SPOKEN = -21.4
MOST = 20.0  # dB by which a sentence is made louder at most


def gain(
    plans: Sequence[Plan], spec: MelConfig, target: float | None, pauses: Sequence[float] = (0.0,)
) -> float:
    """What to multiply a sentence's samples by, so that it is as loud as that (LUFS); 1 for None,
    or if there is nothing to hear.

    plans    of the parts in which it is spoken
    pauses   seconds of silence before each, beside what is kept at their ends
    """
    if target is None:
        return 1.0
    parts: list[NDArray[np.float64]] = []
    for plan, pause in zip(plans, pauses, strict=True):
        mel = plan.mel(0, min(frames_ahead(spec), len(plan.pitch)))
        parts += [
            np.zeros(round(pause * spec.frame_rate)),
            heard(mel, plan.durations, plan.energies, spec),
        ]
    found = loudness_of(np.concatenate(parts), spec)
    return float(10 ** (min(target - found, MOST) / 20)) if np.isfinite(found) else 1.0


def frames_ahead(spec: MelConfig) -> int:
    """AHEAD in frames."""
    return round(AHEAD * spec.frame_rate)


def expected(
    mel: NDArray[np.floating],
    durations: NDArray[np.int64],
    energies: NDArray[np.floating],
    spec: MelConfig,
) -> float:
    """How loud a sentence will be, its silence cut off at both ends, in LUFS.

    mel         (mels, frames), of the first AHEAD seconds at least
    durations   (phonemes,) frames
    energies    (phonemes,) dB
    """
    return loudness_of(heard(mel, durations, energies, spec), spec)


def loudness_of(power: NDArray[np.float64], spec: MelConfig) -> float:
    """K-weighted mean squares of frames -> LUFS."""
    return gated(block_means(power, spec.frame_rate, 0.0, float(len(power))))


def heard(
    mel: NDArray[np.floating],
    durations: NDArray[np.int64],
    energies: NDArray[np.floating],
    spec: MelConfig,
) -> NDArray[np.float64]:
    """K-weighted mean square of each frame that will be heard, (frames,); arguments as in
    `expected`.
    """
    ahead = frames_ahead(spec)
    rest = np.repeat(10 ** ((energies.astype(np.float64) + SPOKEN) / 10), durations)[ahead:]
    lead, tail = (round(seconds * spec.frame_rate) for seconds in (LEAD, TAIL))
    power = np.concatenate(
        [
            np.zeros(lead),
            band_weights(spec) @ np.exp(2 * mel[:, :ahead].astype(np.float64)),
            rest,
            np.zeros(tail),
        ]
    )
    loud = np.flatnonzero(power > power.max(initial=0.0) * 10 ** (-QUIET / 10))
    if not len(loud):  # digital silence
        return power[:0]
    return power[loud[0] - lead : loud[-1] + 1 + tail]


@cache
def band_weights(spec: MelConfig) -> NDArray[np.float64]:
    """What to multiply the squared magnitude of each band by, so that their sum is the K-weighted
    mean square of a frame, (mels,).
    """
    centres = mel_centres(spec)
    bin_width = spec.sample_rate / spec.n_fft
    bins = np.gradient(centres) / bin_width
    return (
        2
        / (spec.n_fft * (centred_window(spec) ** 2).sum())
        * bins
        * bin_width**2
        * np.abs(response(centres)) ** 2
    )
