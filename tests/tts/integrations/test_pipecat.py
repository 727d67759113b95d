"""The real package `pipecat-ai`. It is large: where it is not installed, this is skipped."""

import asyncio

import numpy as np
import pytest

pytest.importorskip("pipecat")
from pipecat.frames.frames import (
    ErrorFrame,
    TTSAudioRawFrame,
    TTSSpeakFrame,
    TTSStartedFrame,
    TTSStoppedFrame,
    TTSTextFrame,
    TTSUpdateSettingsFrame,
)
from pipecat.services.settings import TTSSettings
from pipecat.tests.utils import SleepFrame, run_test

from tts import TTS
from tts.integrations.pipecat import PlainSpeechTTSService

TEXT = "Hello there, Dr. Wu."
pytestmark = pytest.mark.packaged


@pytest.fixture(scope="module")
def speaker():
    return TTS.load("heart")


def speak(service, *frames):
    """The frames that come out of a pipeline of the service alone."""
    sent = [*frames, SleepFrame(sleep=1.0)]
    down, _ = asyncio.run(run_test(service, frames_to_send=sent))
    return down


def of(kind, frames):
    return [frame for frame in frames if isinstance(frame, kind)]


def sound(frames):
    return np.frombuffer(b"".join(frame.audio for frame in of(TTSAudioRawFrame, frames)), "<i2")


def test_a_sentence_is_spoken(speaker):
    frames = speak(PlainSpeechTTSService(speaker, sample_rate=24000), TTSSpeakFrame(TEXT))
    assert len(of(TTSStartedFrame, frames)) == 1
    assert len(of(TTSStoppedFrame, frames)) == 1
    assert len(sound(frames)) == len(speaker.say(TEXT).samples)


def test_words_come_with_their_times(speaker):
    frames = speak(PlainSpeechTTSService(speaker, sample_rate=24000), TTSSpeakFrame(TEXT))
    words = of(TTSTextFrame, frames)
    assert " ".join(word.text for word in words) == TEXT
    times = [word.pts for word in words]
    expected = [span.start for span in speaker.say(TEXT).words]
    assert np.allclose(np.diff(times) / 1e9, np.diff(expected), atol=0.01)


def test_another_sample_rate(speaker):
    frames = speak(PlainSpeechTTSService(speaker, sample_rate=16000), TTSSpeakFrame(TEXT))
    assert {frame.sample_rate for frame in of(TTSAudioRawFrame, frames)} == {16000}
    assert len(sound(frames)) == pytest.approx(speaker.say(TEXT).seconds * 16000, rel=0.05)


def test_nothing_to_say_is_no_error(speaker):
    frames = speak(PlainSpeechTTSService(speaker, sample_rate=24000), TTSSpeakFrame("..."))
    assert not of(ErrorFrame, frames)
    assert not len(sound(frames))


def test_the_voice_may_change(speaker):
    service = PlainSpeechTTSService(speaker, sample_rate=24000)
    update = TTSUpdateSettingsFrame(delta=TTSSettings(voice="emma"))
    frames = speak(service, update, TTSSpeakFrame(TEXT))
    assert len(sound(frames)) == len(TTS.load("emma").say(TEXT).samples)


def test_an_interruption_ends_the_computing(speaker):
    async def main():
        service = PlainSpeechTTSService(speaker)
        chunks = service._pcm("A long text. " * 1000, "context")
        await anext(chunks)
        await asyncio.wait_for(chunks.aclose(), 30)

    asyncio.run(main())
