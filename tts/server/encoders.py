"""Encoders that turn samples into a stream of bytes: WAV, raw PCM, FLAC, MP3 and Opus.

libsndfile writes into a file that it may rewind. `ForwardFile` stands in for that file: what is
written at its end goes out at once, and what is written over bytes that are gone is dropped. These
overwritten bytes are lengths in headers, which players of a stream do not need.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tts.cli.wav_stream import UNKNOWN_LENGTH, header, pcm_bytes
from tts.files import OPUS_LEVEL

Samples = NDArray[np.float32]
ENCODER_BLOCK = (
    1 << 14
)  # samples; libsndfile's Vorbis encoder overruns its stack on much longer ones


# Players tell the length of an MP3 stream without an Info frame from its bitrate; some 64 kbit/s.
CONSTANT_BITRATE: dict[str, Any] = {"bitrate_mode": "CONSTANT", "compression_level": 0.65}


class Encoding(NamedTuple):
    """One format of the HTTP interface.

    media_type  for the header Content-Type
    container   libsndfile's name of the file format; empty if it is written here
    subtype     libsndfile's name of the encoding
    options     of soundfile
    """

    media_type: str
    container: str
    subtype: str
    options: Mapping[str, Any] = {}


ENCODINGS = {
    "mp3": Encoding("audio/mpeg", "MP3", "MPEG_LAYER_III", CONSTANT_BITRATE),
    "opus": Encoding("audio/ogg; codecs=opus", "OGG", "OPUS", OPUS_LEVEL),
    "flac": Encoding("audio/flac", "FLAC", "PCM_16"),
    "wav": Encoding("audio/wav", "", ""),
    "pcm": Encoding("audio/pcm; rate={rate}; channels=1; format=s16le", "", ""),
}


def media_type(name: str, sample_rate: int) -> str:
    """Content-Type of a format of `ENCODINGS`."""
    return ENCODINGS[name].media_type.format(rate=sample_rate)


class StreamEncoder:
    """Bytes of one file, as samples come.

    name         a format of `ENCODINGS`
    sample_rate  Hz
    """

    def __init__(self, name: str, sample_rate: int) -> None:
        self._head = header(sample_rate, "16", UNKNOWN_LENGTH) if name == "wav" else b""
        self._file = None
        encoding = ENCODINGS[name]
        if encoding.container:
            import soundfile

            self._forward = ForwardFile(without_info_frame=name == "mp3")
            self._file = soundfile.SoundFile(
                self._forward,
                "w",
                sample_rate,
                1,
                encoding.subtype,
                format=encoding.container,
                **encoding.options,
            )

    def push(self, samples: Samples) -> bytes:
        """What is ready after these samples, (samples,), -1 to 1; perhaps nothing yet."""
        if self._file is None:
            content = self._head + pcm_bytes(samples, "16")
            self._head = b""
            return content
        for first in range(0, len(samples), ENCODER_BLOCK):
            self._file.write(samples[first : first + ENCODER_BLOCK])
        return self._forward.take()

    def finish(self) -> bytes:
        """The end of the file. Nothing may be pushed after it."""
        if self._file is None:
            return self._head
        self._file.close()
        return self._forward.take()


def encode(name: str, samples: Samples, sample_rate: int) -> bytes:
    """A whole file of samples, (samples,), in the format `name`."""
    encoder = StreamEncoder(name, sample_rate)
    return encoder.push(samples) + encoder.finish()


class ForwardFile(io.RawIOBase):
    """A file for libsndfile that only goes forward.

    without_info_frame  leave out the first frame of an MP3 file if it is the one that states the
                        length of the whole (the "Info" or "Xing" tag): its figures would be
                        those of the first chunk
    """

    def __init__(self, without_info_frame: bool = False) -> None:
        self._ready = bytearray()
        self._position = 0
        self._end = 0
        self._undecided = without_info_frame

    def write(self, content: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        """Append bytes; bytes at a place that has gone out are dropped."""
        taken = bytes(content)
        if self._position == self._end:
            self._ready += taken
        self._position += len(taken)
        self._end = max(self._end, self._position)
        return len(taken)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move the place where the next bytes belong."""
        start = (0, self._position, self._end)[whence]
        self._position = start + offset
        return self._position

    def tell(self) -> int:
        """The place where the next bytes belong."""
        return self._position

    def take(self) -> bytes:
        """Bytes written since the last call."""
        if self._undecided:
            length = info_frame_length(self._ready)
            if length is None or length > len(self._ready):
                return b""
            del self._ready[:length]
            self._undecided = False
        content = bytes(self._ready)
        self._ready.clear()
        return content


MP3_BITRATES = (
    # kbit/s by index: MPEG 1 layer III, then MPEG 2 and 2.5 (ISO 11172-3 2.4.2.3, 13818-3 2.4.2.3)
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
MP3_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def info_frame_length(content: bytes | bytearray) -> int | None:
    """Bytes of the first MP3 frame if it is an Info frame, else 0; None if more is needed."""
    if len(content) < 4:
        return None
    version = content[1] >> 3 & 3
    bitrate_index = content[2] >> 4
    rate_index = content[2] >> 2 & 3
    padding = content[2] >> 1 & 1
    if version not in MP3_SAMPLE_RATES or rate_index == 3 or bitrate_index in (0, 15):
        return 0
    factor = 144 if version == 3 else 72
    bitrate = MP3_BITRATES[0 if version == 3 else 1][bitrate_index] * 1000
    length = factor * bitrate // MP3_SAMPLE_RATES[version][rate_index] + padding
    if len(content) < length:
        return None
    frame = content[:length]
    return length if b"Info" in frame or b"Xing" in frame else 0
