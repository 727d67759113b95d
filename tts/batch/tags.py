"""Tags of sound files: title, author, cover and chapters, written by mutagen."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tts.batch.jobs import Cover
from vocoders.optional_dependencies import require

GENRE = "Audiobook"
AUDIOBOOK = 2  # of Apple's kinds of media ("stik")
FRONT_COVER = 3  # of the kinds of pictures in ID3 and FLAC
TOP_LEVEL_ORDERED = 3  # flags of a table of contents in ID3
ISO_639_2 = {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "english": "eng"}


class ChapterMark(NamedTuple):
    """A chapter in a sound, in seconds."""

    title: str
    start: float
    end: float


@dataclass(frozen=True)
class Tags:
    """What a file says of its sound.

    title      of the file
    album      of the book that it belongs to
    track      number of the file in the book, and how many there are; None for the whole
    """

    title: str = ""
    author: str = ""
    album: str = ""
    language: str = ""
    cover: Cover | None = None
    track: tuple[int, int] | None = None
    chapters: Sequence[ChapterMark] = ()


def write_tags(path: Path, tags: Tags) -> None:
    """Write tags into a file, by its extension. WAV files get none."""
    writers = {
        ".mp3": write_id3,
        ".m4b": write_mp4,
        ".flac": write_vorbis,
        ".ogg": write_vorbis,
        ".opus": write_vorbis,
    }
    writer = writers.get(path.suffix.lower())
    if writer is not None:
        require("books", "writing tags")
        writer(path, tags)


def write_id3(path: Path, tags: Tags) -> None:
    """Tags of MP3: ID3 2.4, with the chapter frames of its addendum."""
    from mutagen import id3

    frames: Any = id3
    tag = frames.ID3()
    texts = {
        "TIT2": tags.title,
        "TPE1": tags.author,
        "TALB": tags.album,
        "TCON": GENRE,
        "TLAN": ISO_639_2.get(tags.language.casefold().split("-")[0], ""),
        "TRCK": "" if tags.track is None else f"{tags.track[0]}/{tags.track[1]}",
    }
    for name, text in texts.items():
        if text:
            tag.add(getattr(frames, name)(encoding=3, text=[text]))
    if tags.cover is not None:
        tag.add(
            frames.APIC(
                encoding=3, mime=tags.cover.media_type, type=FRONT_COVER, data=tags.cover.data
            )
        )
    for index, chapter in enumerate(tags.chapters):
        tag.add(
            frames.CHAP(
                element_id=f"c{index}",
                start_time=round(chapter.start * 1000),
                end_time=round(chapter.end * 1000),
                sub_frames=[frames.TIT2(encoding=3, text=[chapter.title])],
            )
        )
    if tags.chapters:
        ids = [f"c{index}" for index in range(len(tags.chapters))]
        tag.add(
            frames.CTOC(
                element_id="toc", flags=TOP_LEVEL_ORDERED, child_element_ids=ids, sub_frames=[]
            )
        )
    tag.save(path, v2_version=4)


def write_mp4(path: Path, tags: Tags) -> None:
    """Tags of M4B. Its chapters are written with the sound."""
    from mutagen import mp4

    library: Any = mp4
    file = library.MP4(path)
    texts = {"\xa9nam": tags.title, "\xa9ART": tags.author, "\xa9alb": tags.album}
    for name, text in texts.items():
        if text:
            file[name] = [text]
    file["\xa9gen"] = [GENRE]
    file["stik"] = [AUDIOBOOK]
    if tags.cover is not None:
        is_png = tags.cover.media_type == "image/png"
        kinds = library.MP4Cover
        kind = kinds.FORMAT_PNG if is_png else kinds.FORMAT_JPEG
        file["covr"] = [kinds(tags.cover.data, kind)]
    file.save()


def write_vorbis(path: Path, tags: Tags) -> None:
    """Tags of FLAC, Ogg Vorbis and Opus, with the usual names for chapters."""
    import mutagen

    library: Any = mutagen
    file = library.File(path)
    texts = {
        "TITLE": tags.title,
        "ARTIST": tags.author,
        "ALBUM": tags.album,
        "GENRE": GENRE,
        "LANGUAGE": tags.language,
    }
    for name, text in texts.items():
        if text:
            file[name] = [text]
    if tags.track is not None:
        file["TRACKNUMBER"], file["TRACKTOTAL"] = map(str, tags.track)
    for number, chapter in enumerate(tags.chapters, 1):
        file[f"CHAPTER{number:03}"] = [clock_time(chapter.start)]
        file[f"CHAPTER{number:03}NAME"] = [chapter.title]
    if tags.cover is not None:
        add_picture(file, tags.cover)
    file.save()


def add_picture(file: Any, cover: Cover) -> None:
    """Add a cover to a FLAC or an Ogg file."""
    from mutagen import flac

    library: Any = flac
    picture = library.Picture()
    picture.type, picture.mime, picture.data = FRONT_COVER, cover.media_type, cover.data
    if hasattr(file, "add_picture"):
        file.add_picture(picture)
        return
    file["METADATA_BLOCK_PICTURE"] = [base64.b64encode(picture.write()).decode("ascii")]


def clock_time(seconds: float) -> str:
    """Hours, minutes, seconds and milliseconds: 3661.5 -> "01:01:01.500"."""
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
