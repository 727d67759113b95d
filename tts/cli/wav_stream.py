"""A WAV file written to a stream that can't be rewound: speech is heard while the rest of a long
text is still being synthesized.
"""

from __future__ import annotations

import contextlib
import io
import os
import struct
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray

from tts.files import soundfile_format

UNKNOWN_LENGTH = 0xFFFFFFFF  # players take it as "until the end"
BUFFER_S = (
    30  # seconds held back before a seekable stream (a file); a shorter sound gets its length
)
SAMPLE_WIDTH = {"16": 2, "24": 3, "float": 4}  # bits -> bytes
HEADER_SIZE = 44  # bytes
PCM = 1  # format tags of RIFF WAVE
IEEE_FLOAT = 3


class WavStreamWriter:
    """A writer of a WAV file of one channel to a stream. A pipe gets everything at once, and a
    header without a length. A file gets its length at the end; one that can only be appended to
    gets it if the sound is short.

    stream        binary
    rate          Hz of what will be written
    sample_rate   Hz in the file, if another
    bits          16, 24 or "float"
    raw           without a header
    """

    def __init__(
        self,
        stream: IO[bytes],
        rate: int,
        sample_rate: int | None = None,
        bits: int | str | None = None,
        raw: bool = False,
    ) -> None:
        import soxr

        self.stream = stream
        self.rate = rate if sample_rate is None else sample_rate
        self.bits = str(bits or 16)
        soundfile_format(Path("standard-output.wav"), self.rate, bits)
        self._resampler = soxr.ResampleStream(rate, self.rate, 1) if self.rate != rate else None
        self._buffer: io.BytesIO | None = None if raw else io.BytesIO()
        buffered = BUFFER_S * self.rate * SAMPLE_WIDTH[self.bits]
        self._buffer_size = buffered if stream.seekable() else 0  # bytes
        self._header_place: int | None = None  # in the stream, once it is written without a length

    def write(self, samples: NDArray[np.float32], last: bool = False) -> None:
        """Append (samples,), -1 to 1."""
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(np.asarray(samples, np.float32), last)
        data = pcm_bytes(samples, self.bits)
        if self._buffer is None:
            self.stream.write(data)
            self.stream.flush()
            return
        self._buffer.write(data)
        if self._buffer.tell() > self._buffer_size:
            self._release(UNKNOWN_LENGTH)

    def _release(self, length: int) -> None:
        """Write the header and the buffer; from then on nothing is held back."""
        if self._buffer is not None:
            if length == UNKNOWN_LENGTH and can_rewind(self.stream):
                self._header_place = self.stream.tell()
            self.stream.write(header(self.rate, self.bits, length) + self._buffer.getvalue())
            self.stream.flush()
            self._buffer = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.write(np.zeros(0, np.float32), last=True)
            self._release(self._buffer.tell() if self._buffer is not None else 0)
        with contextlib.nullcontext() if error is None else contextlib.suppress(OSError):
            self._complete_header()

    def _complete_header(self) -> None:
        """Write the length into a header that was written without one, where that is possible."""
        if self._header_place is None:
            return
        end = self.stream.tell()
        self.stream.seek(self._header_place)
        self.stream.write(header(self.rate, self.bits, end - self._header_place - HEADER_SIZE))
        self.stream.seek(end)
        self.stream.flush()


def can_rewind(stream: IO[bytes]) -> bool:
    """Whether earlier bytes of a stream can be overwritten: not in a pipe, nor after `>> FILE`."""
    if not stream.seekable():
        return False
    try:
        import fcntl

        return not fcntl.fcntl(stream.fileno(), fcntl.F_GETFL) & os.O_APPEND
    except (ImportError, io.UnsupportedOperation):  # on Windows; in memory
        return True


def pcm_bytes(samples: NDArray[np.float32], bits: str) -> bytes:
    """(samples,) -> little-endian bytes, of 16- or 24-bit integers or 32-bit floats."""
    if bits == "float":
        return samples.astype("<f4").tobytes()
    full_scale = 2 ** (int(bits) - 1)
    scaled = np.round(samples.astype(np.float64) * full_scale)
    integers = np.clip(scaled, -full_scale, full_scale - 1).astype("<i4")
    if bits == "16":
        return integers.astype("<i2").tobytes()
    return integers.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def header(rate: int, bits: str, length: int) -> bytes:
    """The 44 bytes of RIFF WAVE before `length` bytes of samples; without a length if that is too
    long for it.
    """
    length = min(length, UNKNOWN_LENGTH)
    width = SAMPLE_WIDTH[bits]
    format_tag = IEEE_FLOAT if bits == "float" else PCM
    channels = 1
    riff = struct.pack("<4sI4s", b"RIFF", min(length + 36, UNKNOWN_LENGTH), b"WAVE")
    layout = struct.pack(
        "<4sIHHIIHH", b"fmt ", 16, format_tag, channels, rate, rate * width, width, 8 * width
    )
    return riff + layout + struct.pack("<4sI", b"data", length)
