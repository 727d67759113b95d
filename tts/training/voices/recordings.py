"""The first stages: recordings -> checked, aligned clips with their features in one file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontend import Frontend
from tts.alignment import Aligner
from tts.alignment.aligner import joined
from tts.alignment.classifier import PACKAGED
from tts.alignment.states import States, states_of
from tts.alignment.substitutes import is_foreign
from tts.files import read_sound
from tts.recordings import RecordedClip, RecordingSet
from tts.recordings.check import DatasetReport, judged, measured
from tts.recordings.measure import ClipReport
from tts.training.aligner.adapt import AdaptationClip, AdaptationConfig, adapt
from tts.training.aligner.data import LabelledClip
from tts.training.aligner.network import AlignerNetwork
from tts.training.aligner.relabel import RelabelConfig, relabel_and_train
from tts.training.corpus import Recording
from tts.training.features import clip_features
from tts.training.voices.cache import Journal, content_key, file_key
from tts.training.voices.settings import VoiceSettings
from vocoders.atomic import atomic_write
from vocoders.mel_config import Array, MelConfig
from vocoders.training.feature_file import Clip, FeatureFile

Report = Callable[[float], None]
Rows = dict[str, dict[str, Any]]  # clip id -> its line of alignment.jsonl
MAX_RECORDING_GAIN_DB = 24.0
PEAK_DB = -0.5
MIN_SCORE_DROP = 0.8  # below the median score: after adaptation, a text that does not fit
CHECK_VERSION = 1  # of what is measured; another one measures again


def clip_key(clip: RecordedClip, *more: Any) -> str:
    """The key of what is computed from a clip."""
    return content_key(file_key(clip.audio), clip.text, clip.id, clip.speaker, clip.split, *more)


def check_stage(
    recordings: RecordingSet, settings: VoiceSettings, work: Path, workers: int, report: Report
) -> DatasetReport:
    """The report of all clips; those that were measured before are taken from the journal."""
    journal = Journal(work / "check.jsonl")
    keys = {clip.id: clip_key(clip, settings.locale, CHECK_VERSION) for clip in recordings.clips}
    missing = [clip for clip in recordings.clips if keys[clip.id] not in journal.values]
    found = measured(missing, settings.locale, None, workers)
    for number, each in enumerate(found, 1):
        journal.add(keys[each.clip.id], each.to_json())
        report(number / len(missing))
    reports = [
        ClipReport.from_json(clip, journal.values[keys[clip.id]]) for clip in recordings.clips
    ]
    return judged(recordings, reports, settings.locale)


def adapt_stage(
    clips: list[RecordedClip], settings: VoiceSettings, path: Path, report: Report
) -> None:
    """Write the weights of the speaker's aligner: the packaged one, which learns the sounds of a
    language that it never heard, or adapts to the speaker if settings say so.
    """
    frontend, aligner = Frontend(settings.locale), Aligner()
    texts = {clip.id: joined(list(frontend(clip.text)))[0] for clip in clips}
    is_new_language = settings.relabel_steps > 0 and any(map(is_foreign, texts.values()))
    if not settings.adaptation_steps and not is_new_language:
        with atomic_write(path) as temporary:
            shutil.copyfile(PACKAGED, temporary)
        return
    learn = relabelled if is_new_language else adapted
    network = learn(clips, [states_of(texts[clip.id]) for clip in clips], aligner, settings, report)
    network.save(path, aligner.mel_config, knows_foreign=is_new_language)


def mel_of(clip: RecordedClip, aligner: Aligner) -> Array:
    """The mel of a clip as an aligner takes it, (mels, frames)."""
    return aligner.mel(read_sound(clip.audio, aligner.mel_config.sample_rate))


def relabelled(
    clips: list[RecordedClip],
    states: list[States],
    aligner: Aligner,
    settings: VoiceSettings,
    report: Report,
) -> AlignerNetwork:
    """The packaged classifier after Viterbi training on all clips: their texts are known."""
    labelled = []
    for clip in clips:
        mel = mel_of(clip, aligner)
        unknown = np.zeros(mel.shape[1], np.uint8)
        labelled.append(
            LabelledClip(clip.id, clip.speaker, clip.split, mel.astype(np.float16), unknown)
        )
    config = RelabelConfig(steps=settings.relabel_steps, seed=settings.seed)
    return relabel_and_train(AlignerNetwork.load(PACKAGED), labelled, states, config, report)


def adapted(
    clips: list[RecordedClip],
    states: list[States],
    aligner: Aligner,
    settings: VoiceSettings,
    report: Report,
) -> AlignerNetwork:
    """The packaged classifier after steps of the forward-sum loss on some minutes of training
    clips.
    """
    chosen = []
    frames = 0
    limit = settings.adaptation_minutes * 60 * aligner.mel_config.frame_rate
    for clip, each in zip(clips, states, strict=True):
        if clip.split == "train" and frames < limit:
            mel = mel_of(clip, aligner)
            chosen.append(AdaptationClip.of(mel, each))
            frames += mel.shape[1]
    config = AdaptationConfig(steps=settings.adaptation_steps, seed=settings.seed)
    return adapt(AlignerNetwork.load(PACKAGED), chosen, config, report=report)


def align_stage(
    clips: list[RecordedClip], settings: VoiceSettings, weights: Path, work: Path, report: Report
) -> Rows:
    """Clip id -> its line of alignment.jsonl. A clip whose text fits far worse than the others' is
    not among them.
    """
    frontend, aligner = Frontend(settings.locale), Aligner.load(weights)
    journal = Journal(work / "alignment.journal.jsonl")
    version = file_key(weights)
    rows = {}
    for number, clip in enumerate(clips, 1):
        key = clip_key(clip, settings.locale, version)
        if key not in journal.values:
            samples = read_sound(clip.audio, aligner.mel_config.sample_rate)
            journal.add(key, aligner.align(samples, clip.text, frontend).row(clip.id))
        rows[clip.id] = journal.values[key]
        report(number / len(clips))
    median = float(np.median([row["score"] for row in rows.values()]))
    return {name: row for name, row in rows.items() if row["score"] > median - MIN_SCORE_DROP}


def as_lines(rows: Rows) -> str:
    """Rows as alignment.jsonl holds them."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows.values())


def gain_of(reports: list[ClipReport], level_db: float) -> float:
    """Gain in dB that brings a speaker's median level to `level_db`, as far as hardly any clip is
    cut off by it.
    """
    level = float(np.median([each.level_db for each in reports]))
    peak = float(np.percentile([each.peak_db for each in reports], 99))
    return float(
        np.clip(
            min(level_db - level, PEAK_DB - peak), -MAX_RECORDING_GAIN_DB, MAX_RECORDING_GAIN_DB
        )
    )


def features_stage(
    clips: list[RecordedClip],
    rows: Rows,
    gain: float,
    work: Path,
    workers: int,
    report: Report,
) -> FeatureFile:
    """The features of all aligned clips; what was computed before is read again."""
    folder = work / "features"
    folder.mkdir(parents=True, exist_ok=True)
    used = [clip for clip in clips if clip.id in rows]
    jobs = [as_recording(clip, rows) for clip in used]
    paths = [folder / f"{clip_key(clip, rows[clip.id]['frames'], gain)}.npz" for clip in used]
    arrays = []
    for each in computed(jobs, paths, gain, workers):
        arrays.append(each)
        report(len(arrays) / len(jobs))
    by_name = {name: list(map(itemgetter(name), arrays)) for name in arrays[0]}
    speakers = sorted({clip.speaker for clip in used})
    metadata = {"speakers": speakers, "texts": [clip.text for clip in used]}
    return FeatureFile(MelConfig(), [job.clip for job in jobs], by_name, metadata)


def as_recording(clip: RecordedClip, rows: Rows) -> Recording:
    """A clip as the training of an acoustic model takes it."""
    named = Clip(clip.id, clip.speaker, clip.split)
    return Recording(named, clip.text, clip.audio, rows[clip.id])


def computed(
    jobs: list[Recording], paths: list[Path], gain: float, workers: int
) -> Iterator[dict[str, NDArray[Any]]]:
    """The features of clips, in their order."""
    if workers == 1:
        yield from map(partial(cached_features, gain), jobs, paths)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(partial(cached_features, gain), jobs, paths, chunksize=4)


def cached_features(gain: float, recording: Recording, path: Path) -> dict[str, NDArray[Any]]:
    """The features of a clip, from a file if they were computed before."""
    if path.exists():
        with np.load(path) as saved:
            return dict(saved)
    found = clip_features(recording, MelConfig(), {recording.clip.speaker: gain})
    with atomic_write(path) as temporary, temporary.open("wb") as file:
        np.savez(file, **found)  # type: ignore[arg-type]  # its stub takes them for flags
    return found
