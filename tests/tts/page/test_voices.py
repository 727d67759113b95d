"""Voices of the page: loaded once, by names alone."""

import pytest

from tts.page.voices import UnknownVocoderError, forget_voices, shared_voice, vocoder_names
from tts.voice import VoiceNotFoundError


@pytest.fixture(autouse=True)
def _tiny(tiny_heart):
    forget_voices()
    yield
    forget_voices()


def test_a_voice_is_loaded_once_and_other_readings_share_its_networks():
    plain = shared_voice("heart")
    assert shared_voice("heart") is plain
    other = shared_voice("heart", style="zero=oh", lexicon={"gif": "ʤɪf"})
    assert other is not plain and other.acoustic is plain.acoustic
    assert "ʤɪf" in other.frontend.phonemize("a gif")


@pytest.mark.parametrize("vocoder", ["wavenet", "griffin-lim"])
def test_another_vocoder_may_speak(vocoder):
    assert shared_voice("heart", vocoder).vocoder.name != shared_voice("heart").vocoder.name
    assert (
        shared_voice("heart", vocoder, "zero=oh").vocoder is shared_voice("heart", vocoder).vocoder
    )


def test_no_name_becomes_a_path(tiny_voices):
    for name in (str(tiny_voices / "heart"), "../heart", "", "."):
        with pytest.raises(VoiceNotFoundError, match="Installed: emma"):
            shared_voice(name)
    for name in (str(tiny_voices / "wavenet.safetensors"), "../wavenet.safetensors"):
        with pytest.raises(UnknownVocoderError, match="Choose one of"):
            shared_voice("heart", name)
    assert "wavenet" in vocoder_names()
