"""An utterance becomes sound, piece by piece: mel, samples, finish, with the times of its words,
phonemes and marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tts.audio import Audio, Samples, Span
from tts.synthesis.chunking import Lengths
from tts.synthesis.loudness_gain import gain
from tts.synthesis.timestamps import Clock, edges, phoneme_spans, word_spans
from tts.synthesis.trimming import Finish
from tts.voice import InvalidVoiceError
from vocoders import Streaming

if TYPE_CHECKING:
    from frontend import Utterance
    from tts.acoustic.model import Plan
    from vocoders import Vocoder


class Heard(NamedTuple):
    """What is to be heard.

    utterance    its words and phonemes
    plan         what the acoustic model will say of it
    vocoder      that makes samples of that
    voice        its name, for errors
    seed         of the vocoder
    finish       what happens to the samples
    target       LUFS that they are to have; None if their gain is told, or none
    gains        (frames * hop,) by which they are multiplied before; None for 1
    marks        name and phoneme of each mark
    pause        seconds of silence between it and what came before, which it says but has not
    before       seconds of silence that it has before it, beside what `finish` keeps
    after        the same, after it
    """

    utterance: Utterance
    plan: Plan
    vocoder: Vocoder
    voice: str
    seed: int
    finish: Finish
    target: float | None = None
    gains: Samples | None = None
    marks: Sequence[tuple[str, int]] = ()
    pause: float = 0.0
    before: float = 0.0
    after: float = 0.0

    def pieces(self, lengths: Lengths) -> Iterator[Audio]:
        """Its sound in pieces of these lengths; nothing is made before it is asked for. Spans
        belong to the piece in which they begin.
        """
        rate = self.vocoder.spec.sample_rate
        came = 0
        went = 0
        times = None
        total = len(self.plan.pitch) * self.vocoder.spec.hop_length
        if self.target is not None:
            if lengths.whole:
                self.plan.mel(
                    0, len(self.plan.pitch)
                )  # all at once: windows cost what they overlap
            self.finish.gain = gain([self.plan], self.vocoder.spec, self.target)
        for samples in self.samples(lengths):
            if not np.isfinite(samples).all():
                raise InvalidVoiceError(
                    f"the voice {self.voice!r} made no sound of {shown(self.utterance.text)} but values that are no numbers. "
                    f"Its weights are damaged: install plainspeech again."
                )
            gains = None if self.gains is None else self.gains[came : came + len(samples)]
            came = came + len(samples)
            ready = self.finish.add(samples, came == total, gains)
            if not len(ready) and came < total:
                continue
            times = times or Times(self, Clock(rate, self.finish.start, total - self.finish.start))
            before = 0 if went else round(self.before * rate)
            after = round(self.after * rate) if came == total else 0
            words, phonemes, marks = times.until(
                (went + len(ready) + after) / rate, (went - before) / rate, came == total
            )
            yield Audio(
                np.pad(ready, (before, after)) if before or after else ready,
                rate,
                words,
                phonemes,
                (self.utterance.start, self.utterance.end),
                0.0 if went else self.pause,
                marks,
                went > 0,
            )
            went += len(ready)

    def samples(self, lengths: Lengths) -> Iterator[Samples]:
        """What the vocoder makes, in pieces; a vocoder that can't stream is given the whole mel,
        and its samples are cut.
        """
        frames = len(self.plan.pitch)
        hop = self.vocoder.spec.hop_length
        if isinstance(self.vocoder, Streaming):
            yield from self.vocoder.stream(
                self.plan.mels(lengths.of(frames, self.vocoder.latency_frames)),
                self.plan.pitch,
                self.seed,
            )
            return
        whole = self.vocoder(
            self.plan.mel(0, frames),
            self.plan.pitch if self.vocoder.needs_pitch else None,
            self.seed,
        )
        for length in lengths.of(frames):
            yield whole[: length * hop]
            whole = whole[length * hop :]


class Times:
    """The spans of an utterance, to be handed out in the order in which they begin."""

    def __init__(self, heard: Heard, clock: Clock) -> None:
        utterance = heard.utterance
        durations = heard.plan.durations
        hop = heard.vocoder.spec.hop_length
        spans = phoneme_spans(utterance.phonemes, durations, hop, clock)
        at = edges(durations, hop)
        marks = [
            Span(name, *[clock.seconds(int(at[phoneme]))] * 2) for name, phoneme in heard.marks
        ]
        self.waiting = [
            word_spans([word.text for word in utterance.words], spans),
            [span for span, _ in spans],
            marks,
        ]

    def until(self, end: float, begin: float, last: bool) -> list[tuple[Span, ...]]:
        """Words, phonemes and marks that begin before `end`, in seconds from `begin`; for the last
        piece all that are left, none after its end.
        """
        found = []
        for kind, spans in enumerate(self.waiting):
            count = (
                len(spans)
                if last
                else next(
                    (number for number, span in enumerate(spans) if span.start >= end), len(spans)
                )
            )
            most = end if last else np.inf
            found.append(
                tuple(
                    Span(
                        span.text, min(span.start, most) - begin, float(min(span.end, most) - begin)
                    )
                    for span in spans[:count]
                )
            )
            self.waiting[kind] = spans[count:]
        return found


def shown(text: str, length: int = 60) -> str:
    """A text for a message: on one line, short, quoted."""
    return repr(text if len(text) <= length else text[:length] + "...")
