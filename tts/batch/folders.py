"""Folders of results: on the file systems of this machine, or behind a URL."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tts.batch.digests import file_digest
from tts.errors import SpeechError
from vocoders.file_lock import locked

if TYPE_CHECKING:
    from tts.batch.remote_folder import RemoteFolder

LOCK = ".manifest.lock"
URL_START = re.compile(r"^[a-z][a-z0-9+.-]+://", re.I)  # one letter is a drive of Windows


class FolderInUseError(SpeechError):
    """A folder in which another process is writing a batch."""


class LocalFolder:
    """A folder of this machine, perhaps one that it shares with others."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def child(self, name: str) -> LocalFolder:
        """A folder in this one."""
        return LocalFolder(self.path / name)

    def place(self, name: str) -> Path:
        """The path of a file; of the folder itself for ""."""
        return self.path / name if name else self.path

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """The folder itself, made if it is missing, for the manifest and unfinished files."""
        self.path.mkdir(parents=True, exist_ok=True)
        yield self.path

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """A time in which no other process writes there; FolderInUseError if one does."""
        self.path.mkdir(parents=True, exist_ok=True)
        with locked(self.path / LOCK) as is_ours:
            if not is_ours:
                raise FolderInUseError(
                    f"another process is writing a batch in {self.path}. Wait for it, or choose "
                    f"another folder."
                )
            yield

    def manifest_changed(self) -> None:
        """What to do when the manifest has another line: nothing, since it lies in the folder."""

    def digest(self, name: str) -> str | None:
        """SHA-256 of a file; None if there is none."""
        return file_digest(self.path / name)

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return (self.path / name).is_file()

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """A path to write a file at, whole or not at all. A link there is replaced, wherever it
        leads.
        """
        place = self.path / name
        if place.is_symlink():
            place.unlink()
        yield place

    def publish(self, draft: Path, name: str) -> None:
        """Move a finished file of this file system to its place, when the disk has all of it."""
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(self.path / name)

    @contextmanager
    def copies(self, names: Sequence[str]) -> Iterator[list[Path]]:
        """Paths at which files can be read."""
        yield [self.path / name for name in names]

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        file = self.path / name
        if file.is_file():
            file.unlink()

    def remove_all(self) -> None:
        """Remove the folder with all in it."""
        shutil.rmtree(self.path)


def folder_at(place: str | Path) -> LocalFolder | RemoteFolder:
    """The folder at a path or a URL."""
    if not is_url(place):
        return LocalFolder(Path(place))
    from tts.batch.remote_folder import RemoteFolder

    return RemoteFolder(str(place))


def is_url(place: Any) -> bool:
    """Whether a folder is named by a URL.

    >>> is_url("s3://bucket/book"), is_url("out/"), is_url("C:\\\\out")
    (True, False, False)
    """
    return isinstance(place, str) and URL_START.match(place) is not None
