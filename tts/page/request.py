"""Requests of the page: a text with its settings, and what was changed in its words by hand."""

from __future__ import annotations

from pydantic import BaseModel, Field

from frontend.ssml import is_ssml
from tts.delivery import Delivery
from tts.page.voices import DEFAULT_VOICE

MAX_CHARACTERS = 1_000_000
MAX_EDITS = 20_000
MAX_LEXICON = 5_000  # words


class Edit(BaseModel):
    """A change of a word, or of one of its phonemes.

    sentence   its number in the text, from 0
    word       its number in the sentence
    phoneme    its number in the word; None for all of them
    rate       2 is twice as fast
    pitch      semitones up or down
    volume     dB louder or softer
    """

    sentence: int = Field(ge=0)
    word: int = Field(ge=0)
    phoneme: int | None = Field(default=None, ge=0)
    rate: float = Field(default=1.0, ge=0.25, le=4.0)
    pitch: float = Field(default=0.0, ge=-24.0, le=24.0)
    volume: float = Field(default=0.0, ge=-30.0, le=20.0)


class PageRequest(BaseModel):
    """A text to speak. Settings as in `TTS.say`.

    text           plain, or an SSML document
    voice          a name of ours
    vocoder        "" for the voice's own
    style          conventions of reading, as in `TTS.load`
    skip_unknown   leave out tags of SSML that are not known
    lexicon        word -> IPA
    edits          a later one of the same phoneme comes on top
    sentence       the only one to speak, from 0; None for all
    """

    text: str = Field(max_length=MAX_CHARACTERS)
    voice: str = Field(default=DEFAULT_VOICE, max_length=200)
    vocoder: str = Field(default="", max_length=200)
    style: list[str] = Field(default=[], max_length=20)
    speed: float = 1.0
    pitch: float = 0.0
    energy: float = 0.0
    pitch_range: float = 1.0
    pause: float = Delivery.pause
    loudness: float | None = Delivery.loudness
    skip_unknown: bool = False
    lexicon: dict[str, str] = Field(default={}, max_length=MAX_LEXICON)
    edits: list[Edit] = Field(default=[], max_length=MAX_EDITS)
    sentence: int | None = Field(default=None, ge=0)

    @property
    def ssml(self) -> bool:
        """Whether the text is an SSML document."""
        return is_ssml(self.text)

    def delivery(self) -> Delivery:
        """The settings, checked. InvalidDeliveryError if one is out of range."""
        return Delivery(
            self.speed,
            self.pitch,
            self.energy,
            self.pitch_range,
            self.pause,
            loudness=self.loudness,
        )
