"""Corpora on disk: a folder a speaker, with audio/ID.opus (or .wav, .flac), metadata.csv (id|text),
split.csv (id|train, val or test) and, where the phonemes are known, alignment.jsonl.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tts.errors import SpeechError
from vocoders.training.feature_file import Clip

LAYOUT = "a folder with metadata.csv (id|text), split.csv (id|train, val or test) and audio/"


class CorpusError(SpeechError):
    """A corpus that lacks something."""


class Recording(NamedTuple):
    """One clip on disk."""

    clip: Clip
    text: str
    audio: Path
    alignment: dict[str, Any] | None  # tokens and their durations, where known


def read_corpus(folder: Path) -> Iterator[Recording]:
    """The clips of every speaker in a corpus; CorpusError names what is missing."""
    speakers = sorted(path.parent for path in folder.glob("*/metadata.csv"))
    if not speakers:
        raise CorpusError(f"{folder} holds no speaker: {LAYOUT}.")
    for speaker in speakers:
        yield from read_speaker(speaker)


def read_speaker(folder: Path) -> Iterator[Recording]:
    """The clips of one speaker."""
    for name in ("split.csv", "audio"):
        if not (folder / name).exists():
            raise CorpusError(f"{folder} lacks {name}. A speaker is {LAYOUT}.")
    splits = dict(
        split_line(line, folder / "split.csv") for line in filled_lines(folder / "split.csv")
    )
    alignments = read_alignments(folder / "alignment.jsonl")
    audio = {path.stem: path for path in (folder / "audio").iterdir()}
    for line in filled_lines(folder / "metadata.csv"):
        clip_id, text = split_line(line, folder / "metadata.csv")
        if clip_id not in audio or clip_id not in splits:
            raise CorpusError(
                f"clip {clip_id} of {folder} has no audio file or no line in split.csv."
            )
        clip = Clip(clip_id, folder.name, splits[clip_id])
        yield Recording(clip, text, audio[clip_id], alignments.get(clip_id))


def read_alignments(path: Path) -> dict[str, dict[str, Any]]:
    """Clip id -> its line of an alignment file; empty without a file."""
    if not path.exists():
        return {}
    try:
        rows = [json.loads(line) for line in filled_lines(path)]
        return {row["id"]: row for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{path} must hold a line of JSON a clip, with id, tokens and durations ({error})."
        ) from None


def split_line(line: str, path: Path) -> tuple[str, str]:
    """id|value -> both; CorpusError without a bar."""
    first, bar, second = line.partition("|")
    if not bar:
        raise CorpusError(f"{path} has a line without a bar between id and value: {line!r}.")
    return first, second


def filled_lines(path: Path) -> list[str]:
    """The lines of a text file that are not empty."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def unaligned_speakers(recordings: list[Recording]) -> dict[str, tuple[int, int]]:
    """Speaker -> clips without an alignment, all clips; only for speakers who lack some."""
    counts: dict[str, list[int]] = {}
    for recording in recordings:
        count = counts.setdefault(recording.clip.speaker, [0, 0])
        count[0] += recording.alignment is None
        count[1] += 1
    return {name: (lacking, total) for name, (lacking, total) in counts.items() if lacking}
