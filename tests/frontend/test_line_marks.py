"""Marks of layout in a line."""

import pytest

from frontend.clean import MarkEdit
from frontend.line_marks import (
    MAX_LINE,
    is_marked,
    is_quote,
    is_row,
    is_silent,
    is_undecided,
    line_edits,
    stands_alone,
    text_start,
)


@pytest.mark.parametrize(
    "line, text",
    [
        ("- 400 g", "400 g"),
        ("  * [x] done", "done"),
        ("> > - deep", "deep"),
        ("## 5 ways", "5 ways"),
        ("# 5", "# 5"),
        ("+ five", "five"),
        ("+ 5", "+ 5"),
        ("-5 degrees", "-5 degrees"),
        ("#topic", "#topic"),
        ("```python", "python"),
        ("plain", "plain"),
    ],
)
def test_text_start(line, text):
    assert line[text_start(line, 0, len(line)) :] == text


@pytest.mark.parametrize(
    "line", ["---", "* * *", "==", "|---|:-:|", "--- | ---", "```", "$$", "00:01,000 --> 00:02,500"]
)
def test_lines_of_marks_alone(line):
    assert is_silent(line, 0, len(line)) and stands_alone(line, 0, len(line))


@pytest.mark.parametrize("line", ["--", "a", "- a", "5 - 4", "=", "-----a", "-" * (MAX_LINE + 1)])
def test_other_lines(line):
    assert not is_silent(line, 0, len(line))


def test_kinds_of_lines():
    assert is_row("| a | b |", 0, 9) and not is_row("|x| + |y|", 0, 9)
    assert is_quote("> a", 0, 3) and not is_quote("a > b", 0, 5)
    assert all(is_marked(line, 0, len(line)) for line in ("1. a", "(b) c", "iv) d", "- e", "| f"))
    assert not any(is_marked(line, 0, len(line)) for line in ("1.5 m", "a. ", "in", "-5"))
    assert is_undecided("12", 0, 2) and not is_undecided("The", 0, 3)


def test_edits_of_a_row_and_of_a_heading():
    assert list(line_edits("| a | b |", 0, 9, 9, 9)) == [
        MarkEdit(0, 1, ""),
        MarkEdit(3, 5, ","),
        MarkEdit(7, 9, ""),
    ]
    assert list(line_edits("# a #", 0, 5, 5, 5)) == [MarkEdit(0, 2, ""), MarkEdit(3, 5, "")]


def test_numbers_of_subtitles():
    subtitle = "12\n00:00:01,000 --> 00:00:02,000"
    assert list(line_edits(subtitle, 0, 2, 3, len(subtitle))) == [MarkEdit(0, 2, "")]
    assert list(line_edits("12\nmen", 0, 2, 3, 6)) == []


def test_more_than_a_number_is_no_quote():
    assert not is_quote(">90% of it", 0, 10)
    assert is_quote("> 90% of it", 0, 11)
