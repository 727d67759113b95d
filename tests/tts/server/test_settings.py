"""Settings of the server are checked once, when they are made."""

import pytest

from tts.errors import SpeechError
from tts.server.settings import ServerSettings, ServerSettingsError


@pytest.mark.parametrize(
    ("name", "value", "limits"),
    [
        ("port", 65536, "0 to 65535"),
        ("port", -1, "0 to 65535"),
        ("max_characters", 0, "1 to 100000000"),
        ("max_jobs", 0, "1 to 1024"),
        ("max_waiting", -1, "0 to 1000000"),
        ("timeout", 0.01, r"0\.1 to 1000000"),
        ("timeout", float("nan"), r"0\.1 to 1000000"),
    ],
)
def test_a_number_out_of_range_is_named_with_its_range(name, value, limits):
    with pytest.raises(ServerSettingsError, match=f"^{name} must lie from {limits}, not {value}"):
        ServerSettings(**{name: value})


def test_an_empty_token_is_refused():
    with pytest.raises(SpeechError, match="the token is empty"):
        ServerSettings(token=" ")
    assert ServerSettings(token="a").token == "a"


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)]
)
def test_only_loopback_addresses_are_local(host, local):
    assert ServerSettings(host=host).local is local


def test_an_announced_server_can_be_reached():
    assert ServerSettings(host="0.0.0.0", announce=True).announce
    with pytest.raises(ServerSettingsError, match="cannot reach"):
        ServerSettings(announce=True)
