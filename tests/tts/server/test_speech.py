"""Requests for speech: their fields, their events."""

import asyncio
import base64
import json

import pytest

pytest.importorskip("pydantic")
import pydantic

from tts.server.speech import SpeechBudget, SpeechRequest, event, server_sent_events


def test_a_voice_may_be_an_object_with_an_id():
    assert SpeechRequest(input="Hi.", voice={"id": "emma"}).voice == "emma"
    assert SpeechRequest(input="Hi.", voice="emma").voice == "emma"


@pytest.mark.parametrize(
    "fields",
    [
        {"speed": 0.2},
        {"speed": 4.1},
        {"response_format": "ogg"},
        {"voice": {"name": "emma"}},
        {"stream_format": "json"},
    ],
)
def test_fields_out_of_range_are_refused(fields):
    with pytest.raises(pydantic.ValidationError):
        SpeechRequest(input="Hi.", **fields)


def test_the_settings_are_keywords_of_stream():
    request = SpeechRequest(input="<speak>Hi.</speak>", speed=2, pause=0.5, loudness=None)
    assert request.settings() == {
        "speed": 2.0,
        "pitch": 0.0,
        "energy": 0.0,
        "pitch_range": 1.0,
        "pause": 0.5,
        "seed": 0,
        "loudness": None,
        "lead": 0.0,
        "ssml": True,
    }
    assert not SpeechRequest(input="Hi.").settings()["ssml"]


def parsed(line):
    assert line.startswith(b"data: ") and line.endswith(b"\n\n")
    return json.loads(line.removeprefix(b"data: "))


def test_events_hold_the_bytes_and_end_with_the_usage():
    speech = SpeechBudget()

    async def content():
        for part in (b"ab", b"\xff"):
            speech.seconds += 0.25
            yield part

    async def main():
        return [parsed(line) async for line in server_sent_events(content(), 12, speech)]

    *deltas, done = asyncio.run(main())
    assert [delta["type"] for delta in deltas] == ["speech.audio.delta"] * 2
    assert [base64.b64decode(delta["audio"]) for delta in deltas] == [b"ab", b"\xff"]
    usage = {"input_tokens": 12, "output_tokens": 10, "total_tokens": 22}
    assert done == {"type": "speech.audio.done", "usage": usage}


def test_an_event_is_one_line():
    assert event({"text": "a\nb"}) == b'data: {"text": "a\\nb"}\n\n'
