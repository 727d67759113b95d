"""The manifest of a batch: a line of JSON for each item, on disk as soon as the item is done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tts.errors import SpeechError
from vocoders.atomic import atomic_write

MANIFEST = "manifest.jsonl"
OPTIONAL_NUMBER = (int, float, type(None))
FIELD_TYPES: dict[str, tuple[type, ...]] = {  # of a ManifestEntry
    "id": (str,),
    "file": (str, type(None)),
    "text": (str,),
    "voice": (str,),
    "seconds": OPTIONAL_NUMBER,
    "error": (str, type(None)),
    "settings": (dict,),
    "sha256": (str,),
    "file_sha256": (str, type(None)),
    "loudness": OPTIONAL_NUMBER,
    "warnings": (list,),
    "timings": (dict, type(None)),
    "extra": (dict,),
}


@dataclass(frozen=True)
class ManifestEntry:
    """A line of the manifest: the outcome of an item.

    file, seconds   of the sound; None if there is none
    error           None if it was spoken. If it could not be spoken again, for example with other
                    settings, the file of before stays, and all but the error tells of that
    settings        all that the sound depends on beside text and voice
    sha256          of text, settings and voice: what is made again if it changes
    file_sha256     of the file's bytes
    loudness        LUFS of the whole (ITU-R BS.1770); None for silence
    warnings        sentences for people
    timings         of words and phonemes, if they were asked for
    extra           other columns of the input
    """

    id: str
    file: str | None
    text: str
    voice: str
    seconds: float | None
    error: str | None
    settings: dict[str, Any] = field(default_factory=dict)
    sha256: str = ""
    file_sha256: str | None = None
    loudness: float | None = None
    warnings: list[str] = field(default_factory=list)
    timings: dict[str, Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, row: bytes) -> Self | None:
        """The entry in a line of the manifest; None if it is not whole, or was changed by hand to
        something that no entry holds.
        """
        try:
            values = json.loads(row)
            entry = cls(**values)
            entry.to_json().encode()  # fails for half a surrogate pair
            float(entry.seconds or 0)  # fails for 400 digits
        except (ValueError, TypeError, OverflowError, RecursionError):
            return None
        is_sound = all(isinstance(getattr(entry, key), kinds) for key, kinds in FIELD_TYPES.items())
        is_beside = entry.file is None or (is_sound and entry.file == Path(entry.file).name)
        return entry if is_sound and is_beside else None

    def to_json(self) -> str:
        """The entry as a line of the manifest."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_manifest(folder: str | Path) -> dict[str, ManifestEntry]:
    """The last entry of each id; a line that was cut off, as by a power failure, is skipped."""
    file = Path(folder) / MANIFEST
    if not file.exists():
        return {}
    entries: dict[str, ManifestEntry] = {}
    for row in file.read_bytes().split(b"\n"):  # str.splitlines cuts at U+2028 as well
        entry = ManifestEntry.from_json(row)
        if entry is not None:
            entries[entry.id] = entry
    return entries


class Manifest:
    """The manifest of a folder, open for one process. Only the place of each entry in the file is
    kept in memory. Leaving its context writes it anew: one line an entry, in the order of `order`.

        with Manifest(folder) as manifest:
            manifest.append(entry)

    order     ids; entries with other ids follow
    changed   called after each entry that is appended

    OSError if nothing can be written there.
    """

    def __init__(
        self,
        folder: Path,
        order: Iterable[str] = (),
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.path = folder / MANIFEST
        self.order = list(order)
        self.changed = changed
        self._places: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Self:
        if self.path.is_symlink() or (self.path.exists() and not self.path.is_file()):
            raise SpeechError(f"{self.path} is no file of its own. Remove it, and run again.")
        self.path.touch()
        self._find_entries()
        self._file = self.path.open("r+b")
        self.rewrite()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self.rewrite()
        finally:
            self._file.close()

    def _find_entries(self) -> None:
        """Find the place of the last whole entry of each id."""
        start = 0
        with self.path.open("rb") as file:
            for row in file:
                entry = ManifestEntry.from_json(row)
                if entry is not None:
                    self._places[entry.id] = (start, len(row))
                start += len(row)

    def get(self, id: str) -> ManifestEntry | None:
        """The entry of an id; None if there is none."""
        place = self._places.get(id)
        return None if place is None else ManifestEntry.from_json(self._row(place))

    def _row(self, place: tuple[int, int]) -> bytes:
        """The bytes of a line."""
        self._file.seek(place[0])
        return self._file.read(place[1])

    def append(self, entry: ManifestEntry) -> None:
        """Write an entry; it stands in the file when this returns."""
        row = (entry.to_json() + "\n").encode()
        self._file.seek(0, 2)
        self._places[entry.id] = (self._file.tell(), len(row))
        self._file.write(row)
        self._file.flush()
        self.changed()

    def rewrite(self) -> None:
        """Write the file anew, whole or not at all, each entry once and in order."""
        known = dict.fromkeys(id for id in self.order if id in self._places)
        ids = [*known, *sorted(self._places.keys() - known.keys())]
        with atomic_write(self.path) as temporary, temporary.open("wb") as file:
            places = {}
            for id in ids:
                row = self._row(self._places[id]).rstrip(b"\n") + b"\n"
                places[id] = (file.tell(), len(row))
                file.write(row)
        self._file.close()
        self._file = self.path.open("r+b")
        self._places = places
