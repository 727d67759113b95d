"""The progress line is seen by those who wait, and by nobody else."""

import io

import pytest

from tts.cli import progress
from tts.cli.progress import Progress, format_duration


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def moment(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize("stream", [Terminal, io.StringIO])
def test_what_is_quick_is_done_in_silence(stream, moment):
    bar = Progress("speaking", out := stream())
    for step in range(19):
        moment[0] = 100 + step / 10
        bar.show(step / 20)
    bar.clear()
    assert out.getvalue() == ""


def test_a_terminal_sees_the_share_and_the_time_left_and_keeps_nothing(moment):
    bar = Progress("speaking", out := Terminal())
    moment[0] = 103
    bar.show(0.25)
    bar.show(0.26)  # too soon to draw again
    assert out.getvalue() == "\rspeaking [########......................]  25%, 0:09 left "
    bar.clear()
    assert out.getvalue().endswith(" \r")


def test_an_error_removes_the_bar(moment):
    out = Terminal()
    with pytest.raises(KeyError), Progress("speaking", out) as bar:
        moment[0] = 103
        bar.show(0.5)
        raise KeyError
    assert out.getvalue().endswith(" \r")


def test_a_bar_that_is_cleared_can_be_drawn_again(moment):
    bar = Progress("speaking", out := Terminal())
    for moment[0] in (103, 106):
        bar.show(0.5)
        bar.clear()
        bar.clear()  # nothing more to remove
    assert out.getvalue().count("50%") == out.getvalue().count("  \r") == 2


def test_without_standard_error_nothing_is_drawn(moment, monkeypatch):
    monkeypatch.setattr(progress.sys, "stderr", None)
    with Progress("speaking") as bar:
        moment[0] = 200
        bar.show(0.5)


def test_a_log_gets_a_line_now_and_then(moment):
    bar = Progress("speaking", out := io.StringIO())
    for second in range(40):
        moment[0] = 100 + second
        bar.show(second / 40)
    bar.clear()
    assert [line.split(",")[0][-3:] for line in out.getvalue().splitlines()] == [
        "25%",
        "50%",
        "75%",
    ]
    assert "\r" not in out.getvalue()


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (75, "1:15"), (3599.6, "1:00:00"), (36000, "10:00:00")]
)
def test_times_are_written_as_on_a_clock(seconds, shown):
    assert format_duration(seconds) == shown
