"""Our plain docstrings as Markdown, for the API reference (an extension of griffe).

A block of lines `name   description` becomes a table, and a doctest becomes a code block.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

ENTRY = re.compile(r"(?P<name>\S+(?: \S+)*?)\s{2,}(?P<text>\S.*)")
CONTINUED = re.compile(r"\s{4,}(?P<text>\S.*)")


class PlainDocstrings(griffe.Extension):
    """Rewrites each docstring before mkdocstrings renders it."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """The docstring of a module, class, function or attribute."""
        if obj.docstring and not obj.is_alias:
            obj.docstring.value = markdown(obj.docstring.value)


def markdown(docstring: str) -> str:
    """The docstring with its blocks as tables and code.

    >>> markdown("Speech.\\n\\nspeed   2 is twice\\n        as fast")
    'Speech.\\n\\n| | |\\n| --- | --- |\\n| `speed` | 2 is twice as fast |'
    """
    return "\n\n".join(block(part) for part in re.split(r"\n\s*\n", docstring.strip("\n")))


def block(text: str) -> str:
    """One paragraph, table, doctest or indented block."""
    if text.startswith(">>>"):
        return f"```pycon\n{text}\n```"
    entries = table(text.splitlines())
    if not entries:
        return text
    rows = [f"| `{name}` | {escaped(meaning)} |" for name, meaning in entries]
    return "\n".join(["| | |", "| --- | --- |", *rows])


def table(lines: list[str]) -> list[tuple[str, str]]:
    """The names and descriptions of a block; nothing if a line is neither."""
    entries: list[tuple[str, str]] = []
    for line in lines:
        if entry := ENTRY.fullmatch(line):
            entries.append((entry["name"], entry["text"]))
        elif entries and (more := CONTINUED.fullmatch(line)):
            name, meaning = entries[-1]
            entries[-1] = (name, f"{meaning} {more['text']}")
        else:
            return []
    return entries


def escaped(text: str) -> str:
    """Text for a cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;")
