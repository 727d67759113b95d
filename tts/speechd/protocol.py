"""The wire: lines and bodies that the server sends, replies, events, and sound as 705 blocks."""

from __future__ import annotations

import fcntl
import os
import select
import threading
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

END_OF_BODY = b"."
ESCAPE = 0x7D
NEWLINE = 0x0A
FLIPPED_BIT = 0x20
AUDIO_BLOCK_S = (
    0.02  # seconds of a block; escaped it fits into the 4096 bytes that a pipe takes at once
)
PIPE_BYTES = 4096  # what may wait in the pipe: 0.08 s of sound that STOP cannot take back
POLL_MS = 50
BEGIN = b"701 BEGIN\n"
EVENT_END = b"702 END\n"
STOP = b"703 STOP\n"
EVENT_PAUSE = b"704 PAUSE\n"

Samples = NDArray[np.float32]


class Input:
    """What the server sends, line by line."""

    def __init__(self, descriptor: int) -> None:
        self._file = os.fdopen(descriptor, "rb", closefd=False)

    def __iter__(self) -> Iterator[str]:
        """Commands, until the server closes the pipe."""
        while line := self._file.readline():
            yield decode_line(line)

    def body(self) -> list[str] | None:
        """The lines up to a line that is a dot; None if the pipe ends before it. A dot in front of
        a line that begins with one is taken off.
        """
        lines: list[str] = []
        while line := self._file.readline():
            if line.rstrip(b"\r\n") == END_OF_BODY:
                return lines
            lines.append(decode_line(line).removeprefix("."))
        return None


def decode_line(line: bytes) -> str:
    """A line without its end; bytes that are no UTF-8 become U+FFFD."""
    return line.rstrip(b"\r\n").decode("utf-8", errors="replace")


class ServerPipe:
    """The pipe to the server. Replies and events come from two threads: each is written whole.

    lock   held while something is written
    """

    def __init__(self, descriptor: int) -> None:
        self.lock = threading.RLock()
        self._descriptor = descriptor
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLOUT)
        limit_pipe(descriptor)

    def wait(self) -> bool:
        """Wait a moment for room in the pipe; whether there is some. The lock is not held, so that
        a STOP is heard while the server plays what it has.
        """
        return bool(self._poll.poll(POLL_MS))

    def write(self, data: bytes) -> None:
        """Write all bytes."""
        with self.lock:
            view = memoryview(data)
            while view:
                view = view[os.write(self._descriptor, view) :]

    def line(self, text: str) -> None:
        """Write a reply of one line, or of several."""
        self.write(f"{text}\n".encode())


def limit_pipe(descriptor: int) -> None:
    """Let no more wait in the pipe than a listener may hear after STOP; Linux alone can do that."""
    resize = getattr(fcntl, "F_SETPIPE_SZ", None)
    if resize is not None:
        try:
            fcntl.fcntl(descriptor, resize, PIPE_BYTES)
        except OSError:
            return  # no pipe: a file or a terminal, when someone tries it out


def index_mark(name: str) -> bytes:
    """The event of a mark that was reached."""
    return f"700-{name}\n700 INDEX MARK\n".encode()


def audio_block(samples: Samples, sample_rate: int) -> bytes:
    """The event that carries sound.

    samples   (samples,) float32, -1 to 1; no more than AUDIO_BLOCK_S of them
    """
    pcm = np.rint(np.clip(samples, -1.0, 1.0) * 32767).astype("<i2")
    header = (
        f"705-bits=16\n705-num_channels=1\n705-sample_rate={sample_rate}\n"
        f"705-num_samples={len(pcm)}\n705-big_endian=0\n"
    )
    return header.encode() + b"705-AUDIO\0" + escape(pcm.tobytes()) + b"\n705 AUDIO\n"


def escape(data: bytes) -> bytes:
    r"""Bytes without a line feed, as HDLC does it: ESCAPE, then the byte with bit 5 flipped.

    >>> escape(b"a\n}")
    b'a}*}]'
    """
    escaped = data.replace(b"\x7d", bytes([ESCAPE, ESCAPE ^ FLIPPED_BIT]))
    return escaped.replace(b"\n", bytes([ESCAPE, NEWLINE ^ FLIPPED_BIT]))


def audio_blocks(samples: Samples, sample_rate: int) -> Iterator[Samples]:
    """Samples in parts of a block's length."""
    step = max(1, round(AUDIO_BLOCK_S * sample_rate))
    for start in range(0, len(samples), step):
        yield samples[start : start + step]
