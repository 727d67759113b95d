"""Directions on maps."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Go N on Elm", "Go N on Elm"),
        ("Elm Ave S, near", "Elm Avenue South, near"),
        ("12 Oak Rd. NE.", "twelve Oak Road Northeast"),
        ("I-90 W to Exit 3", "I ninety West to Exit three"),
        ("at W 4th and Main", "at West fourth and Main"),
        ("the SE corner of it", "the southeast corner of it"),
        ("SW England", "southwest England"),
        ("Turn L at the light.", "Turn left at the light."),
        ("plan R on it", "plan R on it"),
        ("on Maple Ct.", "on Maple Court."),
        ("a CT scan", "a C T scan"),
        ("the E flat", "the E flat"),
    ],
)
def test_directions(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("It starts with a L.", "It starts with a L."),
        ("Hang a L.", "Hang a left."),
    ],
)
def test_the_letter(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Winds SSW at 15 kts", "Winds south southwest at fifteen knots"),
        ("Wind NW 10 mph", "Wind northwest ten miles per hour"),
    ],
)
def test_winds(written, spoken):
    assert US.normalize(written) == spoken
