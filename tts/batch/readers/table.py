"""Tables: a row an item. CSV, TSV, or an object of JSON a line.

Columns: `id`, `text` or `ssml`, `voice`, `file`, and the settings of a Delivery. Others are kept in
the manifest.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tts.batch.jobs import BatchInputError, Document, Job
from tts.batch.readers.source import Source
from tts.delivery import RANGES, Delivery
from tts.errors import SpeechError
from tts.files import FORMATS

ALIASES = {
    "filename": "file",
    "file name": "file",
    "file_name": "file",
    "pitch range": "pitch_range",
}
SETTINGS = (*RANGES, "seed")
TABLE_COLUMNS = ("id", "text", "ssml", "voice", "file", *SETTINGS)
MAX_CELL = 10_000_000  # characters
DELIMITERS = ",;\t"


def read_csv(source: Source) -> Document:
    """The document in a file of comma-separated values. Programs of countries that write 1,5 part
    cells by semicolons; the header tells.
    """
    text = source.lenient_text()
    header = text.split("\n", 1)[0]
    return read_rows(source, text, max(DELIMITERS, key=header.count))


def read_tsv(source: Source) -> Document:
    """The document in a file of values between tabs."""
    return read_rows(source, source.lenient_text(), "\t")


def read_rows(source: Source, text: str, delimiter: str) -> Document:
    """The document in rows of cells; the first row names the columns."""
    csv.field_size_limit(MAX_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [column_name(cell) for cell in next(rows, [])]
    check_columns(source, columns)
    count = text.count("\n") + 1
    jobs = []
    last = 1
    while True:
        number = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            jobs.append(Job(source.id(number, count), "", error=f"row {number}: {error}."))
            continue
        if any(cell.strip() for cell in cells):
            jobs.append(row_job(source, number, count, columns, cells))
            last = number
    if jobs and is_open("\n".join(text.split("\n")[last - 1 :]), delimiter):
        reason = f"row {last}: a quotation mark is not closed. Close it, or double it."
        jobs[-1] = replace(jobs[-1], error=reason)
    return Document(source.stem, "list", tuple(jobs))


def is_open(rows: str, delimiter: str) -> bool:
    """Whether the last cell of rows begins with a quotation mark that is not closed."""
    try:
        for _ in csv.reader(io.StringIO(rows, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def column_name(cell: str) -> str:
    """The name of a column, as we call it if we know it."""
    name = cell.strip()
    known = ALIASES.get(name.casefold(), name.casefold())
    return known if known in TABLE_COLUMNS else name


def check_columns(source: Source, columns: list[str]) -> None:
    """BatchInputError unless a column holds what to speak, and no name is there twice."""
    if "text" not in columns and "ssml" not in columns:
        found = ", ".join(repr(name) for name in columns) or "none"
        raise BatchInputError(
            f"{source.name} has no column 'text' or 'ssml'. Its first row must name the columns; "
            f"it has {found}."
        )
    for name in TABLE_COLUMNS:
        if columns.count(name) > 1:
            raise BatchInputError(f"{source.name} has several columns {name!r}. Rename one.")


def row_job(source: Source, number: int, count: int, columns: list[str], cells: list[str]) -> Job:
    """The job of a row of cells."""
    values = dict(zip(columns, cells, strict=False))
    error = source.check("".join(cells), f"row {number}")
    values = {
        key: value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        for key, value in values.items()
    }
    if error is None and len(cells) > len(columns):
        error = (
            f"row {number} has {len(cells)} cells, but there are {len(columns)} columns. Put a "
            f"text with a comma in it between quotation marks."
        )
    return make_job(source.id(number, count), values, error, f"row {number}")


def read_jsonl(source: Source) -> Document:
    """The document in lines of JSON, each an object."""
    rows = source.lenient_text().split("\n")
    jobs = [
        json_job(source, number, len(rows), row)
        for number, row in enumerate(rows, 1)
        if row.strip()
    ]
    return Document(source.stem, "list", tuple(jobs))


def json_job(source: Source, number: int, count: int, row: str) -> Job:
    """The job of a line of JSON."""
    id = source.id(number, count)
    shown = row.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    error = source.check(row, f"line {number}")
    if error is not None:
        return Job(id, shown, error=error)
    try:
        values = json.loads(row)
        json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as reason:
        return Job(id, shown, error=f"line {number} is no JSON: {reason}.")
    if not isinstance(values, dict):
        return Job(id, shown, error=f"line {number} is no object of JSON ({{...}}).")
    named = {column_name(key): value for key, value in values.items()}
    return make_job(id, named, None, f"line {number}")


def make_job(id: str, values: Mapping[str, Any], error: str | None, place: str) -> Job:
    """The job of named values.

    id      where the values have none
    place   of the values, for errors
    """
    extra = {key: value for key, value in values.items() if key not in TABLE_COLUMNS}
    ssml = text_of(values, "ssml")
    text = ssml or text_of(values, "text")
    try:
        if error is None:
            check_texts(values, place)
        delivery = dict(settings_of(values, place))
    except SpeechError as reason:
        error = error or str(reason)
        delivery = {}
    return Job(
        text_of(values, "id") or id,
        text,
        bool(ssml),
        text_of(values, "voice") or None,
        delivery,
        without_extension(text_of(values, "file")) or None,
        error=error,
        extra=extra,
    )


def text_of(values: Mapping[str, Any], key: str) -> str:
    """A value as text, without spaces around it; "" if it is absent."""
    value = values.get(key)
    return "" if value is None else str(value).strip()


def check_texts(values: Mapping[str, Any], place: str) -> None:
    """BatchInputError unless there is a text or SSML, and the text is one."""
    given = [key for key in ("text", "ssml") if text_of(values, key)]
    if not given:
        raise BatchInputError(f"{place} has no text.")
    if len(given) > 1:
        raise BatchInputError(f"{place} has both text and ssml. Leave one of them empty.")
    if not isinstance(values[given[0]], str):
        raise BatchInputError(f"{place}: {given[0]} must be a string, not {values[given[0]]!r}.")


def settings_of(values: Mapping[str, Any], place: str) -> Iterator[tuple[str, Any]]:
    """The settings of a Delivery among the values; BatchInputError for what is no number."""
    for key in SETTINGS:
        given = text_of(values, key)
        if not given:
            continue
        if key == "loudness" and given.casefold() == "off":
            yield key, None
            continue
        try:
            value: Any = int(given) if key == "seed" else float(given.replace(",", "."))
            Delivery(**{key: value})
        except ValueError as error:
            reason = str(error) if isinstance(error, SpeechError) else f"{given!r} is no number"
            raise BatchInputError(f"{place}: {key}: {reason}") from None
        yield key, value


def without_extension(name: str) -> str:
    """The name of a sound file without its extension."""
    return str(name[: -len(Path(name).suffix)]) if Path(name).suffix.lower() in FORMATS else name
