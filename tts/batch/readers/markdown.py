"""Markdown: chapters at its headings. Front matter is not read, but names title and author."""

from __future__ import annotations

import re

from tts.batch.jobs import BatchInputError, Document
from tts.batch.readers.html import parse_page, read_page
from tts.batch.readers.source import Source
from vocoders.optional_dependencies import require

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
FIELD = re.compile(r"^(title|author|lang|language):[ \t]*[\"']?([^\n\"']+)", re.M | re.I)
NOTE_TEXT = re.compile(r"^\[\^[^\]\n]+\]:[^\n]*\n?(?:(?:[ \t]+[^\n]*)?\n(?=[ \t]+\S))*", re.M)
FOOTNOTE_REFERENCE = re.compile(r"\[\^[^\]\n]+\]")


def read(source: Source) -> Document:
    """The document in a text of Markdown (CommonMark with tables). Code, notes and comments are
    left out. MissingDependencyError without the extra `books`.
    """
    require("books", "reading Markdown")
    from markdown_it import MarkdownIt

    text = source.text()
    front = FRONT_MATTER.match(text)
    fields = {key.lower(): value.strip() for key, value in FIELD.findall(front[1] if front else "")}
    body = text[front.end() :] if front else text
    body = FOOTNOTE_REFERENCE.sub("", NOTE_TEXT.sub("", body))
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body)
    if not page.strip():
        raise BatchInputError(f"{source.name} has no text that could be read.")
    return read_page(
        source,
        parse_page(f"<html><body>{page}</body></html>".encode("utf-8", "replace"), "utf-8"),
        fields.get("title", ""),
        fields.get("author", ""),
        fields.get("lang", fields.get("language", "")),
        ("blocks of code are left out",) if "<pre>" in page else (),
        skip_code=True,
    )
