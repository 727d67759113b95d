"""Speaks SSML documents (W3C Speech Synthesis Markup Language 1.1): prosody by phoneme, pauses of exact length, marks with their times, other voices.

The front end reads a document; here its utterances are spoken. The acoustic model is asked twice where prosody changes: how it would say the
phonemes, and then to say them with durations and pitches changed as the document wants. Loudness is a gain on the samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tts.audio import Audio, Samples, Span
from tts.finish import faded, limited, margins, sounding
from tts.runtime import ended
from tts.timing import Clock, edges, phoneme_spans, word_spans
from tts.voice import installed

if TYPE_CHECKING:
    from frontend import Marked
    from tts.acoustic import Spoken
    from tts.delivery import Delivery
    from tts.pipeline import TTS

QUIET = 40.0                # dB under the loudest step of a piece: from where on a pause is counted
ROOM = 0.2                  # seconds that a pause is made to last at least, so that there is silence in it to cut
SMOOTH = 0.01               # seconds in which loudness goes from one phoneme's to the next one's


def read(tts: TTS, source: str, delivery: Delivery, skip_unknown: bool = False) -> Iterator[Audio]:
    """Speak a document, utterance by utterance.

    skip_unknown   leave out tags that are not known, and read what they enclose

    SsmlError (with line and column) for what is no SSML, NothingToSay if nothing in it can be spoken; both at once.
    """
    cast = Cast(tts)
    return _read(cast, delivery, tts.frontend.ssml(source, cast.locales, skip_unknown))


def _read(cast: Cast, delivery: Delivery, utterances: Iterator[Marked]) -> Iterator[Audio]:
    lead, tail = margins(delivery.speed)
    for number, utterance in enumerate(utterances):
        audio = speak(cast.voice(utterance.voice), utterance, delivery)
        last = len(utterance.phonemes) - 1
        before, after = (utterance.breaks.get(place, 0.0) / 1000 for place in (0, last))
        if number == 0:
            audio = padded(audio, before - lead, after - tail)
        else:
            usual = delivery.pause * (2 if utterance.paragraph else 1) / delivery.speed
            audio = replace(padded(audio, 0, after - tail), pause=max(0.0, before - lead - tail) if 0 in utterance.breaks else usual)
        yield audio if audio.sample_rate == cast.sample_rate else audio.resample(cast.sample_rate)


class Cast:
    """The voices that a document may ask for, each loaded when it first speaks.

    locales       name -> locale of each
    sample_rate   of the voice that reads what no other is asked for
    """

    def __init__(self, tts: TTS) -> None:
        self._tts = tts
        self._installed = installed()
        self._loaded = {tts.voice.name: tts}
        self.locales = {**{name: voice.locale for name, voice in self._installed.items()}, tts.voice.name: tts.voice.locale}
        self.sample_rate = tts.sample_rate

    def voice(self, name: str | None) -> TTS:
        """The voice of that name; one that shares its weights with the first is not loaded again."""
        if name is None:
            return self._tts
        if name not in self._loaded:
            voice, known = self._installed[name], self._tts
            shared = ended(voice.acoustic, "") == ended(known.voice.acoustic, "")               # whatever they run in
            self._loaded[name] = type(known)(voice, known.acoustic, known.vocoder) if shared else type(known).load(name)
        return self._loaded[name]


def speak(tts: TTS, utterance: Marked, delivery: Delivery) -> Audio:
    """Speak one utterance of a document, in pieces between its breaks; the silence before and after it is as short as always."""
    durations, pitches = changed(tts, utterance, delivery)
    samples, spoken = tts.sound(utterance, delivery, durations, pitches)
    gains = gains_of(utterance, spoken, tts.vocoder.spec.hop, tts.sample_rate)
    pieces = [finished(tts, samples, gains, utterance, spoken, piece) for piece in cut(utterance, spoken, tts, delivery)]
    return replace(Audio.join(pieces), place=(utterance.start, utterance.end))


def changed(tts: TTS, utterance: Marked, delivery: Delivery) -> tuple[NDArray[np.float64] | None, NDArray[np.float64] | None]:
    """Frames and Hz of each phoneme as its manner wants them, (phonemes,); None where nothing differs from how the voice says it."""
    inner = [place for place in utterance.breaks if 0 < place < len(utterance.phonemes) - 1]
    mean = tts.acoustic.pitch_means[tts.voice.speaker] * 2 ** (delivery.pitch / 12)
    rates = np.array([manner.rate for manner in utterance.manners])
    semitones = np.array([manner.semitones(mean) for manner in utterance.manners])
    if not inner and (rates == 1).all() and (semitones == 0).all():
        return None, None
    plain = tts.acoustic.speak(np.array(utterance.ids, np.int64), tts.voice.speaker, **delivery.prosody, durations=None, pitches=None, energies=None)
    durations: NDArray[np.float64] = plain.durations / rates
    durations[inner] = np.maximum(durations[inner], ROOM * tts.vocoder.spec.frame_rate)
    return durations, plain.pitches * 2 ** (semitones / 12)


def gains_of(utterance: Marked, spoken: Spoken, hop: int, rate: int) -> Samples | None:
    """What to multiply each sample by, (samples,), None if nothing is to be louder or softer."""
    volumes = np.array([manner.volume for manner in utterance.manners])
    if (volumes == 0).all():
        return None
    steps = np.repeat(10 ** (volumes / 20), spoken.durations * hop)
    width = round(SMOOTH * rate) | 1
    return np.convolve(np.pad(steps, width // 2, "edge"), np.full(width, 1 / width), "valid").astype(np.float32)


class Piece(NamedTuple):
    """What is said between two breaks.

    first, last    its phonemes (the last one exclusive)
    start, stop    its samples, before silence is trimmed
    lead, tail     seconds of silence to keep at its ends
    pause          seconds of silence before it, beside those
    """

    first: int
    last: int
    start: int
    stop: int
    lead: float
    tail: float
    pause: float


def cut(utterance: Marked, spoken: Spoken, tts: TTS, delivery: Delivery) -> list[Piece]:
    """Cut in the middle of each pause whose length is given; what is kept of the silence around it and what is put in make that length."""
    count = len(utterance.phonemes)
    at = edges(spoken.durations, tts.vocoder.spec.hop)
    lead, tail = margins(delivery.speed)
    inner = sorted(place for place in utterance.breaks if 0 < place < count - 1)
    phonemes = [0, *(place + 1 for place in inner), count]
    samples = [0, *(int(at[place] + at[place + 1]) // 2 for place in inner), int(at[-1])]
    seconds = [utterance.breaks[place] / 1000 for place in inner]
    shares = [min(1.0, length / (lead + tail)) for length in seconds]                            # a break may be shorter than the usual ends
    leads, tails = [1.0, *shares], [*shares, 1.0]
    pauses = [0.0, *(max(0.0, length - lead - tail) for length in seconds)]
    spans = zip(pairwise(phonemes), pairwise(samples), leads, tails, pauses, strict=True)
    return [Piece(first, last, start, stop, lead * before, tail * after, pause) for (first, last), (start, stop), before, after, pause in spans]


def finished(tts: TTS, samples: Samples, gains: Samples | None, utterance: Marked, spoken: Spoken, piece: Piece) -> Audio:
    """A piece as it is heard: its silence trimmed to exactly what is to be kept, with the times of its words, phonemes and marks."""
    rate, hop = tts.sample_rate, tts.vocoder.spec.hop
    spare = round(max(piece.lead, piece.tail) * rate)                                            # silence, should there not be enough
    around = np.pad(samples[piece.start:piece.stop], spare)
    first, last = sounding(around, rate, piece.lead, piece.tail, QUIET)
    loud = around if gains is None else around * np.pad(gains[piece.start:piece.stop], spare)
    at = edges(spoken.durations, hop)
    own = slice(piece.first, piece.last)
    clock = Clock(rate, piece.start - spare + first - int(at[piece.first]), last - first)
    spans = phoneme_spans(utterance.phonemes[own], spoken.durations[own], hop, clock)
    words = word_spans([word.text for word in utterance.words], spans)
    marks = [(mark.name, clock.seconds(int(at[mark.phoneme] - at[piece.first]))) for mark in utterance.marks
             if piece.first <= mark.phoneme < piece.last]
    return Audio(limited(faded(loud[first:last], rate), rate), rate, tuple(words), tuple(span for span, _ in spans), pause=piece.pause,
                 marks=tuple(Span(name, time, time) for name, time in marks))


def padded(audio: Audio, before: float, after: float) -> Audio:
    """The same with so many seconds of silence at its ends; less than none is none."""
    first, last = (round(max(0.0, seconds) * audio.sample_rate) for seconds in (before, after))
    return audio.later(first / audio.sample_rate, np.pad(audio.samples, (first, last)))
