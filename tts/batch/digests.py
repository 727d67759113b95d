"""Fingerprints (SHA-256) of files and settings."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, BinaryIO

BLOCK_BYTES = 1 << 20


def file_digest(path: Path) -> str | None:
    """SHA-256 of a file; None if there is none."""
    try:
        with path.open("rb") as file:
            return stream_digest(file)
    except OSError:
        return None


def stream_digest(file: BinaryIO) -> str:
    """SHA-256 of all that a file gives."""
    digest = hashlib.sha256()
    while block := file.read(BLOCK_BYTES):
        digest.update(block)
    return digest.hexdigest()


def json_digest(values: Any) -> str:
    """SHA-256 of what JSON can hold."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
