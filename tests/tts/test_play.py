"""Playing calls the first player there is, and says what is missing."""

import sys

import pytest

from tts import play

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")


def player(folder, name, script):
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def test_the_first_player_that_is_installed_plays(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}")
    player(tmp_path, "aplay", f'echo "$@" > {tmp_path}/played')
    player(tmp_path, "ffplay", "exit 1")
    play.play(tmp_path / "a.wav")
    assert (tmp_path / "played").read_text(encoding="utf-8") == f"-q {tmp_path}/a.wav\n"


def test_without_a_player_the_ones_looked_for_are_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(play.NoPlayer, match=r"looked for afplay, pw-play, paplay, aplay, play, ffplay\. .* -o"):
        play.play(tmp_path / "a.wav")


def test_a_player_that_fails_is_quoted(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    player(tmp_path, "paplay", "echo no   sound card >&2; exit 3")
    with pytest.raises(play.NoPlayer, match=r"paplay could not play a\.wav: no sound card\."):
        play.play(tmp_path / "a.wav")
