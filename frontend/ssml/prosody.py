"""How words are to be said: rate, pitch, loudness, voice and language, as <prosody>, <emphasis>,
<voice> and <lang> change them.

The words of prosody ("slow", "x-high") have no values in the standard, only an order; those here
are this project's own.
"""

import math
import re
from typing import NamedTuple

RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "fast": 1.25, "x-fast": 1.6, "default": 1.0}
PITCHES = {
    "x-low": -6.0,
    "low": -3.0,
    "medium": 0.0,
    "high": 3.0,
    "x-high": 6.0,
    "default": 0.0,
}  # semitones
VOLUMES = {
    "silent": -math.inf,
    "x-soft": -12.0,
    "soft": -6.0,
    "medium": 0.0,
    "loud": 3.0,
    "x-loud": 6.0,
    "default": 0.0,
}  # dB
EMPHASIS = {
    "strong": (0.85, 2.0, 3.0),
    "moderate": (0.92, 1.0, 1.5),
    "none": (1.0, 0.0, 0.0),
    "reduced": (1.1, -1.0, -2.0),
}  # rate, st, dB
SLOWEST = 0.25
FASTEST = 4.0
FARTHEST = 24.0  # semitones up or down
# Hz of a base
LOWEST = 20.0
HIGHEST = 2000.0
LOUDEST = 20.0  # dB
NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<number>\d+(?:\.\d+)?|\.\d+)(?P<unit>%|st|Hz|dB)?", re.IGNORECASE
)


class Manner(NamedTuple):
    """How a phoneme is to be said.

    rate       2 is twice as fast
    pitch      semitones up or down from the base
    hertz      the base in Hz; None is the voice's own mean
    more_hertz Hz added to the base, before the semitones
    volume     dB; -inf is silent
    emphasis   the level of <emphasis>, whose rate, pitch and volume are already in the numbers
    voice      the name of the voice, None for the one that reads the document
    locale     en-us or en-gb; None for the voice's own
    """

    rate: float = 1.0
    pitch: float = 0.0
    hertz: float | None = None
    more_hertz: float = 0.0
    volume: float = 0.0
    emphasis: str = ""
    voice: str | None = None
    locale: str | None = None

    def semitones(self, mean: float) -> float:
        """How far the pitch lies from that of a voice whose mean is so many Hz.

        >>> Manner(pitch=2.0).semitones(200.0), Manner(hertz=400.0).semitones(200.0)
        (2.0, 12.0)
        """
        base = min(max(LOWEST, (self.hertz or mean) + self.more_hertz), HIGHEST)
        return self.pitch + 12 * math.log2(base / mean)

    def emphasized(self, level: str) -> "Manner":
        """With the emphasis of this level."""
        rate, pitch, volume = EMPHASIS[level]
        return (
            self._replace(rate=_bounded(self.rate * rate), emphasis=level)
            .moved(pitch)
            .louder(volume)
        )

    def moved(self, semitones: float) -> "Manner":
        """So much higher."""
        return self._replace(pitch=min(max(self.pitch + semitones, -FARTHEST), FARTHEST))

    def louder(self, decibels: float) -> "Manner":
        """So much louder."""
        return self._replace(volume=min(self.volume + decibels, LOUDEST))

    def paced(self, value: str) -> "Manner | None":
        """With prosody's `rate`: a word, a number or percentage of the rate around, or a change of
        it (+10%); None if it is none of these.
        """
        if value in RATES:
            return self._replace(rate=RATES[value])
        match = NUMBER.fullmatch(value)
        if not match or (match["unit"] or "%") != "%":
            return None
        number = float(match["number"]) / (100 if match["unit"] else 1)
        if match["sign"]:
            number = 1 + number if match["sign"] == "+" else 1 - number
        return self._replace(rate=_bounded(self.rate * number)) if number > 0 else None

    def pitched(self, value: str) -> "Manner | None":
        """With prosody's `pitch`: a word, Hz, or a change in Hz, semitones or percent; None if it
        is none of these.
        """
        if value in PITCHES:
            return self._replace(pitch=PITCHES[value], hertz=None, more_hertz=0.0)
        match = NUMBER.fullmatch(value)
        if not match or not match["unit"]:
            return None
        number = float(match["sign"] + match["number"])
        unit = match["unit"].lower()
        if unit == "hz":
            return (
                self._replace(more_hertz=self.more_hertz + number)
                if match["sign"]
                else self._replace(hertz=number, more_hertz=0.0, pitch=0.0)
            )
        if unit == "st":
            return self.moved(number)
        return (
            self.moved(12 * math.log2(1 + number / 100)) if unit == "%" and number > -100 else None
        )

    def loud(self, value: str) -> "Manner | None":
        """With prosody's `volume`: a word, a change in dB or percent, or a number from 0 to 100
        (SSML 1.0); None if it is none of these.
        """
        if value in VOLUMES:
            return self._replace(volume=VOLUMES[value])
        match = NUMBER.fullmatch(value)
        if not match or (match["unit"] or "%").lower() not in ("%", "db"):
            return None
        if (match["unit"] or "").lower() == "db":
            return self.louder(float(match["sign"] + match["number"]))
        change = float(match["sign"] + match["number"]) / 100
        gain = 1 + change if match["sign"] else change
        return self.louder(20 * math.log10(gain) if gain > 0 else -math.inf)


def _bounded(rate: float) -> float:
    """A rate that a voice can follow."""
    return min(max(rate, SLOWEST), FASTEST)
