"""Sound files that appear whole, when their last sample is written, or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tts.errors import SpeechError

FORMATS: dict[
    str, tuple[str, dict[str, str]]
] = {  # extension: libsndfile's format, and its encodings by bits, the usual one first
    ".wav": ("WAV", {"16": "PCM_16", "24": "PCM_24", "float": "FLOAT"}),
    ".flac": ("FLAC", {"16": "PCM_16", "24": "PCM_24"}),
    ".ogg": ("OGG", {"": "VORBIS"}),
    ".mp3": ("MP3", {"": "MPEG_LAYER_III"}),
}
RATES = {
    ".mp3": (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
}  # ISO 11172-3 and 13818-3, and the half rates of 2.5
# Hz
SLOWEST = 1000
FASTEST = 384000
BLOCK = 1 << 16  # libsndfile's Vorbis encoder overruns its stack on longer ones


class UnknownFormatError(SpeechError):
    """A file format, sample rate or sample size that cannot be written."""


def encoding(path: Path, rate: int, bits: int | str | None) -> tuple[str, str]:
    """libsndfile's format and encoding for a file; UnknownFormatError, naming what there is, if there is
    none.
    """
    extension = path.suffix.lower()
    if extension not in FORMATS:
        raise UnknownFormatError(
            f"{path.name!r} does not end in {', '.join(FORMATS)}: the extension says which format to write."
        )
    name, encodings = FORMATS[extension]
    wanted = next(iter(encodings)) if bits is None else str(bits)
    if wanted not in encodings:
        choice = ", ".join(filter(None, encodings)) or "no choice of bits: leave them out"
        raise UnknownFormatError(f"{name} can't be written with {bits} bits. It has {choice}.")
    rates = RATES.get(extension, ())
    if not SLOWEST <= rate <= FASTEST or (rates and rate not in rates):
        allowed = ", ".join(map(str, rates)) or f"{SLOWEST} to {FASTEST}"
        raise UnknownFormatError(f"{name} can't be written at {rate} Hz. It takes {allowed} Hz.")
    return name, encodings[wanted]


class AudioFile:
    """A sound file to write piece by piece. It replaces what was there when it is closed without an
    error; else nothing is changed.

        with AudioFile("book.flac", 24000) as file:
            for audio in tts.stream(text):
                file.write(audio.after_pause())

    path          the file; its extension says the format
    rate          Hz of what will be written
    sample_rate   Hz in the file, if another
    bits          16, 24, "float", as the format has them
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

        target = rate if sample_rate is None else sample_rate
        name, subtype = encoding(Path(path), target, bits)
        self.path = Path(path).resolve()  # a link stays a link to what it names
        self._beside = beside(self.path)
        self._resampler = soxr.ResampleStream(rate, target, 1) if target != rate else None
        try:
            self._file = soundfile.SoundFile(self._beside, "w", target, 1, subtype, format=name)
        except (soundfile.LibsndfileError, OSError) as error:
            self._beside.unlink(missing_ok=True)
            reason = str(error).rpartition(": ")[2].rstrip(".")  # without the name of the part
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

    def __enter__(self) -> AudioFile:
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
                put(self._beside, self.path)
        finally:
            self._file.close()
            self._beside.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """A new name to write at before moving to `path`: in its folder, or in the one for temporary
    files if `path` is a device or a pipe.
    """
    folder = path.parent
    if path.is_dir():
        raise IsADirectoryError(
            f"{path} is a folder. Name a file in it, for example {path / 'speech.wav'}."
        )
    if not folder.is_dir():
        raise FileNotFoundError(
            f"there is no folder {folder} to write {path.name} in. Make it first, or choose another."
        )
    if path.exists() and not path.is_file():
        folder = Path(tempfile.gettempdir())
    elif not os.access(folder, os.W_OK):
        raise PermissionError(f"nothing may be written in the folder {folder}. Choose another.")
    return folder / f".{path.name}.{secrets.token_hex(4)}.part"


def put(source: Path, path: Path) -> None:
    """Move a finished file to its place; what is a device or a pipe is written to instead of
    replaced.
    """
    if path.exists() and not path.is_file():
        with source.open("rb") as content, path.open("wb") as target:
            shutil.copyfileobj(content, target)
    else:
        source.replace(path)


def write_text(path: Path, text: str) -> None:
    """Write a text file (UTF-8, lines end in one newline character), whole or not at all."""
    part = beside(path.resolve())
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        put(part, path.resolve())
    finally:
        part.unlink(missing_ok=True)


def read_sound(path: str | Path, sample_rate: int) -> NDArray[Any]:
    """Any sound file -> (samples,) float32, one channel, at `sample_rate` Hz. OSError if it is
    absent, SpeechError if it is no sound.
    """
    import soundfile
    import soxr

    with Path(path).open("rb") as file:
        try:
            samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, RuntimeError, TypeError) as error:
            reason = str(error).rpartition(": ")[2].rstrip(".")
            raise SpeechError(
                f"{path} holds no sound that can be read ({reason}). WAV, FLAC, Ogg and MP3 can."
            ) from None
    mono = samples.mean(axis=1)
    return (
        soxr.resample(mono, rate, sample_rate).astype(np.float32) if rate != sample_rate else mono
    )
