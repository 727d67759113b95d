"""Files that the page offers to download. They lie in one folder, which is emptied at the end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tts.audio import Audio
from tts.files import FORMATS, AudioFile, write_text
from tts.page.request import PageRequest
from tts.page.speech import export_ssml, load_for, speak_sentences
from tts.server.encoders import ENCODINGS, StreamEncoder
from tts.subtitles import SUBTITLE_FORMATS, TimestampTrack, subtitles

SOUNDS = tuple(dict.fromkeys([*(name.removeprefix(".") for name in FORMATS), "opus"]))
FORMAT_EXTENSIONS = {
    "textgrid": "TextGrid",
    "audacity": "txt",
}  # where it is not the name of the format
DOWNLOADS = (*SOUNDS, *SUBTITLE_FORMATS, "ssml")


class DownloadFolder:
    """A folder for files that are being sent. It goes with the process."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="plainspeech-page-")

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self._folder.name)

    def new_file(self, extension: str) -> Path:
        """A name that no other file has."""
        return Path(tempfile.mkdtemp(dir=self.path)) / f"speech.{extension}"

    def remove(self, file: Path) -> None:
        """Delete a file that `new_file` named."""
        file.unlink(missing_ok=True)
        file.parent.rmdir()

    def close(self) -> None:
        """Delete everything."""
        self._folder.cleanup()


@cache
def downloads() -> DownloadFolder:
    """The folder of this process."""
    return DownloadFolder()


def steps(request: PageRequest, name: str, file: Path) -> Iterator[Audio | None]:
    """Make a file, step by step; whoever stops asking ends the work.

    name   one of DOWNLOADS
    """
    tts = load_for(request)
    if name == "ssml":
        write_text(file, export_ssml(tts, request))
        yield None
        return
    chunks = speak_sentences(tts, request)
    if name in SOUNDS:
        yield from write_sound(chunks, name, file, tts.sample_rate)
        return
    track = TimestampTrack()
    yield from track.follow(chunks)
    write_text(file, subtitles(track, name, word_cues=name == "vtt"))


def write_sound(
    chunks: Iterable[Audio], name: str, file: Path, sample_rate: int
) -> Iterator[Audio]:
    """Write a sound file from chunks, each given again when it is written."""
    if f".{name}" in FORMATS:
        with AudioFile(file, sample_rate) as sound:
            for index, audio in enumerate(chunks):
                sound.write(audio.after_pause() if index else audio.samples)
                yield audio
        return
    encoder = StreamEncoder(name, sample_rate)
    with file.open("wb") as stream:
        for index, audio in enumerate(chunks):
            stream.write(encoder.push(audio.after_pause() if index else audio.samples))
            yield audio
        stream.write(encoder.finish())


def download_type(name: str) -> str:
    """Content-Type of a file of DOWNLOADS."""
    if name in ENCODINGS:
        return ENCODINGS[name].media_type
    return {"ogg": "audio/ogg", "ssml": "application/ssml+xml", "json": "application/json"}.get(
        name, "text/plain; charset=utf-8"
    )
