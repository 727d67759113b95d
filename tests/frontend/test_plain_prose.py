"""Plain words come back as they are: messages, dialogue, headlines, lyrics, e-mail, subtitles. The
lines are full of words that are names, abbreviations or numerals elsewhere.
"""

import re
from pathlib import Path

import pytest

from frontend import Frontend

LINES = Path(__file__).with_name("plain_prose.txt").read_text(encoding="utf-8").splitlines()
US = Frontend()
GB = Frontend("en-gb")


def words(text):
    """The words of a text in small letters."""
    return re.findall(r"[a-z']+", text.lower())


@pytest.mark.parametrize("line", LINES)
def test_plain_words_are_never_changed(line):
    assert words(US.normalize(line)) == words(line)
    assert words(GB.normalize(line)) == words(line)
