"""How far the aligner's boundaries lie from the true ones, on clips whose durations are known.

    python benchmarks/alignment.py ../shared/corpus/heart ../shared/corpus/george --clips 40
    python benchmarks/alignment.py ../shared/corpus/george --adapt-minutes 30
    python benchmarks/alignment.py em_alex --all-clips --substitutes

A boundary is the end of a phoneme whose neighbour sounds, too, or that of speech beside a pause.
Errors are in milliseconds. The clips are those of `val` and `test`; adaptation uses clips of
`train`, without their durations. `--all-clips` is for speakers whom the aligner never heard,
`--substitutes` for other languages than English (`tts.alignment.substitutes`). Clips with symbols
that the aligner does not know are left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from frontend.phonemes import SILENCE, Phoneme
from tts.alignment.aligner import Aligner
from tts.alignment.classifier import PACKAGED, PhoneClassifier
from tts.alignment.paths import viterbi
from tts.alignment.phones import UnknownPhoneError, tokenize
from tts.alignment.states import states_of, with_room
from tts.alignment.substitutes import with_substitutes
from tts.files import read_sound
from tts.training.aligner.data import symbol_of
from tts.training.alignment import token_frame_ends
from tts.training.corpus import Recording, read_speaker
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig

SPEC = MelConfig()
FRAME_MS = 1000 * SPEC.hop_length / SPEC.sample_rate


class Clip(NamedTuple):
    """A clip with its true durations in frames."""

    mel: np.ndarray
    phonemes: list[Phoneme]
    durations: np.ndarray


def read(recording: Recording) -> Clip:
    """The mel, phonemes and true durations of a recording whose symbols the aligner knows."""
    samples = read_sound(recording.audio, SPEC.sample_rate)
    mel = mel_spectrogram(samples[: len(samples) // SPEC.hop_length * SPEC.hop_length], SPEC)
    tokens = tokenize(recording.alignment["tokens"])
    phonemes = [Phoneme(symbol) for symbol in (SILENCE, *map(symbol_of, tokens), SILENCE)]
    widths = [1, *(token.width for token in tokens), 1]
    ends = token_frame_ends(recording.alignment, widths, phonemes, mel, SPEC)
    return Clip(mel, phonemes, np.diff(ends, prepend=0))


def readable(recordings: Iterable[Recording]) -> Iterator[Recording]:
    """The recordings whose symbols the aligner knows."""
    for recording in recordings:
        try:
            tokenize(recording.alignment["tokens"])
        except UnknownPhoneError:
            continue
        yield recording


def errors(aligner: Aligner, clip: Clip, substitutes: bool = False) -> np.ndarray:
    """Distances of the ends of phonemes that sound from their true places, in ms."""
    log_probs = aligner.classifier(clip.mel)
    if substitutes:
        log_probs = with_substitutes(log_probs)
    states = with_room(states_of(clip.phonemes), aligner.least_frames, len(log_probs))
    path = viterbi(log_probs, states)
    found = np.bincount(states.phonemes[path], minlength=len(clip.phonemes))
    sounding = np.array([phoneme.symbol.isalpha() for phoneme in clip.phonemes])
    difference = np.cumsum(found) - np.cumsum(clip.durations)
    starts = difference - (found - clip.durations)
    ends = np.abs(difference[sounding])
    begins = np.abs(starts[sounding & ~np.roll(sounding, 1)])  # after a pause or a boundary
    return np.concatenate([ends, begins]) * FRAME_MS


def adapted(weights: Path, recordings: list[Recording], minutes: float) -> Aligner:
    """An aligner adapted on so many minutes of clips."""
    from tts.training.aligner.adapt import AdaptationClip, AdaptationConfig, adapt
    from tts.training.aligner.network import AlignerNetwork

    clips = []
    frames = 0
    for recording in recordings:
        if frames * FRAME_MS > minutes * 60_000:
            break
        clip = read(recording)
        frames += clip.mel.shape[1]
        clips.append(AdaptationClip.of(clip.mel, states_of(clip.phonemes)))
    network = adapt(AlignerNetwork.load(weights), clips, AdaptationConfig())
    return Aligner(PhoneClassifier(network.tensors(), SPEC))


def line(name: str, found: np.ndarray) -> str:
    """A line of the table."""
    within = [f"{(found <= limit).mean():6.1%}" for limit in (12, 25, 50)]
    numbers = f"{len(found):>6} {np.median(found):>7.1f} {found.mean():>7.1f}"
    return f"{name:<12} {numbers}  {'  '.join(within)}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("speakers", type=Path, nargs="+", help="folders with alignment.jsonl")
    parser.add_argument("--weights", type=Path, default=PACKAGED)
    parser.add_argument("--clips", type=int, default=60, help="of each speaker")
    parser.add_argument("--adapt-minutes", type=float, default=0.0)
    parser.add_argument("--all-clips", action="store_true", help="those of `train`, too")
    parser.add_argument("--substitutes", action="store_true", help="for other languages")
    args = parser.parse_args()
    print(f"{'speaker':<12} {'ends':>6} {'median':>7} {'mean':>7}   <=12    <=25    <=50 ms")
    for folder in args.speakers:
        recordings = list(readable(each for each in read_speaker(folder) if each.alignment))
        held_out = [each for each in recordings if args.all_clips or each.clip.split != "train"]
        training = [each for each in recordings if each.clip.split == "train"]
        aligner = Aligner.load(args.weights)
        if args.adapt_minutes:
            aligner = adapted(args.weights, training, args.adapt_minutes)
        chosen = held_out[:: max(1, len(held_out) // args.clips)][: args.clips]
        found = np.concatenate([errors(aligner, read(each), args.substitutes) for each in chosen])
        print(line(folder.name, found))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
