"""Chats: short forms and faces."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("btw, idk", "by the way, I don't know"),
        ("BTW", "B T W"),
        ("imo it", "in my opinion it"),
        ("thanks :) bye", "thanks bye"),
        ("well -_- ok xD", "well ok"),
        ("love you <3", "love you love"),
        ("if x <3", "if x less than three"),
        ("ur so funny", "you're so funny"),
        ("after ur driving", "after your driving"),
        ("is this ur car", "is this your car"),
        ("c u l8r", "see you later"),
        ("the c and u of it", "the c and u of it"),
        ("i got 2 go", "i got to go"),
        ("i got 2 tickets", "i got two tickets"),
        ("busy atm", "busy at the moment"),
        ("in nyc", "in N Y C"),
        ("(see note:) so", "(see note:) so"),
    ],
)
def test_chat(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Msgr. D: Yes.", "Msgr D: Yes."),
        ("what D: no", "what no"),
        ("phi eta sigma", "phi eta sigma"),
        ("Only you-u-u.", "Only you-u-u."),
    ],
)
def test_labels_and_greek(written, spoken):
    assert US.normalize(written) == spoken
