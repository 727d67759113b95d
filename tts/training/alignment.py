"""The times of the corpus's tokens -> the frames of each phoneme.

Findings in the corpus (from the correlation of vowels with the energy of 0.3-1.5 kHz, and of
sibilants with that above 4.5 kHz, over lags):
- The sound comes 2.25 units (56 ms) before the time of its token, for all four speakers. All times
  are shifted by that much.
- A stress mark's time is its vowel's (correlation 0.51; 0.34 if it is given to the consonant
  before).
- A space between two words has no sound of its own: half its time is the phoneme's before, half the
  phoneme's after.
- The last phoneme before a pause holds a part of the silence that follows. That part goes to the
  pause.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, Phoneme, parse
from tts.training.corpus import CorpusError
from vocoders.mel_config import Array, MelConfig

UNIT_SAMPLES = 600  # in one unit of the corpus's durations
TOKEN_LATENCY = 2.25  # units by which the sound comes before its token's time
SILENCE_DB = 45.0  # below the loudest frame: silence
LEADING_FRAMES = 4  # of silence kept before the speech
TRAILING_FRAMES = 10  # of silence kept after it
LEAST_FRAMES = 2  # of a phoneme before a pause

Frames = NDArray[np.int64]


def frame_durations(
    tokens: str, units: list[int], mel: Array, mel_config: MelConfig
) -> tuple[list[tuple[int, int]], Frames]:
    """A clip's tokens and their units (one more at either end) -> phoneme ids and whole frames,
    which sum to the frames of the mel (mels, frames).
    """
    parsed = parse(tokens)
    if len(units) != len(tokens) + 2:
        raise CorpusError(
            f"{len(tokens)} tokens need {len(tokens) + 2} durations, not {len(units)}: {tokens!r}"
        )
    widths = [1, *(width for _, width in parsed), 1]
    phonemes = [Phoneme(SILENCE), *(phoneme for phoneme, _ in parsed), Phoneme(SILENCE)]
    ends = np.cumsum(units)[np.cumsum(widths) - 1].astype(np.float64) - TOKEN_LATENCY
    exact = distribute_boundaries(phonemes, ends) * UNIT_SAMPLES / mel_config.hop_length
    frames = np.round(exact).astype(np.int64).clip(0, mel.shape[1])
    frames = np.maximum.accumulate(frames)
    frames[-1] = mel.shape[1]
    frames = snap_to_silence(phonemes, frames, mel)
    return [phoneme.id for phoneme in phonemes], np.diff(frames, prepend=0)


def distribute_boundaries(
    phonemes: list[Phoneme], ends: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Ends of phonemes, with the time of each boundary halved between its neighbours. Beside a
    pause it is the pause's.
    """
    ends = ends.copy()
    for i, phoneme in enumerate(phonemes):
        if phoneme.symbol != BOUNDARY:
            continue
        start = ends[i - 1]
        end = ends[i]
        if is_pause(phonemes[i - 1]):
            middle = end
        elif is_pause(phonemes[i + 1]):
            middle = start
        else:
            middle = (start + end) / 2
        ends[i - 1] = ends[i] = middle
    return ends


def is_pause(phoneme: Phoneme) -> bool:
    """Whether a phoneme has no sound."""
    return phoneme.symbol == SILENCE or phoneme.symbol in PAUSES


def snap_to_silence(phonemes: list[Phoneme], ends: Frames, mel: Array) -> Frames:
    """Ends of phonemes in frames; those before a pause end where their sound does."""
    power = np.exp(2 * mel.astype(np.float64)).sum(0)
    is_loud = power > power.max() * 10 ** (-SILENCE_DB / 10)
    ends = ends.copy()
    for i in range(1, len(phonemes) - 1):
        if is_pause(phonemes[i]) or not is_pause(phonemes[i + 1]):
            continue
        start = ends[i - 1] + LEAST_FRAMES
        loud = np.flatnonzero(is_loud[start : ends[i]])
        if ends[i] > start:
            ends[i] = start + (loud[-1] + 1 if len(loud) else 0)
    return ends


def trim(durations: Frames) -> tuple[Frames, int, int]:
    """Cut the silence at both ends: the durations that are left, the first frame kept and the one
    after the last.
    """
    durations = durations.copy()
    first = max(0, int(durations[0]) - LEADING_FRAMES)
    durations[0] -= first
    total = int(durations.sum())
    pauses = 2 if len(durations) > 3 else 1  # the last pause and the silence after it
    extra = max(0, int(durations[-pauses:].sum()) - TRAILING_FRAMES)
    durations[-1] = min(durations[-1], TRAILING_FRAMES // 2)
    if pauses == 2:
        durations[-2] = total - extra - int(durations[:-2].sum()) - int(durations[-1])
    last = first + int(durations.sum())
    return durations, first, last
