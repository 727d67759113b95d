"""Dates, times and durations of <say-as>."""

import pytest

from frontend.english.say_as_times import read_date, read_duration, read_time
from frontend.ssml.say_as import SayAsInput
from frontend.style import Style


def item(text, format="", locale="en-us"):
    return SayAsInput(text, format, Style(locale), str)


@pytest.mark.parametrize(
    "text, format, spoken",
    [
        ("3/4/2020", "mdy", "March fourth, twenty twenty"),
        ("3/4/2020", "dmy", "the third of April, twenty twenty"),
        ("20200403", "ymd", "April third, twenty twenty"),
        ("03042020", "dmy", "the third of April, twenty twenty"),
        ("4/84", "my", "April, eighty-four"),
        ("5", "d", "fifth"),
        ("3/4/2020", "", None),
        ("13/4", "md", None),
        ("3 April", "d", None),
        ("1/2/20200", "dmy", None),
    ],
)
def test_dates(text, format, spoken):
    assert read_date(item(text, format)) == spoken


def test_british_dates_run_day_first():
    assert read_date(item("3/4", "md", "en-gb")) == "the fourth of March"


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("14:30", "fourteen thirty"),
        ("2:30pm", "two thirty P M"),
        ("2:30:05", "two thirty and five seconds"),
        ("1'01\"", "one minute one second"),
        ("25:00", None),
        ("12:60", None),
        ("", None),
        ("noon", None),
    ],
)
def test_times(text, spoken):
    assert read_time(item(text)) == spoken


def test_british_half_hours():
    assert read_time(item("3:30", locale="en-gb")) == "half past three"


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("2:03:59", "two hours three minutes fifty-nine seconds"),
        ("1h 30m", "one hour thirty minutes"),
        ("PT5M", "five minutes"),
        ("", None),
        ("soon", None),
    ],
)
def test_durations(text, spoken):
    assert read_duration(item(text)) == spoken
