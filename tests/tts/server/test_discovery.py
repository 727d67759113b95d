"""The announcement on the local network, heard by another instance of zeroconf on this computer."""

import asyncio

import pytest

pytest.importorskip("zeroconf")
from zeroconf import ServiceBrowser, ServiceStateChange
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from tts.server.discovery import SERVICE, addresses, announced


def test_the_server_is_found_and_forgotten():
    heard = asyncio.Queue()

    async def wait_for(change):
        while True:
            name, state = await asyncio.wait_for(heard.get(), 30)
            if name.startswith("Test of PlainSpeech") and state is change:
                return name

    async def main():
        listener = AsyncZeroconf(interfaces=["127.0.0.1"])
        loop = asyncio.get_running_loop()

        def on_change(zeroconf, service_type, name, state_change):
            loop.call_soon_threadsafe(heard.put_nowait, (name, state_change))

        browser = ServiceBrowser(listener.zeroconf, SERVICE, handlers=[on_change])
        try:
            async with announced("127.0.0.1", 10200, "Test of PlainSpeech"):
                name = await wait_for(ServiceStateChange.Added)
                found = AsyncServiceInfo(SERVICE, name)
                assert await found.async_request(listener.zeroconf, 10000)
                assert (found.port, found.parsed_addresses()) == (10200, ["127.0.0.1"])
            await wait_for(ServiceStateChange.Removed)
        finally:
            browser.cancel()
            await listener.async_close()

    asyncio.run(main())


def test_addresses():
    assert addresses("127.0.0.1") == ["127.0.0.1"]
    (address,) = addresses("0.0.0.0")
    assert address.count(".") == 3
    assert address != "0.0.0.0"
