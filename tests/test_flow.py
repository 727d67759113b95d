"""How straight the way from text to sound is: the changes of file in one `say`.

`python tests/test_flow.py` prints them. Each call of a function of ours, and each resumption of a
generator, in another file than the one before is a change. The rules of the front end, the
pronunciation, and the reading of SSML count as one file each.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from types import FrameType

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("tts", "frontend", "vocoders")
ROOMS = {
    "frontend/normalize/": "normalization",
    "frontend/english/normalize/": "normalization",
    "frontend/phonemize/": "pronunciation",
    "frontend/english/pronunciation/": "pronunciation",
    "frontend/ssml/": "SSML",
}
TEXT = "Dr. Wu owes $5."
MAX_CHANGES = 70


def room_of(path: str) -> str:
    """The room of a file, or the file."""
    return next((room for folder, room in ROOMS.items() if path.startswith(folder)), path)


def traced_calls(run: Callable[[], object]) -> list[tuple[str, str]]:
    """File and function of each call."""
    calls: list[tuple[str, str]] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(ROOT):
            name = path.relative_to(ROOT).as_posix()
            if name.startswith(PACKAGES):
                calls.append((room_of(name), frame.f_code.co_name))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return calls


def changes_of_file() -> list[str]:
    """A line for each change of file, with the functions that are called there."""
    from tts import TTS

    tts = TTS.load("heart")
    tts.say(TEXT)  # what is made when it is first asked for does not count
    lines = []
    for room, calls in groupby(traced_calls(lambda: tts.say(TEXT)), lambda call: call[0]):
        names = dict.fromkeys(name for _, name in calls if not name.startswith("<"))
        lines.append(f"{room}: {' '.join(names)}")
    return lines


@pytest.mark.packaged
def test_a_sentence_is_spoken_with_few_changes_of_file():
    assert len(changes_of_file()) <= MAX_CHANGES


def test_a_change_of_file_is_counted():
    from frontend.style import Style

    calls = traced_calls(lambda: Style("en-us").check())
    assert calls[0] == ("frontend/style.py", "check")


if __name__ == "__main__":
    found = changes_of_file()
    numbered = [f"{number:3} {line}" for number, line in enumerate(found, 1)]
    sys.stdout.write("\n".join([*numbered, f"{len(found)} changes of file in a say"]) + "\n")
