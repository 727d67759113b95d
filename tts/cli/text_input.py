"""Text for the commands: from the command line, a file, or standard input."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable
from typing import BinaryIO

from tts.errors import SpeechError
from tts.text_files import decode, read_text


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
