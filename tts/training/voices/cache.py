"""What is done already, by content: a stage runs again only if something that it depends on has
changed.

A stage has a key: the hash of all that it reads. `stages.json` names the stages that are done with
their keys. Within a stage, results by clip go into a journal, a line each, so that what was killed
goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tts.files import write_text

STAGES_FILE = "stages.json"


def content_key(*parts: Any) -> str:
    """A short hash of values that JSON can hold."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def file_key(path: Path) -> str:
    """A short hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:20]


class StageCache:
    """The stages that are done in a working folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / STAGES_FILE
        try:
            self.keys: dict[str, str] = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.keys = {}

    def is_done(self, stage: str, key: str, *files: Path) -> bool:
        """Whether a stage was done with the same input, and its files are there."""
        return self.keys.get(stage) == key and all(file.exists() for file in files)

    def done(self, stage: str, key: str) -> None:
        """Note that a stage is done."""
        self.keys[stage] = key
        write_text(self.path, json.dumps(self.keys, indent=1) + "\n")


class Journal:
    """Results by key in a file that only grows: a line of JSON each. A line that was cut off when
    the process was killed is passed over.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.values: dict[str, Any] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes() if path.exists() else b""
        for line in content.split(b"\n"):
            try:
                key, value = json.loads(line)
                self.values[key] = value
            except (ValueError, TypeError):
                continue
        self.is_cut = bool(content) and not content.endswith(b"\n")

    def add(self, key: str, value: Any) -> None:
        """Append a result."""
        line = json.dumps([key, value], ensure_ascii=False)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(("\n" if self.is_cut else "") + line + "\n")
        self.is_cut = False
        self.values[key] = value
