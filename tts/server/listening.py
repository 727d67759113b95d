"""The port that a server listens on. It is taken before anything slow is done."""

from __future__ import annotations

import os
import socket

from tts.errors import PlainSpeechError


class PortInUseError(PlainSpeechError, OSError):
    """A port on which another program listens."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens. PortInUseError if that is not possible.

    port   0 takes any that is free
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would share the port with the other program
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortInUseError(
            f"can't listen on {host}, port {port} ({error.strerror or error}). Choose another port "
            f"with --port {port + 1}, or any free one with --port 0."
        ) from error
    return listener


def address(listener: socket.socket, host: str) -> str:
    """The address to open in a browser."""
    port = listener.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown and '[' not in shown else shown}:{port}/"
