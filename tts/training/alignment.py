"""The times of the corpus's tokens -> the frames of each phoneme.

Findings in the corpus (from the correlation of vowels with the energy of 0.3-1.5 kHz, and of
sibilants with that above 4.5 kHz, over lags):
- The sound comes 2.25 units (56 ms) before the time of its token, for all four speakers: the times
  are those of the model that made the speech. They are shifted by that much. Other alignments are
  right: a row is shifted only if it has the key `espeak`, as that model's rows have, or says so
  itself (`latency`, in units).
- A stress mark's time is its vowel's (correlation 0.51; 0.34 if it is given to the consonant
  before).
- A space between two words has no sound of its own: half its time is the phoneme's before, half the
  phoneme's after.
- The last phoneme before a pause holds a part of the silence that follows. That part goes to the
  pause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, Phoneme, parse
from tts.training.corpus import CorpusError
from vocoders.mel_config import Array, MelConfig

UNIT_SAMPLES = 600  # in one unit of the corpus's durations
TEACHER_LATENCY = 2.25  # units by which the sound comes before its token's time
TEACHER_KEY = "espeak"  # of rows that the model which made the speech wrote
SILENCE_DB = 45.0  # below the loudest frame: silence
LEADING_FRAMES = 4  # of silence kept before the speech
TRAILING_FRAMES = 10  # of silence kept after it
LEAST_FRAMES = 2  # of a phoneme before a pause

Frames = NDArray[np.int64]


def frame_durations(
    row: Mapping[str, Any], mel: Array, mel_config: MelConfig
) -> tuple[list[tuple[int, int]], Frames]:
    """A clip's line of alignment.jsonl -> phoneme ids and whole frames, which sum to the frames of
    the mel (mels, frames).

    The row has `tokens` and, for each, a duration in units, with one more at either end; or
    `phonemes` and their `frames`, as the aligner writes them. CorpusError where they do not fit.
    """
    if "frames" in row:
        return aligner_durations(row, mel)
    parsed = parse(row["tokens"])
    widths = [1, *(width for _, width in parsed), 1]
    phonemes = [Phoneme(SILENCE), *(phoneme for phoneme, _ in parsed), Phoneme(SILENCE)]
    frames = token_frame_ends(row, widths, phonemes, mel, mel_config)
    return [phoneme.id for phoneme in phonemes], np.diff(frames, prepend=0)


def aligner_durations(row: Mapping[str, Any], mel: Array) -> tuple[list[tuple[int, int]], Frames]:
    """Phoneme ids and frames of a row that the aligner wrote; CorpusError if they do not fit."""
    phonemes = [Phoneme(SILENCE), *(each for each, _ in parse(row["phonemes"])), Phoneme(SILENCE)]
    frames = np.array(row["frames"], np.int64)
    if len(frames) != len(phonemes) or frames.sum() != mel.shape[1] or (frames < 0).any():
        raise CorpusError(
            f"the alignment of {row.get('id')} has {len(frames)} durations of {frames.sum()} "
            f"frames for {len(phonemes)} phonemes and {mel.shape[1]} frames of sound. Align it "
            "again."
        )
    return [phoneme.id for phoneme in phonemes], frames


def latency_units(row: Mapping[str, Any]) -> float:
    """Units by which the times of a row are late."""
    return float(row.get("latency", TEACHER_LATENCY if TEACHER_KEY in row else 0.0))


def token_frame_ends(
    row: Mapping[str, Any],
    widths: Sequence[int],
    phonemes: list[Phoneme],
    mel: Array,
    mel_config: MelConfig,
) -> Frames:
    """The frame where each phoneme of a row ends, (phonemes,).

    widths      (phonemes,) tokens that each phoneme takes
    phonemes    with silence at both ends

    CorpusError unless there is a duration for each token and for both ends.
    """
    units = row["durations"]
    if len(units) != sum(widths):
        raise CorpusError(
            f"{sum(widths) - 2} tokens need {sum(widths)} durations, not {len(units)}: "
            f"{row['tokens']!r}"
        )
    ends = np.cumsum(units)[np.cumsum(widths) - 1].astype(np.float64) - latency_units(row)
    exact = distribute_boundaries(phonemes, ends) * UNIT_SAMPLES / mel_config.hop_length
    frames = np.round(exact).astype(np.int64).clip(0, mel.shape[1])
    frames = np.maximum.accumulate(frames)
    frames[-1] = mel.shape[1]
    return snap_to_silence(phonemes, frames, mel)


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
