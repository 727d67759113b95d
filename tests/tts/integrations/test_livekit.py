"""The real package `livekit-agents`. It is large: where it is not installed, this is skipped."""

import asyncio

import pytest

pytest.importorskip("livekit.agents")
from livekit.agents import APIConnectOptions, APIError
from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT

from tts import TTS, Delivery
from tts.integrations.livekit import PlainSpeechTTS

TEXT = 'Hello there, Dr. Wu. "It works," she said.'
ONCE = APIConnectOptions(max_retry=0)
pytestmark = pytest.mark.packaged


@pytest.fixture(scope="module")
def speaker():
    return TTS.load("heart")


def seconds(events):
    return sum(event.frame.duration for event in events)


def words(events):
    """The timed words of all frames."""
    found = []
    for event in events:
        found += event.frame.userdata.get(USERDATA_TIMED_TRANSCRIPT, [])
    return found


def check_words(found, text, duration):
    assert "".join(found) == text
    starts = [word.start_time for word in found]
    assert starts == sorted(starts)
    assert all(word.start_time < word.end_time <= duration + 0.01 for word in found)


def test_a_whole_text(speaker):
    async def main():
        voice = PlainSpeechTTS(speaker)
        async with voice.synthesize(TEXT) as stream:
            return [event async for event in stream]

    events = asyncio.run(main())
    assert seconds(events) == pytest.approx(speaker.say(TEXT).seconds, abs=0.05)
    assert events[-1].is_final
    check_words(words(events), TEXT, seconds(events))


def test_pieces_are_spoken_before_the_text_ends(speaker):
    async def main():
        voice = PlainSpeechTTS(speaker, delivery=Delivery(speed=1.5))
        async with voice.stream() as stream:
            stream.push_text("Hello th")
            stream.push_text("ere, Dr. Wu. ")
            stream.push_text('"It wor')
            events = [await anext(stream)]  # the first sentence, while the second is unfinished
            stream.push_text('ks," she said.')
            stream.end_input()
            return events + [event async for event in stream]

    events = asyncio.run(main())
    assert seconds(events) == pytest.approx(speaker.say(TEXT, speed=1.5).seconds, abs=0.05)
    check_words(words(events), TEXT, seconds(events))


def test_an_interruption_ends_a_stream_that_waits_for_text(speaker):
    async def main():
        voice = PlainSpeechTTS(speaker)
        stream = voice.stream()
        stream.push_text("One sentence. Another one that nev")
        await anext(stream)
        await asyncio.wait_for(stream.aclose(), 30)

    asyncio.run(main())


@pytest.mark.parametrize("text", ["...", "👍"])
def test_nothing_to_say_is_silence_or_speech_but_no_error(speaker, text):
    async def main():
        async with PlainSpeechTTS(speaker).stream(conn_options=ONCE) as stream:
            stream.push_text(text)
            stream.end_input()
            return [event async for event in stream]

    assert seconds(asyncio.run(main())) > 0


def test_what_cannot_be_spoken_is_told_once(speaker, monkeypatch):
    from tts.errors import SpeechError

    calls = []

    def fail(*args, **settings):
        calls.append(args)
        raise SpeechError("no")

    async def main():
        async with PlainSpeechTTS(speaker).synthesize("Hello.") as stream:
            return [event async for event in stream]

    monkeypatch.setattr(speaker, "stream", fail)
    with pytest.raises(APIError, match="no"):
        asyncio.run(main())
    assert len(calls) == 1


def test_metrics_name_the_voice(speaker):
    found = []

    async def main():
        voice = PlainSpeechTTS(speaker)
        voice.on("metrics_collected", found.append)
        voice.prewarm()
        await voice.synthesize("Hello.").collect()

    asyncio.run(main())
    assert found[0].metadata.model_name == "heart"
    assert found[0].metadata.model_provider == "PlainSpeech"
    assert found[0].characters_count == len("Hello.")
