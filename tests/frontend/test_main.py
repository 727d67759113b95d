"""The command `python -m frontend`."""

import json
import subprocess
import sys

from frontend.__main__ import answers


def test_explain_command_prints_json():
    answer = subprocess.run(
        [sys.executable, "-m", "frontend", "explain"],
        input="$5\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads(answer) == [
        {
            "start": 0,
            "end": 2,
            "class": "money",
            "rule": "money",
            "spoken": "five dollars",
            "phonemes": "fˈIv dˈɑləɹz",
            "origin": "packaged",
        }
    ]


def test_command_reads_lines():
    answer = subprocess.run(
        [sys.executable, "-m", "frontend"],
        input="$5\n\n10 km\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert answer == "five dollars\n\nten kilometers\n"


def test_answers():
    assert answers("normalize", "en-gb")("5 m") == "five metres"
    assert answers("normalize", "en-us", "zero=oh")("call 555-0100").endswith("oh one oh oh")
    assert answers("phonemize", "en-us")("Hello!") == "həlˈO!"
    assert json.loads(answers("explain", "en-us")("5"))[0]["spoken"] == "five"
