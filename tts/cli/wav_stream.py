"""A WAV file into a pipe: speech can be heard while the rest of a long text is still being spoken."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from types import TracebackType
from typing import IO

import numpy as np
from numpy.typing import NDArray

from tts.files import encoding

UNKNOWN = 0xFFFFFFFF  # the length that players take as "until the end"
# seconds to hold back where nobody listens, in a file: what ends within them gets a header with its
# true length
HELD = 30


class PipedWave:
    """A WAV file of one channel written to a stream, which is not rewound. Into a pipe all goes at
    once, and the header knows no length; into a file what is short goes with its length.

    stream        bytes
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
        encoding(Path("standard-output.wav"), self.rate, bits)
        self._resampler = soxr.ResampleStream(rate, self.rate, 1) if self.rate != rate else None
        self._held: io.BytesIO | None = None if raw else io.BytesIO()
        self._most = HELD * self.rate * width(self.bits) if stream.seekable() else 0

    def write(self, samples: NDArray[np.float32], last: bool = False) -> None:
        """Append (samples,), -1 to 1."""
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(np.asarray(samples, np.float32), last)
        content = packed(samples, self.bits)
        if self._held is None:
            self.stream.write(content)
            self.stream.flush()
            return
        self._held.write(content)
        if self._held.tell() > self._most:
            self._release(UNKNOWN)

    def _release(self, length: int) -> None:
        """Write the header and what was held back."""
        if self._held is not None:
            self.stream.write(header(self.rate, self.bits, length) + self._held.getvalue())
            self.stream.flush()
            self._held = None

    def __enter__(self) -> PipedWave:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.write(np.zeros(0, np.float32), last=True)
            self._release(self._held.tell() if self._held is not None else 0)


def width(bits: str) -> int:
    """Bytes a sample."""
    return {"16": 2, "24": 3, "float": 4}[bits]


def packed(samples: NDArray[np.float32], bits: str) -> bytes:
    """(samples,) -> little-endian bytes."""
    if bits == "float":
        return samples.astype("<f4").tobytes()
    largest = 2 ** (int(bits) - 1)
    whole = np.clip(np.round(samples.astype(np.float64) * largest), -largest, largest - 1).astype(
        "<i4"
    )
    return (
        whole.astype("<i2").tobytes()
        if bits == "16"
        else whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    )


def header(rate: int, bits: str, length: int) -> bytes:
    """The 44 bytes before `length` bytes of samples (RIFF WAVE; format 1 is whole numbers, 3
    floating point).
    """
    size = width(bits)
    kind = 3 if bits == "float" else 1
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        min(length + 36, UNKNOWN),
        b"WAVE",
        b"fmt ",
        16,
        kind,
        1,
        rate,
        rate * size,
        size,
        8 * size,
        b"data",
        length,
    )
