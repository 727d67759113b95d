"""Documents that ask for too much: one line, at once."""

import pytest

from frontend import Frontend
from frontend.errors import SsmlError

BOMBS = {
    "breaks": "hi" + "<break time='60s'/>" * 10_000,
    "a value": f"<sub alias='{'a ' * 500_000}'>x</sub>",
    "a number": f"<prosody rate='{'9' * 1_000_000}'>x</prosody>",
    "a name": f"<{'a' * 1_000_000}/>",
    "digits": f"<say-as interpret-as='cardinal'>{'9' * 300_000}</say-as>",
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_in_one_line(kind):
    with pytest.raises(SsmlError, match=r"^SSML, line 1, column \d+: ") as caught:
        list(Frontend().ssml(f"<speak>{BOMBS[kind]}</speak>"))
    assert len(str(caught.value)) < 300 and "\n" not in str(caught.value)
