"""Notes of doctors."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a 45 y/o F", "a forty-five year old F"),
        ("the F train", "the F train"),
        ("h/o asthma", "history of asthma"),
        ("pt denies pain", "patient denies pain"),
        ("one pt of milk", "one pt of milk"),
        ("the sob story", "the sob story"),
        ("2 mg q6h", "two milligrams Q six H"),
        ("3x/week", "three times a week"),
    ],
)
def test_medicine(written, spoken):
    assert US.normalize(written) == spoken
