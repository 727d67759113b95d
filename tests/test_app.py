"""The page: what its button does, and that it can be served."""

import socket
import urllib.request

import gradio
import numpy as np
import pytest

import app
from tts import installed

TEXT = "Dr. Wu owes $5. <b>Really?</b>"


@pytest.fixture(autouse=True)
def _tiny(tiny_heart):
    app.load_voice.cache_clear()
    yield
    app.load_voice.cache_clear()


def test_the_button_gives_sound_picture_and_what_was_read():
    (rate, samples), picture, table = app.speak(TEXT, "emma", 1.0, 2.0)
    assert (rate, samples.dtype, samples.ndim) == (24000, np.int16, 1)
    wave, mel = picture.axes
    assert [label.get_text().strip(".?<>") for label in wave.texts][:4] == [
        "Dr",
        "Wu",
        "owes",
        "$5",
    ]
    assert (
        wave.get_xlim()[1]
        == mel.get_xlim()[1]
        == pytest.approx(min(len(samples) / rate, app.MAX_SECONDS))
    )
    assert len(mel.texts) == len(mel.lines) > 10
    assert "Doctor Wu owes five dollars" in table
    assert "<b>" not in table


def test_ssml_is_spoken_as_such():
    (rate, samples), _, table = app.speak(
        "<speak>One <break time='2s'/> two.</speak>", "heart", 1.0, 0.0
    )
    assert len(samples) / rate > 2
    assert "One two" in table
    with pytest.raises(gradio.Error, match="line 1, column 8"):
        app.speak("<speak><wobble/></speak>", "heart", 1.0, 0.0)


def test_conventions_of_reading_are_chosen():
    said = [
        app.speak("105 for $5.10", "heart", 1.0, 0.0, style=style)[2]
        for style in ([], ["number-and=yes", "money-and=no"])
    ]
    assert "one hundred five for five dollars and ten cents" in said[0]
    assert "one hundred and five for five dollars ten cents" in said[1]
    assert app.shared_voice("heart", "zero=oh").acoustic is app.shared_voice("heart").acoustic


@pytest.mark.parametrize("vocoder", ["wavenet", "griffin-lim"])
def test_another_vocoder_may_speak(vocoder):
    (rate, own), _, _ = app.speak("Hello.", "heart", 1.0, 0.0)
    (same, other), _, _ = app.speak("Hello.", "heart", 1.0, 0.0, vocoder=vocoder)
    assert rate == same and abs(len(own) - len(other)) < rate / 2 and not np.array_equal(own, other)
    assert (
        app.shared_voice("heart", "zero=oh", vocoder).vocoder
        is app.shared_voice("heart", "", vocoder).vocoder
    )


def test_loudness_is_in_decibels():
    soft, loud = (
        app.speak(TEXT, "heart", 1.0, 0.0, loudness=lufs)[0][1].astype(float) for lufs in (-36, -30)
    )
    assert 20 * np.log10(loud.std() / soft.std()) == pytest.approx(6, abs=0.1)


def test_a_long_text_shows_its_first_seconds():
    _, picture, table = app.speak("It was a dark night. " * 20, "heart", 1.0, 0.0)
    assert picture.axes[0].get_xlim() == (0, app.MAX_SECONDS)
    assert table.count("It was a dark night.") == 20


def test_a_word_too_long_for_the_picture_is_cut_in_it():
    _, picture, table = app.speak("👍 " + "x" * 60, "heart", 1.0, 0.0)
    assert [label.get_text() for label in picture.axes[0].texts] == [
        "",
        "x" * (app.MAX_LABEL - 1) + "…",
    ]
    assert "x" * 60 in table


def test_an_error_is_no_html():
    with pytest.raises(gradio.Error, match="&lt;wobble&gt; is no element"):
        app.speak("<speak><wobble/></speak>", "heart", 1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "voice", "said"),
    [("...", "heart", "can be spoken"), ("Hello.", "hart", "Installed: emma")],
)
def test_what_cannot_be_said_is_told(text, voice, said):
    with pytest.raises(gradio.Error, match=said):
        app.speak(text, voice, 1.0, 0.0)


def test_it_is_served_with_every_voice_and_tells_nobody():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    blocks = app.serve(port=port, wait=False)
    try:
        content = urllib.request.urlopen(f"http://127.0.0.1:{port}/").read().decode("utf-8")
    finally:
        blocks.close()
    assert blocks.analytics_enabled is False
    for voice in installed().values():
        assert f"{voice.name} - {voice.description}" in content
