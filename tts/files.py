"""Sound files: written whole or not at all, and read at any sample rate."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from tts.errors import SpeechError
from vocoders.atomic import atomic_write, commit, temporary_path

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
BLOCK = 1 << 16  # samples; libsndfile's Vorbis encoder overruns its stack on longer ones


class Format(NamedTuple):
    """A file format.

    name       as libsndfile calls it
    subtypes   bits -> libsndfile's subtype, the default first; one without bits for lossy formats
    rates      Hz that it can have; empty for any from MIN_RATE to MAX_RATE
    """

    name: str
    subtypes: dict[str, str]
    rates: tuple[int, ...] = ()


FORMATS = {  # by extension
    ".wav": Format("WAV", {"16": "PCM_16", "24": "PCM_24", "float": "FLOAT"}),
    ".flac": Format("FLAC", {"16": "PCM_16", "24": "PCM_24"}),
    ".ogg": Format("OGG", {"": "VORBIS"}),
    ".mp3": Format("MP3", {"": "MPEG_LAYER_III"}, MP3_RATES),
}


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
    name, subtypes, rates = FORMATS[extension]
    wanted = next(iter(subtypes)) if bits is None else str(bits)
    if wanted not in subtypes:
        choice = ", ".join(filter(None, subtypes)) or "no choice of bits: leave them out"
        raise UnknownFormatError(f"{name} can't be written with {bits} bits. It has {choice}.")
    if not MIN_RATE <= rate <= MAX_RATE or (rates and rate not in rates):
        allowed = ", ".join(map(str, rates)) or f"{MIN_RATE} to {MAX_RATE}"
        raise UnknownFormatError(f"{name} can't be written at {rate} Hz. It takes {allowed} Hz.")
    return name, subtypes[wanted]


class AudioFile:
    """A sound file to write chunk by chunk. It replaces the old file when it is closed without an
    error; otherwise nothing is changed.

        with AudioFile("book.flac", 24000) as file:
            for audio in tts.stream(text):
                file.write(audio.after_pause())

    path          the file; its extension says the format
    rate          Hz of what will be written
    sample_rate   Hz in the file, if another
    bits          16, 24 or "float", as the format has them
    """

    def __init__(
        self,
        path: str | Path,
        rate: int,
        sample_rate: int | None = None,
        bits: int | str | None = None,
    ) -> None:
        import soundfile
        import soxr

        file_rate = rate if sample_rate is None else sample_rate
        name, subtype = soundfile_format(Path(path), file_rate, bits)
        self.path = Path(path).resolve()  # a link stays a link to what it names
        self._temporary = temporary_path(self.path)
        self._resampler = soxr.ResampleStream(rate, file_rate, 1) if file_rate != rate else None
        try:
            self._file = soundfile.SoundFile(
                self._temporary, "w", file_rate, 1, subtype, format=name
            )
        except (soundfile.LibsndfileError, OSError) as error:
            self._temporary.unlink(missing_ok=True)
            reason = libsndfile_reason(error)
            raise OSError(f"can't write {self.path}: {reason}. Choose another place.") from None

    def write(self, samples: NDArray[np.float32], last: bool = False) -> None:
        """Append (samples,), -1 to 1. OSError if the disk is full."""
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(np.asarray(samples, np.float32), last)
        try:
            for first in range(0, len(samples), BLOCK):
                self._file.write(samples[first : first + BLOCK])
        except (AssertionError, RuntimeError) as error:  # soundfile asserts that all was written
            raise OSError(
                f"can't write all of {self.path}: {error or 'is the disk full?'}."
            ) from None

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
            self._file.close()
            if error is None:
                commit(self._temporary, self.path)
        finally:
            self._file.close()
            self._temporary.unlink(missing_ok=True)


def libsndfile_reason(error: Exception) -> str:
    """The reason in an error of libsndfile, without the name of the (temporary) file."""
    return str(error).rpartition(": ")[2].rstrip(".")


def write_text(path: Path, text: str) -> None:
    """Write a text file (UTF-8, each line ends in one newline character), whole or not at all."""
    with atomic_write(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


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
            ) from None
    mono: NDArray[np.float32] = samples.mean(axis=1)
    if rate == sample_rate:
        return mono
    return np.asarray(soxr.resample(mono, rate, sample_rate), np.float32)
