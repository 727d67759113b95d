"""The Wyoming protocol by its own client, with tiny voices."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("wyoming")
from wyoming.client import AsyncTcpClient
from wyoming.info import Describe
from wyoming.ping import Ping
from wyoming.server import AsyncServer
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeVoice,
)

from tts import TTS
from tts.server.settings import ServerSettings
from tts.server.wyoming import WyomingHandler, WyomingSpeech, home_assistant_locale

TEXT = "Hello there. It works."


@pytest.fixture
def ask(tiny_heart):
    """Send events to a server of its own, and give the answers up to one of a kind."""

    async def run(events, last):
        speech = WyomingSpeech(ServerSettings(max_characters=1000))
        server = AsyncServer.from_uri("tcp://127.0.0.1:0")
        await server.start(lambda reader, writer: WyomingHandler(speech, reader, writer))
        port = server._server.sockets[0].getsockname()[1]
        answers = []
        async with AsyncTcpClient("127.0.0.1", port) as client:
            for event in events:
                await client.write_event(event.event())
            while not answers or answers[-1].type != last:
                answers.append(await asyncio.wait_for(client.read_event(), 60))
        await server.stop()
        return answers

    return lambda events, last: asyncio.run(run(events, last))


def sound(answers):
    return b"".join(answer.payload for answer in answers if answer.type == "audio-chunk")


def test_describe_lists_every_voice_as_installed(ask):
    program = ask([Describe()], "info")[0].data["tts"][0]
    voices = {voice["name"]: voice for voice in program["voices"]}
    assert program["supports_synthesize_streaming"]
    assert voices["george"]["languages"] == ["en-GB"]
    assert all(voice["installed"] for voice in voices.values())


def test_a_text_is_spoken_whole(ask):
    answers = ask([Synthesize(text=TEXT, voice=SynthesizeVoice(name="george"))], "audio-stop")
    assert [answers[0].type, answers[-1].type] == ["audio-start", "audio-stop"]
    assert answers[0].data["rate"] == 24000
    assert len(sound(answers)) == 2 * len(TTS.load("george").say(TEXT).samples)


def test_a_stream_speaks_its_pieces_and_ignores_the_whole_text_within(ask):
    pieces = [SynthesizeChunk(text=piece) for piece in ("Hello the", "re. It wo", "rks.")]
    events = [SynthesizeStart(), *pieces, Synthesize(text="Something else."), SynthesizeStop()]
    answers = ask(events, "synthesize-stopped")
    assert len(sound(answers)) == 2 * len(TTS.load("heart").say(TEXT).samples)
    assert [answer.type for answer in answers].count("audio-start") == 1


def test_a_voice_may_be_named_by_its_language(ask):
    british = ask([Synthesize(text=TEXT, voice=SynthesizeVoice(language="en_GB"))], "audio-stop")
    emma = ask([Synthesize(text=TEXT, voice=SynthesizeVoice(name="emma"))], "audio-stop")
    assert sound(british) == sound(emma)


def test_ssml_is_spoken_as_such(ask):
    document = "<speak>Hello<break time='1s'/>there.</speak>"
    answers = ask([Synthesize(text=document, text_format="ssml")], "audio-stop")
    assert len(sound(answers)) == 2 * len(TTS.load("heart").say(document, ssml=True).samples)


@pytest.mark.parametrize(
    ("text", "voice", "word"),
    [("Hello.", "nobody", "heart"), ("  ", "heart", "empty"), ("a " * 600, "heart", "1200")],
)
def test_errors_say_what_is_wrong(ask, text, voice, word):
    answers = ask([Synthesize(text=text, voice=SynthesizeVoice(name=voice))], "error")
    assert word in answers[-1].data["text"]


def test_ping_and_languages(ask):
    assert ask([Ping(text="there?")], "pong")[0].data["text"] == "there?"
    assert [home_assistant_locale(locale) for locale in ("en-us", "de")] == ["en-US", "de"]
