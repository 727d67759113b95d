"""Trees of HTML -> blocks: what a reader would say of a page, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tts.batch.jobs import Block
from tts.batch.readers.link_lists import CONTENTS, link_lists

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OPS = "{http://www.idpf.org/2007/ops}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer header hgroup hr html li main ol p pre section summary table tbody tfoot thead "
    "tr ul".split()
).union(HEADINGS)
SKIPPED = frozenset(
    "applet audio button canvas embed form head iframe input map nav noscript object rp rt script "
    "select style svg template textarea video".split()
)
SKIPPED_TYPES = frozenset(  # of epub:type, and of role with "doc-" before them
    "backlink bibliography endnote endnotes footnote footnotes index landmarks loi lot navigation "
    "noteref page-list pagebreak rearnote rearnotes toc".split()
)
SKIPPED_CLASSES = frozenset(  # of Project Gutenberg
    "pagenum pageno pgheader pgmonospaced pg-boilerplate noprint".split()
)
SKIPPED_IDS = frozenset("pg-header pg-footer pg-machine-header pg-start-separator".split())
NOTE_MARK = re.compile(r"^[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3})[\])]?$")
NO_PICTURE = re.compile(r"^(?:|cover|image|img|picture|\[?illustration\]?|[\w-]+\.\w{3,4})$", re.I)
HTML_SPACES = re.compile(r"[ \t\r\n\f]+")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def blocks_of(
    root: Element, language: str = "", skip_code: bool = False, skip_links: bool = True
) -> list[Block]:
    """The blocks of a tree in reading order: no scripts, navigation, notes, page numbers and hidden
    parts; pictures by their alternative text.

    language     of the whole, where the tree does not say
    skip_code    whether blocks of code are left out
    skip_links   whether lists of links, such as contents, are left out
    """
    builder = _Builder(skip_code, link_lists(root) if skip_links else frozenset())
    builder.walk(root, language)
    builder.flush()
    return [block for block in builder.blocks if block.text or block.anchors]


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    tag: Any = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def is_skipped(element: Element) -> bool:
    """Whether an element, with all in it, is not read."""
    name = local_name(element)
    if not name or name in SKIPPED or is_hidden(element):
        return True
    types = f"{element.get(f'{OPS}type', '')} {element.get('epub:type', '')}".split()
    roles = [role.removeprefix("doc-") for role in element.get("role", "").split()]
    return (
        not SKIPPED_TYPES.isdisjoint([*types, *roles])
        or not SKIPPED_CLASSES.isdisjoint(element.get("class", "").split())
        or element.get("id") in SKIPPED_IDS
        or (name == "a" and is_note_link(element))
    )


def is_hidden(element: Element) -> bool:
    """Whether a reader does not see an element."""
    has_style = HIDDEN_STYLE.search(element.get("style", "")) is not None
    return has_style or element.get("hidden") is not None or element.get("aria-hidden") == "true"


def is_note_link(element: Element) -> bool:
    """Whether a link is the mark of a note: a number or a star."""
    text = "".join(str(part) for part in element.itertext()).strip()
    return "#" in element.get("href", "") and NOTE_MARK.match(text) is not None


class _Builder:
    """Blocks as a tree is walked through."""

    def __init__(self, skip_code: bool, lists: frozenset[Element]) -> None:
        self.blocks: list[Block] = []
        self.skip_code = skip_code
        self.lists = lists
        self._parts: list[str] = []
        self._anchors: list[str] = []
        self._level = 0
        self._language = ""

    def walk(self, element: Element, language: str) -> None:
        """Read an element and all in it."""
        name = local_name(element)
        if is_skipped(element) or (name == "pre" and self.skip_code):
            return
        if element in self.lists:
            self.drop_title_of_list()
            return
        language = element.get(XML_LANG) or element.get("lang") or language
        if name in BLOCK_TAGS:
            self.flush()
            self._level = HEADINGS.get(name, 0)
            self._language = language
        self._anchors += [mark for mark in (element.get("id"), element.get("name")) if mark]
        self._begin(element, name)
        self._add(element.text, name == "pre")
        for child in element:
            self.walk(child, language)
            self._add(child.tail, name == "pre")
        if name in BLOCK_TAGS:
            self.flush()
            self._language = language

    def drop_title_of_list(self) -> None:
        """Take back the title of a list that is not read."""
        self.flush()
        if self.blocks and CONTENTS.match(self.blocks[-1].text):
            last = self.blocks.pop()
            self._anchors = [*last.anchors, *self._anchors]

    def _begin(self, element: Element, name: str) -> None:
        """What an element says by itself."""
        if name == "br":
            self._parts.append("\n")
        elif name == "img" and NO_PICTURE.match(alt := element.get("alt", "").strip()) is None:
            self._parts.append(alt)
        elif name in ("td", "th") and (row := "".join(self._parts).rstrip().removesuffix(",")):
            self._parts = [row, ", "]

    def _add(self, text: str | None, keeps_lines: bool) -> None:
        """Append a text; the line breaks of HTML are spaces, unless it keeps them."""
        if text:
            self._parts.append(text if keeps_lines else HTML_SPACES.sub(" ", text))

    def flush(self) -> None:
        """End a block."""
        rows = (" ".join(row.split()) for row in "".join(self._parts).split("\n"))
        kept = [row for row in rows if row]
        separator = "\n" if not self._level else ". "
        text = separator.join(kept).replace("\xad", "")
        self._parts = []
        if text:
            self.blocks.append(Block(text, self._level, tuple(self._anchors), self._language))
            self._anchors = []
        self._level = 0


def texts_of(root: Element, name: str) -> Iterator[str]:
    """The texts of all elements of a name."""
    for element in root.iter():
        if local_name(element) == name:
            text = " ".join("".join(str(part) for part in element.itertext()).split())
            if text:
                yield text
