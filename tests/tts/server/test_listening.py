"""Ports: taken at once, or refused in one line."""

import pytest

from tts.server.listening import PortInUseError, address, bind


def test_a_busy_port_is_told_with_what_to_do():
    with bind("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"--port {port + 1}"):
            bind("127.0.0.1", port)


def test_a_foreign_address_is_told_in_one_line():
    with pytest.raises(PortInUseError, match=r"203\.0\.113\.1"):
        bind("203.0.113.1", 0)


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")]
)
def test_the_address_can_be_opened(host, shown):
    with bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert address(listener, host) == f"http://{shown}:{port}/"
