"""Speaks SSML documents (W3C Speech Synthesis Markup Language 1.1): prosody by phoneme, pauses of
exact length, marks with their times, other voices.

The front end reads a document; here its utterances are spoken. The prosody that the acoustic model
predicts is changed as the document wants, and goes the same way as that of plain text. Volume is a
gain on the samples. A sentence with a break in it is cut there, and each segment is spoken by
itself: the pause of a comma is no silence in these voices, and stretched it would babble.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, Phoneme
from tts.acoustic.prosody import PhonemeProsody, round_durations
from tts.audio import Audio
from tts.loading import with_suffix
from tts.synthesis.chunking import ChunkSchedule
from tts.synthesis.request import SynthesisRequest
from tts.synthesis.synthesizer import Synthesizer
from tts.synthesis.trimming import silence_margins
from tts.voice import installed

if TYPE_CHECKING:
    from frontend import SsmlUtterance
    from tts.delivery import Delivery

BREAK_SILENCE_DB = 40.0  # under the loudest step of a segment: from where on a pause is counted
# before the silence in which a segment ends: all that the voices were trained on ends in a stop
FINAL_PUNCTUATION = "."
VOICE_ELEMENT = "voice"
ADDED = -1  # index of a phoneme that was put at the ends of a segment


class VoicePool:
    """The voices that a document may ask for, each loaded when it first speaks.

    source        the document; the voices are looked for only if it asks for one
    locales       name -> locale of each
    sample_rate   of the voice that reads what no other is asked for
    """

    def __init__(self, synthesizer: Synthesizer, source: str) -> None:
        voice = synthesizer.voice
        self._default = synthesizer
        self._installed = installed() if VOICE_ELEMENT in source else {}
        self._loaded = {voice.name: synthesizer}
        self.locales = {name: other.locale for name, other in self._installed.items()}
        self.locales[voice.name] = voice.locale
        self.sample_rate = synthesizer.sample_rate

    def synthesizer(self, name: str | None) -> Synthesizer:
        """The voice of that name, or the default one. A voice that shares its weights with the
        default is not loaded again.
        """
        if name is None:
            return self._default
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> Synthesizer:
        voice = self._installed[name]
        default = self._default
        if with_suffix(voice.acoustic, "") == with_suffix(
            default.voice.acoustic, ""
        ):  # in any backend
            return Synthesizer(voice, default.acoustic, default.vocoder)
        return Synthesizer.load(name)


def synthesize_document(
    pool: VoicePool,
    utterances: Iterable[SsmlUtterance],
    delivery: Delivery,
    schedule: ChunkSchedule,
) -> Iterator[Audio]:
    """Speak a document, utterance by utterance, in chunks of these lengths."""
    for index, utterance in enumerate(utterances):
        synthesizer = pool.synthesizer(utterance.voice)
        pause, outer = outer_silences(utterance, delivery, first=not index)
        chunks = synthesize_utterance(synthesizer, utterance, delivery, schedule, pause, outer)
        if schedule.whole:
            chunks = iter([Audio.join(list(chunks))])
        yield from at_rate(chunks, pool.sample_rate)


def outer_silences(
    utterance: SsmlUtterance, delivery: Delivery, first: bool
) -> tuple[float, tuple[float, float]]:
    """Seconds to wait before an utterance, and seconds of silence to put before it and after it,
    beside what is kept at its ends.

    first   whether nothing was spoken before
    """
    pre_roll, post_roll = silence_margins(delivery.speed)
    before = utterance.breaks.get(0, 0.0) / 1000
    after = utterance.breaks.get(len(utterance.phonemes) - 1, 0.0) / 1000
    trailing = max(0.0, after - post_roll)
    if first:
        return 0.0, (max(delivery.lead / delivery.speed, before - pre_roll), trailing)
    if 0 in utterance.breaks:
        return max(0.0, before - pre_roll - post_roll), (0.0, trailing)
    default_pause = delivery.pause * (2 if utterance.paragraph else 1) / delivery.speed
    return default_pause, (0.0, trailing)


def at_rate(chunks: Iterator[Audio], sample_rate: int) -> Iterator[Audio]:
    """The same at another sample rate; what has to be resampled is joined before."""
    for audio in chunks:
        if audio.sample_rate == sample_rate:
            yield audio
        else:
            yield Audio.join([audio, *chunks]).resample(sample_rate)


def synthesize_utterance(
    synthesizer: Synthesizer,
    utterance: SsmlUtterance,
    delivery: Delivery,
    schedule: ChunkSchedule,
    pause: float,
    outer: tuple[float, float],
) -> Iterator[Audio]:
    """Speak one utterance of a document.

    pause   seconds to wait before it
    outer   seconds of silence to put before it and after it
    """
    requests = utterance_requests(synthesizer, utterance, delivery, pause, outer)
    yield from synthesizer.synthesize(requests, schedule, delivery.target_lufs, delivery.seed)


def utterance_requests(
    synthesizer: Synthesizer,
    utterance: SsmlUtterance,
    delivery: Delivery,
    pause: float,
    outer: tuple[float, float],
) -> list[SynthesisRequest]:
    """Requests for the parts of an utterance. What lies between two breaks is spoken by itself, so
    that it ends in silence as a sentence does, but with the prosody that it has in the whole.

    pause, outer   as in `synthesize_utterance`
    """
    whole = synthesizer.predict_prosody(utterance.ids, delivery)
    mean_pitch = synthesizer.mean_pitch * 2 ** (delivery.pitch / 12)
    requests = []
    for segment in split_at_breaks(utterance, delivery.speed):
        prosody = prosody_of_segment(whole, segment.indices, utterance.phonemes)
        requests.append(segment.request(apply_prosody(prosody, segment.utterance, mean_pitch)))
    requests[0] = replace(requests[0], pause=pause, leading_silence=outer[0])
    requests[-1] = replace(requests[-1], trailing_silence=outer[1])
    return requests


class Segment(NamedTuple):
    """A part of an utterance, between two breaks.

    utterance   its phonemes, prosody and marks, with silence at both ends
    indices     of its phonemes in the whole; ADDED for what was put at its ends
    speed       of the speech
    margins     shares of the usual silence to keep before it and after it
    pause       seconds of silence before it, beside those
    """

    utterance: SsmlUtterance
    indices: list[int]
    speed: float
    margins: tuple[float, float]
    pause: float

    def request(self, prosody: PhonemeProsody) -> SynthesisRequest:
        """Its synthesis with that prosody."""
        return SynthesisRequest(
            self.utterance,
            prosody,
            self.speed,
            self.margins,
            BREAK_SILENCE_DB,
            np.array([each.volume for each in self.utterance.prosody]),
            [(mark.name, mark.phoneme) for mark in self.utterance.marks],
            self.pause,
        )


def split_at_breaks(utterance: SsmlUtterance, speed: float) -> Iterator[Segment]:
    """Cut at each pause whose length is given. The silence that is kept around a cut, and the pause
    of the segment after it, have that length together.
    """
    count = len(utterance.phonemes)
    pre_roll, post_roll = silence_margins(speed)
    inner = sorted(index for index in utterance.breaks if 0 < index < count - 1)
    seconds = [utterance.breaks[index] / 1000 for index in inner]
    # a break may be shorter than the usual margins
    shares = [min(1.0, length / (pre_roll + post_roll)) for length in seconds]
    pauses = [0.0, *(max(0.0, length - pre_roll - post_roll) for length in seconds)]
    spans = pairwise([0, *(index + 1 for index in inner), count])
    for (first, last), before, after, pause in zip(
        spans, [1.0, *shares], [*shares, 1.0], pauses, strict=True
    ):
        indices = segment_indices(utterance.phonemes, first, last)
        part = slice_utterance(utterance, indices, first, last)
        yield Segment(part, indices, speed, (before, after), pause)


def segment_indices(phonemes: Sequence[Phoneme], first: int, last: int) -> list[int]:
    """Indices of the phonemes from `first` to `last` (exclusive), less boundaries at the beginning,
    with ADDED for a silence put before, and for a stop and a silence put after.
    """
    while first < last - 1 and phonemes[first].symbol == BOUNDARY:
        first += 1
    start = [ADDED] if first else []
    if last == len(phonemes):
        return [*start, *range(first, last)]
    stop = last if phonemes[last - 1].symbol not in PAUSES else last - 1
    return [*start, *range(first, stop), ADDED, ADDED]


def slice_utterance(
    utterance: SsmlUtterance, indices: list[int], first: int, last: int
) -> SsmlUtterance:
    """The part of an utterance that has the phonemes of these indices, of those from `first` to
    `last`.
    """
    own = [index for index in indices if index != ADDED]
    phonemes = [utterance.phonemes[index] for index in own]
    prosodies = [utterance.prosody[index] for index in own]
    if indices[0] == ADDED:
        phonemes.insert(0, Phoneme(SILENCE))
        prosodies.insert(0, utterance.prosody[first])
    if indices[-1] == ADDED:
        phonemes += [Phoneme(FINAL_PUNCTUATION), Phoneme(SILENCE)]
        prosodies += [utterance.prosody[last - 1]] * 2
    marks = [mark for mark in utterance.marks if first <= mark.phoneme < last]
    return replace(
        utterance,
        phonemes=tuple(phonemes),
        prosody=tuple(prosodies),
        marks=tuple(mark._replace(phoneme=position_in(indices, mark.phoneme)) for mark in marks),
    )


def position_in(indices: list[int], index: int) -> int:
    """Position of a phoneme in a segment; that of the nearer end if it was left out."""
    if index in indices:
        return indices.index(index)
    return 1 if index < max(indices) else len(indices) - 2


def prosody_of_segment(
    whole: PhonemeProsody, indices: Sequence[int], phonemes: Sequence[Phoneme]
) -> PhonemeProsody:
    """Prosody of a segment, by phoneme, from that of the whole utterance. What was added at its
    ends gets that of the ends of the whole: silence, stop, silence.
    """
    end = len(phonemes) - 1
    stop = end - 1 if phonemes[end - 1].symbol in PAUSES else end
    rows = np.array(indices)
    if rows[0] == ADDED:
        rows[0] = 0
    if rows[-1] == ADDED:
        rows[-2:] = stop, end
    own = whole.own_durations
    return replace(
        whole,
        hidden=whole.hidden[rows],
        durations=whole.durations[rows],
        pitches=whole.pitches[rows],
        energies=whole.energies[rows],
        own_durations=None if own is None else own[rows],
    )


def apply_prosody(
    prosody: PhonemeProsody, utterance: SsmlUtterance, mean_pitch: float
) -> PhonemeProsody:
    """Prosody with the rate and the pitch that the document gives each phoneme.

    mean_pitch   Hz, the voice's own, as the settings change it
    """
    rates = np.array([each.rate for each in utterance.prosody])
    semitones = np.array([each.semitones(mean_pitch) for each in utterance.prosody])
    durations, own = prosody.durations, prosody.own_durations
    if own is None:
        durations = round_durations(durations).astype(np.float64)
        own = durations if (rates > 1).any() else None
    return replace(
        prosody,
        durations=durations / rates,
        own_durations=own,
        pitches=prosody.pitches * 2 ** (semitones / 12),
    )
