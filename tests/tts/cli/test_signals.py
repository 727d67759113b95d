"""A command that is told to end cleans up first."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tts.cli.signals import signals_exit, was_signalled

ROOT = Path(__file__).parents[3]
WRITER = """
import sys, time
import numpy as np
from tts.cli import main as cli
from tts.files import AudioFile

def run(args):
    with AudioFile(sys.argv[1], 24000) as file:
        file.write(np.zeros(100000, np.float32))
        print("writing", flush=True)
        time.sleep(60)

cli.COMMANDS["voices"] = cli.COMMANDS["voices"]._replace(run=run)
sys.exit(cli.main(["voices"]))
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


@pytest.mark.parametrize(
    ("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130), ("SIGKILL", -9)]
)
def test_a_signal_leaves_no_part_after_the_next_run(tmp_path, name, code):
    (tmp_path / "a.flac").write_bytes(b"old")
    command = [sys.executable, "-c", WRITER, tmp_path / "a.flac"]

    def take_signals():  # also where these tests run in the background, and ignore them
        if name != "SIGKILL":
            signal.signal(getattr(signal, name), signal.SIG_DFL)

    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        preexec_fn=take_signals,
    ) as running:
        assert running.stdout.readline() == b"writing\n"
        running.send_signal(getattr(signal, name))
        told = running.stderr.read()
    assert running.returncode == code
    files = sorted(file.name for file in tmp_path.iterdir())
    assert (tmp_path / "a.flac").read_bytes() == b"old"
    if name == "SIGKILL":
        assert files == [".0.part.a.flac", "a.flac"]
    else:
        assert told == b"stopped; nothing half written was kept\n"
        assert files == ["a.flac"]


def test_an_ignored_signal_stays_ignored_and_others_are_restored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with signals_exit():
            signal.raise_signal(signal.SIGHUP)
            with pytest.raises(SystemExit) as ended:
                signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGTERM)  # while it cleans up
    finally:
        signal.signal(signal.SIGHUP, before)
    assert ended.value.code == 143 and was_signalled(ended.value)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert not was_signalled(SystemExit(2)) and not was_signalled(SystemExit())


def test_in_another_thread_nothing_is_changed():
    def run():
        with signals_exit():
            found.append(signal.getsignal(signal.SIGTERM))

    found = []
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [signal.SIG_DFL]
