"""The elements of SSML, each by itself."""

import warnings

import pytest

from frontend import SsmlError
from frontend.phonemize.notation import Notation
from frontend.ssml.builder import DocumentBuilder
from frontend.ssml.element import OpenElement
from frontend.ssml.elements import ELEMENTS
from frontend.ssml.prosody import Prosody

VOICES = {"heart": "en-us", "emma": "en-gb"}


def opened(tag, builder=None, **given):
    """The element of a tag, opened with these attributes ("_" for "-", "xml_lang" for xml:lang)."""
    builder = builder or DocumentBuilder(Notation({}), VOICES)
    given = {name.replace("xml_", "xml:").replace("_", "-"): value for name, value in given.items()}
    element = ELEMENTS[tag]
    element.check(builder, tag, given)
    return element.open(builder, OpenElement(tag, element, Prosody(), 0, 0, 0), given)


@pytest.mark.parametrize("tag", sorted(set(ELEMENTS) - {"metadata", "meta", "desc"}))
def test_unknown_attributes_are_refused(tag):
    with pytest.raises(SsmlError, match="no attribute 'wrong'"):
        opened(tag, wrong="1")


@pytest.mark.parametrize(
    "given, voice",
    [
        ({"name": "emma"}, "emma"),
        ({"name": "bob emma"}, "emma"),
        ({"languages": "en-GB"}, "emma"),
        ({"xml_lang": "en-US"}, "heart"),
        ({"languages": "en"}, "heart"),
        ({"gender": "male"}, None),
    ],
)
def test_voices_by_name_and_language(given, voice):
    prosody = opened("voice", **given).prosody
    assert (prosody.voice, prosody.locale) == (voice, VOICES.get(voice))


def test_any_name_passes_without_a_list_of_voices():
    builder = DocumentBuilder(Notation({}), None)
    assert opened("voice", builder, name="bob").prosody.voice == "bob"


def test_the_accent_of_a_language():
    assert opened("lang", xml_lang="en-GB").prosody.locale == "en-gb"
    assert opened("p", xml_lang="en-AU").prosody.locale == "en-gb"
    with pytest.warns(UserWarning, match="fr-FR"):
        assert opened("lang", xml_lang="fr-FR").prosody.locale is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert opened("s").prosody.locale is None


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
def test_breaks(given, milliseconds):
    builder = DocumentBuilder(Notation({}))
    opened("break", builder, **given)
    document = builder.document()
    assert [pause.milliseconds for pause in document.breaks] == [milliseconds]
    assert document.text == " "


@pytest.mark.parametrize("time", ["60.1s", "5", "-1s", "1m", ""])
def test_what_is_no_time(time):
    with pytest.raises(SsmlError, match="Write 500ms"):
        opened("break", time=time)


def test_overrides():
    assert opened("say-as", interpret_as="vxml:Date", format="DMY").override == (
        "say-as",
        "date",
        "dmy",
    )
    assert opened("sub", alias="x y").override == ("sub", "x y", "")
    assert opened("phoneme", alphabet="x-sampa", ph="a").override == ("phoneme", "a", "")
