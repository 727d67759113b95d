"""The HTTP interface with tiny voices, through the application and through OpenAI's own client."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import re
import threading
import time

import numpy as np
import pytest
import soundfile

pytest.importorskip("fastapi")
from fastapi.testclient import TestClient

from tts import TTS
from tts.server.api import create_app
from tts.server.settings import ServerSettings
from tts.server.speech import SpeechRequest

TEXT = "Hello there. It works."


@pytest.fixture
def client(tiny_heart):
    return TestClient(create_app(ServerSettings(max_characters=500)))


@pytest.fixture(scope="module")
def address(tiny_voices):
    """A server in a thread, on a free port of this computer."""
    import uvicorn

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAINSPEECH_VOICES", str(tiny_voices))
        app = create_app(ServerSettings(token="secret"))
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def speech(client, **fields):
    return client.post("/v1/audio/speech", json={"input": TEXT, "voice": "heart", **fields})


def test_the_page_of_the_routes_loads_nothing_from_elsewhere(client):
    page = client.get("/docs")
    assert page.status_code == 200
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert loaded and all(each.startswith("/static-offline-docs/") for each in loaded)
    for each in loaded:
        assert client.get(each).status_code == 200


def test_pcm_is_what_say_makes(client):
    response = speech(client, response_format="pcm", speed=1.5)
    samples = np.frombuffer(response.content, "<i2") / 32768
    wanted = TTS.load("heart").say(TEXT, speed=1.5).samples
    assert response.headers["content-type"].startswith("audio/pcm")
    assert len(samples) == len(wanted)
    assert np.abs(samples - np.clip(wanted, -1, 1)).max() < 1e-3


@pytest.mark.parametrize(
    ("name", "kind", "container"),
    [("mp3", "audio/mpeg", "MP3"), ("opus", "audio/ogg", "OGG"), ("wav", "audio/wav", "WAV")],
)
def test_each_format_is_true_to_its_content_type(client, name, kind, container):
    response = speech(client, response_format=name)
    seconds = TTS.load("heart").say(TEXT).seconds
    info = soundfile.info(io.BytesIO(response.content))
    assert response.headers["content-type"].startswith(kind)
    assert info.format == container
    assert info.samplerate == 24000
    if name != "wav":  # the header of a streamed WAV knows no length
        assert info.duration == pytest.approx(seconds, abs=0.3)


def test_flac_holds_all_samples(client):
    content = speech(client, response_format="flac").content
    wanted = TTS.load("heart").say(TEXT).samples
    with soundfile.SoundFile(io.BytesIO(content)) as file:
        samples = file.read(len(wanted) - 1)  # its header knows no length: the end cannot be sought
    assert content.startswith(b"fLaC")
    assert np.abs(samples - wanted[:-1]).max() < 1e-3


def test_events_hold_the_same_bytes_and_end_with_the_usage(client):
    plain = speech(client, response_format="pcm").content
    response = speech(client, response_format="pcm", stream_format="sse")
    events = [json.loads(line[6:]) for line in response.text.split("\n\n") if line]
    deltas = [event for event in events if event["type"] == "speech.audio.delta"]
    assert response.headers["content-type"].startswith("text/event-stream")
    assert b"".join(base64.b64decode(event["audio"]) for event in deltas) == plain
    assert events[-1]["type"] == "speech.audio.done"
    assert events[-1]["usage"]["input_tokens"] == len(TEXT)


def test_openai_names_mean_our_voices_and_ignored_fields_are_named(client):
    ours = speech(client, voice="george", response_format="pcm")
    theirs = speech(client, voice="fable", response_format="pcm", instructions="Be glad.")
    by_object = speech(client, voice={"id": "george"}, response_format="pcm")
    assert ours.content == theirs.content == by_object.content
    assert theirs.headers["x-plainspeech-ignored"] == "instructions"
    assert "x-plainspeech-ignored" not in ours.headers


@pytest.mark.parametrize(
    ("fields", "status", "word"),
    [
        ({"response_format": "aac"}, 400, "mp3"),
        ({"response_format": "midi"}, 400, "response_format"),
        ({"input": "   "}, 400, "empty"),
        ({"input": "a" * 501}, 400, "500"),
        ({"input": None}, 400, "input"),
        ({"speed": 5}, 400, "speed"),
        ({"pitch": 99}, 400, "pitch"),
        ({"voice": "nobody"}, 404, "heart"),
        ({"model": "gpt-9"}, 404, "tts-1"),
        ({"input": "<speak><nonsense/></speak>"}, 400, "nonsense"),
    ],
)
def test_errors_have_openai_s_form_and_say_what_to_do(client, fields, status, word):
    response = speech(client, **fields)
    error = response.json()["error"]
    assert response.status_code == status
    assert word in error["message"]
    assert set(error) == {"message", "type", "param", "code"}


def test_unknown_places_and_methods_have_the_same_form(client):
    assert client.get("/nowhere").json()["error"]["message"]
    assert client.get("/v1/audio/speech").status_code == 405
    headers = {"Content-Type": "application/json"}
    assert client.post("/v1/audio/speech", content=b"{", headers=headers).status_code == 400


def test_other_hosts_are_refused_on_this_computer(client):
    assert client.get("/health", headers={"Host": "evil.example"}).status_code == 400


def test_timestamps_are_those_of_say(client):
    response = client.post("/v1/timestamps", json={"input": TEXT, "response_format": "wav"})
    found = response.json()
    wanted = TTS.load("heart").say(TEXT)
    assert [word["text"] for word in found["words"]] == [word.text for word in wanted.words]
    assert found["words"][-1]["end"] == pytest.approx(wanted.words[-1].end, abs=1e-3)
    assert found["seconds"] == pytest.approx(wanted.seconds)
    assert base64.b64decode(found["audio"])[:4] == b"RIFF"


def test_lists_health_and_metrics(client):
    speech(client)
    voices = client.get("/v1/voices").json()
    assert {voice["id"] for voice in voices["voices"]} >= {"heart", "george"}
    assert client.get("/v1/audio/voices").json() == voices
    assert voices["openai"]["alloy"] == "heart"
    assert client.get("/v1/models").json()["object"] == "list"
    assert client.get("/health").json()["status"] == "ok"
    assert f"plainspeech_characters_total {len(TEXT)}.0" in client.get("/metrics").text
    assert client.get("/openapi.json").json()["info"]["title"] == "PlainSpeech"


def test_more_than_may_wait_are_told_to_come_back(tiny_heart):
    app = create_app(ServerSettings(max_jobs=1, max_waiting=0))

    async def crowd():
        jobs = app.state.server.jobs
        request = SpeechRequest(input=TEXT, voice="heart")
        async with jobs.place():
            await anext(app.state.server.stream(request))

    with pytest.raises(Exception, match="Try again soon") as refused:
        asyncio.run(crowd())
    assert refused.value.status == 429
    assert refused.value.headers["Retry-After"] == "1"


def test_a_token_is_asked_for(tiny_heart):
    client = TestClient(create_app(ServerSettings(token="secret")))
    wrong = client.get("/v1/voices", headers={"Authorization": "Bearer secrets"})
    right = client.get("/v1/voices", headers={"Authorization": "Bearer secret"})
    assert client.get("/v1/voices").status_code == 401
    assert (wrong.status_code, right.status_code) == (401, 200)
    assert client.get("/health").status_code == 200


def test_openai_s_client_speaks_streams_and_reads_events(address, tmp_path):
    openai = pytest.importorskip("openai")
    client = openai.OpenAI(base_url=f"{address}/v1", api_key="secret")
    create = client.audio.speech.with_streaming_response.create
    with create(model="tts-1", voice="alloy", input=TEXT, response_format="pcm") as response:
        response.stream_to_file(tmp_path / "hello.pcm")
    whole = client.audio.speech.create(
        model="gpt-4o-mini-tts", voice="alloy", input=TEXT, response_format="pcm"
    )
    assert whole.content == (tmp_path / "hello.pcm").read_bytes()
    with create(model="tts-1", voice="alloy", input=TEXT, stream_format="sse") as response:
        assert "speech.audio.done" in "".join(response.iter_text())
    with pytest.raises(openai.NotFoundError, match="nobody"):
        client.audio.speech.create(model="tts-1", voice="nobody", input=TEXT)
    stranger = openai.OpenAI(base_url=f"{address}/v1", api_key="x")
    with pytest.raises(openai.AuthenticationError):
        stranger.audio.speech.create(model="tts-1", voice="alloy", input=TEXT)


def test_a_client_that_goes_away_ends_the_work(tiny_heart):
    server = create_app(ServerSettings()).state.server
    tts = server.voices.load("heart")
    computed = []
    stream = tts.stream

    def counted(*args, **keywords):
        for audio in stream(*args, **keywords):
            computed.append(audio)
            yield audio

    tts.stream = counted

    async def leave():
        chunks = server.stream(SpeechRequest(input="One sentence. " * 30, voice="heart"))
        await anext(chunks)
        await chunks.aclose()

    asyncio.run(leave())
    assert len(computed) < 3
    assert server.jobs.running == 0
