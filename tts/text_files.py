"""Text of files and standard input, in any encoding."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from tts.errors import SpeechError

BOMS = {  # byte order mark, with which Windows programs begin a text -> encoding
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
EPUB_SIGN = b"mimetypeapplication/epub+zip"  # after the header of the first file in the archive
EPUB_OFFSET = 30
MOBI_SIGN = b"BOOKMOBI"
MOBI_OFFSET = 60
SIGNATURES = {  # first bytes of files that are no text, and what to do with them
    b"%PDF": "a PDF. Convert it to text first, for example with pdftotext",
    b"PK\x03\x04": "an archive or a document of an office program. Save it as .txt, .html, .csv "
    "or .epub",
    b"\xd0\xcf\x11\xe0": "a document of an office program. Save it as .txt, .html or .csv",
    b"{\\rtf": "rich text. Save it as .txt or .html",
}


class TextDecodeError(SpeechError):
    """Bytes that are no text in their encoding."""


def decode(data: bytes, source: str, encoding: str | None = None) -> str:
    """Bytes -> text, whose lines end in one newline character.

    data       UTF-8, or UTF-16 with a byte order mark, unless `encoding` names another encoding
    source     name of the text, for the error
    encoding   as Python calls it, for example "latin-1"

    TextDecodeError, naming the first wrong byte and its line.
    """
    assumed = encoding or detect_encoding(data)
    try:
        return data.decode(assumed).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeError as error:
        wrong = describe_place(data, getattr(error, "start", 0))
        raise TextDecodeError(
            f"{source} is not {assumed.upper()}: {wrong} can't be read. "
            f"Save it as UTF-8, or say --encoding latin-1."
        ) from error
    except LookupError:
        raise TextDecodeError(
            f"there is no encoding called {assumed!r}. "
            f"Known ones are utf-8, utf-16, latin-1, cp1252, mac-roman."
        ) from None


def detect_encoding(data: bytes) -> str:
    """The encoding that a byte order mark names; UTF-8 without one."""
    return next((name for bom, name in BOMS.items() if data.startswith(bom)), "utf-8")


def foreign_format(data: bytes) -> str | None:
    """What a file is that is known not to be text, with advice; None for others."""
    if data[EPUB_OFFSET : EPUB_OFFSET + len(EPUB_SIGN)] == EPUB_SIGN:
        return "a book. Speak it with `plainspeech batch`, under a name that ends in .epub"
    if data[MOBI_OFFSET : MOBI_OFFSET + len(MOBI_SIGN)] == MOBI_SIGN:
        return "a Kindle book. Convert it to .epub first, for example with Calibre"
    return next((advice for sign, advice in SIGNATURES.items() if data.startswith(sign)), None)


def describe_place(data: bytes, offset: int) -> str:
    """A byte and its line, for a message."""
    if offset >= len(data):
        return "its end"
    line = data.count(b"\n", 0, offset) + 1
    return f"byte {data[offset]:#04x}" + (f" in line {line}" if b"\n" in data else "")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file or a pipe; SpeechError for a device such as /dev/zero, which has no end,
    OSError if it can't be read.
    """
    with path.open("rb") as file:
        kind = os.fstat(file.fileno()).st_mode
        is_device = stat.S_ISCHR(kind) or stat.S_ISBLK(kind)
        if is_device and not file.isatty():
            raise SpeechError(f"{path} is a device, not a file.")
        return file.read()


def read_text(path: str | Path, encoding: str | None = None) -> str:
    """The text of a file; OSError if it can't be opened, TextDecodeError if it is no text."""
    data = read_bytes(Path(path))
    advice = None if encoding else foreign_format(data)
    if advice is not None:
        raise TextDecodeError(f"{path} is {advice}.")
    return decode(data, str(path), encoding)
