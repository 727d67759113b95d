"""Loudness consistency of the voices: loudness of the forty sentences without and with a target,
true peaks, samples at both ends, and silence inside.

    python benchmarks/loudness.py [--sentences sentences.txt]

Writes LOUDNESS.md beside this file.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tables import table

from frontend import Utterance
from frontend.phonemes import PAUSES
from tts import TTS, Audio, Delivery, installed
from tts.loudness import loudness, true_peak
from tts.synthesis.loudness_gain import LOOKAHEAD_S, LoudnessPredictor, SpokenPart
from tts.synthesis.trimming import LEVEL_HOP_S, rms_levels

HERE = Path(__file__).parent
SILENCE_DB = 40.0  # under the loudest step: what a listener takes for a pause
VOICES = ("heart", "michael", "emma", "george")
TARGET = Delivery().target_lufs or 0.0  # LUFS
DURATIONS = ((0.0, 1.0), (1.0, 2.0), (2.0, 99.0))  # seconds: sentences are counted apart


@dataclass(frozen=True)
class Sentence:
    """Measurements of one sentence.

    seconds            with its ends
    raw_lufs           without a target
    predicted_lufs     from its mel and energies
    lufs               with the target
    peak_dbtp          with the target
    boundary_sample    the higher one of the first and last sample, over full scale
    longest_pause      seconds of the longest silence that no punctuation asks for
    """

    seconds: float
    raw_lufs: float
    predicted_lufs: float
    lufs: float
    peak_dbtp: float
    boundary_sample: float
    longest_pause: float


def measure(tts: TTS, utterance: Utterance) -> Sentence:
    """Speak one sentence without and with a target."""
    raw = tts.speak(utterance, Delivery(loudness=None))
    audio = tts.speak(utterance)
    output = tts.acoustic.predict(np.array(utterance.ids, np.int64), tts.voice.speaker)
    part = SpokenPart(output.mel, output.durations, output.energies)
    has_pause = any(phoneme.symbol in PAUSES for phoneme in utterance.phonemes[1:-3])
    return Sentence(
        seconds=raw.seconds,
        raw_lufs=loudness(raw.samples, tts.sample_rate),
        predicted_lufs=LoudnessPredictor(tts.vocoder.spec).loudness([part]),
        lufs=loudness(audio.samples, tts.sample_rate),
        peak_dbtp=true_peak(audio.samples),
        boundary_sample=float(max(abs(audio.samples[0]), abs(audio.samples[-1]))),
        longest_pause=0.0 if has_pause else longest_pause(audio),
    )


def longest_pause(audio: Audio) -> float:
    """Seconds of the longest silence between the first and the last sound."""
    level = rms_levels(audio.samples, audio.sample_rate)
    loud = np.flatnonzero(level > level.max() * 10 ** (-SILENCE_DB / 20))
    silent = [after - before - 1 for before, after in pairwise(loud.tolist())]
    return max(silent, default=0) * LEVEL_HOP_S


def column(sentences: Sequence[Sentence], name: str) -> NDArray[np.float64]:
    """One measurement of all sentences."""
    return np.array([getattr(sentence, name) for sentence in sentences])


def by_voice(measured: dict[str, list[Sentence]]) -> list[str]:
    """A row for each voice."""
    rows = []
    for voice, sentences in measured.items():
        raw = column(sentences, "raw_lufs")
        lufs = column(sentences, "lufs")
        rows.append(
            (
                voice,
                len(sentences),
                f"{raw.mean():.1f}",
                f"{raw.std():.2f}",
                f"{np.ptp(raw):.1f}",
                f"{lufs.mean():.1f}",
                f"{lufs.std():.2f}",
                f"{np.ptp(lufs):.1f}",
                f"**{np.abs(lufs - TARGET).max():.2f}**",
                f"{column(sentences, 'peak_dbtp').max():.1f}",
                f"{column(sentences, 'boundary_sample').max():.4f}",
                f"{1000 * column(sentences, 'longest_pause').max():.0f}",
            )
        )
    return table(VOICE_TITLES, rows)


VOICE_TITLES = (
    "voice",
    "sentences",
    "without target, LUFS: mean",
    "sd",
    "max - min",
    "with target, LUFS: mean",
    "sd",
    "max - min",
    "largest deviation, dB",
    "true peak, dBTP",
    "boundary sample",
    "longest pause, ms",
)


def by_duration(sentences: list[Sentence]) -> list[str]:
    """A row for each range of durations: error of the prediction, deviation from the target."""
    rows = []
    for low, high in DURATIONS:
        some = [sentence for sentence in sentences if low <= sentence.seconds < high]
        error = column(some, "predicted_lufs") - column(some, "raw_lufs")
        rows.append(
            (
                f"{low:g} and more" if high == DURATIONS[-1][1] else f"{low:g} to {high:g}",
                len(some),
                f"{error.mean():+.2f}",
                f"{error.std():.2f}",
                f"{np.abs(error).max():.2f}",
                f"{np.abs(column(some, 'lufs') - TARGET).max():.2f}",
            )
        )
    return table(DURATION_TITLES, rows)


DURATION_TITLES = (
    "seconds",
    "sentences",
    "predicted less measured, dB: mean",
    "sd",
    "largest",
    "largest deviation from the target, dB",
)


def report(measured: dict[str, list[Sentence]]) -> list[str]:
    """LOUDNESS.md."""
    everything = [sentence for some in measured.values() for sentence in some]
    return [
        "# Loudness",
        "",
        f"The sentences of sentences.txt, without a target (`loudness=None`) and with one "
        f"({TARGET:g} LUFS). Integrated loudness and true peaks are measured after ITU-R BS.1770-4."
        " The boundary sample is the highest first or last sample. The longest pause is the "
        f"longest stretch {SILENCE_DB:g} dB under the loudest, in sentences without punctuation "
        "inside; there it is a breath between two clauses. "
        "Made by `python benchmarks/loudness.py`.",
        "",
        *by_voice(measured),
        "",
        f"Loudness is predicted from the mel of the first {LOOKAHEAD_S:g} s and the energies of "
        "the phonemes after it:",
        "",
        *by_duration(everything),
    ]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sentences",
        type=Path,
        default=HERE / "sentences.txt",
        metavar="FILE",
        help="lines of id|text",
    )
    args = parser.parse_args()
    lines = args.sentences.read_text(encoding="utf-8").splitlines()
    measured: dict[str, list[Sentence]] = {}
    for voice in VOICES:
        if voice in installed():
            tts = TTS.load(voice)
            texts = (line.partition("|")[2] for line in lines)
            utterances = (utterance for text in texts for utterance in tts.frontend(text))
            measured[voice] = [measure(tts, utterance) for utterance in utterances]
    written = "\n".join(report(measured))
    (HERE / "LOUDNESS.md").write_text(written + "\n", encoding="utf-8")
    print(written)


if __name__ == "__main__":
    main()
