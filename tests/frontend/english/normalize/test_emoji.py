"""Emoji by their short names."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Great 👍🏽", "Great thumbs up"),
        ("😂😂😂 yes", "face with tears of joy yes"),
        ("🇫🇷 and 👨‍👩‍👧‍👦", "flag France and family"),
        ("I ❤️ NY", "I love N Y"),
        ("for you ❤️", "for you red heart"),
        ("at 7 ⏰", "at seven alarm clock"),
    ],
)
def test_emoji(written, spoken):
    assert US.normalize(written) == spoken
