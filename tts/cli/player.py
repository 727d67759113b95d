"""Play a sound file, or speech while it is being made, with what the system has."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from tts.cli.wav_stream import PipedWave
from tts.errors import SpeechError

PLAYERS = (  # the first that is installed plays
    ("afplay",),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("play", "-q"),
    ("ffplay", "-v", "error", "-nodisp", "-autoexit"),
)


# the same for what comes through a pipe: command, and whether it takes samples without a header
PIPED = (
    (("paplay", "--raw", "--format=s16le", "--channels=1", "--rate={rate}"), True),
    (("aplay", "-q", "-"), False),
    (("play", "-q", "-t", "wav", "-"), False),
    (("ffplay", "-v", "error", "-nodisp", "-autoexit", "-i", "-"), False),
)


class NoPlayerError(SpeechError):
    """Nothing installed can play sound."""


def play(path: Path) -> None:
    """Play a WAV file to its end; NoPlayerError, naming what was looked for, if there is nothing to play
    it with.
    """
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(path), winsound.SND_FILENAME)
        return
    command = next((player for player in PLAYERS if shutil.which(player[0])), None)
    if command is None:
        names = ", ".join(player[0] for player in PLAYERS)
        raise NoPlayerError(
            f"nothing here can play sound: looked for {names}. Install one (Debian: apt install alsa-utils), or write a file with -o."
        )
    ended = subprocess.run(
        [*command, str(path)], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    if ended.returncode:
        raise failed(command[0], path.name, ended.stderr, ended.returncode)


def failed(player: str, what: str, said: bytes, code: int) -> NoPlayerError:
    """What to raise for a player that gave up."""
    said_line = " ".join(said.decode("utf-8", "replace").split())
    return NoPlayerError(
        f"{player} could not play {what}: {said_line or f'exit code {code}'}. Write a file with -o instead."
    )


def can_be_piped() -> bool:
    """Whether a player is installed that sounds while speech is being made."""
    return sys.platform != "win32" and any(shutil.which(command[0]) for command, _ in PIPED)


class Player:
    """Sounds while it is written to; leaving it waits for the end, an error silences it. NoPlayerError
    if the player fails.

    rate    Hz of what will be written
    """

    def __init__(self, rate: int) -> None:
        command, raw = next((command, raw) for command, raw in PIPED if shutil.which(command[0]))
        self.name = command[0]
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [part.format(rate=rate) for part in command], stdin=subprocess.PIPE, stderr=self._errors
        )
        assert self._process.stdin is not None
        self._pipe = self._process.stdin
        self._wave = PipedWave(self._pipe, rate, raw=raw)

    def write(self, samples: NDArray[np.float32]) -> None:
        """Let (samples,) sound after what came before; waits while there is much that did not sound
        yet.
        """
        try:
            self._wave.write(samples)
        except BrokenPipeError:
            raise self._failed() from None

    def __enter__(self) -> Player:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._process.kill()
        with contextlib.suppress(BrokenPipeError):
            if error is None:
                self._wave.__exit__(None, None, None)
            self._pipe.close()
        code = self._process.wait()
        if error is None and code:
            raise self._failed()
        self._errors.close()

    def _failed(self) -> NoPlayerError:
        code = self._process.wait()
        self._errors.seek(0)
        with self._errors:
            return failed(self.name, "speech", self._errors.read(), code)
