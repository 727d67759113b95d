"""Elements for prosody: breaks, emphasis, rate, pitch and volume."""

import pytest

from frontend import SsmlError
from frontend.phonemize.notation import Notation
from frontend.ssml.builder import DocumentBuilder


@pytest.mark.parametrize(
    "given, milliseconds",
    [
        ({}, 500.0),
        ({"strength": "none"}, 0.0),
        ({"strength": "x-strong"}, 1200.0),
        ({"time": "70ms"}, 70.0),
        ({"time": "+.5S"}, 500.0),
        ({"time": "60s", "strength": "weak"}, 60_000.0),
    ],
)
def test_breaks(opened, given, milliseconds):
    builder = DocumentBuilder(Notation({}))
    opened("break", builder, **given)
    document = builder.document()
    assert [pause.milliseconds for pause in document.breaks] == [milliseconds]
    assert document.text == " "


@pytest.mark.parametrize("time", ["60.1s", "5", "-1s", "1m", ""])
def test_what_is_no_time(opened, time):
    with pytest.raises(SsmlError, match="Write 500ms"):
        opened("break", time=time)


def test_a_strength_or_level_that_is_not_there_is_refused(opened):
    with pytest.raises(SsmlError, match="strength='huge' of <break> is none of none, x-weak"):
        opened("break", strength="huge")
    with pytest.raises(SsmlError, match="level='huge' of <emphasis> is none of"):
        opened("emphasis", level="huge")


def test_prosody_changes_what_is_asked_for(opened):
    prosody = opened("prosody", rate="120%", pitch="+2st").prosody
    assert (prosody.rate, prosody.pitch) == (pytest.approx(1.2), 2.0)
    with pytest.raises(SsmlError, match=r"rate='quick' of <prosody> is no rate\. Write x-slow"):
        opened("prosody", rate="quick")


def test_emphasis_is_moderate_unless_it_says_otherwise(opened):
    assert opened("emphasis").prosody == opened("emphasis", level="moderate").prosody
    assert opened("emphasis", level="reduced").prosody.rate > opened("emphasis").prosody.rate


def test_a_mark_needs_a_name(opened):
    builder = DocumentBuilder(Notation({}))
    opened("mark", builder, name="here")
    assert [mark.name for mark in builder.document().marks] == ["here"]
    with pytest.raises(SsmlError, match="needs the attribute 'name'"):
        opened("mark")
