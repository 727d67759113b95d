"""An input of a batch, before it is read."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import NamedTuple

from tts.text_files import TextDecodeError, decode, detect_encoding, read_bytes

TEXT_SPLITS = ("auto", "line", "paragraph", "chapter")


class Source(NamedTuple):
    """The bytes of an input.

    name       for messages, such as a path
    stem       short, for ids
    data       bytes
    encoding   if it is neither UTF-8 nor UTF-16 with a byte order mark
    prefix     of ids that are numbers: "" where there is one input only
    split      how a text is parted: "line", "paragraph", "chapter", or "auto"
    """

    name: str
    stem: str
    data: bytes
    encoding: str | None = None
    prefix: str = ""
    split: str = "auto"

    @classmethod
    def of_file(cls, path: Path, encoding: str | None = None, split: str = "auto") -> Source:
        """The source in a file; OSError, SpeechError if it can't be read."""
        return cls(str(path), path.stem, read_bytes(path), encoding, split=split)

    def text(self) -> str:
        """The whole as text; TextDecodeError if it is none."""
        return decode(self.data, self.name, self.encoding).removeprefix("\ufeff")

    def lenient_text(self) -> str:
        """The whole as text, where each byte that is none becomes half of a surrogate pair, so that
        one line that can't be decoded spoils no other.
        """
        is_utf8 = self.data.startswith(codecs.BOM_UTF8) or detect_encoding(self.data) == "utf-8"
        if self.encoding or not is_utf8:
            return self.text()
        text = self.data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def check(self, text: str, place: str) -> str | None:
        """Why a part of `lenient_text` is no text; None if it is one.

        place   of the part, for the message
        """
        try:
            text.encode()
        except UnicodeEncodeError:
            data = text.encode("utf-8", "surrogateescape")
            try:
                decode(data, f"{place} of {self.name}", "utf-8")
            except TextDecodeError as error:
                return str(error)
        return None

    def id(self, number: int, count: int) -> str:
        """The id of a part by its number, of which there are so many."""
        return f"{self.prefix}{number:0{max(4, len(str(count)))}}"
