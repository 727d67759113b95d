"""INPUTS -> DOCUMENTS: the reader of each file by its extension; wildcards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from tts.batch.jobs import BatchInputError, Document
from tts.batch.names import safe_name
from tts.batch.readers.source import TEXT_SPLITS, Source
from tts.text_files import foreign_format

STANDARD_INPUT = "-"
FORMAT_READERS = {  # format -> module and function; each is imported when a file needs it
    "txt": ("text", "read"),
    "csv": ("table", "read_csv"),
    "tsv": ("table", "read_tsv"),
    "jsonl": ("table", "read_jsonl"),
    "srt": ("cues", "read"),
    "vtt": ("cues", "read"),
    "md": ("markdown", "read"),
    "html": ("html", "read"),
    "epub": ("epub", "read"),
}
OTHER_EXTENSIONS = {
    "tab": "tsv",
    "ndjson": "jsonl",
    "markdown": "md",
    "htm": "html",
    "xhtml": "html",
}
WILDCARDS = "*?["


def read(
    path: str | Path, *, split: str = "auto", encoding: str | None = None, format: str | None = None
) -> Document:
    """The document in a file.

    split      how plain text is parted: "line", "paragraph", "chapter", or "auto": lines, but
               wrapped prose by paragraphs, and books by chapters
    encoding   if it is neither UTF-8 nor UTF-16 with a byte order mark
    format     "txt", "csv", "tsv", "jsonl", "srt", "vtt", "md", "html" or "epub"; by the extension
               if None, and text for others

    OSError if it can't be read, BatchInputError or TextDecodeError if it holds nothing that can,
    MissingDependencyError for md, html and epub without the extra `books`.
    """
    return read_source(Source.of_file(Path(path), encoding, split), format)


def read_source(source: Source, format: str | None = None) -> Document:
    """`read` for bytes."""
    if source.split not in TEXT_SPLITS:
        raise BatchInputError(
            f"there is no split {source.split!r}. Choose {', '.join(TEXT_SPLITS)}."
        )
    chosen = format or format_of(source.name)
    if chosen not in FORMAT_READERS:
        raise BatchInputError(f"there is no format {chosen!r}. Choose {', '.join(FORMAT_READERS)}.")
    if chosen != "epub":
        check_is_text(source)
    module, name = FORMAT_READERS[chosen]
    reader: Callable[[Source], Document] = getattr(
        import_module(f"tts.batch.readers.{module}"), name
    )
    return reader(source)


def format_of(name: str) -> str:
    """The format that the extension of a file names; text for others."""
    extension = Path(name).suffix.lower().removeprefix(".")
    known = OTHER_EXTENSIONS.get(extension, extension)
    return known if known in FORMAT_READERS else "txt"


def check_is_text(source: Source) -> None:
    """BatchInputError, with advice, for a file that is known not to be text."""
    advice = foreign_format(source.data)
    if advice is not None:
        raise BatchInputError(f"{source.name} is {advice}.")


def read_all(
    inputs: Sequence[str],
    standard_input: Callable[[], BinaryIO],
    *,
    split: str = "auto",
    encoding: str | None = None,
    format: str | None = None,
) -> list[Document]:
    """The documents of all inputs: paths, patterns with wildcards, "-" for standard input.

    Each has a name of its own; where there are several, it begins the ids that are numbers.
    Errors as for `read`.
    """
    paths = list(expand(inputs))
    documents = []
    names: set[str] = set()
    for path in paths:
        if path == STANDARD_INPUT:
            source = Source("standard input", "input", standard_input().read())
        elif Path(path).is_dir():
            raise BatchInputError(f"{path} is a folder. Give its files: '{Path(path) / '*.txt'}'.")
        else:
            source = Source.of_file(Path(path))
        stem = own_name(safe_name(source.stem), names)
        prefix = f"{stem}-" if len(paths) > 1 else ""
        source = source._replace(stem=stem, prefix=prefix, split=split, encoding=encoding)
        documents.append(read_source(source, format))
    return documents


def expand(inputs: Iterable[str]) -> Iterator[str]:
    """Paths, with the files that each pattern matches in its place; BatchInputError if there are
    none.
    """
    for path in inputs:
        is_pattern = any(sign in path for sign in WILDCARDS) and not Path(path).exists()
        if not is_pattern:
            yield path
            continue
        found = sorted(match(path))
        if not found:
            raise BatchInputError(f"no file matches {path!r}.")
        yield from found


def match(pattern: str) -> Iterator[str]:
    """The files that a pattern matches, relative if it is."""
    path = Path(pattern)
    root = Path(path.anchor)
    for found in root.glob(str(path.relative_to(root))):
        if found.is_file():
            yield str(found)


def own_name(name: str, taken: set[str]) -> str:
    """A name that no other input has; then it is taken."""
    number = 1
    chosen = name
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{name}-{number}"
    taken.add(chosen.casefold())
    return chosen
