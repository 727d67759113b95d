"""Files written whole or not at all: under a temporary name first, then moved to their place."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from vocoders.file_lock import WINDOWS, create_locked, release, remove_stale

LONGEST_NAME = 120  # bytes; a longer one is not repeated in its temporary name
LONGEST_SUFFIX = 20  # bytes
IN_PLACE = (errno.EBUSY, errno.EXDEV)  # of a file that is a mount point: it can't be replaced


@contextmanager
def atomic_write(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Temporary path to write at. It replaces `path` if the block ends without an error; otherwise
    it is removed and `path` stays as it was.

        with atomic_write("notes.txt") as temporary:
            temporary.write_text("...")

    OSError if nothing can be written there; a symbolic link stays a link to its target.
    """
    part = Part(path)
    try:
        yield part.temporary
        part.commit()
    finally:
        part.discard()


class Part:
    """An unfinished file under a temporary name, locked while its process lives. What a dead
    process left of the same file is removed when the next one is begun.

    path          the file to make or to replace
    place         the same without symbolic links
    temporary     where to write; its extension is that of the path
    descriptor    of the temporary file, open for reading and writing; it holds the lock

    OSError if `path` is a folder, or its folder is absent or read-only.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.place = resolved(Path(path))
        self.temporary, self.descriptor = open_part(part_folder(self.place), self.place.name)
        self._is_open = True

    def commit(self) -> None:
        """Move the finished file to its place; it keeps the permissions of the file that it
        replaces. A device or a pipe is written to, not replaced.

        OSError if the disk could not take all of it.
        """
        os.fsync(self.descriptor)  # tells of a full disk, where a write does not
        if WINDOWS:  # which does not move an open file
            self._close()
        if self.place.exists() and not self.place.is_file():
            copy_into(self.temporary, self.place)
            return
        keep_permissions(self.place, self.temporary)
        try:
            self.temporary.replace(self.place)
        except OSError as error:
            if error.errno not in IN_PLACE:
                raise
            copy_into(self.temporary, self.place)

    def discard(self) -> None:
        """Close the temporary file, and remove it unless it was moved to its place."""
        if self._is_open:
            self._is_open = False
            release(self.descriptor, self.temporary)
        elif WINDOWS:
            self.temporary.unlink(missing_ok=True)

    def _close(self) -> None:
        """Close the descriptor that holds the lock."""
        self._is_open = False
        os.close(self.descriptor)


def resolved(path: Path) -> Path:
    """A path without symbolic links; OSError for a link to itself."""
    try:
        return path.resolve()
    except RuntimeError:  # Python 3.13 has an OSError instead, later
        raise OSError(errno.ELOOP, "the link leads to itself", str(path)) from None


def part_folder(path: Path) -> Path:
    """The folder for the temporary file: that of `path`, or the one for temporary files if `path`
    is a device or a pipe.

    OSError if `path` is a folder, or its folder is absent or read-only.
    """
    folder = path.parent
    if path.is_dir():
        raise IsADirectoryError(
            f"{path} is a folder. Name a file in it, for example {path / 'speech.wav'}."
        )
    if not folder.is_dir():
        raise FileNotFoundError(
            f"there is no folder {folder} to write {path.name} in. Make it first, or choose "
            "another."
        )
    if path.exists() and not path.is_file():
        return Path(tempfile.gettempdir())
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"nothing may be written in the folder {folder}. Choose another.")
    return folder


def open_part(folder: Path, name: str) -> tuple[Path, int]:
    """A new, locked temporary file, and its descriptor. Parts of `name` that dead processes left
    in the folder are removed.
    """
    places = (folder / part_name(name, number) for number in count())
    part = next(places)
    while (descriptor := create_locked(part)) is None:
        part = next(places)
    while os.path.lexists(stale := next(places)):
        remove_stale(stale)
    return part, descriptor


def part_name(name: str, number: int) -> str:
    """Hidden name of a part of the file `name`; its extension stays last."""
    if len(os.fsencode(name)) > LONGEST_NAME:
        suffix = Path(name).suffix
        digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:16]
        name = digest + (suffix if len(os.fsencode(suffix)) <= LONGEST_SUFFIX else "")
    return f".{number}.part.{name}"


def keep_permissions(old: Path, new: Path) -> None:
    """Give a new file the permissions, and if that is allowed the owner, of an old one."""
    with contextlib.suppress(FileNotFoundError):
        status = old.stat()
        with contextlib.suppress(OSError, AttributeError):  # only root gives files away
            os.chown(new, status.st_uid, status.st_gid)
        new.chmod(stat.S_IMODE(status.st_mode))


def copy_into(source: Path, target: Path) -> None:
    """Overwrite the content of a file or device that can't be replaced."""
    with source.open("rb") as content, target.open("wb") as output:
        shutil.copyfileobj(content, output)
