"""Files written whole or not at all: under a temporary name first, then moved to their place."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def atomic_write(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Temporary path to write at. It replaces `path` if the block ends without an error; otherwise
    it is removed and `path` stays as it was.

        with atomic_write("notes.txt") as temporary:
            temporary.write_text("...")

    OSError if nothing can be written there; a symbolic link stays a link to its target.
    """
    place = Path(path).resolve()
    temporary = temporary_path(place)
    try:
        yield temporary
        commit(temporary, place)
    finally:
        temporary.unlink(missing_ok=True)


def temporary_path(path: Path) -> Path:
    """New hidden name in the same folder, or in the folder for temporary files if `path` is a
    device or a pipe.

    The extension stays last. OSError if `path` is a folder, or its folder is absent or read-only.
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
        folder = Path(tempfile.gettempdir())
    elif not os.access(folder, os.W_OK):
        raise PermissionError(f"nothing may be written in the folder {folder}. Choose another.")
    return folder / f".{secrets.token_hex(4)}.part.{path.name}"


def commit(temporary: Path, path: Path) -> None:
    """Move a finished file to its place. A device or a pipe is written to, not replaced."""
    if path.exists() and not path.is_file():
        with temporary.open("rb") as content, path.open("wb") as target:
            shutil.copyfileobj(content, target)
    else:
        temporary.replace(path)
