"""Corpus -> one file of features: `python -m tts.training.features CORPUS OUT.safetensors`.

`tts.training.corpus` describes a corpus. The file holds for each clip:

    samples      (samples,) int16
    mel          (frames, mels)
    f0           (frames,) Hz, 0 where unvoiced
    ids          (phonemes, 2); no row if the clip is not aligned
    durations    (phonemes,) frames (`tts.training.alignment`); likewise
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tts.errors import SpeechError
from tts.files import read_sound
from tts.training.alignment import frame_durations, trim
from tts.training.corpus import Recording, read_corpus, unaligned_speakers
from vocoders import pitch
from vocoders.errors import VocoderError
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import FeatureFile
from vocoders.training.recipe import one_line_errors
from vocoders.training.segments import INT16_MAX

NOT_ALIGNED = {"ids": np.zeros((0, 2), np.int16), "durations": np.zeros(0, np.int16)}
LOG_CLIPS = 200  # clips
log = logging.getLogger(__name__)

Job = tuple[Recording, MelConfig, dict[str, float]]


def clip_features(
    recording: Recording, mel_config: MelConfig, gains: dict[str, float]
) -> dict[str, NDArray[Any]]:
    """The arrays of one clip, its silence at both ends cut where it is aligned."""
    hop = mel_config.hop_length
    samples = read_sound(recording.audio, mel_config.sample_rate).astype(np.float64)
    samples = samples * 10 ** (gains.get(recording.clip.speaker, 0.0) / 20)
    samples = np.clip(samples[: len(samples) // hop * hop], -1, 1)
    mel = mel_spectrogram(samples, mel_config)
    aligned = dict(NOT_ALIGNED)
    if recording.alignment:
        ids, durations = frame_durations(recording.alignment, mel, mel_config)
        durations, first, last = trim(durations)
        samples = samples[first * hop : last * hop]
        mel = mel[:, first:last]
        aligned = {"ids": np.array(ids, np.int16), "durations": durations.astype(np.int16)}
    return {
        "samples": np.round(samples * INT16_MAX).astype(np.int16),
        "mel": mel.T.astype(np.float16),
        "f0": pitch.estimate_f0(samples, mel_config),
        **aligned,
    }


def _clip_features(job: Job) -> dict[str, NDArray[Any]]:
    return clip_features(*job)


def compute_features(
    folder: Path,
    mel_config: MelConfig,
    gains: dict[str, float],
    workers: int = 1,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> FeatureFile:
    """The features of all clips of a corpus; `gains` in dB for speakers whose recordings are
    faint. Speakers who are not aligned are named in the log.

    report    called with the clips that are done, and all
    """
    recordings = list(read_corpus(folder))
    for speaker, (lacking, total) in unaligned_speakers(recordings).items():
        log.warning(
            "%s: %d of %d clips have no line in alignment.jsonl. They can train a vocoder, but no "
            "acoustic model.",
            speaker,
            lacking,
            total,
        )
    jobs = [(recording, mel_config, gains) for recording in recordings]
    rows = []
    with ProcessPoolExecutor(workers) as pool:
        for row in pool.map(_clip_features, jobs, chunksize=16):
            rows.append(row)
            report(len(rows), len(jobs))
    arrays = {name: [row[name] for row in rows] for name in rows[0]}
    speakers = sorted({recording.clip.speaker for recording in recordings})
    texts = [recording.text for recording in recordings]
    clips = [recording.clip for recording in recordings]
    return FeatureFile(mel_config, clips, arrays, {"speakers": speakers, "texts": texts})


def log_progress(done: int, total: int) -> None:
    """A line now and then."""
    if done % LOG_CLIPS == 0 or done == total:
        log.info("%d of %d clips", done, total)


def parse_gain(text: str) -> tuple[str, float]:
    """SPEAKER=DB -> both."""
    speaker, equals, gain = text.rpartition("=")
    try:
        if not equals:
            raise ValueError
        return speaker, float(gain)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not SPEAKER=DB, such as ann=6") from None


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.training.features",
        description="Compute the features of a corpus.",
    )
    parser.add_argument("corpus", type=Path, help="folder with one folder a speaker")
    parser.add_argument("out", type=Path, help="the file to write (.safetensors)")
    parser.add_argument(
        "--gain",
        action="append",
        default=[],
        type=parse_gain,
        metavar="SPEAKER=DB",
        help="amplify a speaker's clips",
    )
    parser.add_argument("--mels", type=int, default=MelConfig.n_mels)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with one_line_errors(SpeechError, VocoderError):
        mel_config = MelConfig(n_mels=args.mels)
        features = compute_features(
            args.corpus, mel_config, dict(args.gain), args.workers, log_progress
        )
        features.save(args.out)


if __name__ == "__main__":
    main()
