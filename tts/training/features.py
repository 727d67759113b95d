"""Corpus -> one pack of features: `python -m tts.training.features CORPUS OUT.safetensors`.

A corpus is a folder a speaker: audio/ID.opus (or .wav, .flac), metadata.csv (id|text), split.csv
(id|train, val or test) and, where the phonemes are known, alignment.jsonl. The pack holds for each
clip: samples (int16), mel (frames, mels), pitch (frames,) in Hz and, where aligned, ids (phonemes,
2) and durations (phonemes,) in frames. `tts.training.alignment` says how the given times become
durations.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from tts.training.alignment import trim, true_durations
from vocoders import pitch
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import Clip, Pack

EMPTY = {"ids": np.zeros((0, 2), np.int16), "durations": np.zeros(0, np.int16)}


class Source(NamedTuple):
    """One clip on disk."""

    clip: Clip
    text: str
    audio: Path
    alignment: dict[str, Any] | None


def read_corpus(folder: Path) -> Iterator[Source]:
    """The clips of every speaker in a corpus; ValueError names what is missing."""
    speakers = sorted(path.parent for path in folder.glob("*/metadata.csv"))
    if not speakers:
        raise ValueError(
            f"{folder} holds no speaker: a folder with metadata.csv (id|text), split.csv (id|train, val or test) and audio/."
        )
    for speaker in speakers:
        split = dict(line.split("|") for line in lines(speaker / "split.csv"))
        aligned = (
            {row["id"]: row for row in map(json.loads, lines(speaker / "alignment.jsonl"))}
            if (speaker / "alignment.jsonl").exists()
            else {}
        )
        audio = {path.stem: path for path in (speaker / "audio").iterdir()}
        for line in lines(speaker / "metadata.csv"):
            id_, text = line.split("|", 1)
            if id_ not in audio or id_ not in split:
                raise ValueError(
                    f"clip {id_} of {speaker} has no audio file or no line in split.csv."
                )
            yield Source(Clip(id_, speaker.name, split[id_]), text, audio[id_], aligned.get(id_))


def lines(path: Path) -> list[str]:
    """The lines of a text file that are not empty."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_audio(path: Path, spec: MelConfig) -> NDArray[np.float64]:
    """One channel at the spec's rate."""
    samples, rate = soundfile.read(path, always_2d=True)
    samples = samples.mean(1)
    return samples if rate == spec.sample_rate else soxr.resample(samples, rate, spec.sample_rate)


def features(source: Source, spec: MelConfig, gains: dict[str, float]) -> dict[str, NDArray[Any]]:
    """The arrays of one clip, its silence at both ends cut."""
    samples = read_audio(source.audio, spec) * 10 ** (gains.get(source.clip.speaker, 0.0) / 20)
    samples = np.clip(samples[: len(samples) // spec.hop_length * spec.hop_length], -1, 1)
    mel = mel_spectrogram(samples, spec)
    aligned = dict(EMPTY)
    if source.alignment:
        ids, durations = true_durations(
            source.alignment["tokens"], source.alignment["durations"], mel, spec
        )
        durations, first, last = trim(durations)
        samples = samples[first * spec.hop_length : last * spec.hop_length]
        mel = mel[:, first:last]
        aligned = {"ids": np.array(ids, np.int16), "durations": durations.astype(np.int16)}
    hertz = pitch.estimate_f0(samples, spec)
    return {
        "samples": np.round(samples * 32767).astype(np.int16),
        "mel": mel.T.astype(np.float16),
        "pitch": hertz,
        **aligned,
    }


def _features(job: tuple[Source, MelConfig, dict[str, float]]) -> dict[str, NDArray[Any]]:
    return features(*job)


def make_pack(folder: Path, spec: MelConfig, gains: dict[str, float], workers: int = 1) -> Pack:
    """All clips of a corpus; `gains` in dB for speakers whose recordings are faint."""
    sources = list(read_corpus(folder))
    with ProcessPoolExecutor(workers) as pool:
        rows = list(
            pool.map(_features, [(source, spec, gains) for source in sources], chunksize=16)
        )
    arrays = {name: [row[name] for row in rows] for name in rows[0]}
    speakers = sorted({source.clip.speaker for source in sources})
    return Pack(
        spec,
        [source.clip for source in sources],
        arrays,
        {"speakers": speakers, "texts": [source.text for source in sources]},
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tts.training.features",
        description=__doc__.splitlines()[0] if __doc__ else None,
    )
    parser.add_argument("corpus", type=Path, help="folder with one folder a speaker")
    parser.add_argument("out", type=Path, help="the pack to write (.safetensors)")
    parser.add_argument(
        "--gain",
        action="append",
        default=[],
        metavar="SPEAKER=DB",
        help="amplify a speaker's clips",
    )
    parser.add_argument("--mels", type=int, default=MelConfig.n_mels)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    gains = {name: float(gain) for name, gain in (item.split("=") for item in given.gain)}
    make_pack(given.corpus, MelConfig(n_mels=given.mels), gains, given.workers).save(given.out)


if __name__ == "__main__":
    main()
