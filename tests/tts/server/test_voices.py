"""Voices of the server: our names, OpenAI's names, each loaded once."""

import pytest

from tts.server import voices
from tts.server.errors import ApiError
from tts.server.voices import OPENAI_VOICES, LoadedVoices


@pytest.mark.parametrize(
    ("name", "ours"), [("emma", "emma"), ("onyx", "michael"), *OPENAI_VOICES.items()]
)
def test_names_of_ours_and_of_openai_are_found(tiny_heart, name, ours):
    assert LoadedVoices().resolve(name) == ours


def test_another_name_is_refused_with_those_that_there_are(tiny_heart):
    with pytest.raises(ApiError, match=r"no voice 'bob'.*emma, george, heart.*alloy") as refused:
        LoadedVoices().resolve("bob")
    assert (refused.value.status, refused.value.code) == (404, "voice_not_found")
    with pytest.raises(ApiError) as refused:
        LoadedVoices().resolve("x" * 10_000)
    assert len(str(refused.value)) < 500


def test_an_openai_name_is_refused_where_our_voice_is_not_installed(tmp_path, monkeypatch):
    monkeypatch.setattr("tts.server.voices.installed", dict)
    with pytest.raises(ApiError, match="no voice 'alloy'"):
        LoadedVoices().resolve("alloy")


def test_a_voice_is_loaded_once_under_all_its_names(tiny_heart):
    pool = LoadedVoices()
    first = pool.load("heart")
    assert pool.load("alloy") is first
    assert pool.load("heart") is first
    assert pool.load("emma") is not first


def test_what_is_installed_is_looked_for_once_a_name(tiny_heart, monkeypatch):
    looks = []
    find = voices.installed
    monkeypatch.setattr(voices, "installed", lambda: looks.append(1) or find())
    pool = LoadedVoices()
    for name in ("heart", "alloy", "heart", "alloy", "alloy"):
        pool.load(name)
    assert len(looks) == 2
