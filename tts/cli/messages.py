"""Messages to the person at the terminal, on standard error, apart from the output of a command."""

from __future__ import annotations

import errno
import sys

LONGEST_END = 1000  # characters of either end of a message


def print_message(text: str) -> None:
    """Print a message in one line, its control characters escaped; nothing if standard error is
    closed.
    """
    if sys.stderr is not None:
        print(escape_controls(" ".join(text.split())), file=sys.stderr)


def escape_controls(text: str) -> str:
    """A text without characters that command a terminal.

    >>> escape_controls("a\x1b[2Jb")
    'a\\\\x1b[2Jb'
    """
    return "".join(c if c.isprintable() or c == " " else ascii(c)[1:-1] for c in text)


def describe(error: Exception) -> str:
    """The message of an error; for one of the system, the file and the reason. The middle of a long
    one is left out.
    """
    text = describe_whole(error)
    if len(text) <= 2 * LONGEST_END:
        return text
    return f"{text[:LONGEST_END]} ... {text[-LONGEST_END:]}"


def describe_whole(error: Exception) -> str:
    """The message of an error of any length."""
    if isinstance(error, MemoryError):
        return "there is not enough memory. Close other programs, or give less at a time."
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        place = f"{error.filename}: " if error.filename is not None else ""
        return f"{place}the disk is full ({error.strerror})."
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.filename}: {error.strerror}."
    return str(error)
