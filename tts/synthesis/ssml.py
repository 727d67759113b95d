"""Speaks SSML documents (W3C Speech Synthesis Markup Language 1.1): prosody by phoneme, pauses of
exact length, marks with their times, other voices.

The front end reads a document; here its utterances are spoken. The acoustic model is asked twice
where prosody changes: how it would say the phonemes, and then to say them with durations and
pitches changed as the document wants. Loudness is a gain on the samples. Around a break within a
sentence each piece is spoken by itself: the pause of a comma is no silence in these voices, and
stretched it would babble.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, Phoneme
from tts.audio import Audio, Samples
from tts.loading import ended
from tts.synthesis.chunking import SENTENCE, Lengths
from tts.synthesis.loudness_gain import gain
from tts.synthesis.renderer import Heard
from tts.synthesis.trimming import Finish, margins, threshold
from tts.voice import installed

if TYPE_CHECKING:
    from frontend import SsmlUtterance
    from tts.acoustic.model import Plan
    from tts.delivery import Delivery
    from tts.pipeline import TTS

QUIET = 40.0  # dB under the loudest step of a piece: from where on a pause is counted
STOP = "."  # before the silence in which a piece ends: all that the voices know ends in a stop
SMOOTH = 0.01  # seconds in which loudness goes from one phoneme's to the next one's


def read(
    tts: TTS,
    source: str,
    delivery: Delivery,
    skip_unknown: bool = False,
    lengths: Lengths | None = None,
) -> Iterator[Audio]:
    """Speak a document, utterance by utterance, or in pieces of these lengths.

    skip_unknown   leave out tags that are not known, and read what they enclose

    SsmlError (with line and column) for what is no SSML, NothingToSay if nothing in it can be
    spoken; both at once.
    """
    cast = Cast(tts)
    lengths = lengths or Lengths(SENTENCE, tts.vocoder.spec.frame_rate)
    return _read(cast, delivery, tts.frontend.ssml(source, cast.locales, skip_unknown), lengths)


def _read(
    cast: Cast, delivery: Delivery, utterances: Iterator[SsmlUtterance], lengths: Lengths
) -> Iterator[Audio]:
    lead, tail = margins(delivery.speed)
    for number, utterance in enumerate(utterances):
        before, after = (
            utterance.breaks.get(place, 0.0) / 1000 for place in (0, len(utterance.phonemes) - 1)
        )
        usual = delivery.pause * (2 if utterance.paragraph else 1) / delivery.speed
        pause = (
            0.0
            if not number
            else max(0.0, before - lead - tail)
            if 0 in utterance.breaks
            else usual
        )
        around = (0.0 if number else max(0.0, before - lead), max(0.0, after - tail))
        pieces = speak(cast.voice(utterance.voice), utterance, delivery, lengths, pause, around)
        yield from at_rate(
            iter([Audio.join(list(pieces))]) if lengths.whole else pieces, cast.sample_rate
        )


def at_rate(pieces: Iterator[Audio], sample_rate: int) -> Iterator[Audio]:
    """The same at another sample rate; what has to be resampled is joined before."""
    for audio in pieces:
        yield (
            audio
            if audio.sample_rate == sample_rate
            else Audio.join([audio, *pieces]).resample(sample_rate)
        )


class Cast:
    """The voices that a document may ask for, each loaded when it first speaks.

    locales       name -> locale of each
    sample_rate   of the voice that reads what no other is asked for
    """

    def __init__(self, tts: TTS) -> None:
        self._tts = tts
        self._installed = installed()
        self._loaded = {tts.voice.name: tts}
        self.locales = {
            **{name: voice.locale for name, voice in self._installed.items()},
            tts.voice.name: tts.voice.locale,
        }
        self.sample_rate = tts.sample_rate

    def voice(self, name: str | None) -> TTS:
        """The voice of that name; one that shares its weights with the first is not loaded again."""
        if name is None:
            return self._tts
        if name not in self._loaded:
            voice = self._installed[name]
            known = self._tts
            shared = ended(voice.acoustic, "") == ended(
                known.voice.acoustic, ""
            )  # whatever they run in
            self._loaded[name] = (
                type(known)(voice, known.acoustic, known.vocoder)
                if shared
                else type(known).load(name)
            )
        return self._loaded[name]


def speak(
    tts: TTS,
    utterance: SsmlUtterance,
    delivery: Delivery,
    lengths: Lengths,
    pause: float,
    around: tuple[float, float],
) -> Iterator[Audio]:
    """Speak one utterance of a document: what lies between two breaks by itself, so that it ends in
    silence as a sentence does, but at the pitches that it has in the whole; the silence before and
    after it all is as short as always.

    pause    seconds to wait before it, which its first piece says
    around   seconds of silence to put before it and after it
    """
    parts = list(cut(utterance, delivery))
    whole = None if len(parts) == 1 else tts.plan(utterance, delivery).pitches
    plans = [
        tts.plan(part.utterance, delivery, *changed(tts, part, delivery, whole)) for part in parts
    ]
    louder = gain(plans, tts.vocoder.spec, delivery.target, [part.pause for part in parts])
    for number, (part, plan) in enumerate(zip(parts, plans, strict=True)):
        first = number == 0
        last = number == len(parts) - 1
        heard = spoken(tts, part, plan, delivery.seed, louder)._replace(
            before=around[0] if first else 0.0, after=around[1] if last else 0.0
        )
        for audio in (heard._replace(pause=pause) if first else heard).pieces(lengths):
            yield replace(audio, text_span=(utterance.start, utterance.end))


class Piece(NamedTuple):
    """What is said between two breaks.

    utterance   its phonemes, prosody and marks, with silence at both ends
    places      which phonemes of the whole its own are; -1 for what was put at its ends
    lead, tail  seconds of silence to keep at its ends
    pause       seconds of silence before it, beside those
    """

    utterance: SsmlUtterance
    places: list[int]
    lead: float
    tail: float
    pause: float


def cut(utterance: SsmlUtterance, delivery: Delivery) -> Iterator[Piece]:
    """Cut at each pause whose length is given; what is kept of the silence around it and what is
    put in make that length.
    """
    count, (lead, tail) = len(utterance.phonemes), margins(delivery.speed)
    inner = sorted(place for place in utterance.breaks if 0 < place < count - 1)
    seconds = [utterance.breaks[place] / 1000 for place in inner]
    shares = [
        min(1.0, length / (lead + tail)) for length in seconds
    ]  # a break may be shorter than the usual ends
    pauses = [0.0, *(max(0.0, length - lead - tail) for length in seconds)]
    spans = pairwise([0, *(place + 1 for place in inner), count])
    for (first, last), before, after, pause in zip(
        spans, [1.0, *shares], [*shares, 1.0], pauses, strict=True
    ):
        places = ends(utterance.phonemes, first, last)
        yield Piece(
            part(utterance, places, first, last), places, lead * before, tail * after, pause
        )


def ends(phonemes: Sequence[Phoneme], first: int, last: int) -> list[int]:
    """Places of phonemes first to last, less boundaries at their beginning, with -1 for a silence
    put before and a stop and a silence after.
    """
    while first < last - 1 and phonemes[first].symbol == BOUNDARY:
        first += 1
    if last == len(phonemes):
        return [*([-1] if first else []), *range(first, last)]
    stop = last if phonemes[last - 1].symbol not in PAUSES else last - 1
    return [*([-1] if first else []), *range(first, stop), -1, -1]


def part(utterance: SsmlUtterance, places: list[int], first: int, last: int) -> SsmlUtterance:
    """The piece of an utterance that has these of its phonemes, of those from first to last."""
    put = [Phoneme(SILENCE)] * (places[0] < 0) + [Phoneme(STOP), Phoneme(SILENCE)] * (
        places[-1] < 0
    )
    phonemes = tuple(utterance.phonemes[place] if place >= 0 else put.pop(0) for place in places)
    prosody = tuple(
        utterance.prosody[
            min(max(place, first), last - 1) if place >= 0 else first if not number else last - 1
        ]
        for number, place in enumerate(places)
    )
    at = {place: number for number, place in enumerate(places) if place >= 0}
    marks = tuple(
        mark._replace(
            phoneme=at.get(mark.phoneme, 1 if mark.phoneme < max(at) else len(places) - 2)
        )
        for mark in utterance.marks
        if first <= mark.phoneme < last
    )
    return replace(utterance, phonemes=phonemes, prosody=prosody, marks=marks)


def changed(
    tts: TTS, piece: Piece, delivery: Delivery, whole: NDArray[np.float32] | None
) -> tuple[NDArray[np.float64] | None, NDArray[np.float64] | None]:
    """Frames and Hz of each phoneme as its prosody and the whole want them, (phonemes,); None where
    nothing differs from how the voice says it.
    """
    prosody = piece.utterance.prosody
    mean = tts.acoustic.pitch_means[tts.voice.speaker] * 2 ** (delivery.pitch / 12)
    rates = np.array([own.rate for own in prosody])
    semitones = np.array([own.semitones(mean) for own in prosody])
    if whole is None and (rates == 1).all() and (semitones == 0).all():
        return None, None
    plain = tts.plan(piece.utterance, delivery)
    pitches = (
        plain.pitches
        if whole is None
        else np.where(np.array(piece.places) < 0, plain.pitches, whole[piece.places])
    )
    return plain.durations / rates, pitches * 2 ** (semitones / 12)


def gains_of(utterance: SsmlUtterance, plan: Plan, hop: int, rate: int) -> Samples | None:
    """What to multiply each sample by, (samples,), None if nothing is to be louder or softer."""
    volumes = np.array([own.volume for own in utterance.prosody])
    if (volumes == 0).all():
        return None
    steps = np.repeat(10 ** (volumes / 20), plan.durations * hop)
    width = round(SMOOTH * rate) | 1
    return np.convolve(
        np.pad(steps, width // 2, "edge"), np.full(width, 1 / width), "valid"
    ).astype(np.float32)


def spoken(tts: TTS, piece: Piece, plan: Plan, seed: int, louder: float) -> Heard:
    """A piece as it is heard, with the gain of the whole: its silence trimmed to exactly what is to
    be kept.
    """
    utterance = piece.utterance
    rate = tts.sample_rate
    finish = Finish(
        rate,
        threshold(plan.energies, QUIET),
        piece.lead,
        piece.tail,
        spare=max(piece.lead, piece.tail),
        gain=louder,
    )
    marks = [(mark.name, mark.phoneme) for mark in utterance.marks]
    gains = gains_of(utterance, plan, tts.vocoder.spec.hop_length, rate)
    return Heard(
        utterance, plan, tts.vocoder, tts.voice.name, seed, finish, None, gains, marks, piece.pause
    )
