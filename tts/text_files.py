"""Text of files and standard input, in any encoding."""

from __future__ import annotations

import codecs
from pathlib import Path

from tts.errors import SpeechError

BOMS = {  # byte order mark, with which Windows programs begin a text -> encoding
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
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
        ) from None
    except LookupError:
        raise TextDecodeError(
            f"there is no encoding called {assumed!r}. "
            f"Known ones are utf-8, utf-16, latin-1, cp1252, mac-roman."
        ) from None


def detect_encoding(data: bytes) -> str:
    """The encoding that a byte order mark names; UTF-8 without one."""
    return next((name for bom, name in BOMS.items() if data.startswith(bom)), "utf-8")


def describe_place(data: bytes, offset: int) -> str:
    """A byte and its line, for a message."""
    if offset >= len(data):
        return "its end"
    line = data.count(b"\n", 0, offset) + 1
    return f"byte {data[offset]:#04x}" + (f" in line {line}" if b"\n" in data else "")


def read_text(path: str | Path, encoding: str | None = None) -> str:
    """The text of a file; OSError if it can't be opened, TextDecodeError if it is no text."""
    return decode(Path(path).read_bytes(), str(path), encoding)
