"""Pages of HTML: the main part, with chapters at its headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tts.batch.jobs import BatchInputError, Document
from tts.batch.readers.chapters import book, parted, parting_level
from tts.batch.readers.gutenberg import without_licence
from tts.batch.readers.markup import blocks_of, local_name, texts_of
from tts.batch.readers.source import Source
from tts.text_files import decode, detect_encoding
from vocoders.optional_dependencies import require

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SEEN_ONLY = re.compile(
    rb"</?(?:font|span|b|i|u|s|em|strong|small|big|center|tt|strike|nobr)(?:\s[^<>]*)?>", re.I
)
DIVISION = re.compile(rb"</?(?:div|section|article|blockquote)(?:\s[^<>]*)?>", re.I)
TOO_DEEP = "Excessive depth"  # in an error of libxml2
PAGE_PARTS = ("header", "footer", "aside")  # of a page, not of an article in it


def read(source: Source) -> Document:
    """The document in a page of HTML. MissingDependencyError without the extra `books`."""
    require("books", "reading HTML")
    return read_page(source, parse_page(source.data, source.encoding))


def parse_page(data: bytes, encoding: str | None = None) -> Element:
    """The tree of a page; BatchInputError if nothing is in it, TextDecodeError if it is no text.

    encoding   if it is not the one that the page names, or UTF-8
    """
    from lxml import etree

    if encoding is not None or detect_encoding(data) != "utf-8":
        data = decode(data, "the page", encoding).encode("utf-8", "replace")
    data = data.replace(b"\0", b"")
    try:
        root, is_whole = parse_tree(data)
        if not is_whole:
            root, is_whole = parse_tree(without_nesting(data))
    except (LookupError, ValueError, etree.XMLSyntaxError) as error:
        raise BatchInputError(f"this is no HTML: {error}.") from error
    if not is_whole:
        raise BatchInputError("this HTML has more than 250 elements in each other.")
    if root is None:
        raise BatchInputError("this HTML is empty.")
    return root


def parse_tree(data: bytes) -> tuple[Element, bool]:
    """The tree of a page, and whether all of it was read: libxml2 stops where elements lie too deep
    in each other.
    """
    from lxml import etree

    own = "utf-8" if is_utf8(data) else None
    parser = etree.HTMLParser(encoding=own, no_network=True, remove_comments=True)
    root = etree.fromstring(data, parser)
    # its number is another one in older versions
    limits = [error for error in parser.error_log if TOO_DEEP in error.message]
    return root, not limits


def without_nesting(data: bytes) -> bytes:
    """A page without the elements that often lie in each other, each opened and never closed: what
    is only seen is left out, and what parts the text parts it still.
    """
    return DIVISION.sub(b"<p>", SEEN_ONLY.sub(b"", data))


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_page(
    source: Source,
    root: Element,
    title: str = "",
    author: str = "",
    language: str = "",
    notes: tuple[str, ...] = (),
    skip_code: bool = False,
) -> Document:
    """The document in a tree of HTML.

    title, author, language   where they are known already
    """
    language = language or root.get("lang", "")
    title = title or next(texts_of(root, "title"), "")
    part = main_part(root)
    blocks = blocks_of(part, language, skip_code) or blocks_of(part, language, skip_code, False)
    blocks = [block for block in without_licence(blocks) if block.text or block.anchors]
    heading = next((block.text for block in blocks if block.level == 1), "")
    title = title or heading
    chapters = parted(blocks, title or source.stem, parting_level(blocks))
    return book(
        source,
        chapters,
        title=title,
        author=author or meta(root, "author"),
        language=language,
        notes=notes,
    )


def main_part(root: Element) -> Element:
    """The element that holds what the page is about: <main>, or the only <article>; the whole
    without header, footer and asides if there is neither.
    """
    for name in ("main", "article"):
        found = [element for element in root.iter() if local_name(element) == name]
        if len(found) == 1:
            return found[0]
    for element in list(root.iter()):
        parent = element.getparent()
        is_part = parent is not None and local_name(parent) in ("body", "div")
        if is_part and parent is not None and local_name(element) in PAGE_PARTS:
            element.attrib["hidden"] = ""
    return root


def meta(root: Element, name: str) -> str:
    """The content of a <meta> element; "" if there is none."""
    for element in root.iter():
        if local_name(element) == "meta" and element.get("name", "").lower() == name:
            return element.get("content", "").strip()
    return ""
