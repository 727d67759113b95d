"""Play a sound file with what the system has."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tts.errors import SpeechError

PLAYERS = (             # the first that is installed plays
    ("afplay",),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("play", "-q"),
    ("ffplay", "-v", "error", "-nodisp", "-autoexit"),
)


class NoPlayer(SpeechError):
    """Nothing installed can play sound."""


def play(path: Path) -> None:
    """Play a WAV file to its end; NoPlayer, naming what was looked for, if there is nothing to play it with."""
    if sys.platform == "win32":
        import winsound
        winsound.PlaySound(str(path), winsound.SND_FILENAME)
        return
    command = next((player for player in PLAYERS if shutil.which(player[0])), None)
    if command is None:
        names = ", ".join(player[0] for player in PLAYERS)
        raise NoPlayer(f"nothing here can play sound: looked for {names}. Install one (Debian: apt install alsa-utils), or write a file with -o.")
    ended = subprocess.run([*command, str(path)], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if ended.returncode:
        said = " ".join(ended.stderr.decode("utf-8", "replace").split())
        raise NoPlayer(f"{command[0]} could not play {path.name}: {said or f'exit code {ended.returncode}'}. Write a file with -o instead.")
