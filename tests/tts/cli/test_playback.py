"""A player that fails is replaced by the next, and takes nothing with it."""

import sys

import numpy as np
import pytest

from tests.tts.cli.test_player import player
from tts.cli.main import main
from tts.cli.playback import Playback
from tts.cli.player import FilePlayer, PlayerError, StreamPlayer
from tts.files import sound_seconds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself")
FAILS = "/bin/cat > /dev/null; echo no device >&2; exit 3"
SOUND = np.full(1000, 0.25, np.float32)


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """The only folder in which programs are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_a_player_streams_if_one_can(programs):
    with pytest.raises(PlayerError, match="looked for afplay"):
        Playback(24000)
    player(programs, "afplay", "exit 0")
    assert isinstance(Playback(24000)._player, FilePlayer)
    player(programs, "aplay", "exec /bin/cat > /dev/null")
    with Playback(24000) as sounding:
        assert isinstance(sounding._player, StreamPlayer)


@pytest.mark.parametrize("fails", [FAILS, "exit 1"])
@pytest.mark.parametrize("pieces", [1, 300])
def test_the_next_player_says_it_from_the_beginning(programs, fails, pieces):
    player(programs, "paplay", fails)
    player(programs, "aplay", fails)
    player(programs, "play", f"exec /bin/cat > {programs}/heard")
    with Playback(24000) as sounding:
        for _ in range(pieces):
            sounding.write(SOUND)
    assert (programs / "heard").stat().st_size == 44 + 2 * 1000 * pieces
    assert sounding.error is None


@pytest.mark.parametrize("goes_on", [False, True])
def test_without_another_player_the_last_one_is_quoted(programs, goes_on):
    player(programs, "paplay", FAILS)
    player(programs, "aplay", FAILS)

    def play():
        with Playback(24000, goes_on) as sounding:
            sounding.write(SOUND)
        return sounding

    if goes_on:
        assert "aplay could not play the speech: no device" in str(play().error)
    else:
        with pytest.raises(PlayerError, match="aplay could not play"):
            play()


def test_a_player_that_fails_late_is_not_replaced(programs, monkeypatch):
    monkeypatch.setattr("tts.cli.playback.HELD_S", 0.1)
    player(programs, "aplay", FAILS)
    player(programs, "play", "exec /bin/cat > /dev/null")
    with pytest.raises(PlayerError, match="aplay could not play"), Playback(24000) as sounding:
        for _ in range(5):
            sounding.write(SOUND)


def test_the_file_is_kept_when_no_player_can(programs, tmp_path, tiny_heart, capsys):
    player(programs, "aplay", FAILS)
    file = tmp_path / "a.wav"
    assert main(["say", "Hello there.", "--play", "-o", str(file)]) == 1
    assert sound_seconds(file) > 0
    told = capsys.readouterr().err
    assert f"{file}: " in told and "aplay could not play the speech: no device" in told
