"""One item of a batch: from text to a file, and to its entry in the manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tts.audio import Audio
from tts.batch.digests import file_digest, json_digest
from tts.batch.fitting import fit_speed
from tts.batch.folders import folder_at
from tts.batch.jobs import Job
from tts.batch.manifest import ManifestEntry
from tts.batch.meter import LoudnessMeter
from tts.batch.settings import RenderSettings
from tts.delivery import Delivery
from tts.errors import PlainSpeechError, SpeechError
from tts.files import AudioFile, write_text
from tts.pipeline import TTS
from tts.spans import Span
from tts.subtitles import TimestampTrack, format_for, subtitles
from tts.voice import Voice

TIME_DIGITS = 4  # of seconds in the manifest


class RenderStoppedError(SpeechError):
    """An item that was not finished, because the batch was stopped."""


class Task(NamedTuple):
    """An item to do.

    job        what to speak
    name       of its file, without the extension
    known      its entry of an earlier run, if there is one
    warnings   about the item, for its entry
    """

    job: Job
    name: str
    known: ManifestEntry | None = None
    warnings: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """The entry of an item, and whether it was done before."""

    entry: ManifestEntry
    done_before: bool


class Renderer:
    """Speaks items into files. Voices stay loaded.

    settings     of the batch
    is_stopped   asked between sentences; RenderStoppedError if it says so
    """

    def __init__(
        self, settings: RenderSettings, is_stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self.settings = settings
        self.folder = folder_at(settings.folder)
        self.is_stopped = is_stopped
        self._voices: dict[str, TTS] = {}
        self._digests: dict[str, str] = {}

    def voice(self, name: str | None = None) -> TTS:
        """A voice by its name; that of the batch for None."""
        key = "" if name is None else name
        if key not in self._voices:
            own = self.settings.voice
            if name is None and isinstance(own, TTS):
                self._voices[key] = own
            else:
                wanted = own if name is None else name
                assert not isinstance(wanted, TTS)
                self._voices[key] = TTS.load(wanted, **self.settings.loading)
            self._digests[key] = voice_digest(self._voices[key].voice)
        return self._voices[key]

    def process(self, task: Task) -> Outcome:
        """Speak an item, unless its file is up to date; an error becomes part of its entry."""
        job = task.job
        try:
            if job.error is not None:
                raise SpeechError(job.error)
            tts = self.voice(job.voice)
            delivery = replace(self.settings.delivery, **job.delivery)
            blank = self.blank_entry(task, tts, delivery)
        except (PlainSpeechError, ValueError, TypeError, OSError) as error:
            return self.lost(task, error)
        if task.known is not None and self.is_up_to_date(task.known, blank, task.name):
            return Outcome(self.refreshed(task.known, blank), True)
        try:
            return Outcome(self.speak(blank, task, tts, delivery), False)
        except RenderStoppedError:
            raise
        except Exception as error:  # a bug, too, must not stop the other items
            return Outcome(self.failed(blank, task, error), False)

    def lost(self, task: Task, error: Exception) -> Outcome:
        """The outcome of an item that can't even be begun."""
        job = task.job
        own = self.settings.voice
        voice = job.voice or (own.voice.name if isinstance(own, TTS) else str(own))
        blank = ManifestEntry(
            job.id, None, job.text, voice, None, None, warnings=list(task.warnings)
        )
        return Outcome(self.failed(replace(blank, extra=dict(job.extra)), task, error), False)

    def blank_entry(self, task: Task, tts: TTS, delivery: Delivery) -> ManifestEntry:
        """The entry of an item as far as it is known before it is spoken."""
        job = task.job
        settings = {
            **delivery.to_kwargs(),
            "vocoder": tts.vocoder.name,
            **tts.frontend.settings,
        }
        if job.slot is not None:
            settings |= {"seconds": job.slot.end - job.slot.start, "fit": list(self.settings.fit)}
        digest = {
            "text": job.text,
            "ssml": job.ssml,
            "voice": self._digests["" if job.voice is None else job.voice],
            "settings": settings,
        }
        return ManifestEntry(
            job.id,
            None,
            job.text,
            tts.voice.name,
            None,
            None,
            settings=settings,
            sha256=json_digest(digest),
            warnings=list(task.warnings),
            extra=dict(job.extra),
        )

    def is_up_to_date(self, known: ManifestEntry, wanted: ManifestEntry, name: str) -> bool:
        """Whether the files of a known entry are there, undamaged, and what would be made now."""
        return (
            known.error is None
            and known.sha256 == wanted.sha256
            and known.file == f"{name}{self.settings.extension}"
            and (known.timings is not None or not self.settings.timings)
            and self.has_file(known)
            and (self.settings.subtitles is None or self.folder.has(self.subtitle_file(name)))
        )

    def refreshed(self, known: ManifestEntry, wanted: ManifestEntry) -> ManifestEntry:
        """A known entry with what the input says of the item now."""
        return known if known.extra == wanted.extra else replace(known, extra=wanted.extra)

    def has_file(self, known: ManifestEntry) -> bool:
        """Whether the file of that entry is there, with the same bytes."""
        if known.file is None or known.file_sha256 is None:
            return False
        return self.folder.digest(known.file) == known.file_sha256

    def subtitle_file(self, name: str) -> str:
        """The file of the subtitles of an item."""
        return f"{name}{self.settings.subtitles}"

    def speak(
        self, blank: ManifestEntry, task: Task, tts: TTS, delivery: Delivery
    ) -> ManifestEntry:
        """Speak an item into its file."""
        warnings: list[str] = []
        chunks = self.chunks(task.job, tts, delivery, warnings)
        track = TimestampTrack()
        meter = LoudnessMeter(tts.sample_rate)
        sentences: list[tuple[int, int, float, float]] = []
        file = f"{task.name}{self.settings.extension}"
        with self.folder.writing(file) as path:
            with AudioFile(path, tts.sample_rate) as sound:
                for index, audio in enumerate(chunks):
                    if self.is_stopped():
                        raise RenderStoppedError("the batch was stopped.")
                    samples = audio.after_pause() if index else audio.samples
                    sound.write(samples)
                    meter.push(samples)
                    track.add(audio)
                    start = max(0.0, track.seconds - audio.seconds)
                    sentences.append((*audio.text_span, start, track.seconds))
            digest = file_digest(path)
        if self.settings.subtitles is not None:
            self.write_subtitles(self.subtitle_file(task.name), track)
        return replace(
            blank,
            file=file,
            seconds=round(track.seconds, 3),
            file_sha256=digest,
            loudness=meter.lufs(),
            warnings=[*blank.warnings, *warnings],
            timings=timings(track, sentences) if self.settings.timings else None,
        )

    def write_subtitles(self, file: str, track: TimestampTrack) -> None:
        """Write the subtitles of an item."""
        text = subtitles(track, format_for(f"x{self.settings.subtitles}"))
        with self.folder.writing(file) as path:
            write_text(path, text)

    def chunks(
        self, job: Job, tts: TTS, delivery: Delivery, warnings: list[str]
    ) -> Iterator[Audio]:
        """The speech of an item; that of a cue is fitted to its time."""
        if job.slot is None:
            return tts.stream(job.text, **delivery.to_kwargs(), ssml=job.ssml, chunks="sentence")

        def say(changed: Delivery) -> Audio:
            changed = replace(changed, lead=0.0)  # the cue says when speech begins
            return tts.say(job.text, **changed.to_kwargs(), ssml=job.ssml)

        seconds = job.slot.end - job.slot.start
        if seconds <= 0:
            raise SpeechError("the cue ends before it begins. Correct its times.")
        audio, factor = fit_speed(say, delivery, seconds, self.settings.fit)
        if audio.seconds > seconds:
            warnings.append(
                f"the speech does not fit: it lasts {audio.seconds:.2f} s at {factor:.2f} times "
                f"the speed, and the cue {seconds:.2f} s"
            )
        return iter([audio])

    def failed(self, blank: ManifestEntry, task: Task, error: Exception) -> ManifestEntry:
        """The entry of an item that could not be spoken. A file of an earlier run stays, unless it
        is of another text, and this one can't be spoken at all.
        """
        message = " ".join(str(error).split()) or type(error).__name__
        if not isinstance(error, (ValueError, OSError)):
            message = f"{type(error).__name__}: {message}"
        known = task.known
        is_of_use = known is not None and (known.text == blank.text or isinstance(error, OSError))
        if known is not None and is_of_use and self.has_file(known):
            return replace(known, error=message)
        file = f"{task.name}{self.settings.extension}"
        if known is not None and known.file == file:
            self.folder.remove(file)
        return replace(blank, error=message)


def timings(
    track: TimestampTrack, sentences: Sequence[tuple[int, int, float, float]]
) -> dict[str, Any]:
    """The times of words, phonemes and marks as JSON has them: [text, start, end], and those of the
    sentences with their place in the text: [first, last, start, end].
    """
    return {
        "words": spans_as_lists(track.words),
        "phonemes": spans_as_lists(track.phonemes),
        "marks": spans_as_lists(track.marks),
        "sentences": [
            [first, last, round(start, TIME_DIGITS), round(end, TIME_DIGITS)]
            for first, last, start, end in sentences
        ],
        "text": track.text,
    }


def spans_as_lists(spans: Sequence[Span]) -> list[list[Any]]:
    """Spans for JSON."""
    return [
        [span.text, round(span.start, TIME_DIGITS), round(span.end, TIME_DIGITS)] for span in spans
    ]


def voice_digest(voice: Voice) -> str:
    """SHA-256 of the settings and the weights of a voice."""
    digest = hashlib.sha256(f"{voice.locale} {voice.speaker}".encode())
    for named in (voice.acoustic, voice.vocoder):
        stem = named.name.split(".")[0]
        for file in sorted(named.parent.glob(f"{stem}.*")):
            if file.is_file():
                digest.update(f"{file.name} {file_digest(file)}".encode())
    return digest.hexdigest()
