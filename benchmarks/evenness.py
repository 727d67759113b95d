"""How even the voices are: loudness of the forty sentences as the voice says them and as they come
out, peaks, ends, and silence within.

    python benchmarks/evenness.py [--sentences sentences.txt]

Writes EVENNESS.md beside this file.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from frontend.phonemes import PAUSES
from tts import TTS, Audio, Delivery, installed
from tts.loudness import loudness, true_peak
from tts.synthesis.loudness_gain import LOOKAHEAD_S, LoudnessPredictor, SpokenPart
from tts.synthesis.trimming import LEVEL_HOP_S, rms_levels

HERE = Path(__file__).parent
SILENT = 40.0  # dB under the loudest step: what a listener takes for a gap
VOICES = ("heart", "michael", "emma", "george")
LENGTHS = ((0.0, 1.0), (1.0, 2.0), (2.0, 99.0))  # seconds: sentences are counted apart


@dataclass(frozen=True)
class Said:
    """A sentence as it was measured.

    text        written
    seconds     with its ends
    own         LUFS as the voice says it
    foretold    LUFS that its mel and energies tell
    even        LUFS as it comes out
    peak        dBTP as it comes out
    edge        highest sample of the first and last, over full scale
    gap         seconds of the longest silence that no punctuation asks for
    """

    text: str
    seconds: float
    own: float
    foretold: float
    even: float
    peak: float
    edge: float
    gap: float


def measured(tts: TTS, text: str) -> list[Said]:
    """The sentences of a text."""
    found = []
    for utterance in tts.frontend(text):
        plain = tts.speak(utterance, Delivery(loudness=None))
        even = tts.speak(utterance)
        output = tts.acoustic.predict(np.array(utterance.ids, np.int64), tts.voice.speaker)
        part = SpokenPart(output.mel, output.durations, output.energies)
        foretold = LoudnessPredictor(tts.vocoder.spec).loudness([part])
        paused = any(phoneme.symbol in PAUSES for phoneme in utterance.phonemes[1:-3])
        found.append(
            Said(
                utterance.text,
                plain.seconds,
                loudness(plain.samples, tts.sample_rate),
                foretold,
                loudness(even.samples, tts.sample_rate),
                true_peak(even.samples),
                float(max(abs(even.samples[0]), abs(even.samples[-1]))),
                longest_gap(even) if not paused else 0.0,
            )
        )
    return found


def longest_gap(audio: Audio) -> float:
    """Seconds of the longest stretch that is silent, between the first and the last that is not."""
    level = rms_levels(audio.samples, audio.sample_rate)
    loud = np.flatnonzero(level > level.max() * 10 ** (-SILENT / 20))
    return (
        max((after - before - 1 for before, after in pairwise(loud.tolist())), default=0)
        * LEVEL_HOP_S
    )


def summary(name: str, said: list[Said]) -> str:
    """A row of the table."""
    own, even = (np.array([getattr(each, which) for each in said]) for which in ("own", "even"))
    target = Delivery().target or 0.0
    return (
        f"| {name} | {len(said)} | {own.mean():.1f} | {own.std():.2f} | {np.ptp(own):.1f} "
        f"| {even.mean():.1f} | {even.std():.2f} | {np.ptp(even):.1f} "
        f"| **{np.abs(even - target).max():.2f}** | {max(each.peak for each in said):.1f} | {max(each.edge for each in said):.4f} "
        f"| {1000 * max(each.gap for each in said):.0f} |"
    )


def by_length(said: list[Said]) -> list[str]:
    """How well loudness is foretold, and how far from the target sentences end, by their length."""
    target = Delivery().target or 0.0
    lines = [
        "| seconds | sentences | foretold less measured, dB: mean | sd | worst | from the target, dB: worst |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for low, high in LENGTHS:
        some = [each for each in said if low <= each.seconds < high]
        off = np.array([each.foretold - each.own for each in some])
        lines.append(
            f"| {low:g} to {high:g} | {len(some)} | {off.mean():+.2f} | {off.std():.2f} | {np.abs(off).max():.2f} "
            f"| {max(abs(each.even - target) for each in some):.2f} |".replace(
                " to 99", " and more"
            )
        )
    return lines


def report(said: dict[str, list[Said]]) -> list[str]:
    """EVENNESS.md."""
    everything = [each for some in said.values() for each in some]
    return [
        "# Evenness",
        "",
        f"The sentences of sentences.txt, each voice's as it says them (`loudness=None`) and as they come out ({Delivery().target:g} LUFS); "
        "integrated loudness and true peaks after ITU-R BS.1770-4. An edge is the highest first or last sample; a gap, the longest stretch "
        f"{SILENT:g} dB under the loudest, in sentences without punctuation inside: there it is a breath between two clauses. "
        "Made by `python benchmarks/evenness.py`.",
        "",
        "| voice | sentences | own, LUFS: mean | sd | max - min | even, LUFS: mean | sd | max - min | from the target: worst | peak, dBTP | edge "
        "| gap, ms |",
        "| --- |" + " --- |" * 11,
        *(summary(name, some) for name, some in said.items()),
        "",
        f"Loudness is foretold from the mel of the first {LOOKAHEAD_S:g} s and the energies of the phonemes after them:",
        "",
        *by_length(everything),
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
    given = parser.parse_args()
    texts = [
        line.partition("|")[2] for line in given.sentences.read_text(encoding="utf-8").splitlines()
    ]
    voices = [name for name in VOICES if name in installed()]
    said = {}
    for name in voices:
        tts = TTS.load(name)
        said[name] = [each for text in texts for each in measured(tts, text)]
    (HERE / "EVENNESS.md").write_text("\n".join(report(said)) + "\n", encoding="utf-8")
    print("\n".join(report(said)))


if __name__ == "__main__":
    main()
