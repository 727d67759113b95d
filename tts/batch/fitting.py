"""Speech fitted to a given time by its rate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tts.audio import Audio
from tts.delivery import RANGES, Delivery

TRIES = 5
SPEED_MARGIN = 1.003  # duration is not quite inverse to speed: silences have limits
CLOSE = 0.97  # speech that fills so much of the time is not made slower


def fit_speed(
    say: Callable[[Delivery], Audio],
    delivery: Delivery,
    seconds: float,
    limits: tuple[float, float] = (1.0, 1.5),
) -> tuple[Audio, float]:
    """Speech that lasts at most so long, and the factor of its speed.

    say       speaks the text
    delivery  whose speed is the factor 1
    limits    lowest and highest factor. Speech that does not fit at the highest one is longer;
              speech that is shorter is slowed down to the lowest
    """
    low, high = limits
    factor = min(max(1.0, low), high)
    audio = say(with_speed(delivery, factor))
    for _ in range(TRIES):
        if audio.seconds <= seconds or factor == high:
            break
        factor = min(factor * audio.seconds / seconds * SPEED_MARGIN, high)
        audio = say(with_speed(delivery, factor))
    slower = max(factor * audio.seconds / seconds * SPEED_MARGIN, low)
    if audio.seconds < CLOSE * seconds and slower < min(factor, 1.0):
        longer = say(with_speed(delivery, slower))
        if longer.seconds <= seconds:
            return longer, slower
    return audio, factor


def with_speed(delivery: Delivery, factor: float) -> Delivery:
    """The same delivery, faster by a factor, as far as its range goes."""
    low, high, _ = RANGES["speed"]
    return replace(delivery, speed=min(max(delivery.speed * factor, low), high))
