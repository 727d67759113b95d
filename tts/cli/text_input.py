"""Text for the commands: from the command line, a file, or standard input."""

from __future__ import annotations

import argparse
import codecs
import contextlib
import sys
from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO, IncrementalNewlineDecoder
from typing import BinaryIO

from tts.errors import SpeechError
from tts.text_files import decode, detect_encoding, read_text

READ_BYTES = 1 << 16


def standard_input() -> BinaryIO:
    """The bytes of standard input; SpeechError if it is closed."""
    if sys.stdin is None:
        raise SpeechError("standard input is closed. Give a text, or -f FILE.")
    return sys.stdin.buffer


def reads_standard_input(args: argparse.Namespace) -> bool:
    """Whether the text is to come from standard input: -f -, or no -f and no TEXT but "-"."""
    return args.file == "-" or (args.file is None and args.text in ([], ["-"]))


def read_text_arg(args: argparse.Namespace) -> str:
    """The text that the options of `add_text` name, as a whole.

    SpeechError if TEXT and -f FILE are both given, TextDecodeError for bytes that are no text.
    """
    if args.file is not None and args.text:
        raise SpeechError("a text and -f FILE were both given. Give one of them.")
    if reads_standard_input(args):
        return decode(standard_input().read(), "standard input", args.encoding)
    if args.file is not None:
        return read_text(args.file, args.encoding)
    return " ".join(args.text)


def stream_standard_input(encoding: str | None = None) -> Iterator[str]:
    """The text of standard input in fragments, each as soon as it arrives. Line ends are one
    newline character. TextDecodeError at the first byte that is no text.
    """
    stream = standard_input()
    data = read_available(stream)
    name = encoding or detect_encoding(data)
    try:
        decoder = IncrementalNewlineDecoder(codecs.getincrementaldecoder(name)(), translate=True)
    except LookupError:
        decode(data or b"a", "standard input", name)  # raises ours
        raise
    while True:
        try:
            fragment = decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            wrong = error.object[error.start : error.start + 1]
            decode(wrong, "standard input", error.encoding)  # raises ours
            raise
        if fragment:
            yield fragment
        if not data:
            return
        data = read_available(stream)


def read_available(stream: BinaryIO) -> bytes:
    """What has arrived, at least a byte; b"" at the end."""
    if isinstance(stream, BufferedReader | BytesIO):
        return stream.read1(READ_BYTES)
    return stream.read(READ_BYTES)


def map_lines(args: argparse.Namespace, change: Callable[[str], str]) -> None:
    """Print what `change` makes of the text. Standard input is read line by line, and each line is
    answered at once; the answer to a line without words is empty.
    """
    from frontend import NothingToSayError

    if not reads_standard_input(args) or args.text not in ([], ["-"]):
        print(change(read_text_arg(args)))
        return
    for index, row in enumerate(standard_input(), 1):
        line = decode(row, f"line {index} of standard input", args.encoding).rstrip("\n")
        with contextlib.suppress(NothingToSayError):
            print(change(line), end="")
        print(flush=True)
