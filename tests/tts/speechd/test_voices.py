from dataclasses import replace

import pytest

from tts.speechd.settings import SpeechSettings
from tts.speechd.voices import Voices, choose_voice
from tts.voice import installed


@pytest.fixture
def voices(tiny_heart):
    sexes = {"heart": "female", "emma": "female", "michael": "male", "george": "male"}
    return {
        name: replace(voice, description=f"English, {sexes[name]}")
        for name, voice in installed().items()
        if name in sexes
    }


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({}, "heart"),
        ({"synthesis_voice": "George"}, "george"),
        ({"synthesis_voice": "nobody"}, "heart"),
        ({"language": "en"}, "heart"),
        ({"language": "de"}, "heart"),
        ({"language": "en-gb"}, "emma"),
        ({"language": "en_GB", "voice": "male2"}, "george"),
        ({"voice": "male2"}, "michael"),
        ({"voice": "child_female"}, "heart"),
        ({"synthesis_voice": "../../etc"}, "heart"),
    ],
)
def test_the_voice_that_fits_best(voices, asked, name):
    assert choose_voice(SpeechSettings(**asked), voices, "heart") == name


def test_the_default_wins_where_nothing_is_asked_for(voices):
    assert choose_voice(SpeechSettings(), voices, "george") == "george"
    assert choose_voice(SpeechSettings(voice="female1"), voices, "george") == "emma"


def test_a_folder_may_be_the_default(tiny_voice, tiny_heart):
    voices = Voices(str(tiny_voice))
    assert voices.choose(SpeechSettings()) == str(tiny_voice)
    assert voices.load(str(tiny_voice)) is voices.load(str(tiny_voice))
    assert "emma\ten-GB\tnone" in voices.rows()
