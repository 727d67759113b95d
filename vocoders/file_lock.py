"""Files that are locked while their process lives. The operating system ends the lock, however the
process ends. On Windows an open file is locked as it is: nobody else can remove it.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WINDOWS = os.name == "nt"
BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)  # errors that mean: another one holds it
FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """A lock file that exists during the block; gives whether this process could make it. That of a
    dead process does not count.

    OSError if nothing can be made there.
    """
    descriptor = create_locked(path)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            release(descriptor, path)


def create_locked(path: Path) -> int | None:
    """Descriptor of a new, locked file at `path`; None if something else stands there.

    A file that a dead process of the same user left there is removed first.
    OSError if nothing can be made there.
    """
    if not remove_stale(path):
        return None
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | FLAGS, 0o666)
    except FileExistsError:  # another process was faster
        return None
    if acquire(descriptor) and is_at(descriptor, path):
        return descriptor
    os.close(descriptor)  # another process took it for stale in this moment
    return None


def remove_stale(path: Path) -> bool:
    """Remove a file that no living process holds, if it is ours. Returns whether the place is free.

    A link, and a file of another user, are left alone.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | FLAGS)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        if not (is_own(descriptor) and acquire(descriptor) and is_at(descriptor, path)):
            return False
        if not WINDOWS:  # which refuses to remove an open file
            path.unlink(missing_ok=True)
            return True
    finally:
        os.close(descriptor)
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    return not path.exists()


def release(descriptor: int, path: Path) -> None:
    """Close a locked file and remove it."""
    if WINDOWS:
        os.close(descriptor)
        path.unlink(missing_ok=True)
        return
    try:
        if is_at(descriptor, path):
            path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def acquire(descriptor: int) -> bool:
    """Lock an open file without waiting; whether it could be locked. A file system that has no
    locks counts as one in which nobody else writes.
    """
    try:
        if not WINDOWS:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in BUSY
    return True


def is_at(descriptor: int, path: Path) -> bool:
    """Whether the open file still stands at that path."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False


def is_own(descriptor: int) -> bool:
    """Whether the open file belongs to the user of this process."""
    return WINDOWS or os.fstat(descriptor).st_uid == os.geteuid()
