"""Elements for structure: voices and languages."""

import warnings

import pytest

from frontend import SsmlError
from frontend.phonemize.notation import Notation
from frontend.ssml.builder import DocumentBuilder

VOICES = {"heart": "en-us", "emma": "en-gb"}


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
def test_voices_by_name_and_language(opened, given, voice):
    prosody = opened("voice", **given).prosody
    assert (prosody.voice, prosody.locale) == (voice, VOICES.get(voice))


def test_any_name_passes_without_a_list_of_voices(opened):
    builder = DocumentBuilder(Notation({}), None)
    assert opened("voice", builder, name="bob").prosody.voice == "bob"


def test_the_accent_of_a_language(opened):
    assert opened("lang", xml_lang="en-GB").prosody.locale == "en-gb"
    assert opened("p", xml_lang="en-AU").prosody.locale == "en-gb"
    with pytest.warns(UserWarning, match="fr-FR"):
        assert opened("lang", xml_lang="fr-FR").prosody.locale is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert opened("s").prosody.locale is None


def test_a_voice_that_is_not_there_is_named_with_those_that_are(opened):
    with pytest.raises(SsmlError, match=r"no voice 'bob' or 'eve'\. There are: emma, heart"):
        opened("voice", name="bob eve")
