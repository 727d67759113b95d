"""Playing calls the first player there is, and says what is missing."""

import contextlib
import sys
import time

import numpy as np
import pytest
import soundfile

from tts.cli import player as play

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")


def player(folder, name, script):
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def stream_player(rate):
    """The player of the first program that is installed."""
    return play.StreamPlayer(rate, play.installed_commands()[0])


def test_the_first_player_that_is_installed_plays(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}")
    player(tmp_path, "aplay", f'echo "$@" > {tmp_path}/played')
    player(tmp_path, "ffplay", "exit 1")
    play.play_file(tmp_path / "a.wav")
    assert (tmp_path / "played").read_text(encoding="utf-8") == f"-q {tmp_path}/a.wav\n"


READERS = {
    "paplay": 0,
    "aplay": 44,
    "play": 44,
    "ffplay": 44,
}  # and the bytes of the header that each wants


@pytest.mark.parametrize("name", READERS)
def test_speech_is_played_while_it_is_made(tmp_path, monkeypatch, name):
    monkeypatch.setenv("PATH", str(tmp_path))
    player(tmp_path, name, f'echo "$@" > {tmp_path}/asked; exec /bin/cat > {tmp_path}/heard')
    assert play.can_stream()
    with stream_player(22050) as sounding:
        for _ in range(3):
            sounding.write(np.full(1000, 0.25, np.float32))
    heard = (tmp_path / "heard").read_bytes()
    assert len(heard) == READERS[name] + 6000
    assert (np.frombuffer(heard[READERS[name] :], "<i2") == 2**13).all()
    assert (
        "22050" in (tmp_path / "asked").read_text(encoding="utf-8")
        or int.from_bytes(heard[24:28], "little") == 22050
    )


def test_what_is_written_is_heard_before_the_end(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    player(tmp_path, "aplay", f"exec /bin/dd bs=1000 count=1 of={tmp_path}/heard 2>/dev/null")
    with (
        pytest.raises(play.PlayerError, match="aplay could not play the speech"),
        stream_player(24000) as sounding,
    ):
        for _ in range(1000):
            sounding.write(np.zeros(1000, np.float32))  # until the reader has gone
            time.sleep(0.001)
    assert (tmp_path / "heard").stat().st_size > 0


def test_an_error_silences_the_player_and_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    player(tmp_path, "aplay", f"exec /bin/sleep 60 > {tmp_path}/out")
    started = time.monotonic()
    with pytest.raises(KeyError), stream_player(24000) as sounding:
        sounding.write(np.zeros(1000, np.float32))
        raise KeyError
    assert time.monotonic() - started < 30


def test_a_player_that_can_not_be_piped_to_is_no_piped_player(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    player(tmp_path, "afplay", "exit 0")
    assert not play.can_stream()


def test_a_piped_player_that_fails_is_quoted(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    player(tmp_path, "paplay", "/bin/cat > /dev/null; echo no   sound card >&2; exit 3")
    with (
        pytest.raises(
            play.PlayerError,
            match=r"paplay could not play the speech: no sound card\. Write a file",
        ),
        stream_player(24000) as sounding,
    ):
        sounding.write(np.zeros(1000, np.float32))


def test_the_next_program_plays_a_file_where_the_first_fails(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    player(tmp_path, "pw-play", "exit 1")
    player(tmp_path, "play", f'echo "$@" > {tmp_path}/played')
    play.play_file(tmp_path / "a.wav")
    assert (tmp_path / "played").read_text(encoding="utf-8") == f"-q {tmp_path}/a.wav\n"


def test_without_a_player_the_ones_looked_for_are_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        play.PlayerError, match=r"looked for afplay, pw-play, paplay, aplay, play, ffplay\. .* -o"
    ):
        play.play_file(tmp_path / "a.wav")


def test_a_player_that_fails_is_quoted(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    player(tmp_path, "paplay", "echo no   sound card >&2; exit 3")
    with pytest.raises(
        play.PlayerError, match=r"paplay could not play the speech: no sound card\."
    ):
        play.play_file(tmp_path / "a.wav")


@pytest.mark.parametrize("error", [None, KeyError])
def test_a_file_player_plays_all_at_the_end_unless_there_was_an_error(tmp_path, monkeypatch, error):
    monkeypatch.setenv("PATH", str(tmp_path))
    player(tmp_path, "afplay", f'/bin/cp "$1" {tmp_path}/played.wav')
    with contextlib.suppress(KeyError), play.FilePlayer(22050) as sounding:
        for _ in range(3):
            sounding.write(np.full(1000, 0.25, np.float32))
        assert not (tmp_path / "played.wav").exists()
        if error:
            raise error
    assert (tmp_path / "played.wav").exists() == (error is None)
    if error is None:
        samples, rate = soundfile.read(tmp_path / "played.wav")
        assert rate == 22050
        assert samples == pytest.approx(np.full(3000, 0.25))
