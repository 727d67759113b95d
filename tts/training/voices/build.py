"""From recordings to a voice: check, align, features, networks, package, evaluate."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path

import torch

from tts.errors import SpeechError
from tts.files import write_text
from tts.recordings import RecordedClip, RecordingsError, read_recordings
from tts.recordings.check import DatasetReport
from tts.recordings.html_report import write_html
from tts.recordings.report import summary, text_report
from tts.recordings.splits import assign_splits
from tts.training.voices import networks
from tts.training.voices import recordings as stages
from tts.training.voices.cache import StageCache, content_key, file_key
from tts.training.voices.evaluation import evaluate
from tts.training.voices.package import write_card, write_voice_folder
from tts.training.voices.settings import VoiceSettings
from vocoders.training.feature_file import FeatureFile

STAGES = ("check", "align", "features", "acoustic", "vocoder", "package", "evaluate")
LEAST_CLIPS = 8
Bar = Callable[[str], AbstractContextManager[Callable[[float], None]]]
Say = Callable[[str], None]


class VoiceBuild:
    """The making of a voice in a working folder; what is done already is not done again.

    source    folder of recordings
    out       folder of the voice
    work      folder of everything between
    bar       task -> a context that gives a function, which is called with the share that is done
    say       called with a line for the user
    """

    def __init__(
        self,
        source: Path,
        out: Path,
        work: Path,
        settings: VoiceSettings,
        bar: Bar,
        say: Say,
        workers: int = 1,
    ) -> None:
        self.settings = settings.check()
        self.source = source
        self.out = out
        self.work = work
        self.bar = bar
        self.say = say
        self.workers = workers
        work.mkdir(parents=True, exist_ok=True)
        self.cache = StageCache(work)
        self.features_path = work / "features.safetensors"
        self.aligner_path = work / "aligner.safetensors"

    def run(self, until: str = STAGES[-1], speaker: str | None = None) -> None:
        """All stages up to one."""
        wanted = STAGES[: STAGES.index(until) + 1]
        report = self.check(speaker)
        clips = [replace_speaker(each.clip, self.settings.name) for each in report.usable]
        clips = sorted(clips, key=lambda clip: clip.id)
        if "align" not in wanted:
            return
        rows = self.align(clips)
        if "features" not in wanted:
            return
        key = self.features(report, clips, rows)
        if "acoustic" not in wanted:
            return
        self.train(key, wanted)
        if "package" not in wanted:
            return
        self.package()
        if "evaluate" in wanted:
            self.evaluate(report, clips)

    def check(self, speaker: str | None) -> DatasetReport:
        """The report of the recordings, as text and as a page; RecordingsError if too little of
        them can be used.
        """
        found = read_recordings(self.source)
        if speaker is not None:
            found.clips = [clip for clip in found.clips if clip.speaker == speaker]
        elif len(found.speakers) > 1:
            raise RecordingsError(
                f"{self.source} holds several speakers: {', '.join(found.speakers)}. Choose one "
                "with --speaker."
            )
        if not found.clips:
            raise RecordingsError(f"{self.source} holds no clip of the speaker {speaker!r}.")
        found.clips = assign_splits(found.clips)
        with self.bar("checking") as show:
            report = stages.check_stage(found, self.settings, self.work, self.workers, show)
        write_text(self.work / "report.txt", text_report(report))
        write_html(self.work / "report.html", report)
        self.say(summary(report))
        self.say(f"the whole report: {self.work / 'report.html'}")
        if len(report.usable) < LEAST_CLIPS:
            raise RecordingsError(
                f"only {len(report.usable)} clips can be used; {self.work / 'report.txt'} says why."
            )
        return report

    def align(self, clips: list[RecordedClip]) -> stages.Rows:
        """The alignment of all clips whose text fits."""
        keys = [stages.clip_key(clip, self.settings.locale) for clip in clips]
        settings = self.settings
        steps = (settings.adaptation_steps, settings.relabel_steps)
        key = content_key(keys, *steps, settings.adaptation_minutes)
        if not self.cache.is_done("adapt", key, self.aligner_path):
            with self.bar("adapting the aligner") as show:
                stages.adapt_stage(clips, self.settings, self.aligner_path, show)
            self.cache.done("adapt", key)
        with self.bar("aligning") as show:
            rows = stages.align_stage(clips, self.settings, self.aligner_path, self.work, show)
        for clip in clips:
            if clip.id not in rows:
                self.say(f"{clip.id}: left out, its text does not fit its sound")
        write_text(self.work / "alignment.jsonl", stages.as_lines(rows))
        return rows

    def features(self, report: DatasetReport, clips: list[RecordedClip], rows: stages.Rows) -> str:
        """Write the features of all clips; returns their key."""
        gain = stages.gain_of(report.usable, self.settings.level_db)
        key = content_key([stages.clip_key(clip) for clip in clips], rows, gain)
        if not self.cache.is_done("features", key, self.features_path):
            with self.bar("features") as show:
                found = stages.features_stage(clips, rows, gain, self.work, self.workers, show)
            found.save(self.features_path)
            self.cache.done("features", key)
        return key

    def train(self, key: str, wanted: tuple[str, ...]) -> None:
        """Fine-tune both networks."""
        features = FeatureFile.load(self.features_path)
        if not features.select("val"):
            raise SpeechError(
                "no clip is held out to validate on: record at least a dozen different texts."
            )
        training_key = content_key(key, self.settings.base, self.settings.seed)
        if self.cache.keys.get("training data") not in (None, training_key):
            raise SpeechError(
                f"the recordings or settings have changed since {self.work} was trained. Remove "
                f"{self.work / 'acoustic'} and {self.work / 'vocoder'} to train anew, or choose "
                "another folder with --work."
            )
        self.cache.done("training data", training_key)
        acoustic = networks.train_acoustic(features, self.features_path, self.settings, self.work)
        if "vocoder" not in wanted:
            return
        gta = self.work / "gta.safetensors"
        gta_key = content_key(key, file_key(acoustic))
        if not self.cache.is_done("gta", gta_key, gta):
            self.say("predicting the mels that the vocoder is fine-tuned on")
            networks.write_gta(features, acoustic, self.settings.name, gta)
            self.cache.done("gta", gta_key)
        networks.train_vocoder(self.features_path, gta, self.settings, self.work)

    def package(self) -> None:
        """Write the voice."""
        acoustic = self.work / "acoustic" / "acoustic.safetensors"
        vocoder = self.work / "vocoder" / "vocoder.safetensors"
        key = content_key(file_key(acoustic), file_key(vocoder), asdict(self.settings))
        if not self.cache.is_done("package", key, self.out / "voice.json"):
            self.say("writing the networks for ONNX Runtime and torch")
            write_voice_folder(self.out, acoustic, vocoder, self.settings)
            self.cache.done("package", key)

    def evaluate(self, report: DatasetReport, clips: list[RecordedClip]) -> None:
        """Measure the voice on held-out texts, and write its card."""
        held_out = [clip for clip in clips if clip.split == "test"]
        held_out = held_out or [clip for clip in clips if clip.split == "val"]
        with self.bar("evaluating") as show:
            samples = self.work / "samples"
            figures = evaluate(self.out, self.aligner_path, held_out, samples, show)
        write_card(self.out, self.settings, report, figures)
        self.say(f"{self.out}: done. Listen: plainspeech say -v {self.out.resolve()} --play Hello.")


def use_threads(count: int) -> None:
    """Let torch compute on so many threads."""
    torch.set_num_threads(count)


def replace_speaker(clip: RecordedClip, name: str) -> RecordedClip:
    """A clip under the name of the voice."""
    return clip._replace(speaker=name)
