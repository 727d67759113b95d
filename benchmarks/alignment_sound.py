"""Alignments without true times, judged by the sound:

    python benchmarks/alignment_sound.py LOCALE FOLDER [--clips 60] [--weights FILE]

FOLDER holds recordings with their texts. Where an alignment is right, vowels are loud, pauses are
silent, and s and ʃ are bright. The shares are of frames; levels are relative to the loud moments
(95 %) of a clip.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np

from frontend import Frontend
from frontend.phonemes import OTHER_VOWELS, VOWELS
from tts.alignment import Aligner, Alignment
from tts.alignment.aligner import is_sounding
from tts.files import read_sound
from tts.recordings import read_recordings

LOUD_DB, SILENT_DB = -20.0, -30.0
LOW, HIGH = slice(0, 30), slice(55, None)  # bands of the mel
SIBILANTS = "sʃʧ"
LEAST_FRAMES = 4  # of a pause that is looked at; a frame at either end is not


def main() -> None:
    """Print the shares over all clips."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("locale")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clips", type=int, default=60)
    parser.add_argument("--weights", type=Path, help="aligner to use instead of the packaged one")
    args = parser.parse_args()
    frontend, aligner = Frontend(args.locale), Aligner.load(args.weights)
    found: dict[str, list[float]] = defaultdict(list)
    scores = []
    for clip in read_recordings(args.folder).clips[: args.clips]:
        mel = aligner.mel(read_sound(clip.audio, aligner.mel_config.sample_rate))
        alignment = aligner(mel, clip.text, frontend(clip.text))
        scores.append(alignment.score)
        collect(alignment, mel, found)
    bright = np.percentile(found["vowel brightness"], 95)
    rows = {
        "median score": np.median(scores),
        "vowels that are loud": np.mean(np.array(found["vowel level"]) > LOUD_DB),
        "pauses that are silent": np.mean(np.array(found["pause level"]) < SILENT_DB),
        "sibilants brighter than 95 % of vowels": np.mean(
            np.array(found["sibilant brightness"]) > bright
        ),
        "phonemes of one frame": np.mean(np.array(found["frames"]) == 1),
    }
    for name, value in rows.items():
        print(f"{name:<40} {value:6.2f}")


def collect(alignment: Alignment, mel: np.ndarray, found: dict[str, list[float]]) -> None:
    """Add the levels and the brightness of a clip's frames, in dB, by kind of phoneme."""
    power = np.exp(2 * mel.astype(np.float64))
    level = 10 * np.log10(power.sum(0))
    level -= np.percentile(level, 95)
    brightness = 10 * np.log10(power[HIGH].sum(0) / power[LOW].sum(0))
    end = 0
    for phoneme, duration in zip(alignment.symbols, alignment.durations.tolist(), strict=True):
        start, end = end, end + duration
        if not is_sounding(phoneme):
            if duration >= LEAST_FRAMES:
                found["pause level"] += level[start + 1 : end - 1].tolist()
            continue
        found["frames"].append(duration)
        if phoneme.symbol in (*VOWELS, *OTHER_VOWELS):
            found["vowel level"] += level[start:end].tolist()
            found["vowel brightness"] += brightness[start:end].tolist()
        elif phoneme.symbol in SIBILANTS:
            found["sibilant brightness"] += brightness[start:end].tolist()


if __name__ == "__main__":
    main()
