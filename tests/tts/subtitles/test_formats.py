"""Formats of subtitles: what other programs read of them, and that they say when words sound."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from tts import TTS, Audio
from tts.spans import Span
from tts.subtitles import SUBTITLE_FORMATS, UnknownSubtitlesError, format_for, subtitles
from tts.subtitles.formats import with_silences


@pytest.fixture
def audio():
    words = (Span("Hello", 0.1, 0.5), Span("you", 0.7, 0.9), Span("it", 2.0, 2.5))
    phonemes = (Span("h", 0.1, 0.2), Span("ə", 0.2, 0.5), Span('"', 0.7, 0.9))
    samples = np.zeros(72000, np.float32)
    return Audio(samples, 24000, words, phonemes, text="Hello, you!\nit.")


def test_srt_has_numbered_cues_with_commas(audio):
    audio = Audio(audio.samples, 24000, audio.words[:2], text="Hello, you!")
    assert subtitles(audio, "srt") == "1\n00:00:00,100 --> 00:00:01,100\nHello, you!\n"


def test_vtt_escapes_and_can_time_each_word():
    words = (Span("R&D", 3600.1, 3600.5), Span("now", 3600.7, 3600.9))
    audio = Audio(np.zeros(24000, np.float32), 6.0, words, text="R&D now")
    assert audio.subtitles("vtt").split("\n")[0] == "WEBVTT"
    assert "01:00:00.100 --> 01:00:01.100\nR&amp;D now" in audio.subtitles("vtt")
    assert "R&amp;D <01:00:00.700>now" in audio.subtitles("vtt", word_cues=True)


def test_word_cues_keep_the_lines(tiny_heart):
    text = "She opened the letter slowly, read it twice, and put it back in the drawer at last."
    audio = TTS.load("heart").say(text)
    plain = audio.subtitles("vtt").split("\n")
    timed = audio.subtitles("vtt", word_cues=True).split("\n")
    assert [re.sub(r"<[\d:.]+>", "", line) for line in timed] == plain
    assert sum(line.count("<") for line in timed) > 10


def test_lrc_and_audacity(audio):
    assert subtitles(audio, "lrc").startswith("[00:00.10]Hello, you!")
    assert subtitles(audio, "audacity").split("\n")[0] == "0.100000\t0.500000\tHello,"


def test_textgrid_covers_the_whole_time_without_gaps(audio):
    content = subtitles(audio, "textgrid")
    for tier in content.split("item [")[2:]:
        starts = [float(value) for value in re.findall(r"xmin = ([\d.]+)\n\s+xmax", tier)][1:]
        ends = [float(value) for value in re.findall(r"xmax = ([\d.]+)", tier)][1:]
        assert starts[0] == 0
        assert ends[-1] == 3
        assert starts[1:] == ends[:-1]
    assert 'text = """"' in content  # a quote is doubled


def test_overlaps_and_what_is_empty_leave_no_bad_interval():
    spans = [Span("a", 0.0, 0.5), Span("b", 0.4, 0.4), Span("c", 0.4, 2.0)]
    assert with_silences(spans, 1.0) == [Span("a", 0.0, 0.5), Span("c", 0.5, 1.0)]
    assert with_silences([], 0.0) == [Span("", 0.0, 0.0)]


def test_json_holds_everything(audio):
    found = json.loads(subtitles(audio, "json"))
    assert found["words"][1] == {"text": "you", "start": 0.7, "end": 0.9}
    assert found["seconds"] == 3.0
    assert found["cues"][0]["text"] == "Hello, you!"


def test_the_extension_says_the_format_and_others_are_refused(audio):
    assert format_for("a.VTT") == "vtt"
    with pytest.raises(UnknownSubtitlesError, match=r"\.srt"):
        format_for("a.pdf")
    with pytest.raises(UnknownSubtitlesError, match="textgrid"):
        subtitles(audio, "pdf")


@pytest.mark.parametrize("name", SUBTITLE_FORMATS)
def test_speech_keeps_its_spelling_whether_whole_or_streamed(name, tiny_heart):
    tts = TTS.load("heart")
    text = "Dr. Wu owes $5.50 (not 6)! Will she pay by 3/4/25?"
    whole = tts.say(text)
    joined = Audio.join(list(tts.stream(text, chunks=0.2)))
    assert (
        subtitles(joined, name).replace(" ", "")[:40]
        == subtitles(whole, name).replace(" ", "")[:40]
    )
    assert whole.text == joined.text == "Dr. Wu owes $5.50 (not 6)!\nWill she pay by 3/4/25?"
    if name in ("srt", "vtt", "lrc"):
        assert "$5.50 (not 6)!" in " ".join(subtitles(whole, name).split())


def test_ssml_shows_its_text_without_tags(tiny_heart):
    document = "<speak>Wait <break time='500ms'/> for <mark name='it'/> R&amp;D.</speak>"
    shown = TTS.load("heart").say(document, ssml=True).subtitles("srt")
    assert " ".join(shown.split("\n")[2:]).split() == ["Wait", "for", "R&D."]
