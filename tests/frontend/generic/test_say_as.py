"""<say-as> in any language."""

import pytest

from frontend.generic.say_as import say_as
from frontend.german.table import GERMAN_TABLE
from frontend.ssml.say_as import SayAsInput
from frontend.style import Style

READ = say_as(GERMAN_TABLE)


def spoken(name, text):
    item = SayAsInput(text, "", Style("de"), lambda plain: f"<{plain}>")
    return [span.spoken for span in READ(name, item)]


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("cardinal", "1.234,5", ["eintausendzweihundertvierunddreißig Komma fünf"]),
        ("cardinal", "-5", ["minus fünf"]),
        ("number", "XIV", ["vierzehn"]),
        ("ordinal", "3.", ["dritte"]),
        ("ordinal", "iv", ["vierte"]),
        ("digits", "030", ["null drei null"]),
        ("telephone", "+49 30", ["plus vier neun drei null"]),
        ("characters", "a1 &", ["A", "eins", "und"]),
        ("date", "3. Mai", ["<3. Mai>"]),
        ("cardinal", "Haus", ["<Haus>"]),
        ("digits", "Haus", ["<Haus>"]),
    ],
)
def test_classes(name, text, words):
    assert spoken(name, text) == words
