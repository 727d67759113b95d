"""A track of timestamps is what joining the chunks gives."""

from __future__ import annotations

import pytest

from tts import TTS, Audio
from tts.subtitles import subtitles
from tts.subtitles.track import TimestampTrack


@pytest.mark.parametrize("chunks", ["sentence", "growing", 0.15])
def test_it_has_the_times_of_the_joined_sound(tiny_heart, chunks):
    text = "One sentence here.\n\nAnother, a little longer, follows it. The last."
    track = TimestampTrack()
    audio = Audio.join(list(track.follow(TTS.load("heart").stream(text, chunks=chunks))))
    assert track.text == audio.text
    assert track.seconds == pytest.approx(audio.seconds, abs=1e-3)
    for ours, theirs in ((track.words, audio.words), (track.phonemes, audio.phonemes)):
        assert [span.text for span in ours] == [span.text for span in theirs]
        starts = [span.start for span in theirs]
        assert [span.start for span in ours] == pytest.approx(starts, abs=1e-3)
    assert subtitles(track, "srt").count("-->") == subtitles(audio, "srt").count("-->")


def test_an_empty_track_has_no_cues():
    assert subtitles(TimestampTrack(), "vtt") == "WEBVTT\n"
