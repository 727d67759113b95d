"""What the page lets in."""

import pytest

pytest.importorskip("fastapi")
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import Request

from tts.page.limits import PageLimits, is_loopback, is_same_origin


@pytest.fixture
def client():
    app = FastAPI()

    @app.post("/echo")
    async def echo(request: Request) -> int:
        return len(await request.body())

    app.add_middleware(PageLimits, max_body=100)
    return TestClient(app, base_url="http://localhost:7860")


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://localhost:7860", 200),
        ("http://localhost:1", 403),
        ("https://example.org", 403),
        ("null", 403),
    ],
)
def test_only_its_own_page_may_ask(client, origin, status):
    headers = {"Origin": origin} if origin else {}
    assert client.post("/echo", content=b"a", headers=headers).status_code == status


def test_large_bodies_are_refused(client):
    assert client.post("/echo", content=b"a" * 100).json() == 100
    refused = client.post("/echo", content=b"a" * 101)
    assert refused.status_code == 413
    assert "Send less" in refused.json()["error"]["message"]


def test_a_body_that_does_not_tell_its_length_is_cut(client):
    from starlette.requests import ClientDisconnect

    with pytest.raises(ClientDisconnect):
        client.post("/echo", content=iter([b"a" * 60, b"a" * 60]))


def test_the_browser_is_told_to_load_nothing_from_elsewhere(client):
    policy = client.post("/echo").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_an_origin_without_a_host_is_foreign():
    assert not is_same_origin("http://localhost", None)


@pytest.mark.parametrize(
    ("site", "status"),
    [
        ("http://example.org:7860", 403),  # its name was given the address of this computer
        ("http://127.0.0.1:7860", 200),
        ("http://[::1]:7860", 200),
        ("https://speech.example.org", 200),  # a proxy before this server
    ],
)
def test_a_site_that_takes_the_address_of_this_computer_is_refused(client, site, status):
    headers = {"Origin": site, "Host": site.partition("//")[2]}
    assert client.post("/echo", content=b"a", headers=headers).status_code == status


def test_names_and_addresses_of_this_computer():
    assert all(map(is_loopback, ["localhost", "a.localhost", "127.0.0.1", "127.1.2.3", "::1"]))
    assert not any(map(is_loopback, ["", "localhost.org", "127.0.0.1.org", "192.168.1.2", "x"]))
