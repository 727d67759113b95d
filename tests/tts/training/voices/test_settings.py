from dataclasses import replace

import pytest

from frontend import UnknownLocaleError
from tts.training.voices.settings import VoiceSettings, read_voice_settings, setting_names, to_toml
from vocoders.training.recipe import RecipeError


def test_printed_settings_are_read_again(tmp_path):
    settings = VoiceSettings(name='an "odd" \\ name', minutes=7.5, licence="CC0")
    path = tmp_path / "voice.toml"
    path.write_text(to_toml(settings), encoding="utf-8")
    assert read_voice_settings(path) == settings
    assert len(to_toml(settings).splitlines()) == len(setting_names())


@pytest.mark.parametrize(("name", "value"), [("acoustic_share", 1.0), ("minutes", 0)])
def test_impossible_settings_are_refused(name, value):
    with pytest.raises(RecipeError, match=name):
        replace(VoiceSettings(), **{name: value}).check()


def test_unknown_settings_are_refused(tmp_path):
    (tmp_path / "voice.toml").write_text("epochs = 3\n")
    with pytest.raises(RecipeError, match="unknown epochs"):
        read_voice_settings(tmp_path / "voice.toml")


def test_a_language_that_nobody_reads_is_refused():
    assert VoiceSettings(locale="de").check().locale == "de"
    with pytest.raises(UnknownLocaleError, match="'xx'"):
        VoiceSettings(locale="xx").check()
