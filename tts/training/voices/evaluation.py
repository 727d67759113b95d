"""How a new voice speaks the texts that were held out, beside its speaker's own recordings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from frontend import Frontend
from tts.alignment import Aligner, AlignmentError
from tts.files import read_sound
from tts.pipeline import TTS
from tts.recordings import RecordedClip
from vocoders.pitch import estimate_f0

MOST_CLIPS = 50


class Figures(NamedTuple):
    """Medians over held-out texts: of the voice, and of the recordings.

    score    of the aligner: how clearly the phonemes sound
    rate     phonemes a second
    pitch    mean F0, Hz
    range    standard deviation of F0, semitones
    """

    score: float
    rate: float
    pitch: float
    range: float


def evaluate(
    voice: Path,
    aligner_weights: Path,
    clips: list[RecordedClip],
    samples: Path,
    report: Callable[[float], None] = lambda share: None,
) -> dict[str, Figures]:
    """Figures of "voice" and "recordings"; the voice's sounds are written into a folder."""
    tts = TTS.load(voice)
    aligner = Aligner.load(aligner_weights)
    samples.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[Figures]] = {"voice": [], "recordings": []}
    chosen = clips[:: max(1, len(clips) // MOST_CLIPS)][:MOST_CLIPS]
    for number, clip in enumerate(chosen, 1):
        path = samples / f"{clip.id}.wav"
        tts.say(clip.text).save(path)
        for name, source in (("voice", path), ("recordings", clip.audio)):
            found = clip_figures(source, clip.text, aligner, tts.frontend)
            if found:
                rows[name].append(found)
        report(number / len(chosen))
    return {name: Figures(*np.median(found, 0).tolist()) for name, found in rows.items() if found}


def clip_figures(path: Path, text: str, aligner: Aligner, frontend: Frontend) -> Figures | None:
    """Figures of one sound; None if its text cannot be laid on it."""
    samples = read_sound(path, aligner.mel_config.sample_rate)
    try:
        alignment = aligner.align(samples, text, frontend)
    except AlignmentError:
        return None
    seconds = sum(end - start for _, start, end in alignment.phonemes)
    f0 = estimate_f0(samples.astype(np.float64), aligner.mel_config)
    semitones = 12 * np.log2(f0[f0 > 0]) if (f0 > 0).any() else np.zeros(1)
    rate = len(alignment.phonemes) / max(seconds, 0.05)
    pitch = float(2 ** (semitones.mean() / 12))
    return Figures(alignment.score, rate, pitch, float(semitones.std()))
