"""How a text is to be said: the numbers a listener sets, checked once."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from tts.errors import SpeechError

RANGES = {  # name: lowest, highest, unit
    "speed": (0.25, 4.0, "times the voice's own"),
    "pitch": (-24.0, 24.0, "semitones"),
    "energy": (-30.0, 30.0, "dB"),
    "pitch_range": (0.0, 4.0, "times the voice's own"),
    "pause": (0.0, 60.0, "seconds"),
    "loudness": (-60.0, -10.0, "LUFS"),
}


class InvalidDeliveryError(SpeechError):
    """A number that nobody can speak by."""


@dataclass(frozen=True)
class Delivery:
    """How a text is to be said. InvalidDeliveryError if a number is out of range.

    speed         2 is twice as fast
    pitch         semitones up or down
    energy        dB louder or softer
    pitch_range   0 is monotone, 1 the voice's own, 2 twice as lively
    pause         seconds of silence between sentences, twice as long between paragraphs, beside the
                  0.18 s that they keep at their edges
    seed          the same text with the same seed is the same sound
    loudness      LUFS of each sentence, before `energy` is added; None leaves each as loud as the
                  voice says it
    """

    speed: float = 1.0
    pitch: float = 0.0
    energy: float = 0.0
    pitch_range: float = 1.0
    pause: float = 0.2
    seed: int = 0
    loudness: float | None = -22.0

    def __post_init__(self) -> None:
        for name, (low, high, unit) in RANGES.items():
            value = getattr(self, name)
            if name == "loudness" and value is None:
                continue
            if (
                not isinstance(value, (int, float))
                or not math.isfinite(value)
                or not low <= value <= high
            ):
                raise InvalidDeliveryError(
                    f"{name} must be a number from {low:g} to {high:g} ({unit}), not {value!r}."
                )
        if not isinstance(self.seed, int) or not 0 <= self.seed < 2**63:
            raise InvalidDeliveryError(
                f"seed must be a whole number from 0 to 2^63 - 1, not {self.seed!r}."
            )

    @property
    def arguments(self) -> dict[str, Any]:
        """As `TTS.say` and `TTS.stream` take them; JSON can hold them."""
        return asdict(self)

    @property
    def prosody(self) -> dict[str, float]:
        """The four that the acoustic model is given."""
        return {
            "speed": self.speed,
            "pitch": self.pitch,
            "energy": self.energy,
            "pitch_range": self.pitch_range,
        }

    @property
    def target(self) -> float | None:
        """LUFS that a sentence comes out with, if it is told."""
        return None if self.loudness is None else self.loudness + self.energy
