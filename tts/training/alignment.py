"""The times of the corpus's tokens -> the frames of each phoneme.

What was found in the corpus (the correlation of vowels with the energy of 0.3-1.5 kHz, of sibilants
with that above 4.5 kHz, over lags):
- The sound comes 2.25 units (56 ms) before the time its token was given, for all four speakers, so
  all times are moved by that much.
- A stress mark's time is its vowel's (correlation 0.51; 0.34 if it is given to the consonant
  before).
- A space between two words has no sound of its own: half its time is the phoneme's before, half the
  phoneme's after.
- The last phoneme before a pause was given a part of the silence that follows; it goes to the
  pause.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, Phoneme, parse
from vocoders.mel_config import Array, MelConfig

UNIT = 600  # samples in one unit of the corpus's durations
EARLY = 2.25  # units by which the sound comes before its token's time
QUIET = 45.0  # dB under the loudest frame: silence
# frames of silence kept before and after the speech
LEAD = 4
TAIL = 10

Frames = NDArray[np.int64]


def true_durations(
    tokens: str, units: list[int], mel: Array, spec: MelConfig
) -> tuple[list[tuple[int, int]], Frames]:
    """A clip's tokens and their units (one more at either end) -> ids and whole frames, which sum
    to the frames of the mel (mels, frames).
    """
    parsed = parse(tokens)
    if len(units) != len(tokens) + 2:
        raise ValueError(
            f"{len(tokens)} tokens need {len(tokens) + 2} durations, not {len(units)}: {tokens!r}"
        )
    widths = [1, *(width for _, width in parsed), 1]
    phonemes = [Phoneme(SILENCE), *(phoneme for phoneme, _ in parsed), Phoneme(SILENCE)]
    ends = np.cumsum(units)[np.cumsum(widths) - 1].astype(np.float64) - EARLY
    ends = np.maximum.accumulate(
        np.round(share_spaces(phonemes, ends) * UNIT / spec.hop_length)
        .astype(np.int64)
        .clip(0, mel.shape[1])
    )
    ends[-1] = mel.shape[1]
    ends = give_silence_to_pauses(phonemes, ends, mel)
    return [phoneme.id for phoneme in phonemes], np.diff(ends, prepend=0)


def share_spaces(phonemes: list[Phoneme], ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Halve the time of each boundary between its neighbours; beside a pause it is the pause's."""
    ends = ends.copy()
    for i, phoneme in enumerate(phonemes):
        if phoneme.symbol != BOUNDARY:
            continue
        before, after = (is_pause(phonemes[i + step]) for step in (-1, 1))
        start = ends[i - 1]
        end = ends[i]
        ends[i - 1] = ends[i] = end if before else start if after else (start + end) / 2
    return ends


def is_pause(phoneme: Phoneme) -> bool:
    """Whether nothing is said."""
    return phoneme.symbol == SILENCE or phoneme.symbol in PAUSES


def give_silence_to_pauses(phonemes: list[Phoneme], ends: Frames, mel: Array) -> Frames:
    """Let each phoneme before a pause end where its sound does."""
    power = np.exp(2 * mel.astype(np.float64)).sum(0)
    loud = power > power.max() * 10 ** (-QUIET / 10)
    ends = ends.copy()
    for i in range(1, len(phonemes) - 1):
        if is_pause(phonemes[i]) or not is_pause(phonemes[i + 1]):
            continue
        start = ends[i - 1] + 2
        heard = np.flatnonzero(loud[start : ends[i]])
        if ends[i] > start:
            ends[i] = start + (heard[-1] + 1 if len(heard) else 0)
    return ends


def trim(durations: Frames) -> tuple[Frames, int, int]:
    """Cut the silence at both ends: the durations that are left, the first frame kept and the one
    after the last.
    """
    durations = durations.copy()
    first = max(0, int(durations[0]) - LEAD)
    durations[0] -= first
    total = int(durations.sum())
    quiet = 2 if len(durations) > 3 else 1  # the last pause and the silence after it
    extra = max(0, int(durations[-quiet:].sum()) - TAIL)
    durations[-1] = min(durations[-1], TAIL // 2)
    if quiet == 2:
        durations[-2] = total - extra - int(durations[:-2].sum()) - int(durations[-1])
    last = first + int(durations.sum())
    return durations, first, last
