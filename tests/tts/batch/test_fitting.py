"""Speech is fitted to a time by its rate, within limits."""

import numpy as np
import pytest

from tts import Audio, Delivery
from tts.batch.fitting import fit_speed, with_speed


def speaker(seconds, silence=0.1):
    """Speech that lasts so long at speed 1, with silence that does not change."""
    said = []

    def say(delivery):
        said.append(delivery.speed)
        return Audio(np.zeros(round((seconds / delivery.speed + silence) * 1000)), 1000)

    return say, said


@pytest.mark.parametrize(
    ("natural", "limits", "low", "high"),
    [
        (1.0, (1.0, 1.5), 1.0, 1.0),  # shorter, and not slowed down
        (2.5, (1.0, 1.5), 1.25, 1.4),  # faster
        (9.0, (1.0, 1.5), 1.5, 1.5),  # as fast as it may be, and too long
        (1.0, (0.8, 1.5), 0.8, 0.8),  # slower
        (1.8, (0.5, 1.5), 0.93, 0.97),
        (1.8, (1.2, 1.5), 1.2, 1.2),
    ],
)
def test_the_rate_fits_the_speech_to_the_time(natural, limits, low, high):
    say, said = speaker(natural)
    audio, factor = fit_speed(say, Delivery(), 2.0, limits)
    assert low <= factor <= high
    assert audio.seconds <= 2.0 or factor == limits[1]
    assert len(said) <= 4


def test_the_speed_of_the_run_is_the_factor_one():
    assert with_speed(Delivery(speed=1.2), 1.5).speed == pytest.approx(1.8)
    assert with_speed(Delivery(speed=3.0), 1.5).speed == 4.0
