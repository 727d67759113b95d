"""The page: its parts, and that it is served."""

import re
import threading
import time
import urllib.request

import pytest

pytest.importorskip("gradio")
import uvicorn
from fastapi import FastAPI

import app
from tts import installed
from tts.page.routes import ASSETS
from tts.page.voices import forget_voices
from tts.server.listening import address, bind


@pytest.fixture(autouse=True)
def _tiny(tiny_heart):
    forget_voices()
    yield
    forget_voices()


def test_the_script_names_the_inputs_in_their_order():
    script = (ASSETS / "page.js").read_text(encoding="utf-8")
    names = re.search(r"NAMES = \[(.*?)\]", script, re.S)[1]
    blocks = app.page()
    speak = next(each for each in blocks.fns.values() if each.js == app.SPEAK)
    labels = [component.label for component in speak.inputs]
    wanted = {
        "text": "Text",
        "voice": "Voice",
        "vocoder": "Vocoder",
        "speed": "Speed",
        "pitch": "Pitch",
        "energy": "Energy",
        "pitch_range": "Pitch range",
        "pause": "Pauses",
        "loudness": "Loudness",
        "style": "Reading",
        "skip_unknown": "Skip unknown tags",
    }
    assert re.findall(r'"(\w+)"', names) == list(wanted)
    assert labels == list(wanted.values())


def test_a_text_is_explained_or_the_error_stands_in_its_place():
    table = app.explained("105 for $5.10", "heart", ["number-and=yes", "money-and=no"], False)
    assert "one hundred and five" in table and "five dollars ten cents" in table
    error = app.explained("<speak><wobble/></speak>", "heart", [], False)
    assert "&lt;wobble&gt; is no element" in error and 'role="alert"' in error


def test_it_is_served_with_every_voice_and_tells_nobody():
    listener = bind("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app.mount(FastAPI()), log_level="error"))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    url = address(listener, "127.0.0.1")
    try:
        with urllib.request.urlopen(url) as answer:
            content = answer.read().decode("utf-8")
            assert "default-src 'self'" in answer.headers["content-security-policy"]
        script = urllib.request.urlopen(f"{url}page/assets/page.js").read().decode("utf-8")
    finally:
        server.should_exit = True
        thread.join(20)
    assert '"analytics_enabled":false' in content
    assert "customElements.define" in script
    for voice in installed().values():
        assert f"{voice.name} - {voice.description}" in content


def test_in_the_server_it_stands_beside_the_routes():
    pytest.importorskip("prometheus_client")
    from fastapi.testclient import TestClient

    from tts.server.api import create_app
    from tts.server.settings import ServerSettings

    client = TestClient(app.mount(create_app(ServerSettings(token="secret"))))
    refused = client.get("/", headers={"Accept": "text/html"})
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic")
    visitor = {"auth": ("anybody", "secret")}
    assert "gradio_config" in client.get("/", **visitor).text
    speech = client.post("/page/speak", json={"text": "Hello."}, **visitor)
    assert speech.text.splitlines()[-1] == '{"type": "end"}'
    assert client.post("/page/speak", json={"text": "Hello."}).status_code == 401
    body = {"input": "Hello.", "voice": "heart", "response_format": "pcm"}
    bearer = {"Authorization": "Bearer secret"}
    assert client.post("/v1/audio/speech", json=body, headers=bearer).status_code == 200
    foreign = {**bearer, "Origin": "https://example.org"}
    assert client.post("/v1/audio/speech", json=body, headers=foreign).status_code == 403


def test_a_file_becomes_an_archive_or_an_error(tmp_path):
    upload = tmp_path / "two.txt"
    upload.write_text("Hello there.\n...\n", encoding="utf-8")
    steps = list(app.spoken_file(str(upload), "heart", "wav", "srt"))
    report, archive = steps[-1]
    assert "2 of 2 spoken." in report and report.count('role="alert"') == 1
    assert archive["value"].endswith("two.zip") and archive["visible"]
    assert not any(archive["visible"] for _, archive in steps[:-1])
    ((error, nothing),) = app.spoken_file(None, "heart", "wav", "")
    assert "Choose a file first" in error and not nothing["visible"]
    ((error, nothing),) = app.spoken_file(str(tmp_path / "no.txt"), "heart", "wav", "")
    assert 'role="alert"' in error and not nothing["visible"]
