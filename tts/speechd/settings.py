"""Settings that the server sends before each message, as the numbers and names of ours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tts.delivery import Delivery
from tts.errors import SpeechError

NUMBERS = ("rate", "pitch", "pitch_range", "volume")
MODE_VALUES = {
    "punctuation_mode": ("none", "some", "most", "all"),
    "spelling_mode": ("off", "on"),
    "cap_let_recogn": ("none", "spell", "icon"),
}
NAME_SETTINGS = ("voice", "language", "synthesis_voice")
UNSET = "NULL"
FASTEST = 3.0  # times the voice's own rate, at rate=100
SEMITONES = 12.0  # at pitch=100
SENTENCE_PAUSE_S = 0.1  # seconds between sentences; who listens all day wants no longer ones


class SettingError(SpeechError):
    """A value of SET that its name cannot have."""


@dataclass(frozen=True)
class SpeechSettings:
    """Settings of messages.

    rate, pitch, pitch_range, volume   -100 to 100
    punctuation_mode                   which signs are spoken: none, some, most or all
    spelling_mode                      "on": letter by letter
    cap_let_recogn                     how capitals are told: none, spell ("capital") or icon
    voice                              a type: male1, female2, child_male, ...
    language                           a tag: en, en-gb, ...
    synthesis_voice                    the name of one of our voices; empty for none
    """

    rate: int = 0
    pitch: int = 0
    pitch_range: int = 0
    volume: int = 100
    punctuation_mode: str = "none"
    spelling_mode: str = "off"
    cap_let_recogn: str = "none"
    voice: str = "male1"
    language: str = ""
    synthesis_voice: str = ""

    def with_setting(self, name: str, value: str) -> SpeechSettings:
        """The same with one setting more. A name that is not known changes nothing: newer servers
        may have more of them. SettingError for a value that is none.
        """
        if name in NUMBERS:
            return replace(self, **{name: percent(name, value)})  # type: ignore[arg-type]
        if name in MODE_VALUES:
            if value not in (*MODE_VALUES[name], UNSET):
                raise SettingError(f"{name}={value}")
            chosen = getattr(SpeechSettings, name) if value == UNSET else value
            return replace(self, **{name: chosen})  # type: ignore[arg-type]
        if name in NAME_SETTINGS:
            change = {name: "" if value == UNSET else value}
            return replace(self, **change)  # type: ignore[arg-type]
        return self

    @property
    def delivery(self) -> Delivery:
        """Speed, pitch and liveliness as the voices take them."""
        return Delivery(
            speed=FASTEST ** (self.rate / 100),
            pitch=SEMITONES * self.pitch / 100,
            pitch_range=1 + self.pitch_range / 100,
            pause=SENTENCE_PAUSE_S,
        )

    @property
    def gain(self) -> float:
        """The factor of the samples: 1 at volume 100, the server's default; 0 at -100."""
        return (self.volume + 100) / 200


def percent(name: str, value: str) -> int:
    """A whole number from -100 to 100. SettingError for anything else."""
    try:
        parsed = int(value)
    except ValueError:
        raise SettingError(f"{name}={value}") from None
    if not -100 <= parsed <= 100:
        raise SettingError(f"{name}={value}")
    return parsed
