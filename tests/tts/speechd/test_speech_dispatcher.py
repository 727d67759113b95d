"""The real server, without a sound card: libao's null driver."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tts.speechd.install import install

DEFAULTS = Path("/etc/speech-dispatcher/speechd.conf")
needs_server = pytest.mark.skipif(
    not (shutil.which("speech-dispatcher") and shutil.which("spd-say") and DEFAULTS.is_file()),
    reason="needs speech-dispatcher (Debian: apt install speech-dispatcher)",
)
pytestmark = [needs_server, pytest.mark.packaged]


@pytest.fixture
def say(tmp_path, monkeypatch):
    """A function that runs spd-say against a server of our own, and the server's log."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    socket = tmp_path / "socket"
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{socket}")
    install("heart")
    (tmp_path / ".libao").write_text("default_driver=null\n", encoding="utf-8")
    settings = DEFAULTS.read_text(encoding="utf-8") + '\nAudioOutputMethod "libao"\n'
    (tmp_path / ".config/speech-dispatcher/speechd.conf").write_text(settings, encoding="utf-8")
    command = ["speech-dispatcher", "-s", "-t", "0", "-l", "5", "-L", tmp_path, "-S", socket]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(socket.exists)

    def run(*args):
        ran = subprocess.run(
            ["spd-say", "-o", "plainspeech", "-l", "en", *args],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout, (tmp_path / "speech-dispatcher.log").read_text(errors="replace")

    yield run
    server.terminate()
    server.wait(30)


def until(condition):
    """Wait for a condition, 60 seconds at most."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("the server did not come up")


def test_the_server_finds_the_module_and_speaks(say):
    names, _ = say("-O")
    assert "plainspeech" in names.split()
    voices, _ = say("-L")
    assert {"heart", "michael", "emma", "george"} <= set(voices.split())
    _, log = say("--wait", "-m", "all", "-r", "100", "Hello, (world)! It works.")
    assert "701 BEGIN" in log
    assert "702 END" in log
    assert "num_samples" in log
    assert "Detected INDEX MARK: __spd_0" in log
    assert "ERROR: bogus" not in log
    for options in (("-c", "a"), ("-k", "shift_a"), ("-s", "Ab c"), ("-I", "prompt")):
        say("--wait", *options)
    until(lambda: say("-O")[1].count("Received event:\n 702 END") == 5)  # -I does not wait
    marked = '<speak>One <mark name="here"/> two</speak>'
    _, log = say("--wait", "-x", "-y", "emma", marked)
    assert "Detected INDEX MARK: here" in log


def test_the_server_stops_the_module(say):
    say("A long text. " * 500)
    until(lambda: "701 BEGIN" in say("-O")[1])
    say("-S")
    until(lambda: "703 STOP" in say("-O")[1])
    assert "702 END" not in say("-O")[1]
    _, log = say("--wait", "Again.")
    assert "702 END" in log
