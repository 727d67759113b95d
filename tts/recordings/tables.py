"""Tables that say which text belongs to which sound file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from tts.text_files import decode

TABLE_NAMES = (
    "metadata.jsonl",
    "metadata.csv",
    "metadata.tsv",
    "metadata.txt",
    "filelist.txt",
    "filelist.csv",
    "transcripts.txt",
    "transcript.txt",
)
FILE_KEYS = ("file_name", "audio_file", "audio_filepath", "audio", "path", "file", "id")
TEXT_KEYS = ("text", "transcription", "transcript", "sentence", "normalized_text")
SPEAKER_KEYS = ("speaker", "speaker_id", "speaker_name", "client_id")


class Row(NamedTuple):
    """A line of a table.

    audio     name of a sound file, as written
    fault     what is wrong with the line; "" if nothing
    """

    audio: str
    text: str
    speaker: str = ""
    split: str = ""
    line: int = 0
    fault: str = ""


def read_table(path: Path) -> list[Row]:
    """The rows of a table; lines that are none have a fault. TextDecodeError if it is no text."""
    content = decode(path.read_bytes(), str(path))
    if path.suffix == ".jsonl":
        return json_rows(content)
    first = content.lstrip("\ufeff").partition("\n")[0]
    if "|" not in first and any(key in first.replace(",", "\t").split("\t") for key in FILE_KEYS):
        return header_rows(content, "\t" if "\t" in first else ",")
    return bar_rows(content)


def json_rows(content: str) -> list[Row]:
    """A JSON object a line."""
    rows = []
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(row_of(json.loads(line), number))
        except ValueError as error:
            rows.append(Row("", "", line=number, fault=f"it is no JSON ({error})"))
    return rows


def header_rows(content: str, separator: str) -> list[Row]:
    """Columns with names in the first line."""
    reader = csv.DictReader(io.StringIO(content.lstrip("\ufeff")), delimiter=separator)
    return [row_of(values, number) for number, values in enumerate(reader, 2)]


def row_of(values: Any, number: int) -> Row:
    """A row from named values."""
    if not isinstance(values, dict):
        return Row("", "", line=number, fault="it is no JSON object")
    audio = first_of(values, FILE_KEYS)
    if not audio:
        return Row("", "", line=number, fault=f"it has none of {', '.join(FILE_KEYS)}")
    text = first_of(values, TEXT_KEYS)
    speaker = first_of(values, SPEAKER_KEYS)
    split = str(values.get("split", ""))
    return Row(audio, text, speaker, split if split in ("train", "val", "test") else "", number)


def first_of(values: dict[str, Any], keys: Iterable[str]) -> str:
    """The first value that is a text or a number, as text."""
    for key in keys:
        if isinstance(values.get(key), (str, int)) and str(values[key]).strip():
            return str(values[key]).strip()
    return ""


def bar_rows(content: str) -> list[Row]:
    """Lines of id|text, with a third column that is a speaker, or the text once more in words."""
    lines = [(number, line) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    separator = "|" if any("|" in line for _, line in lines) else "\t"
    split = [(number, line.split(separator)) for number, line in lines]
    third = [parts[2].strip() for _, parts in split if len(parts) > 2]
    names = is_speaker_column(third)
    separator_name = "bar" if separator == "|" else "tab"
    return [bar_row(number, parts, names, separator_name) for number, parts in split]


def bar_row(number: int, parts: list[str], names: bool, separator: str) -> Row:
    """A line that is parted.

    number      of the line
    names       whether the third column is a speaker
    separator   its name
    """
    audio = parts[0].strip().lstrip("\ufeff")
    if len(parts) < 2:
        fault = f"it has no {separator} between file and text"
        return Row(audio[:40], "", line=number, fault=fault)
    third = parts[2].strip() if len(parts) > 2 else ""
    if names:
        return Row(audio, parts[1].strip(), third, line=number)
    return Row(audio, third or parts[1].strip(), "", line=number)


def is_speaker_column(values: list[str]) -> bool:
    """Whether a column names speakers: words without spaces, some of them repeated."""
    return not any(" " in value for value in values) and len(set(values)) < len(values)
