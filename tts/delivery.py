"""The settings of speech that a user may choose, checked once."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from numbers import Integral, Real
from typing import Any

from tts.errors import SpeechError

LONGEST_BITS = 200  # of a whole number that is shown in a message
RANGES = {  # name: lowest, highest, unit
    "speed": (0.25, 4.0, "times the voice's own"),
    "pitch": (-24.0, 24.0, "semitones"),
    "energy": (-30.0, 30.0, "dB"),
    "pitch_range": (0.0, 4.0, "times the voice's own"),
    "pause": (0.0, 60.0, "seconds"),
    "loudness": (-60.0, -10.0, "LUFS"),
    "lead": (0.0, 60.0, "seconds"),
}


class InvalidDeliveryError(SpeechError):
    """A setting that is out of range."""


@dataclass(frozen=True)
class Delivery:
    """Settings of speech. InvalidDeliveryError if a number is out of range.

    speed         2 is twice as fast
    pitch         semitones up or down
    energy        dB louder or softer
    pitch_range   0 is monotone, 1 the voice's own, 2 twice as lively
    pause         seconds of silence between sentences, twice as long between paragraphs; a sentence
                  has 0.18 s more at its edges
    seed          the same text with the same seed gives the same sound
    loudness      LUFS of each sentence, before `energy` is added; None leaves it to the voice
    lead          seconds of silence before the first sentence, for players that miss the beginning
                  of a sound
    """

    speed: float = 1.0
    pitch: float = 0.0
    energy: float = 0.0
    pitch_range: float = 1.0
    pause: float = 0.2
    seed: int = 0
    loudness: float | None = -22.0
    lead: float = 0.0

    def __post_init__(self) -> None:
        for name, (low, high, unit) in RANGES.items():
            value = getattr(self, name)
            if name == "loudness" and value is None:
                continue
            if not is_number(value) or not low <= value <= high:
                raise InvalidDeliveryError(
                    f"{name} must be a number from {low:g} to {high:g} ({unit}), not "
                    f"{shown(value)}."
                )
            if not isinstance(value, (int, float)):  # numpy's own
                object.__setattr__(self, name, float(value))
        seed: Any = self.seed
        if not isinstance(seed, Integral) or not 0 <= int(seed) < 2**63:
            raise InvalidDeliveryError(
                f"seed must be a whole number from 0 to 2^63 - 1, not {self.seed!r}."
            )
        object.__setattr__(self, "seed", int(seed))

    def to_kwargs(self) -> dict[str, Any]:
        """The settings as arguments of `TTS.say` and `TTS.stream`; JSON can hold them."""
        return asdict(self)

    @property
    def target_lufs(self) -> float | None:
        """The loudness that a sentence comes out with, `energy` included; None if it is left to the
        voice.
        """
        return None if self.loudness is None else self.loudness + self.energy


def is_number(value: object) -> bool:
    """Whether a value is a number, and finite."""
    return isinstance(value, Integral) or (isinstance(value, Real) and math.isfinite(value))


def shown(value: object) -> str:
    """A value in a message, unless it is very long."""
    if isinstance(value, int) and value.bit_length() > LONGEST_BITS:
        return "one of so many digits"
    return repr(value)
