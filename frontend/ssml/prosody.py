"""Prosody by phoneme: rate, pitch, volume, voice and locale, as <prosody>, <emphasis>, <voice> and
<lang> set them.

The standard gives the words of prosody ("slow", "x-high") an order, but no values; the values here
are this project's own.
"""

from __future__ import annotations

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
}  # rate, semitones, dB
MIN_SPEAKING_RATE = 0.25
MAX_SPEAKING_RATE = 4.0
MAX_SEMITONES = 24.0  # semitones up or down
MIN_HZ = 20.0  # of a base
MAX_HZ = 2000.0
MAX_DB = 20.0
PROSODY_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<number>\d+(?:\.\d+)?|\.\d+)(?P<unit>%|st|Hz|dB)?", re.IGNORECASE
)


class Prosody(NamedTuple):
    """Prosody of a phoneme, as the elements around it set it.

    rate       factor: 2 is twice as fast
    pitch      semitones above (or, negative, below) the base
    base_hz    the base in Hz; None: the mean of the voice
    hz_offset  Hz that are added to the base before the semitones
    volume     dB; -inf is silent
    voice      name of the voice; None: the voice that reads the document
    locale     en-us or en-gb; None: the locale of the voice
    """

    rate: float = 1.0
    pitch: float = 0.0
    base_hz: float | None = None
    hz_offset: float = 0.0
    volume: float = 0.0
    voice: str | None = None
    locale: str | None = None

    def semitones(self, mean: float) -> float:
        """Semitones between this pitch and that of a voice with a mean of so many Hz.

        >>> Prosody(pitch=2.0).semitones(200.0), Prosody(base_hz=400.0).semitones(200.0)
        (2.0, 12.0)
        """
        base = (self.base_hz or mean) + self.hz_offset
        base = min(max(MIN_HZ, base), MAX_HZ)
        return self.pitch + 12 * math.log2(base / mean)

    def with_emphasis(self, level: str) -> Prosody:
        """This prosody with the rate, pitch and volume of an emphasis level (a key of EMPHASIS)."""
        rate, pitch, volume = EMPHASIS[level]
        slower = self._replace(rate=_clamp_rate(self.rate * rate))
        return slower.shift_semitones(pitch).add_db(volume)

    def shift_semitones(self, semitones: float) -> Prosody:
        """This prosody so many semitones higher, within MAX_SEMITONES."""
        pitch = self.pitch + semitones
        return self._replace(pitch=min(max(pitch, -MAX_SEMITONES), MAX_SEMITONES))

    def add_db(self, decibels: float) -> Prosody:
        """This prosody so many dB louder, at most MAX_DB."""
        return self._replace(volume=min(self.volume + decibels, MAX_DB))

    def with_rate(self, value: str) -> Prosody | None:
        """This prosody with the attribute `rate`; None for a value that is no rate.

        The value is a word of RATES, a factor or percentage of the rate around it, or a change
        of that rate ("+10%").
        """
        if value in RATES:
            return self._replace(rate=RATES[value])
        match = PROSODY_NUMBER.fullmatch(value)
        if not match or (match["unit"] or "%") != "%":
            return None
        factor = float(match["number"]) / (100 if match["unit"] else 1)
        if match["sign"] == "+":
            factor = 1 + factor
        elif match["sign"] == "-":
            factor = 1 - factor
        if factor <= 0:
            return None
        return self._replace(rate=_clamp_rate(self.rate * factor))

    def with_pitch(self, value: str) -> Prosody | None:
        """This prosody with the attribute `pitch`; None for a value that is no pitch.

        The value is a word of PITCHES, a pitch in Hz, or a change in Hz, semitones or percent.
        """
        if value in PITCHES:
            return self._replace(pitch=PITCHES[value], base_hz=None, hz_offset=0.0)
        match = PROSODY_NUMBER.fullmatch(value)
        if not match or not match["unit"]:
            return None
        number = float(match["sign"] + match["number"])
        unit = match["unit"].lower()
        if unit == "hz":
            return self._with_hz(number, relative=bool(match["sign"]))
        if unit == "st":
            return self.shift_semitones(number)
        if unit == "%" and number > -100:
            return self.shift_semitones(12 * math.log2(1 + number / 100))
        return None

    def _with_hz(self, hertz: float, relative: bool) -> Prosody:
        """This prosody at so many Hz, or with so many Hz added."""
        if relative:
            return self._replace(hz_offset=self.hz_offset + hertz)
        return self._replace(base_hz=hertz, hz_offset=0.0, pitch=0.0)

    def with_volume(self, value: str) -> Prosody | None:
        """This prosody with the attribute `volume`; None for a value that is no volume.

        The value is a word of VOLUMES, a change in dB or percent, or a number from 0 to 100
        (SSML 1.0).
        """
        if value in VOLUMES:
            return self._replace(volume=VOLUMES[value])
        match = PROSODY_NUMBER.fullmatch(value)
        if not match:
            return None
        number = float(match["sign"] + match["number"])
        unit = (match["unit"] or "%").lower()
        if unit == "db":
            return self.add_db(number)
        if unit != "%":
            return None
        gain = number / 100
        if match["sign"]:
            gain = 1 + gain
        return self.add_db(20 * math.log10(gain) if gain > 0 else -math.inf)


def _clamp_rate(rate: float) -> float:
    """A rate that a voice can follow."""
    return min(max(rate, MIN_SPEAKING_RATE), MAX_SPEAKING_RATE)
