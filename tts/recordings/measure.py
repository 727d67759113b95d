"""What is measured in a clip: levels, noise, silence, and how well its text fits."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontend import Frontend
from frontend.errors import FrontendError
from tts.alignment import Aligner, Alignment, AlignmentError
from tts.alignment.aligner import is_sounding, joined, pauses_of
from tts.errors import SpeechError
from tts.files import read_sound
from tts.recordings.dataset import RecordedClip

MEASURE_HOP_S = 0.01
DIGITAL_SILENCE_DB = -100.0  # level of digital silence
SPEECH_RANGE_DB = 30.0  # below the loud moments: frames that count as speech
FULL_SCALE = 0.999
CLIPPED_RUN = 3  # samples at full scale, one after the other
SHORTEST_S = 0.2


class Fault(NamedTuple):
    """Something wrong with a clip.

    kind     a name, the same for all clips
    reason   in words
    fatal    whether the clip cannot be trained on
    """

    kind: str
    reason: str
    fatal: bool


@dataclass
class ClipReport:
    """What was found in a clip. Levels are in dB of full scale, times in seconds.

    rate          phonemes a second of speech
    score         of its alignment (`tts.alignment.Alignment.score`); None if there is none
    digest        of its samples
    phonemes      those that sound, with spaces between
    clipped       places that are cut off at the top
    """

    clip: RecordedClip
    seconds: float = 0.0
    sample_rate: int = 0
    peak_db: float = DIGITAL_SILENCE_DB
    level_db: float = DIGITAL_SILENCE_DB
    noise_db: float = DIGITAL_SILENCE_DB
    lead_s: float = 0.0
    trail_s: float = 0.0
    clipped: int = 0
    offset: float = 0.0
    rate: float = 0.0
    longest_pause_s: float = 0.0
    score: float | None = None
    digest: str = ""
    phonemes: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_usable(self) -> bool:
        """Whether it can be trained on."""
        return not any(fault.fatal for fault in self.faults)

    def to_json(self) -> dict[str, Any]:
        """All but the clip, for JSON."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "clip"}

    @classmethod
    def from_json(cls, clip: RecordedClip, values: dict[str, Any]) -> ClipReport:
        """Inverse of `to_json`."""
        faults = [Fault(*fault) for fault in values["faults"]]
        return cls(clip, **{**values, "faults": faults})

    def add(self, kind: str, reason: str, fatal: bool = False) -> None:
        """Note a fault."""
        self.faults.append(Fault(kind, reason, fatal))


def measure(clip: RecordedClip, frontend: Frontend, aligner: Aligner) -> ClipReport:
    """The report of a clip, with the faults that it has by itself."""
    report = ClipReport(clip)
    try:
        samples = read_sound(clip.audio, aligner.mel_config.sample_rate)
        report.sample_rate = file_rate(clip.audio)
    except (SpeechError, OSError) as error:
        report.add("unreadable", str(error), True)
        return report
    report.seconds = len(samples) / aligner.mel_config.sample_rate
    report.digest = hashlib.sha256(samples.tobytes()).hexdigest()[:16]
    if not np.isfinite(samples).all():
        report.add("not finite", "it holds samples that are no numbers", True)
        return report
    if report.seconds < SHORTEST_S:
        report.add("too short", f"it lasts {report.seconds:.2f} s", True)
        return report
    measure_levels(report, samples, aligner.mel_config.sample_rate)
    measure_text(report, samples, frontend, aligner)
    return report


def file_rate(path: Path) -> int:
    """Sample rate of a sound file, in Hz."""
    import soundfile

    return int(soundfile.info(path).samplerate)


def measure_levels(report: ClipReport, samples: NDArray[np.float32], rate: int) -> None:
    """Peak, level, noise, silence at the ends, clipping, offset."""
    hop = round(MEASURE_HOP_S * rate)
    whole = samples[: len(samples) // hop * hop].astype(np.float64)
    centred = whole - whole.mean()
    power = (centred.reshape(-1, hop) ** 2).mean(1)
    levels = 10 * np.log10(np.maximum(power, 10 ** (DIGITAL_SILENCE_DB / 10)))
    loud = float(np.percentile(levels, 95))
    is_speech = levels > max(loud - SPEECH_RANGE_DB, DIGITAL_SILENCE_DB + 1)
    report.peak_db = float(20 * np.log10(max(np.abs(samples).max(), 1e-5)))
    report.offset = float(whole.mean())
    report.noise_db = float(np.percentile(levels, 3))
    report.clipped = clipped_runs(samples)
    if is_speech.any():
        report.level_db = float(10 * np.log10(power[is_speech].mean()))
        places = np.flatnonzero(is_speech)
        report.lead_s = float(places[0] * MEASURE_HOP_S)
        report.trail_s = float((len(levels) - 1 - places[-1]) * MEASURE_HOP_S)


def clipped_runs(samples: NDArray[np.float32]) -> int:
    """Places where several samples one after the other have the same largest size."""
    size = np.abs(samples)
    peak = float(size.max())
    at_peak = (size >= FULL_SCALE * peak) & (peak > 0.1)
    padded = np.concatenate([[0], at_peak.astype(np.int8), [0]])
    edges = np.diff(padded)
    lengths = np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)
    return int((lengths >= CLIPPED_RUN).sum())


def measure_text(
    report: ClipReport, samples: NDArray[np.float32], frontend: Frontend, aligner: Aligner
) -> None:
    """Phonemes, their rate, and how well they fit the sound."""
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            utterances = list(frontend(report.clip.text))
    except FrontendError as error:
        report.add("text cannot be read", str(error), True)
        return
    if caught:
        report.add("part of the text is skipped", str(caught[0].message), True)
    symbols, _ = joined(utterances)
    report.phonemes = " ".join(each.symbol for each in symbols if is_sounding(each))
    try:
        alignment = aligner(aligner.mel(samples), report.clip.text, utterances)
    except AlignmentError as error:
        report.add("text does not fit", str(error), True)
        return
    describe_alignment(report, alignment)


def describe_alignment(report: ClipReport, alignment: Alignment) -> None:
    """Score, rate and pauses of an alignment."""
    report.score = alignment.score
    sounding = [end - start for _, start, end in alignment.phonemes]
    report.rate = len(sounding) / max(sum(sounding), 0.05)
    report.longest_pause_s = max(pauses_of(alignment), default=0.0)
