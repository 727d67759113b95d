"""Playing that goes on: a player that fails is replaced by the next, and no file is lost by it."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tts.cli.player import FilePlayer, PlayerError, StreamPlayer, installed_commands

HELD_S = 20.0  # seconds from the beginning that the next player can still be given


class Playback:
    """A player of what is written to it: at once where that is possible, else at its end. If the
    program fails early, the next one that is installed begins anew.

    rate      sample rate, in Hz
    goes_on   whether a failure is kept in `error` and the rest passed over, as something else is
              written, too; else it is raised
    error     why nothing is heard; None while all goes well

    PlayerError if nothing is installed that can play.
    """

    def __init__(self, rate: int, goes_on: bool = False) -> None:
        self.rate = rate
        self.goes_on = goes_on
        self.error: PlayerError | None = None
        self._commands = iter(installed_commands())
        self._held: list[NDArray[np.float32]] = []
        self._room = round(HELD_S * rate)
        command = next(self._commands, None)
        self._player = FilePlayer(rate) if command is None else StreamPlayer(rate, command)

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append (samples,), -1 to 1."""
        if self.error is not None:
            return
        self._room -= len(samples)
        if self._room >= 0:
            self._held.append(samples)
        else:
            self._held.clear()
        try:
            self._player.write(samples)
        except PlayerError as error:
            self._replace(error)

    def _replace(self, error: PlayerError) -> None:
        """Let the next player say what was written so far; without one the error counts."""
        if self._room >= 0:
            for command in self._commands:
                self._player = StreamPlayer(self.rate, command)
                try:
                    for samples in self._held:
                        self._player.write(samples)
                    return
                except PlayerError as failure:
                    error = failure
        self.error = error
        if not self.goes_on:
            raise error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self.error is None:
            try:
                self._player.__exit__(kind, error, trace)
                return
            except PlayerError as failure:
                self._replace(failure)


def raise_failure(sinks: Iterable[object]) -> None:
    """Raise the error of a player that was passed over."""
    for sink in sinks:
        if isinstance(sink, Playback) and sink.error is not None:
            raise sink.error
