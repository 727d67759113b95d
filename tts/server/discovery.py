"""The announcement of the Wyoming server on the local network (package `zeroconf`), by which Home
Assistant finds it.
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from zeroconf import IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

SERVICE = "_wyoming._tcp.local."
ANY_ADDRESS = ("0.0.0.0", "::", "")


def service(host: str, port: int, name: str = "") -> AsyncServiceInfo:
    """The record of a server.

    host   that it listens on; for any address, those of this computer are told
    name   of the instance; else that of the computer
    """
    computer = socket.gethostname().split(".")[0] or "plainspeech"
    label = name or f"PlainSpeech on {computer}"
    return AsyncServiceInfo(
        SERVICE,
        f"{label}.{SERVICE}",
        parsed_addresses=addresses(host),
        port=port,
        server=f"{computer}.local.",
    )


def addresses(host: str) -> list[str]:
    """The IPv4 addresses by which others reach a server that listens on `host`."""
    if host not in ANY_ADDRESS:
        return [socket.gethostbyname(host)]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # no packet is sent: it asks which way it would go
            return [probe.getsockname()[0]]
        except OSError:
            return ["127.0.0.1"]


@asynccontextmanager
async def announced(host: str, port: int, name: str = "") -> AsyncIterator[AsyncServiceInfo]:
    """The server is announced while the context lasts."""
    info = service(host, port, name)
    zeroconf = AsyncZeroconf(interfaces=info.parsed_addresses(), ip_version=IPVersion.V4Only)
    try:
        registered = await zeroconf.async_register_service(info, allow_name_change=True)
        await registered
        yield info
        gone = await zeroconf.async_unregister_service(info)
        await gone
    finally:
        await zeroconf.async_close()
