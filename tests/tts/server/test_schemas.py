"""The shapes of answers in the OpenAPI description."""

import pytest

pytest.importorskip("fastapi")
from tts.server.api import create_app
from tts.server.schemas import REFUSALS, sound_responses


def test_every_refusal_of_the_description_has_the_form_of_openai():
    app = create_app()
    paths = app.openapi()["paths"]
    for path in ("/v1/audio/speech", "/v1/timestamps"):
        answers = paths[path]["post"]["responses"]
        assert set(answers) == {"200", *map(str, REFUSALS)}
        for status in map(str, REFUSALS):
            reference = answers[status]["content"]["application/json"]["schema"]["$ref"]
            assert reference.endswith("/ErrorBody")
    assert "422" not in str(paths)


def test_all_formats_are_described():
    content = sound_responses()[200]["content"]
    assert {"audio/mpeg", "audio/ogg", "audio/wav", "text/event-stream"} <= set(content)
