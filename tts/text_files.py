"""Text from outside: files and standard input, whatever they are encoded in."""

from __future__ import annotations

import codecs
from pathlib import Path

from tts.errors import SpeechError

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}  # what Windows programs begin a text with


class TextDecodeError(SpeechError):
    """Bytes that are no text in the encoding they should be in."""


def decode(content: bytes, name: str, encoding: str | None = None) -> str:
    """Bytes -> text, lines ending in one newline character.

    content    UTF-8, or UTF-16 with a byte order mark, unless told otherwise
    name       of the source, for the error
    encoding   as Python calls it, for example "latin-1"

    TextDecodeError, naming the first wrong byte and its line, if it is something else.
    """
    assumed = encoding or next(
        (mark for bom, mark in MARKS.items() if content.startswith(bom)), "utf-8"
    )
    try:
        return content.decode(assumed).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeError as error:
        place = getattr(error, "start", 0)
        line = content.count(b"\n", 0, place) + 1
        where = f" in line {line}" if b"\n" in content else ""
        wrong = f"byte {content[place]:#04x}{where}" if place < len(content) else "its end"
        raise TextDecodeError(
            f"{name} is not {assumed.upper()}: {wrong} can't be read. Save it as UTF-8, or say --encoding latin-1."
        ) from None
    except LookupError:
        raise TextDecodeError(
            f"there is no encoding called {assumed!r}. Known ones are utf-8, utf-16, latin-1, cp1252, mac-roman."
        ) from None


def read_text(path: str | Path, encoding: str | None = None) -> str:
    """The text in a file; OSError if it can't be opened, TextDecodeError if it is no text."""
    return decode(Path(path).read_bytes(), str(path), encoding)
