"""The answers of the server against its own OpenAPI description, by Schemathesis."""

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("schemathesis")
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tts.server.api import create_app
from tts.server.settings import ServerSettings

schema = schemathesis.openapi.from_asgi(
    "/openapi.json", create_app(ServerSettings(max_characters=100, timeout=30))
)


# A text without a word is refused with 400, which no schema of a string can tell beforehand.
@schema.parametrize()
@settings(
    max_examples=5,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_answer_leaves_the_description(case, tiny_heart):
    case.call_and_validate(excluded_checks=[positive_data_acceptance], timeout=600)
