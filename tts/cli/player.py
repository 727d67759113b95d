"""Playing sound with a program of the system: a file, or speech while it is being synthesized."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from tts.cli.wav_stream import WavStreamWriter
from tts.errors import PlainSpeechError
from tts.files import AudioFile

FILE_PLAYERS = (  # in order of preference; the path of a WAV file is appended
    ("afplay",),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("play", "-q"),
    ("ffplay", "-v", "error", "-nodisp", "-autoexit"),
)


class StreamCommand(NamedTuple):
    """A player that reads a pipe: its command line, and whether it takes samples without header."""

    arguments: tuple[str, ...]
    raw: bool


STREAM_PLAYERS = (  # in order of preference
    StreamCommand(("paplay", "--raw", "--format=s16le", "--channels=1", "--rate={rate}"), raw=True),
    StreamCommand(("aplay", "-q", "-"), raw=False),
    StreamCommand(("play", "-q", "-t", "wav", "-"), raw=False),
    StreamCommand(("ffplay", "-v", "error", "-nodisp", "-autoexit", "-i", "-"), raw=False),
)


class PlayerError(PlainSpeechError, OSError):
    """No program can play sound, or the one that was found failed."""


def can_stream() -> bool:
    """Whether a player is installed that plays speech while it is being synthesized."""
    return bool(installed_commands())


def installed_commands() -> list[StreamCommand]:
    """The players that are installed here and read a pipe, in order of preference."""
    if sys.platform == "win32":
        return []
    return [command for command in STREAM_PLAYERS if has_player(command)]


def has_player(command: StreamCommand) -> bool:
    """Whether the program of a player is on the path."""
    return shutil.which(command.arguments[0]) is not None


class StreamPlayer:
    """A player of samples as they are written. Leaving it waits for the end of the sound; an error
    stops it. PlayerError if the program fails.

    rate      sample rate, in Hz
    command   of the program
    """

    def __init__(self, rate: int, command: StreamCommand) -> None:
        arguments = [argument.format(rate=rate) for argument in command.arguments]
        self.name = arguments[0]
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stderr=self._errors)
        assert self._process.stdin is not None
        self._pipe = self._process.stdin
        self._wav = WavStreamWriter(self._pipe, rate, raw=command.raw)

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append (samples,), -1 to 1; waits while the player has much left to play."""
        try:
            self._wav.write(samples)
        except BrokenPipeError:
            raise self._failure() from None

    def __enter__(self) -> Self:
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
                self._wav.__exit__(None, None, None)
            self._pipe.close()
        code = self._process.wait()
        if error is None and code:
            raise self._failure()
        self._errors.close()

    def _failure(self) -> PlayerError:
        """The error for a program that gave up, with what it printed."""
        code = self._process.wait()
        self._errors.seek(0)
        with self._errors:
            return failure(self.name, self._errors.read(), code)


class FilePlayer:
    """A player that collects samples in a temporary WAV file, and plays it when it is left without
    an error. PlayerError if no program is installed, or it fails.

    rate    sample rate, in Hz
    """

    def __init__(self, rate: int) -> None:
        find_file_player()  # so that its absence is known before anything is synthesized
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "speech.wav"
        self._file = AudioFile(self._path, rate)

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append (samples,), -1 to 1."""
        self._file.write(samples)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._folder:
            self._file.__exit__(kind, error, trace)
            if error is None:
                play_file(self._path)


def find_file_player() -> tuple[str, ...]:
    """The command line of the first player that is installed, without the file; empty on Windows,
    which plays by itself. PlayerError, naming what was looked for, if there is none.
    """
    if sys.platform == "win32":
        return ()
    for command in FILE_PLAYERS:
        if shutil.which(command[0]):
            return command
    names = ", ".join(command[0] for command in FILE_PLAYERS)
    raise PlayerError(
        f"no program here can play sound: looked for {names}. "
        f"Install one (Debian: apt install alsa-utils), or write a file with -o."
    )


def play_file(path: Path) -> None:
    """Play a WAV file to its end, with the first player that can; PlayerError if none can."""
    find_file_player()
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(path), winsound.SND_FILENAME)
        return
    error: PlayerError | None = None
    for command in FILE_PLAYERS:
        if shutil.which(command[0]):
            ended = subprocess.run(
                [*command, str(path)],
                stdin=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                check=False,
            )
            if ended.returncode == 0:
                return
            error = error or failure(command[0], ended.stderr, ended.returncode)
    assert error is not None
    raise error


def failure(player: str, stderr: bytes, code: int) -> PlayerError:
    """The error for a player that gave up, with what it printed or its exit code."""
    reason = " ".join(stderr.decode("utf-8", "replace").split()) or f"exit code {code}"
    return PlayerError(
        f"{player} could not play the speech: {reason}. Write a file with -o instead."
    )
