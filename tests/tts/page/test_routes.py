"""Routes of the page, with tiny voices."""

import io
import json

import pytest
import soundfile

pytest.importorskip("fastapi")
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tts.page.files import DOWNLOADS, SOUNDS, DownloadFolder
from tts.page.routes import Speeches, add_routes
from tts.page.voices import forget_voices

TEXT = "Dr. Wu owes $5. Is it so?"


@pytest.fixture
def app(tiny_heart):
    forget_voices()
    app = FastAPI()
    add_routes(app, folder=DownloadFolder())
    yield app
    app.state.page_folder.close()
    forget_voices()


@pytest.fixture
def client(app):
    return TestClient(app)


def lines(response):
    return [json.loads(line) for line in response.text.splitlines()]


def test_speech_comes_as_lines_of_json(client):
    found = lines(client.post("/page/speak", json={"text": TEXT}))
    assert [event["type"] for event in found if event["type"] != "audio"] == [
        "begin",
        "sentence",
        "sentence",
        "end",
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"text": "..."}, "can be spoken"),
        ({"text": TEXT, "voice": "hart"}, "Installed: emma"),
        ({"text": "<speak><wobble/></speak>"}, "line 1, column 8"),
        ({"text": TEXT, "speed": 99}, "speed must be"),
        ({"text": TEXT, "lexicon": {"Wu": "@@"}}, "@"),
    ],
)
def test_errors_are_told_in_the_stream(client, body, message):
    error = lines(client.post("/page/speak", json=body))[-1]
    assert error["type"] == "error"
    assert message in error["message"]


def test_what_is_no_request_is_refused(client):
    refused = client.post("/page/speak", json={"text": 5})
    assert refused.status_code == 400
    assert "text" in refused.json()["error"]["message"]


@pytest.mark.parametrize("name", DOWNLOADS)
def test_each_file_can_be_downloaded(app, client, name):
    response = client.post(f"/page/file/{name}", json={"text": TEXT})
    assert response.status_code == 200
    assert 'filename="speech.' in response.headers["content-disposition"]
    if name in SOUNDS:
        sound = soundfile.info(io.BytesIO(response.content))
        found = lines(client.post("/page/speak", json={"text": TEXT}))
        last = found[-2]["words"][-1]["end"]
        assert sound.samplerate == 24000 and sound.duration > last
    else:
        assert "Wu" in response.text
    assert list(app.state.page_folder.path.iterdir()) == []


def test_a_file_that_cannot_be_made_leaves_nothing(app, client):
    response = client.post("/page/file/wav", json={"text": "..."})
    assert response.status_code == 400
    assert "can be spoken" in response.json()["error"]["message"]
    assert client.post("/page/file/exe", json={"text": TEXT}).status_code == 404
    assert list(app.state.page_folder.path.iterdir()) == []


def test_too_many_speeches_are_refused(tiny_heart):
    app = FastAPI()
    add_routes(app, max_speeches=0)
    client = TestClient(app)
    (error,) = lines(client.post("/page/speak", json={"text": TEXT}))
    assert "under way" in error["message"]
    assert client.post("/page/file/wav", json={"text": TEXT}).status_code == 400


def test_scripts_and_styles_are_served(client):
    script = client.get("/page/assets/page.js")
    assert "javascript" in script.headers["content-type"]
    assert "http://" not in script.text and "https://" not in script.text
    assert client.get("/page/assets/../routes.py").status_code == 404


def test_places_are_given_back():
    import asyncio

    async def use():
        speeches = Speeches(1)
        for _ in range(3):
            async with speeches.place():
                assert speeches.running == 1
        return speeches.running

    assert asyncio.run(use()) == 0
