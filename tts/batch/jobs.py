"""Jobs: what a batch speaks, and the documents that they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tts.errors import SpeechError


class BatchInputError(SpeechError):
    """An input of a batch that can't be read."""


class Slot(NamedTuple):
    """The time of a cue of subtitles, in seconds."""

    start: float
    end: float


@dataclass(frozen=True)
class Job:
    """A text to speak.

    id         names it in the manifest, and its file
    text       plain text, or an SSML document
    ssml       which of both
    voice      name or folder; None for that of the run
    delivery   settings that are not those of the run: {"speed": 1.2}
    name       of the file, without its extension; None for the id
    slot       time that the speech is to fit into; None for any
    chapter    index of its chapter in the document
    error      why it can't be spoken, as for a line that is no text; None if it can
    extra      what else the input says of it; kept in the manifest
    """

    id: str
    text: str
    ssml: bool = False
    voice: str | None = None
    delivery: Mapping[str, Any] = field(default_factory=dict)
    name: str | None = None
    slot: Slot | None = None
    chapter: int = 0
    error: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


class Block(NamedTuple):
    """A paragraph or heading of a book.

    text      as it is read
    level     of the heading, 1 to 6; 0 for a paragraph
    anchors   ids that links may name, in it or right before it
    language  of its text as the book says, "" if it does not
    """

    text: str
    level: int = 0
    anchors: tuple[str, ...] = ()
    language: str = ""


class Chapter(NamedTuple):
    """A chapter of a book: title and blocks in reading order."""

    title: str
    blocks: tuple[Block, ...]


class Cover(NamedTuple):
    """A picture: its bytes, and their type, such as "image/jpeg"."""

    data: bytes
    media_type: str


@dataclass(frozen=True)
class Document:
    """An input of a batch.

    name       short, without folder and extension
    kind       "list" (of independent jobs), "cues" (of subtitles) or "book"
    jobs       in reading order
    chapters   of a book
    notes      what the reader did that may surprise, each a sentence
    """

    name: str
    kind: str
    jobs: tuple[Job, ...]
    chapters: tuple[Chapter, ...] = ()
    title: str = ""
    author: str = ""
    language: str = ""
    cover: Cover | None = None
    notes: tuple[str, ...] = ()
