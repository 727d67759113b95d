"""Errors of the HTTP interface in the form of OpenAI's API."""

import pytest

from tts.errors import PlainSpeechError
from tts.server.errors import ApiError


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "invalid_request_error"),
        (404, "invalid_request_error"),
        (429, "rate_limit_error"),
        (500, "server_error"),
        (503, "server_error"),
    ],
)
def test_the_status_decides_the_type(status, kind):
    assert ApiError(status, "no").body["error"]["type"] == kind


def test_the_body_names_the_field_at_fault():
    error = ApiError(404, "there is no voice.", "voice_not_found", "voice")
    assert isinstance(error, PlainSpeechError)
    assert error.headers is None
    assert error.body == {
        "error": {
            "message": "there is no voice.",
            "type": "invalid_request_error",
            "param": "voice",
            "code": "voice_not_found",
        }
    }
