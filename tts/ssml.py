"""Speaks SSML documents (W3C Speech Synthesis Markup Language 1.1): prosody by phoneme, pauses of exact length, marks with their times, other voices.

The front end reads a document; here its utterances are spoken. The acoustic model is asked twice where prosody changes: how it would say the
phonemes, and then to say them with durations and pitches changed as the document wants. Loudness is a gain on the samples. Around a break within a
sentence each piece is spoken by itself: the pause of a comma is no silence in these voices, and stretched it would babble.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, Phoneme
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
STOP = "."                  # before the silence in which a piece ends: all that the voices know ends in a stop
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
    """Speak one utterance of a document: what lies between two breaks by itself, so that it ends in silence as a sentence does, but at the
    pitches that it has in the whole; the silence before and after it all is as short as always."""
    pieces = list(cut(utterance, delivery))
    whole = None if len(pieces) == 1 else said(tts, utterance, delivery).pitches
    return replace(Audio.join([spoken(tts, piece, delivery, whole) for piece in pieces]), place=(utterance.start, utterance.end))


def said(tts: TTS, utterance: Marked, delivery: Delivery) -> Spoken:
    """How the voice would say an utterance if nothing else was asked for."""
    return tts.acoustic.speak(np.array(utterance.ids, np.int64), tts.voice.speaker, **delivery.prosody, durations=None, pitches=None, energies=None)


class Piece(NamedTuple):
    """What is said between two breaks.

    utterance   its phonemes, manners and marks, with silence at both ends
    places      which phonemes of the whole its own are; -1 for what was put at its ends
    lead, tail  seconds of silence to keep at its ends
    pause       seconds of silence before it, beside those
    """

    utterance: Marked
    places: list[int]
    lead: float
    tail: float
    pause: float


def cut(utterance: Marked, delivery: Delivery) -> Iterator[Piece]:
    """Cut at each pause whose length is given; what is kept of the silence around it and what is put in make that length."""
    count, (lead, tail) = len(utterance.phonemes), margins(delivery.speed)
    inner = sorted(place for place in utterance.breaks if 0 < place < count - 1)
    seconds = [utterance.breaks[place] / 1000 for place in inner]
    shares = [min(1.0, length / (lead + tail)) for length in seconds]                            # a break may be shorter than the usual ends
    pauses = [0.0, *(max(0.0, length - lead - tail) for length in seconds)]
    spans = pairwise([0, *(place + 1 for place in inner), count])
    for (first, last), before, after, pause in zip(spans, [1.0, *shares], [*shares, 1.0], pauses, strict=True):
        places = ends(utterance.phonemes, first, last)
        yield Piece(part(utterance, places, first, last), places, lead * before, tail * after, pause)


def ends(phonemes: Sequence[Phoneme], first: int, last: int) -> list[int]:
    """Places of phonemes first to last, less boundaries at their beginning, with -1 for a silence put before and a stop and a silence after."""
    while first < last - 1 and phonemes[first].symbol == BOUNDARY:
        first += 1
    if last == len(phonemes):
        return [*([-1] if first else []), *range(first, last)]
    stop = last if phonemes[last - 1].symbol not in PAUSES else last - 1
    return [*([-1] if first else []), *range(first, stop), -1, -1]


def part(utterance: Marked, places: list[int], first: int, last: int) -> Marked:
    """The piece of an utterance that has these of its phonemes, of those from first to last."""
    put = [Phoneme(SILENCE)] * (places[0] < 0) + [Phoneme(STOP), Phoneme(SILENCE)] * (places[-1] < 0)
    phonemes = tuple(utterance.phonemes[place] if place >= 0 else put.pop(0) for place in places)
    manners = tuple(utterance.manners[min(max(place, first), last - 1) if place >= 0 else first if not number else last - 1]
                    for number, place in enumerate(places))
    at = {place: number for number, place in enumerate(places) if place >= 0}
    marks = tuple(mark._replace(phoneme=at.get(mark.phoneme, 1 if mark.phoneme < max(at) else len(places) - 2)) for mark in utterance.marks
                  if first <= mark.phoneme < last)
    return replace(utterance, phonemes=phonemes, manners=manners, marks=marks)


def changed(tts: TTS, piece: Piece, delivery: Delivery, whole: NDArray[np.float32] | None) \
        -> tuple[NDArray[np.float64] | None, NDArray[np.float64] | None]:
    """Frames and Hz of each phoneme as its manner and the whole want them, (phonemes,); None where nothing differs from how the voice says it."""
    manners, mean = piece.utterance.manners, tts.acoustic.pitch_means[tts.voice.speaker] * 2 ** (delivery.pitch / 12)
    rates = np.array([manner.rate for manner in manners])
    semitones = np.array([manner.semitones(mean) for manner in manners])
    if whole is None and (rates == 1).all() and (semitones == 0).all():
        return None, None
    plain = said(tts, piece.utterance, delivery)
    pitches = plain.pitches if whole is None else np.where(np.array(piece.places) < 0, plain.pitches, whole[piece.places])
    return plain.durations / rates, pitches * 2 ** (semitones / 12)


def gains_of(utterance: Marked, spoken: Spoken, hop: int, rate: int) -> Samples | None:
    """What to multiply each sample by, (samples,), None if nothing is to be louder or softer."""
    volumes = np.array([manner.volume for manner in utterance.manners])
    if (volumes == 0).all():
        return None
    steps = np.repeat(10 ** (volumes / 20), spoken.durations * hop)
    width = round(SMOOTH * rate) | 1
    return np.convolve(np.pad(steps, width // 2, "edge"), np.full(width, 1 / width), "valid").astype(np.float32)


def spoken(tts: TTS, piece: Piece, delivery: Delivery, whole: NDArray[np.float32] | None) -> Audio:
    """A piece as it is heard: its silence trimmed to exactly what is to be kept, with the times of its words, phonemes and marks."""
    utterance, rate, hop = piece.utterance, tts.sample_rate, tts.vocoder.spec.hop
    durations, pitches = changed(tts, piece, delivery, whole)
    samples, sound = tts.sound(utterance, delivery, durations, pitches)
    gains = gains_of(utterance, sound, hop, rate)
    spare = round(max(piece.lead, piece.tail) * rate)                                            # silence, should there not be enough
    around = np.pad(samples, spare)
    first, last = sounding(around, rate, piece.lead, piece.tail, QUIET)
    loud = around if gains is None else around * np.pad(gains, spare)
    clock, at = Clock(rate, first - spare, last - first), edges(sound.durations, hop)
    spans = phoneme_spans(utterance.phonemes, sound.durations, hop, clock)
    words = word_spans([word.text for word in utterance.words], spans)
    marks = tuple(Span(mark.name, *[clock.seconds(int(at[mark.phoneme]))] * 2) for mark in utterance.marks)
    return Audio(limited(faded(loud[first:last], rate), rate), rate, tuple(words), tuple(span for span, _ in spans), pause=piece.pause, marks=marks)


def padded(audio: Audio, before: float, after: float) -> Audio:
    """The same with so many seconds of silence at its ends; less than none is none."""
    first, last = (round(max(0.0, seconds) * audio.sample_rate) for seconds in (before, after))
    return audio.later(first / audio.sample_rate, np.pad(audio.samples, (first, last)))
