"""Pitch-shift augmentation: `python -m tts.training.pitch_shift FEATURES OUT.safetensors --share
0.6`.

The file holds copies of a share of each speaker's aligned training clips at another pitch
(`tts.training.psola`). Words, times and formants are kept. Their split is "pitch_shifted", so that
nothing that selects "train" gets them. The acoustic model's decoder learns from them the sound of a
raised or lowered voice.

PSOLA was chosen by predicted MOS (12 clips of heart, at +4 and -4 semitones):

    mels made after      NISQA-TTS      DistillMOS
    PSOLA                4.01, 3.73     4.02, 4.12
    WORLD (Morise 2016)  3.78, 3.57     3.74, 3.75
    the clips themselves 4.15           4.41
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tts.errors import SpeechError
from tts.training.batches import PITCH_SHIFTED
from tts.training.features import log_progress
from tts.training.psola import shift_pitch
from vocoders import pitch
from vocoders.errors import VocoderError
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.training.batching import step_rng
from vocoders.training.feature_file import Clip, FeatureFile
from vocoders.training.recipe import one_line_errors
from vocoders.training.segments import INT16_MAX

# semitones
DOWN_RANGE = (-5.0, -2.5)
UP_RANGE = (2.5, 6.0)
TOLERANCE = 0.3  # between the measured shift and the drawn one
# often up: raised voices are those that the decoder hardly meets otherwise
UP_PROBABILITY = 3 / 4
log = logging.getLogger(__name__)


class Shift(NamedTuple):
    """A clip and the semitones by which it is shifted."""

    clip: int
    semitones: float


class ShiftJob(NamedTuple):
    """All that a worker needs to shift a clip."""

    samples: NDArray[np.int16]
    f0: NDArray[np.float32]
    semitones: float
    mel_config: MelConfig


def measured_shift(before: NDArray[np.floating], after: NDArray[np.floating]) -> float:
    """Semitones from one F0 (frames,) to another: the median over the frames that are voiced in
    both.
    """
    both = (before > 0) & (after > 0)
    return float(12 * np.median(np.log2(after[both] / before[both]))) if both.any() else 0.0


def shifted_arrays(job: ShiftJob) -> dict[str, NDArray[Any]]:
    """Samples, mel and F0 of a shifted clip, computed as those of any clip."""
    samples = shift_pitch(
        job.samples / np.float64(INT16_MAX), job.f0, job.semitones, job.mel_config
    )
    return {
        "samples": np.round(samples * INT16_MAX).astype(np.int16),
        "mel": mel_spectrogram(samples, job.mel_config).T.astype(np.float16),
        "f0": pitch.estimate_f0(samples, job.mel_config),
    }


def draw_shifts(features: FeatureFile, share: float, seed: int) -> list[Shift]:
    """Shifts for a share of each speaker's aligned training clips, mostly up."""
    shifts = []
    for number, speaker in enumerate(sorted({clip.speaker for clip in features.clips})):
        rng = step_rng(seed, number)
        clips = [clip for clip in features.select("train", [speaker]) if features.is_aligned(clip)]
        for clip in sorted(rng.permutation(clips)[: round(share * len(clips))].tolist()):
            semitones = rng.uniform(*(UP_RANGE if rng.random() < UP_PROBABILITY else DOWN_RANGE))
            shifts.append(Shift(clip, round(float(semitones), 1)))
    return shifts


def augment(features: FeatureFile, share: float, seed: int = 0, workers: int = 1) -> FeatureFile:
    """Pitch-shifted copies of clips, without the clips themselves. Those whose measured pitch is
    wrong (mostly too deep for the pitch tracker) are left out. SpeechError if there are none.
    """
    shifts = draw_shifts(features, share, seed)
    if not shifts:
        raise nothing_to_shift(features, share)
    rows = shift_clips(features, shifts, workers)
    before = [features.arrays["f0"][shift.clip] for shift in shifts]
    errors = np.array(
        [
            measured_shift(f0, row["f0"]) - shift.semitones
            for f0, row, shift in zip(before, rows, shifts, strict=True)
        ]
    )
    kept = np.flatnonzero(np.abs(errors) <= TOLERANCE).tolist()
    if not kept:
        raise SpeechError(
            f"the pitch of none of {len(shifts)} clips is what it should be after the shift. "
            "Does the F0 in the features belong to the samples?"
        )
    log.info(
        "%d clips pitch-shifted, off by %.3f semitones in the median and %.2f at most; %d more "
        "left out.",
        len(kept),
        np.median(np.abs(errors[kept])),
        np.abs(errors[kept]).max(),
        len(shifts) - len(kept),
    )
    metadata = {"share": share, "seed": seed}
    return shifted_features(features, [shifts[i] for i in kept], [rows[i] for i in kept], metadata)


def nothing_to_shift(features: FeatureFile, share: float) -> SpeechError:
    """The reason why no clip can be shifted."""
    clips = features.select("train")
    aligned = sum(features.is_aligned(clip) for clip in clips)
    if clips and not aligned:
        return SpeechError(
            f"none of {len(clips)} training clips is aligned, so none can train an acoustic "
            "model. The corpus needs an alignment.jsonl for each speaker: id, tokens, durations."
        )
    return SpeechError(
        f"there is nothing to shift: a share of {share} of {aligned} aligned training clips is "
        "none. Raise --share."
    )


def shift_clips(
    features: FeatureFile, shifts: Sequence[Shift], workers: int
) -> list[dict[str, NDArray[Any]]]:
    """Samples, mel and F0 of the shifted clips."""
    arrays = features.arrays
    jobs = [
        ShiftJob(arrays["samples"][clip], arrays["f0"][clip], semitones, features.mel_config)
        for clip, semitones in shifts
    ]
    rows = []
    with ProcessPoolExecutor(workers) as pool:
        for row in pool.map(shifted_arrays, jobs, chunksize=4):
            rows.append(row)
            log_progress(len(rows), len(jobs))
    return rows


def shifted_features(
    features: FeatureFile,
    shifts: Sequence[Shift],
    rows: Sequence[dict[str, NDArray[Any]]],
    metadata: dict[str, Any],
) -> FeatureFile:
    """The shifted clips, with the phonemes and durations of those that they were made of."""
    originals = [features.clips[shift.clip] for shift in shifts]
    clips = [
        Clip(f"{original.id}{shift.semitones:+.1f}", original.speaker, PITCH_SHIFTED)
        for original, shift in zip(originals, shifts, strict=True)
    ]
    arrays = {name: [row[name] for row in rows] for name in ("samples", "mel", "f0")}
    for name in ("ids", "durations"):
        arrays[name] = [features.arrays[name][shift.clip] for shift in shifts]
    metadata = {
        "speakers": sorted({clip.speaker for clip in clips}),
        "texts": [features.metadata["texts"][shift.clip] for shift in shifts],
    } | metadata
    return FeatureFile(features.mel_config, clips, arrays, metadata)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.training.pitch_shift",
        description="Copy training clips to other pitches.",
    )
    parser.add_argument("features", type=Path, help="made by tts.training.features")
    parser.add_argument("out", type=Path, help="the file to write (.safetensors)")
    parser.add_argument("--share", type=float, default=0.6, help="of each speaker's training clips")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with one_line_errors(SpeechError, VocoderError):
        features = FeatureFile.load(args.features)
        augment(features, args.share, args.seed, args.workers).save(args.out)


if __name__ == "__main__":
    main()
