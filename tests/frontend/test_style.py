"""Conventions of reading."""

import re

import pytest

from frontend import Frontend, Style, UnknownLocaleError, UnknownStyleError

GB = Frontend("en-gb")


def test_style_chooses_conventions():
    assert GB.normalize("at 3:30 pm, 3:15") == "at half past three P M, three fifteen"
    front = Frontend(style=Style(number_and=True, money_and=False, zero="oh", emoji="drop"))
    assert (
        front.normalize("105 👍 for $5.10, call 555-0100")
        == "one hundred and five for five dollars ten cents, call five five five, oh one oh oh"
    )
    assert (
        Frontend(style=Style("en-gb", number_and=False)).normalize("105 m")
        == "one hundred five metres"
    )
    assert front.locale == "en-us" and Frontend("en-gb").style.locale == "en-gb"
    with pytest.raises(UnknownLocaleError):
        Frontend(style=Style("xx"))


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("", Style()),
        ("zero=oh", Style(zero="oh")),
        (" Number_And = no ,emoji=drop,", Style(emoji="drop", number_and=False)),
        ("money-and=no,zero=oh,zero=zero", Style(money_and=False)),
        ("money-and=yes", Style()),
    ],
)
def test_a_style_is_written_as_text(written, style):
    assert Style.parse(written) == style == Style.parse(str(style))
    assert Frontend("en-gb", style=written).style == style._replace(locale="en-gb")


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("oh", "'oh'"),
        ("zero=nought", "zero=zero|oh"),
        ("money and=no", "zero=oh,money-and=no"),
        (Style(zero="nought"), "'zero' or 'oh'"),
        (Style(emoji=None), "emoji=None"),
        (Style(number_and="yes"), "True or False or None"),
    ],
)
def test_a_style_that_there_is_not_is_told(style, said):
    with pytest.raises(UnknownStyleError, match=re.escape(said)):
        Frontend(style=style)
    with pytest.raises(UnknownStyleError, match="emoji"):
        Frontend(emoji="mumble")
