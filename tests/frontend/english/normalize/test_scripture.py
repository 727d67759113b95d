"""Books, chapters and verses."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Gen. 1:1", "Genesis one one"),
        ("1 Cor. 13:4-7", "First Corinthians thirteen four to seven"),
        ("Micah 6:6", "Micah six six"),
        ("John 3:16", "John three sixteen"),
        ("2 Kings 5:10", "Second Kings five ten"),
        ("Ps. 23", "Psalm twenty-three"),
        ("Pss. 42-43", "Psalms forty-two to forty-three"),
    ],
)
def test_verses(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Gen. Lee", "General Lee"),
        ("a PS 5", "a P S five"),
        ("Tell John 9:05", "Tell John nine oh five"),
        ("Mark 9:30-10:30", "Mark nine thirty to ten thirty"),
        ("Luke 5:30 pm", "Luke five thirty P M"),
        ("at 3:16", "at three sixteen"),
    ],
)
def test_no_verses(written, spoken):
    assert US.normalize(written) == spoken
