"""The server of the page, and the browser that is opened."""

import types

import pytest

pytest.importorskip("uvicorn")
from tts.page import run


@pytest.fixture
def opened(monkeypatch):
    urls = []
    monkeypatch.setattr(run.webbrowser, "open", urls.append)
    monkeypatch.setattr(run, "warm_up", lambda: None)
    return urls


def server(started, should_exit=False):
    return types.SimpleNamespace(started=started, should_exit=should_exit)


def test_the_address_is_told_and_opened(opened, monkeypatch, capsys):
    monkeypatch.setattr(run, "has_display", lambda: True)
    run.announce(server(True), "http://127.0.0.1:1/", True)
    assert opened == ["http://127.0.0.1:1/"]
    assert "http://127.0.0.1:1/" in capsys.readouterr().err


def test_no_browser_is_opened_without_a_display(opened, monkeypatch):
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    run.announce(server(True), "http://127.0.0.1:1/", True)
    monkeypatch.setenv("DISPLAY", ":0")
    run.announce(server(True), "http://127.0.0.1:1/", False)
    assert opened == []
    assert run.has_display()


def test_a_server_that_ends_is_not_announced(opened, capsys):
    run.announce(server(False, should_exit=True), "http://127.0.0.1:1/", True)
    assert opened == [] and capsys.readouterr().err == ""


def test_the_default_voice_is_ready_before_the_first_visitor(tiny_heart):
    from tts.page.voices import _load, forget_voices

    forget_voices()
    run.warm_up()
    assert _load.cache_info().currsize == 1
    forget_voices()
