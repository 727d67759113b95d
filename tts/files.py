"""Sound files: written whole or not at all, and read at any sample rate."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from tts.errors import SpeechError
from tts.ogg_serial import fix_serial
from vocoders.atomic import Part, atomic_write, resolved

MIN_RATE = 1000  # Hz
MAX_RATE = 384000
MP3_RATES = (
    8000,
    11025,
    12000,
    16000,
    22050,
    24000,
    32000,
    44100,
    48000,
)  # Hz: ISO 11172-3, 13818-3
OPUS_RATES = (8000, 12000, 16000, 24000, 48000)  # Hz: RFC 6716
OGG_MAX_RATE = 192000  # Hz; libvorbis crashes over 200,000
# 56 kbit/s: from there libopus has no need of its speech coder, which takes 2.6 times as long and
# is 8 dB farther from the sound (libsndfile's default: 36 kbit/s, at the highest complexity).
OPUS_LEVEL = {"compression_level": 0.8}
WAV_LIMIT = 2**32 - 2**16  # bytes of samples; the lengths in the header have 32 bits
WRITE_BLOCK = 1 << 16  # samples; libsndfile's Vorbis encoder overruns its stack on longer ones


class Format(NamedTuple):
    """A file format.

    name       as libsndfile calls it
    subtypes   bits -> libsndfile's subtype, the default first; one without bits for lossy formats
    rates      Hz that it can have; empty for any from MIN_RATE to `max_rate`
    max_rate   Hz
    """

    name: str
    subtypes: dict[str, str]
    rates: tuple[int, ...] = ()
    max_rate: int = MAX_RATE


FORMATS = {  # by extension
    ".wav": Format("WAV", {"16": "PCM_16", "24": "PCM_24", "float": "FLOAT"}),
    ".flac": Format("FLAC", {"16": "PCM_16", "24": "PCM_24"}),
    ".ogg": Format("OGG", {"": "VORBIS"}, max_rate=OGG_MAX_RATE),
    ".opus": Format("OGG", {"": "OPUS"}, OPUS_RATES),
    ".mp3": Format("MP3", {"": "MPEG_LAYER_III"}, MP3_RATES),
}


OGG_EXTENSIONS = (".ogg", ".opus")
SAMPLE_BYTES = {"PCM_16": 2, "PCM_24": 3, "FLOAT": 4}  # by subtype
SAMPLE_TYPES = {"PCM_16": "int16", "PCM_24": "int32", "FLOAT": "float32"}  # that hold all of it


class UnknownFormatError(SpeechError):
    """A file format, sample rate or sample size that can't be written."""


def soundfile_format(path: Path, rate: int, bits: int | str | None) -> tuple[str, str]:
    """libsndfile's format and subtype for a file.

    path    its extension says the format
    rate    Hz
    bits    16, 24 or "float"; None for the default

    UnknownFormatError, naming what there is, if the format can't hold that.
    """
    extension = path.suffix.lower()
    if extension not in FORMATS:
        raise UnknownFormatError(
            f"{path.name!r} does not end in {', '.join(FORMATS)}: "
            f"the extension says which format to write."
        )
    name, subtypes, rates, max_rate = FORMATS[extension]
    wanted = next(iter(subtypes)) if bits is None else str(bits)
    if wanted not in subtypes:
        choice = ", ".join(filter(None, subtypes)) or "no choice of bits: leave them out"
        raise UnknownFormatError(f"{name} can't be written with {bits} bits. It has {choice}.")
    if not MIN_RATE <= rate <= max_rate or (rates and rate not in rates):
        allowed = ", ".join(map(str, rates)) or f"{MIN_RATE} to {max_rate}"
        raise UnknownFormatError(f"{name} can't be written at {rate} Hz. It takes {allowed} Hz.")
    return name, subtypes[wanted]


class CheckedFile:
    """An open file for libsndfile, which passes over errors: it keeps the first one.

    descriptor    of the file
    error         None while all went well
    """

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write all of the data; the number of bytes that were written, 0 after an error."""
        rest = memoryview(data)
        try:
            while rest and self.error is None:
                rest = rest[os.write(self.descriptor, rest) :]
        except OSError as error:
            self.error = error
        return 0 if self.error else len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a byte of the file; its number, 0 after an error."""
        try:
            return os.lseek(self.descriptor, offset, whence)
        except OSError as error:  # libsndfile tries to close once more what it could not close
            self.error = self.error or error
            return 0

    def tell(self) -> int:
        """The number of the byte that is written next."""
        return self.seek(0, os.SEEK_CUR)

    def release(self) -> None:
        """Forget the descriptor. A file that libsndfile could not close is closed much later, when
        another file may have the same number.
        """
        self.descriptor = -1


class AudioFile:
    """A sound file to write chunk by chunk. It replaces the old file when it is closed without an
    error; otherwise nothing is changed. A WAV file of more than 4 GiB becomes an RF64 file.

        with AudioFile("book.flac", 24000) as file:
            for audio in tts.stream(text):
                file.write(audio.after_pause())

    path          the file; its extension says the format
    rate          Hz of what will be written
    sample_rate   Hz in the file, if another
    bits          16, 24 or "float", as the format has them

    libsndfile calls Python back for each write. This happens in a thread of its own: in the main
    thread, Ctrl+C would be raised, and lost, inside of such a call.
    """

    def __init__(
        self,
        path: str | Path,
        rate: int,
        sample_rate: int | None = None,
        bits: int | str | None = None,
    ) -> None:
        import soxr

        self._file_rate = rate if sample_rate is None else sample_rate
        name, self._subtype = soundfile_format(Path(path), self._file_rate, bits)
        self.path = resolved(Path(path))  # a link stays a link to what it names
        resamples = self._file_rate != rate
        self._resampler = soxr.ResampleStream(rate, self._file_rate, 1) if resamples else None
        self._can_grow = name == "WAV"
        self._thread = ThreadPoolExecutor(1, "AudioFile")
        self._part = Part(self.path)
        self._checked = CheckedFile(self._part.descriptor)
        try:
            self._open(name)
        except BaseException:
            self._thread.shutdown()
            self._checked.release()
            self._part.discard()
            raise

    def _open(self, name: str) -> None:
        """Begin a file of that format in `_part`."""
        import soundfile

        self._checked = CheckedFile(self._part.descriptor)
        self._samples_written = 0
        self._file = self._call(
            soundfile.SoundFile,
            self._checked,
            "w",
            self._file_rate,
            1,
            self._subtype,
            format=name,
            **OPUS_LEVEL if self._subtype == "OPUS" else {},
        )

    def _call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """The result of a function of soundfile; OSError if the file can't be written."""
        from soundfile import LibsndfileError

        try:
            result = self._thread.submit(function, *args, **kwargs).result()
        except (AssertionError, LibsndfileError) as error:  # it asserts that all was written
            reason = self._checked.error or OSError(libsndfile_reason(error) or "an unknown reason")
            raise write_error(self.path, reason) from error
        if self._checked.error is not None:
            raise write_error(self.path, self._checked.error) from self._checked.error
        return result

    def write(self, samples: NDArray[np.float32], last: bool = False) -> None:
        """Append (samples,), -1 to 1. OSError if the disk is full."""
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(np.asarray(samples, np.float32), last)
        for first in range(0, len(samples), WRITE_BLOCK):
            self._write_block(samples[first : first + WRITE_BLOCK])

    def _write_block(self, samples: NDArray[Any]) -> None:
        """Append (samples,), at most BLOCK."""
        width = SAMPLE_BYTES.get(self._subtype, 0)
        if self._can_grow and (self._samples_written + len(samples)) * width > WAV_LIMIT:
            self._continue_as_rf64()
        self._call(self._file.write, samples)
        self._samples_written += len(samples)

    def _continue_as_rf64(self) -> None:
        """Copy what was written into a file whose header can hold its length."""
        import soundfile

        self._call(self._file.close)
        self._can_grow = False
        short = self._part
        try:
            self._part = Part(self.path)
            self._open("RF64")
            with soundfile.SoundFile(short.temporary) as source:
                for block in source.blocks(WRITE_BLOCK, dtype=SAMPLE_TYPES[self._subtype]):
                    self._write_block(block)
        finally:
            short.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self.write(np.zeros(0, np.float32), last=True)  # what the resampler still holds
                self._call(self._file.close)
                if self.path.suffix.lower() in OGG_EXTENSIONS:
                    fix_serial(self._part.temporary)
                self._commit()
        finally:
            self._thread.submit(self._file.close)
            self._thread.shutdown()
            self._checked.release()
            self._part.discard()

    def _commit(self) -> None:
        """Move the finished file to its place; OSError if that can't be done."""
        try:
            self._part.commit()
        except OSError as error:
            raise write_error(self.path, error) from error


def write_error(path: Path, error: OSError) -> OSError:
    """The error for a sound file that could not be written."""
    return OSError(f"can't write all of {path}: {disk_reason(error)}.")


def disk_reason(error: OSError) -> str:
    """The reason why something could not be written, in words."""
    system = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full ({system})"
    if error.errno == errno.EFBIG:
        return f"the file is larger than may be ({system})"
    return system


def libsndfile_reason(error: Exception) -> str:
    """The reason in an error of libsndfile, without the name of the (temporary) file."""
    return str(error).rpartition(": ")[2].rstrip(".")


def write_text(path: Path, text: str) -> None:
    """Write a text file (UTF-8, each line ends in one newline character), whole or not at all."""
    with atomic_write(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def sound_seconds(path: Path) -> float | None:
    """Duration of a sound file; None if it is absent or no sound."""
    import soundfile

    try:
        info = soundfile.info(path)
    except (soundfile.LibsndfileError, OSError, ValueError):
        return None
    return float(info.frames / info.samplerate)


def read_sound(path: str | Path, sample_rate: int) -> NDArray[np.float32]:
    """Any sound file -> (samples,) float32, one channel (the mean of all), at `sample_rate` Hz.

    OSError if it is absent, SpeechError if it is no sound.
    """
    import soundfile
    import soxr

    with Path(path).open("rb") as file:
        try:
            samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, RuntimeError, TypeError) as error:
            raise SpeechError(
                f"{path} holds no sound that can be read ({libsndfile_reason(error)}). "
                f"WAV, FLAC, Ogg and MP3 can."
            ) from error
    mono: NDArray[np.float32] = samples.mean(axis=1)
    if rate == sample_rate:
        return mono
    return np.asarray(soxr.resample(mono, rate, sample_rate), np.float32)
