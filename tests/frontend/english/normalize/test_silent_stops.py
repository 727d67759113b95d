"""Stops that are not heard."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("James T. Kirk left.", "James T Kirk left."),
        ("J. R. R. Tolkien", "J R R Tolkien"),
        ("Lee, K., et al., 1999", "Lee, K, et al, nineteen ninety-nine"),
        ("you and I. We go", "you and I. We go"),
        ("He said no. then left", "He said no. then left"),
        ("I got an A. A man left.", "I got an A. A man left."),
        ("S. Kim", "S Kim"),
    ],
)
def test_silent_stops(written, spoken):
    assert US.normalize(written) == spoken
