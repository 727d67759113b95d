"""Many clients at once: no answer is lost or mixed up with another."""

import asyncio

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("httpx")
import httpx

from tts.server.api import create_app
from tts.server.settings import ServerSettings

CLIENTS = 50
VOICES = ("heart", "michael", "emma", "george")


def body(number):
    """The request of a client; a few kinds, so that neighbours differ."""
    text = "One. " * (1 + number % 3)
    return {"input": text, "voice": VOICES[number % 4], "response_format": "pcm"}


async def ask_all(settings, count):
    """The answers to so many requests at once, and to the same one by one before."""
    app = create_app(settings)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:

        async def ask(number):
            return await client.post("/v1/audio/speech", json=body(number), timeout=600)

        alone = {number % 12: (await ask(number)).content for number in range(12)}
        together = await asyncio.gather(*map(ask, range(count)))
    return alone, together, app.state.server.jobs


def test_each_of_fifty_clients_gets_its_own_speech(tiny_heart):
    settings = ServerSettings(max_jobs=4, max_waiting=CLIENTS)
    alone, together, jobs = asyncio.run(ask_all(settings, CLIENTS))
    assert len(set(alone.values())) > 3
    for number, answer in enumerate(together):
        assert answer.status_code == 200
        assert answer.content == alone[number % 12]
    assert (jobs.running, jobs.waiting) == (0, 0)


def test_what_finds_no_place_is_told_so_and_the_others_are_right(tiny_heart):
    settings = ServerSettings(max_jobs=1, max_waiting=2)
    alone, together, jobs = asyncio.run(ask_all(settings, 12))
    states = [answer.status_code for answer in together]
    assert set(states) == {200, 429}
    for number, answer in enumerate(together):
        if answer.status_code == 200:
            assert answer.content == alone[number]
        else:
            assert answer.headers["retry-after"] == "1"
    assert (jobs.running, jobs.waiting) == (0, 0)
