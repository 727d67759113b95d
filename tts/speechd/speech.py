"""Messages of the server as sound and marks, piece by piece."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from frontend import SsmlError
from tts.audio import Audio, Samples
from tts.delivery import Delivery
from tts.errors import PlainSpeechError
from tts.pipeline import TTS
from tts.speechd.markup import (
    CAPITAL_MARK,
    char_markup,
    key_markup,
    marks_of,
    plain_markup,
    speak_markup,
    without_tags,
)
from tts.speechd.settings import SpeechSettings
from tts.speechd.sounds import sound_icon, tone
from tts.speechd.voices import Voices

Kind = Literal["SPEAK", "CHAR", "KEY", "SOUND_ICON"]
Piece = Samples | str  # sound, or the name of a mark that was reached
READER_CHUNKS = (0.1, 0.2, 0.3)  # seconds: a STOP never waits for more than one of them
CACHED = 256  # letters and keys that are kept
MAX_CACHED_S = 2.0
ONSET_LEVEL = 2e-3  # where speech begins; before it only ONSET_S are kept
ONSET_S = 0.005
WARM_UP = "<speak>Warm up, a 1.</speak>"


@dataclass(frozen=True)
class Message:
    """Something to say.

    kind      the command it came by
    text      SSML of a SPEAK; a character, a key or the name of an icon of the others
    settings  as they were when it came
    """

    kind: Kind
    text: str
    settings: SpeechSettings


class MessageSpeech:
    """Messages -> sound and marks, in the voices that they ask for."""

    def __init__(self, voices: Voices) -> None:
        self.voices = voices
        self._cache: OrderedDict[tuple[str, str, Delivery], list[Audio]] = OrderedDict()

    @property
    def sample_rate(self) -> int:
        """Of all sound, in Hz."""
        return self.voices.load(self.voices.default).sample_rate

    def warm_up(self) -> None:
        """Say something to nobody, so that the first message is as fast as the later ones."""
        for _ in self.voices.load(self.voices.default).stream(WARM_UP, ssml=True):
            pass

    def pieces(self, message: Message) -> Iterator[Piece]:
        """Sound and marks of a message in order. What cannot be spoken gives its marks alone."""
        icon = message.kind == "SOUND_ICON" and sound_icon(message.text, self.sample_rate)
        if isinstance(icon, np.ndarray):
            yield message.settings.gain * icon
            return
        try:
            yield from self._spoken(message, markup(message))
        except SsmlError:
            yield from self._without_tags(message)
        except PlainSpeechError:
            yield from marks_of(message.text)

    def _without_tags(self, message: Message) -> Iterator[Piece]:
        """A message that is no SSML of ours, as far as its words go."""
        try:
            yield from self._spoken(message, without_tags(message.text))
        except PlainSpeechError:
            yield from marks_of(message.text)

    def _spoken(self, message: Message, ssml: str) -> Iterator[Piece]:
        """Sound and marks of an SSML document."""
        gain = np.float32(message.settings.gain)
        first = True
        for audio in self._chunks(message, ssml):
            for piece in cut_at_marks(audio, first):
                yield piece if isinstance(piece, str) else gain * piece
            first = False

    def _chunks(self, message: Message, ssml: str) -> Iterator[Audio]:
        """Speech in chunks. Letters and keys are kept: the same ones come again and again."""
        name = self.voices.choose(message.settings)
        delivery = message.settings.delivery
        tts = self.voices.load(name)
        if message.kind == "SPEAK":
            return stream(tts, ssml, delivery)
        return self._cached((ssml, name, delivery), tts)

    def _cached(self, key: tuple[str, str, Delivery], tts: TTS) -> Iterator[Audio]:
        if key in self._cache:
            self._cache.move_to_end(key)
            yield from self._cache[key]
            return
        chunks = []
        for audio in stream(tts, key[0], key[2]):
            chunks.append(audio)
            yield audio
        if sum(audio.seconds for audio in chunks) <= MAX_CACHED_S:
            self._cache[key] = chunks
            if len(self._cache) > CACHED:
                self._cache.popitem(last=False)


def stream(tts: TTS, ssml: str, delivery: Delivery) -> Iterator[Audio]:
    """Speech of an SSML document in short chunks."""
    return tts.stream(
        ssml, **delivery.to_kwargs(), ssml=True, skip_unknown=True, chunks=READER_CHUNKS
    )


def markup(message: Message) -> str:
    """The SSML of a message."""
    if message.kind == "CHAR":
        return char_markup(message.text, message.settings)
    if message.kind == "KEY":
        return key_markup(message.text, message.settings)
    if message.kind == "SOUND_ICON":
        return plain_markup(message.text.replace("-", " ").replace("_", " "))
    return speak_markup(message.text, message.settings)


def cut_at_marks(audio: Audio, first: bool) -> Iterator[Piece]:
    """The sound of a chunk, and the names of its marks where they are reached.

    first   whether nothing was spoken before: then silence before the speech is left out
    """
    rate = audio.sample_rate
    if audio.pause and not first:
        yield np.zeros(round(audio.pause * rate), np.float32)
    begin = onset(audio) if first else 0
    for mark in audio.marks:
        end = min(max(round(mark.start * rate), begin), len(audio.samples))
        if end > begin:
            yield audio.samples[begin:end]
        yield tone(rate) if mark.text == CAPITAL_MARK else mark.text
        begin = end
    if len(audio.samples) > begin:
        yield audio.samples[begin:]


def onset(audio: Audio) -> int:
    """The sample from which on there is speech, a moment before it; 0 if there is none."""
    loud = np.flatnonzero(np.abs(audio.samples) > ONSET_LEVEL)
    kept = round(ONSET_S * audio.sample_rate)
    return max(0, int(loud[0]) - kept) if len(loud) else 0
