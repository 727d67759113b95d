"""M4B files: AAC with chapters, by ffmpeg. libsndfile, which writes the others, has no AAC.

ffmpeg encodes while the parts of a book are spoken, when nobody knows where its chapters begin. It
writes fragments of a minute, since it would keep the places of all packets for an index (48 MB for
8 hours). In the end the fragments become one file with an index and the chapters.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tts.batch.tags import ChapterMark
from tts.errors import SpeechError

# 67 kbit/s at 24 kHz, of a quality that is the same everywhere. Of what was tried at this size it
# is nearest to the sound (SNR 26.7 dB, with a fixed bit rate 24.9) and fastest (2.5 ms a second of
# sound, 3.1). Temporal noise shaping costs time and brings nothing: 25.1 dB without, 24.9 with.
QUALITY = ["-aac_coder", "fast", "-q:a", "1.1", "-aac_tns", "0"]
# With a description that comes with the first fragment, when the delay of the encoder is known.
FRAGMENTS = ["-movflags", "+delay_moov+default_base_moof", "-frag_duration", "60000000"]
INT16_FULL_SCALE = 32767


class FfmpegError(SpeechError):
    """ffmpeg is absent, or could not write a file."""


def find_ffmpeg() -> str:
    """The path of ffmpeg; FfmpegError if there is none."""
    found = shutil.which("ffmpeg")
    if found is None:
        raise FfmpegError(
            "writing M4B needs ffmpeg, which was not found. Install it, for example with "
            "`apt install ffmpeg` or `brew install ffmpeg`, or choose --format mp3."
        )
    return found


class M4bFile:
    """An M4B file to write block by block, in fragments (see `finish_m4b`).

    path    the file; FfmpegError unless it is whole when it is closed
    rate    samples a second
    """

    def __init__(self, path: Path, rate: int) -> None:
        self.path = path
        self._errors = path.with_suffix(".log").open("w+b")
        self._process = subprocess.Popen(
            encode_command(find_ffmpeg(), path, rate),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
        )

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append (samples,), -1 to 1."""
        assert self._process.stdin is not None
        scaled = np.clip(np.rint(samples * INT16_FULL_SCALE), -INT16_FULL_SCALE, INT16_FULL_SCALE)
        try:
            self._process.stdin.write(scaled.astype("<i2").tobytes())
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
        try:
            if error is not None:
                self._process.kill()
                self._process.wait()
                with contextlib.suppress(OSError):  # the first error is the one to tell
                    self.path.unlink()
            elif self._close() != 0:
                raise self._failure()
        finally:
            self._errors.close()
            Path(self._errors.name).unlink(missing_ok=True)

    def _close(self) -> int:
        """End the input of ffmpeg; its exit code."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
        except BrokenPipeError:
            return 1
        finally:
            code = self._process.wait()
        return code

    def _failure(self) -> FfmpegError:
        """The error, with what ffmpeg said last."""
        self._process.kill()
        self._process.wait()
        self._errors.seek(0)
        return ffmpeg_failure(self.path, self._errors.read())


def ffmpeg_failure(path: Path, errors: bytes) -> FfmpegError:
    """The error for a file, with what ffmpeg said last."""
    said = errors.decode("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(said) if line.strip()), "no reason given")
    return FfmpegError(f"ffmpeg could not write {path.name}: {last}.")


def encode_command(ffmpeg: str, path: Path, rate: int) -> list[str]:
    """The command that encodes samples from its standard input, of 16 bits."""
    source = ["-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "pipe:0"]
    encoder = ["-c:a", "aac", *QUALITY, "-threads", "1"]
    exact = ["-fflags", "+bitexact", "-flags:a", "+bitexact"]
    file = [*FRAGMENTS, "-f", "ipod", str(path)]
    return [ffmpeg, "-v", "error", "-y", *source, *encoder, *exact, *file]


def finish_m4b(path: Path, chapters: Sequence[ChapterMark]) -> None:
    """Give an M4B file its index and its chapters, in order. FfmpegError if that fails; the file is
    as before.
    """
    metadata = path.with_suffix(".ffmeta")
    draft = path.with_suffix(f".marked{path.suffix}")
    metadata.write_text(chapter_metadata(chapters), encoding="utf-8", newline="\n")
    try:
        command = chapter_command(find_ffmpeg(), path, metadata, draft)
        ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if ran.returncode != 0:
            raise ffmpeg_failure(path, ran.stderr)
        draft.replace(path)
    finally:
        metadata.unlink()
        draft.unlink(missing_ok=True)


def chapter_command(ffmpeg: str, path: Path, metadata: Path, draft: Path) -> list[str]:
    """The command that copies a file, with chapters from a file of metadata, and with the delay of
    the encoder, which is time before 0.
    """
    delay = ["-copyts", "-avoid_negative_ts", "disabled"]
    source = ["-i", str(path), "-f", "ffmetadata", "-i", str(metadata)]
    copied = ["-map", "0:a", "-c", "copy", "-map_chapters", "1", "-map_metadata", "1", *delay]
    # ffmpeg 7 chooses other timescales, by which mutagen misreads chapters
    exact = ["-fflags", "+bitexact", "-movie_timescale", "1000"]
    return [ffmpeg, "-v", "error", "-y", *source, *copied, *exact, "-f", "ipod", str(draft)]


def chapter_metadata(chapters: Sequence[ChapterMark]) -> str:
    """Chapters in ffmpeg's format of metadata."""
    lines = [";FFMETADATA1"]
    for chapter in chapters:
        title = "".join(f"\\{sign}" if sign in "=;#\\\n" else sign for sign in chapter.title)
        if title.endswith("\\"):
            title += " "  # ffmpeg takes it for an escaped line end, whatever stands before it
        lines += [
            "[CHAPTER]",
            "TIMEBASE=1/1000",
            f"START={round(chapter.start * 1000)}",
            f"END={round(chapter.end * 1000)}",
            f"title={title}",
        ]
    return "\n".join(lines) + "\n"
