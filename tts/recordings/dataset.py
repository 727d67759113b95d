"""A folder of recordings -> its clips. Layouts that are understood:

    metadata.csv, metadata.txt, filelist.txt, transcripts.txt
                          id|text, id|text|normalized text (LJSpeech), path|text|speaker; tabs do,
                          too
    metadata.jsonl        a JSON object a line: file_name; text, transcription or sentence; speaker
    metadata.csv          with a header: file_name,text,speaker (Hugging Face)
    ID.wav and ID.txt     pairs, anywhere under the folder
    split.csv             beside any of them: id|train, id|val or id|test

Nothing is left out in silence: what cannot be used is in `left_out`, with its reason.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tts.errors import SpeechError
from tts.recordings.tables import TABLE_NAMES, Row, read_table
from tts.text_files import TextDecodeError, decode

AUDIO_SUFFIXES = (".wav", ".flac", ".ogg", ".opus", ".mp3")
AUDIO_FOLDERS = ("", "wavs", "wav", "audio", "clips")
SPLITS = ("train", "val", "test")
LAYOUTS = (
    "metadata.csv with lines id|text and the sound files in wavs/ or audio/, metadata.jsonl with "
    "file_name and text, or pairs of ID.wav and ID.txt"
)


class RecordingsError(SpeechError):
    """A folder that holds no recordings that can be used."""


class RecordedClip(NamedTuple):
    """A sound file and what is said in it.

    id        unique in its folder
    speaker   name; that of the folder where nothing else is said
    split     train, val or test; "" where nobody has decided
    """

    id: str
    audio: Path
    text: str
    speaker: str
    split: str = ""


class LeftOut(NamedTuple):
    """Something in a folder that is no clip.

    name     of a file or a line
    kind     name of the fault
    reason   in words
    """

    name: str
    kind: str
    reason: str


@dataclass
class RecordingSet:
    """The clips of a folder, and what could not be used."""

    folder: Path
    layout: str
    clips: list[RecordedClip] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def speakers(self) -> list[str]:
        """Names of the speakers."""
        return sorted({clip.speaker for clip in self.clips})

    def leave_out(self, name: str, kind: str, reason: str) -> None:
        """Note something that cannot be used."""
        self.left_out.append(LeftOut(name, kind, reason))


def read_recordings(folder: str | Path) -> RecordingSet:
    """The recordings in a folder. RecordingsError, naming the layouts that are understood, if there
    are none.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise RecordingsError(f"there is no folder {folder}. Recordings are {LAYOUTS}.")
    tables = [folder / name for name in TABLE_NAMES if (folder / name).is_file()]
    rows, found = (read_table(tables[0]), tables[0].name) if tables else pairs(folder)
    recordings = RecordingSet(folder, found)
    files = audio_files(folder)
    splits = read_splits(folder / "split.csv", recordings)
    for row in rows:
        add_row(recordings, row, files, splits)
    leave_out_duplicates(recordings)
    leave_out_unnamed(recordings, files, {row.audio for row in rows})
    if not recordings.clips:
        reasons = "; ".join(f"{each.name}: {each.reason}" for each in recordings.left_out[:3])
        raise RecordingsError(
            f"{folder} holds no recording that can be used ({reasons or 'no sound, no text'}). "
            f"Recordings are {LAYOUTS}."
        )
    return recordings


def audio_files(folder: Path) -> dict[str, Path]:
    """Each sound file by all names that a table may give it: with and without its extension, with
    and without the folder that it lies in.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in AUDIO_SUFFIXES or path.name.startswith("."):
            continue
        inside = path.relative_to(folder)
        for name in (inside.as_posix(), inside.with_suffix("").as_posix(), path.name, path.stem):
            found.setdefault(name, path)
    return found


def pairs(folder: Path) -> tuple[list[Row], str]:
    """A row for each text that lies beside a sound of the same name."""
    rows = []
    for path in sorted(folder.rglob("*.txt")):
        if any(path.with_suffix(suffix).is_file() for suffix in AUDIO_SUFFIXES):
            name = path.relative_to(folder).with_suffix("").as_posix()
            try:
                text = " ".join(decode(path.read_bytes(), path.name).split())
                rows.append(Row(name, text))
            except TextDecodeError as error:
                rows.append(Row(name, "", fault=str(error)))
    return rows, "pairs of sound and text"


def add_row(
    recordings: RecordingSet, row: Row, files: dict[str, Path], splits: dict[str, str]
) -> None:
    """Add the clip of a row, or what is wrong with it."""
    name = row.audio or f"line {row.line}"
    if row.fault:
        recordings.leave_out(name, "bad line", row.fault)
        return
    audio = files.get(row.audio) or files.get(row.audio.removeprefix("./"))
    if audio is None:
        recordings.leave_out(name, "no sound file", f"there is no sound file {row.audio!r}")
        return
    if not row.text.strip():
        recordings.leave_out(name, "no text", "its text is empty")
        return
    clip_id = audio.relative_to(recordings.folder).with_suffix("").as_posix()
    for prefix in AUDIO_FOLDERS[1:]:
        clip_id = clip_id.removeprefix(f"{prefix}/")
    speaker = row.speaker or recordings.folder.resolve().name
    split = splits.get(clip_id) or splits.get(row.audio, "") or row.split
    clip = RecordedClip(clip_id.replace("/", "-"), audio, row.text.strip(), speaker, split)
    recordings.clips.append(clip)


def leave_out_duplicates(recordings: RecordingSet) -> None:
    """Of lines with the same sound file, only the first stays if all say the same; none if they
    differ, since one of the texts is wrong.
    """
    counts = Counter(clip.id for clip in recordings.clips)
    kept: dict[str, RecordedClip] = {}
    for clip in recordings.clips:
        if counts[clip.id] == 1:
            kept[clip.id] = clip
            continue
        same = {other.text for other in recordings.clips if other.id == clip.id}
        if len(same) > 1:
            recordings.leave_out(
                clip.id, "two texts", f"{counts[clip.id]} lines give it different texts"
            )
        elif clip.id not in kept:
            kept[clip.id] = clip
        else:
            recordings.leave_out(clip.id, "named twice", "a line repeats it")
    recordings.clips = list(kept.values())


def leave_out_unnamed(recordings: RecordingSet, files: dict[str, Path], named: set[str]) -> None:
    """Note the sound files that have no text."""
    used = {clip.audio for clip in recordings.clips} | {files[name] for name in named & set(files)}
    for path in sorted(set(files.values()) - used):
        name = path.relative_to(recordings.folder).as_posix()
        recordings.leave_out(name, "sound without text", "no text names it")


def read_splits(path: Path, recordings: RecordingSet) -> dict[str, str]:
    """Clip id -> split, of a split.csv; empty without one."""
    splits: dict[str, str] = {}
    if not path.is_file():
        return splits
    for line in decode(path.read_bytes(), str(path)).split("\n"):
        name, bar, split = line.strip().partition("|")
        if bar and split in SPLITS:
            splits[name] = split
        elif line.strip():
            reason = f"a line of split.csv is id|train, id|val or id|test, not {line.strip()!r}"
            recordings.leave_out("split.csv", "bad line", reason)
    return splits
