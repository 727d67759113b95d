"""Settings of the server: where it listens and what it allows, checked once."""

from __future__ import annotations

from dataclasses import dataclass

from tts.errors import SpeechError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ServerSettingsError(SpeechError):
    """A setting of the server that is out of range."""


@dataclass(frozen=True)
class ServerSettings:
    """Limits of one server. ServerSettingsError if a number is out of range.

    host            address to listen on; the default can be reached from this computer alone
    port            TCP port; 0 takes any that is free
    token           bearer token that each request must carry; None asks for none
    voice           voice of requests that name none that is known to OpenAI or to us
    max_characters  longest input, in characters
    max_jobs        syntheses at the same time; one that waits for text counts, too
    max_waiting     requests that may wait for one of them; the next is refused with 429
    timeout         seconds that one request may take
    announce        whether the local network is told of the Wyoming server (mDNS)
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    voice: str = "heart"
    max_characters: int = 100_000
    max_jobs: int = 4
    max_waiting: int = 64
    timeout: float = 600.0
    announce: bool = False

    def __post_init__(self) -> None:
        limits = {
            "port": (0, 65535),
            "max_characters": (1, 10**8),
            "max_jobs": (1, 1024),
            "max_waiting": (0, 10**6),
            "timeout": (0.1, 10**6),
        }
        for name, (low, high) in limits.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise ServerSettingsError(f"{name} must lie from {low} to {high}, not {value}.")
        if self.token is not None and not self.token.strip():
            raise ServerSettingsError("the token is empty: give one, or leave the option out.")
        if self.announce and self.local:
            raise ServerSettingsError(
                "others are told of a server that they cannot reach: use --host 0.0.0.0, too."
            )

    @property
    def local(self) -> bool:
        """Whether only programs on this computer can connect."""
        return self.host in LOOPBACK
