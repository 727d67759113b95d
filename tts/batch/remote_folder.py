"""Folders behind a URL that fsspec knows: object stores, SFTP, HDFS and others."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tts.batch.digests import stream_digest
from tts.batch.manifest import MANIFEST
from tts.errors import SpeechError
from vocoders.optional_dependencies import require

UPLOAD_SECONDS = 5.0  # between two copies of a manifest that grows


class FolderUrlError(SpeechError):
    """A URL at which no folder can be opened."""


class RemoteFolder:
    """A folder behind a URL, such as "s3://bucket/book" or "sftp://host/book". Files are written
    here first, sent under a hidden name, and renamed. The manifest is copied there every few
    seconds while it grows, and at the end. There is no lock.

    FolderUrlError if the URL can't be opened; OSError where something can't be sent.
    """

    def __init__(self, url: str) -> None:
        require("cluster", f"writing to {url}")
        import fsspec

        self.url = url.rstrip("/")
        try:
            self.system, self.root = fsspec.url_to_fs(self.url)
        except (ImportError, ValueError, TypeError) as error:
            reason = " ".join(str(error).split())
            raise FolderUrlError(f"no folder can be opened at {url}: {reason}.") from error
        self._home: Path | None = None
        self._sent = 0.0

    def child(self, name: str) -> RemoteFolder:
        """A folder in this one."""
        return RemoteFolder(f"{self.url}/{name}")

    def place(self, name: str) -> str:
        """The URL of a file; of the folder itself for ""."""
        return f"{self.url}/{name}" if name else self.url

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """A folder of this machine that holds the manifest, for it and for unfinished files."""
        with tempfile.TemporaryDirectory(prefix="plainspeech-") as home:
            self._home = Path(home)
            with remote_errors(self.url):
                self.system.makedirs(self.root, exist_ok=True)
                if self.has(MANIFEST):
                    self.system.get_file(self._path(MANIFEST), str(self._home / MANIFEST))
            try:
                yield self._home
            finally:
                if (self._home / MANIFEST).is_file():
                    self._send(self._home / MANIFEST, MANIFEST)
                self._home = None

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """A time of writing, which others are not kept from."""
        yield

    def manifest_changed(self) -> None:
        """Copy the manifest, if the last copy is some seconds old."""
        if self._home is None or time.monotonic() - self._sent < UPLOAD_SECONDS:
            return
        self._sent = time.monotonic()
        with contextlib.suppress(OSError):  # the next copy, or the last one, may succeed
            self._send(self._home / MANIFEST, MANIFEST)

    def digest(self, name: str) -> str | None:
        """SHA-256 of a file; None if there is none."""
        try:
            with self.system.open(self._path(name), "rb") as file:
                return stream_digest(file)
        except OSError:
            return None

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return bool(self.system.isfile(self._path(name)))

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """A path of this machine to write a file at; it is sent when that went well."""
        with tempfile.TemporaryDirectory(prefix="plainspeech-") as scratch:
            draft = Path(scratch) / name
            yield draft
            self._send(draft, name)

    def publish(self, draft: Path, name: str) -> None:
        """Send a finished file to its place."""
        self._send(draft, name)
        draft.unlink()

    @contextmanager
    def copies(self, names: Sequence[str]) -> Iterator[list[Path]]:
        """Paths of copies of files, which are removed afterwards."""
        with ExitStack() as stack:
            scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="plainspeech-"))
            files = [Path(scratch) / name for name in names]
            with remote_errors(self.url):
                for file in files:
                    self.system.get_file(self._path(file.name), str(file))
            yield files

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with remote_errors(self.url):
            if self.has(name):
                self.system.rm_file(self._path(name))

    def remove_all(self) -> None:
        """Remove the folder with all in it."""
        with remote_errors(self.url):
            self.system.rm(self.root, recursive=True)

    def _path(self, name: str) -> str:
        """The path of a file in its file system."""
        return f"{self.root.rstrip('/')}/{name}"

    def _send(self, file: Path, name: str) -> None:
        """Send a file under a hidden name, and rename it."""
        part = self._path(f".part.{os.getpid()}.{name}")
        with remote_errors(self.url):
            self.system.makedirs(self.root, exist_ok=True)
            try:
                self.system.put_file(str(file), part)
                self.remove(name)
                self.system.mv(part, self._path(name))
            except BaseException:
                with contextlib.suppress(Exception):
                    self.system.rm_file(part)
                raise


@contextmanager
def remote_errors(url: str) -> Iterator[None]:
    """A block in which the many errors of fsspec's file systems become OSError, with the URL."""
    try:
        yield
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise OSError(f"{url}: {reason}") from error
