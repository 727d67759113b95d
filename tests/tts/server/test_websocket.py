"""The WebSocket with tiny voices: pieces of text in, sound and words out, interruption."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("fastapi")
from fastapi.testclient import TestClient

from tts import TTS
from tts.server.api import create_app
from tts.server.settings import ServerSettings

TEXT = "Hello there. It works."
PIECES = [{"type": "text", "text": text} for text in ("Hello the", "re. It wo", "rks.")]


@pytest.fixture
def client(tiny_heart):
    return TestClient(create_app(ServerSettings()))


def converse(socket, *messages):
    """Send messages; the texts and the bytes that come until an end."""
    for message in messages:
        socket.send_json(message)
    texts, content = [], b""
    while not texts or texts[-1]["type"] == "words":
        received = socket.receive()
        if received.get("text"):
            texts.append(json.loads(received["text"]))
        else:
            content += received["bytes"]
    return texts, content


def test_it_speaks_pieces_and_tells_the_words(client):
    start = {"type": "start", "voice": "heart"}
    with client.websocket_connect("/v1/stream") as socket:
        texts, content = converse(socket, start, *PIECES, {"type": "end"})
        again, _ = converse(socket, start, *PIECES, {"type": "end"})
    words = [word["text"] for text in texts for word in text.get("words", [])]
    assert words == ["Hello", "there", "It", "works"]
    assert texts[-1] == again[-1] == {"type": "done"}
    assert len(content) == 2 * len(TTS.load("heart").say(TEXT).samples)


def test_it_can_be_interrupted_and_goes_on(client):
    text = {"type": "text", "text": "One sentence after the other. " * 15}
    with client.websocket_connect("/v1/stream") as socket:
        texts, _ = converse(socket, {"type": "start"}, text, {"type": "cancel"})
        assert texts[-1] == {"type": "cancelled"}
        texts, content = converse(socket, {"type": "text", "text": "Again."}, {"type": "end"})
        assert texts[-1] == {"type": "done"}
        assert content


@pytest.mark.parametrize("message", ["nonsense", {"type": "dance"}, {"type": "start", "speed": 99}])
def test_it_says_what_is_wrong(client, message):
    with client.websocket_connect("/v1/stream") as socket:
        texts, _ = converse(socket, message)
        assert texts[-1]["type"] == "error"
