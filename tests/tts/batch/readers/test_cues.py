"""Subtitles: cues with their times, and what is no speech left out."""

import pytest

from tts.batch import Slot
from tts.batch.readers.cues import read
from tts.batch.readers.source import Source

SRT = """1
00:00:01,000 --> 00:00:02,500
<i>Hello</i> there,
my friend.

2
00:00:03,000 --> oops
Broken

3
00:00:04,000 --> 00:00:05,000
[door slams]
- Hi. {\\an8}(LAUGHS)

4
00:00:06,000 --> 00:00:07,000
♪

5
00:00:09,000 --> 00:00:08,000
Backwards
"""
VTT = """WEBVTT - title

NOTE a comment

STYLE
::cue { color: red }

intro
00:01.000 --> 01:00:02.000 align:start
<v Fred>Hi &amp; <00:01.500>bye
"""


def jobs(text):
    return read(Source("it", "it", text if isinstance(text, bytes) else text.encode())).jobs


def test_cues_of_subrip():
    first, broken, third, backwards = jobs(SRT)
    assert (first.id, first.text, first.slot) == ("0001", "Hello there, my friend.", Slot(1, 2.5))
    assert first.extra == {"start": 1.0, "end": 2.5}
    assert broken.error == "line 6 of it begins no cue: no times."
    assert "Broken" in broken.text
    assert (third.text, third.id) == ("Hi.", "0003")
    assert backwards.error == "the cue in line 19 ends before it begins."
    assert read(Source("it", "it", SRT.encode())).notes == ("1 cue without words is left out",)


def test_cues_of_webvtt():
    (job,) = jobs(VTT)
    assert (job.text, job.slot) == ("Hi & bye", Slot(1, 3602))
    assert job.extra["speaker"] == "Fred"


@pytest.mark.parametrize("text", [SRT.replace("\n", "\r\n"), "\ufeff" + SRT, "\n\n" + SRT])
def test_line_ends_and_marks_of_windows(text):
    assert [job.text for job in jobs(text)] == [job.text for job in jobs(SRT)]


def test_bytes_that_are_no_text_spoil_no_other_cue():
    cue = b"1\n00:00:01,000 --> 00:00:02,000\nfine\n\n2\n00:00:03,000 --> 00:00:04,000\n\xff\n"
    good, bad = jobs(cue)
    assert good.error is None and "is not UTF-8" in bad.error


def test_cues_without_blank_lines_between_are_told_apart():
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nOne,\nstill one.\n2\n00:00:03,000 --> 00:00:04,000\nTwo"
    )
    assert [(job.id, job.text) for job in jobs(text)] == [
        ("0001", "One, still one."),
        ("0002", "Two"),
    ]
    without_numbers = "00:01.000 --> 00:02.000\nOne 1.\n00:03.000 --> 00:04.000\nTwo"
    assert [job.text for job in jobs(without_numbers)] == ["One 1.", "Two"]
    number = "1\n00:00:01,000 --> 00:00:02,000\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo"
    assert [job.text for job in jobs(number)] == ["1984", "Two"]


def test_cues_come_in_the_order_of_their_times():
    text = (
        "1\n00:00:05,000 --> 00:00:06,000\nLater\n\nno times\n\n"
        "3\n00:00:01,000 --> 00:00:02,000\nEarlier"
    )
    found = jobs(text)
    assert [(job.id, job.error is None) for job in found] == [
        ("0003", True),
        ("0001", True),
        ("0002", False),
    ]
