"""State of a server: its token, and what it refuses before it computes."""

import base64

import pytest

pytest.importorskip("fastapi")

from tts.server.errors import ApiError
from tts.server.server import Server, given_token
from tts.server.settings import ServerSettings
from tts.server.speech import SpeechRequest


@pytest.mark.parametrize(
    ("header", "right"),
    [
        ("Bearer secret", True),
        ("secret", True),
        ("Bearer Secret", False),
        ("", False),
        (None, False),
    ],
)
def test_the_token_is_compared_whole(header, right):
    assert Server(ServerSettings(token="secret")).authorized(header) is right


def test_without_a_token_anybody_may_ask():
    assert Server(ServerSettings()).authorized(None)


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer secret", b"secret"),
        ("Basic " + base64.b64encode(b"anybody:secret:2").decode(), b"secret:2"),
        ("Basic @@@", b""),
        ("", b""),
    ],
)
def test_a_token_is_a_bearer_token_or_a_password(header, token):
    assert given_token(header) == token


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"model": "gpt-9"}, "model"),
        ({"input": "x" * 11}, "input"),
        ({"response_format": "aac"}, "response_format"),
    ],
)
def test_what_cannot_be_done_is_refused_by_field(fields, param):
    server = Server(ServerSettings(max_characters=10))
    server.check(SpeechRequest(input="x" * 10))
    with pytest.raises(ApiError) as refused:
        server.check(SpeechRequest(**{"input": "Hi.", **fields}))
    assert refused.value.param == param


def test_a_request_without_a_voice_has_that_of_the_settings(tiny_heart):
    server = Server(ServerSettings(voice="emma"))
    assert server.load(SpeechRequest(input="Hi.")) is server.voices.load("emma")
    assert server.load(SpeechRequest(input="Hi.", voice="heart")) is server.voices.load("heart")
