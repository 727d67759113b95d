"""Times of day, spans and durations."""

import pytest

from frontend import Frontend

US = Frontend()
GB = Frontend("en-gb")


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("9:30 a.m.", "nine thirty A M"),
        ("6pm", "six P M"),
        ("12:00", "twelve o'clock"),
        ("10:05", "ten oh five"),
        ("7:00", "seven o'clock"),
        ("0:30", "zero thirty"),
        ("00:00", "zero hundred"),
        ("3:30 pm EST", "three thirty P M E S T"),
        ("17h30", "seventeen thirty"),
        ("13:00 GMT", "thirteen o'clock G M T"),
        ("9.30 am", "nine thirty A M"),
        ("6 amps", "six amps"),
    ],
)
def test_times(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("3:30", "half past three"),
        ("15:30", "fifteen thirty"),
        ("03:30", "three thirty"),
        ("12:30 pm", "half past twelve P M"),
    ],
)
def test_times_in_british_english(written, spoken):
    assert GB.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("9am-5pm", "nine A M to five P M"),
        ("9-5pm", "nine to five P M"),
        ("9-5", "nine to five"),
        ("4:00 am - 8:12 pm", "four A M to eight twelve P M"),
        ("10:30-11:45", "ten thirty to eleven forty-five"),
        ("noon-5pm", "noon to five P M"),
        ("9:00 a.m. - 5:00", "nine A M to five o'clock"),
    ],
)
def test_spans(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1h 30m", "one hour thirty minutes"),
        ("3min 20s", "three minutes twenty seconds"),
        ("2:03:59", "two hours three minutes and fifty-nine seconds"),
        ("1:01:01", "one hour one minute and one second"),
        ("1:23.45", "one minute twenty-three point four five seconds"),
        ("1h 1m 1s", "one hour one minute one second"),
        ("2:03:01 pm", "two hours three minutes and one second P M"),
    ],
)
def test_durations(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("0600 hours", "zero six hundred hours"),
        ("1830 hrs", "eighteen thirty hours"),
        ("0630Z", "zero six thirty Zulu"),
    ],
)
def test_military(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("at 6:15a and 9:40p", "at six fifteen A M and nine forty P M"),
    ],
)
def test_short_halves(written, spoken):
    assert US.normalize(written) == spoken
