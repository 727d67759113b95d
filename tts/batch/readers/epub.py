"""EPUB 2 and 3: chapters in reading order, with their titles; title, author, language and cover.

A reader of our own: the well-known library, ebooklib, is under the AGPL. An EPUB is a ZIP file of
XHTML and three lists (OPF, NCX, nav), which lxml reads.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from tts.batch.jobs import BatchInputError, Block, Chapter, Cover, Document
from tts.batch.readers.chapters import book, parted, parting_level
from tts.batch.readers.html import parse_page as parse_html
from tts.batch.readers.markup import OPS, blocks_of, local_name
from tts.batch.readers.source import Source
from vocoders.optional_dependencies import require

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_FILE = 64 << 20  # bytes of a file in the book, unpacked
MAX_FILES = 20_000
CONTAINER_FILE = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
PAGE_MEDIA_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
UNREAD_KINDS = frozenset(  # kinds of pages: epub:type of landmarks, and the older type of the guide
    "toc cover copyright-page copyright loi lot index colophon landmarks page-list".split()
)
DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S | re.I)
XML_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
XML_ENTITIES = (b"amp", b"lt", b"gt", b"quot", b"apos")


class Page(NamedTuple):
    """A page of the book: its path in the archive, and its blocks."""

    path: str
    blocks: list[Block]


class TocEntry(NamedTuple):
    """An entry of the table of contents: title, page, and the id in it, if it names one."""

    title: str
    path: str
    fragment: str


def read(source: Source) -> Document:
    """The document in an EPUB file.

    BatchInputError if it is none, has no text, or is protected (DRM); MissingDependencyError
    without the extra `books`.
    """
    require("books", "reading EPUB")
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return Epub(source, archive).document()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise BatchInputError(f"{source.name} is no whole EPUB file: {error}.") from None
    except RuntimeError as error:  # of zipfile: a password is asked for
        raise BatchInputError(f"{source.name} can't be opened: {error}.") from None


class Epub:
    """An EPUB that is open."""

    def __init__(self, source: Source, archive: zipfile.ZipFile) -> None:
        self.source = source
        self.archive = archive
        names = archive.namelist()[:MAX_FILES]
        self._names = {name: name for name in names} | {name.lower(): name for name in names}
        self._check_protection()
        self.opf_path = self._find_opf()
        self.opf = self.xml(self.opf_path)
        self.items = self._manifest()

    def data(self, path: str) -> bytes:
        """The bytes of a file in the book; BatchInputError if there is none."""
        name = self._names.get(path) or self._names.get(path.lower())
        if name is None:
            raise BatchInputError(f"{self.source.name} lacks {path}, which it names itself.")
        if self.archive.getinfo(name).file_size > MAX_FILE:
            raise BatchInputError(f"{path} in {self.source.name} has more than {MAX_FILE} bytes.")
        return self.archive.read(name)

    def xml(self, path: str) -> Element:
        """The tree of a file in the book. XHTML that is not well-formed is read as HTML."""
        return parse_xml(self.data(path))

    def _check_protection(self) -> None:
        """BatchInputError if files are encrypted, but for the disguise of fonts."""
        if ENCRYPTION not in self._names:
            return
        for element in parse_xml(self.data(ENCRYPTION)).iter():
            if local_name(element) != "encrypteddata":
                continue
            methods = [each for each in element if local_name(each) == "encryptionmethod"]
            algorithm = methods[0].get("Algorithm", "") if methods else ""
            if algorithm not in FONT_ALGORITHMS:
                raise BatchInputError(
                    f"{self.source.name} is protected (DRM), and can't be read. Use a copy that is "
                    f"not."
                )

    def _find_opf(self) -> str:
        """The path of the package document."""
        for element in self.xml(CONTAINER_FILE).iter():
            if local_name(element) == "rootfile" and element.get("full-path"):
                return unquote(element.get("full-path", ""))
        raise BatchInputError(f"{self.source.name} is no EPUB: it names no package document.")

    def _manifest(self) -> dict[str, dict[str, str]]:
        """The items of the book by their ids; "path" is their place in the archive."""
        items = {}
        for element in self.opf.iter():
            if local_name(element) == "item" and element.get("id") and element.get("href"):
                values = {str(key): str(value) for key, value in element.attrib.items()}
                path, _ = self.resolve(self.opf_path, values["href"])
                items[values["id"]] = {**values, "path": path}
        return items

    def resolve(self, base: str, link: str) -> tuple[str, str]:
        """The path and the fragment that a link in a file means."""
        parts = urlsplit(link)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
        return (path if parts.path else base), unquote(parts.fragment)

    def metadata(self, name: str) -> str:
        """The first Dublin Core element of a name; "" if there is none."""
        for element in self.opf.iter():
            if local_name(element) == name and element.text and element.text.strip():
                return " ".join(element.text.split())
        return ""

    def authors(self) -> str:
        """The authors, with commas between."""
        found = []
        for element in self.opf.iter():
            if local_name(element) == "creator" and element.text:
                role = element.get("{http://www.idpf.org/2007/opf}role", "aut")
                if role == "aut":
                    found.append(" ".join(element.text.split()))
        return ", ".join(dict.fromkeys(filter(None, found)))

    def spine(self) -> Iterator[str]:
        """The paths of the pages in reading order, without those that stand beside it."""
        for element in self.opf.iter():
            if local_name(element) != "itemref" or element.get("linear") == "no":
                continue
            item = self.items.get(element.get("idref", ""))
            if item is None or item.get("media-type", PAGE_MEDIA_TYPES[0]) not in PAGE_MEDIA_TYPES:
                continue
            if "nav" not in item.get("properties", "").split():
                yield item["path"]

    def cover(self) -> Cover | None:
        """The picture of the cover; None if the book names none that is there."""
        named = ""
        for element in self.opf.iter():
            if local_name(element) == "meta" and element.get("name") == "cover":
                named = element.get("content", "")
        candidates = [
            item
            for id, item in self.items.items()
            if "cover-image" in item.get("properties", "").split() or id == named
        ]
        for item in candidates:
            if item.get("media-type") in ("image/jpeg", "image/png"):
                try:
                    return Cover(self.data(item["path"]), item["media-type"])
                except BatchInputError:
                    continue
        return None

    def contents(self) -> list[TocEntry]:
        """The entries of the table of contents, nested ones after the one that holds them."""
        for item in self.items.values():
            if "nav" in item.get("properties", "").split():
                entries = list(self._nav_entries(item["path"]))
                if entries:
                    return entries
        for item in self.items.values():
            if item.get("media-type") == "application/x-dtbncx+xml":
                return list(self._ncx_entries(item["path"]))
        return []

    def _nav_entries(self, path: str) -> Iterator[TocEntry]:
        """The entries in the navigation document of EPUB 3."""
        for nav in self.xml(path).iter():
            if local_name(nav) != "nav" or "toc" not in element_types(nav):
                continue
            for link in nav.iter():
                if local_name(link) == "a" and link.get("href"):
                    title = " ".join("".join(str(part) for part in link.itertext()).split())
                    yield TocEntry(title, *self.resolve(path, link.get("href", "")))

    def _ncx_entries(self, path: str) -> Iterator[TocEntry]:
        """The entries in the NCX of EPUB 2."""
        for point in self.xml(path).iter():
            if local_name(point) != "navpoint":
                continue
            title, link = "", ""
            for child in point:
                if local_name(child) == "navlabel":
                    title = " ".join("".join(str(part) for part in child.itertext()).split())
                elif local_name(child) == "content":
                    link = child.get("src", "")
            if link:
                yield TocEntry(title, *self.resolve(path, link))

    def unread_pages(self) -> set[str]:
        """The pages that are a cover, a copyright notice, a list of contents or an index."""
        found = set()
        for element in self.opf.iter():
            if local_name(element) == "reference" and element.get("type", "") in UNREAD_KINDS:
                found.add(self.resolve(self.opf_path, element.get("href", "")))
        for item in self.items.values():
            if "nav" not in item.get("properties", "").split():
                continue
            for link in self.xml(item["path"]).iter():
                if local_name(link) == "a" and UNREAD_KINDS.intersection(element_types(link)):
                    found.add(self.resolve(item["path"], link.get("href", "")))
        return {path for path, fragment in found if not fragment}

    def pages(self, language: str) -> Iterator[Page]:
        """The pages that are read."""
        unread = self.unread_pages()
        for path in self.spine():
            if path in unread:
                continue
            root = self.xml(path)
            body = next((each for each in root.iter() if local_name(each) == "body"), root)
            if UNREAD_KINDS.intersection(element_types(body)):
                continue
            own = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            yield Page(path, blocks_of(body, own or language))

    def document(self) -> Document:
        """The book."""
        language = self.metadata("language")
        title = self.metadata("title")
        pages = list(self.pages(language))
        entries = self.contents()
        chapters = list(by_contents(pages, entries, title or self.source.stem))
        if len(chapters) < 2:
            blocks = [block for page in pages for block in page.blocks]
            chapters = parted(blocks, title or self.source.stem, parting_level(blocks))
        return book(
            self.source,
            chapters,
            title=title,
            author=self.authors(),
            language=language,
            cover=self.cover(),
        )


def by_contents(
    pages: Sequence[Page], entries: Sequence[TocEntry], title: str
) -> Iterator[Chapter]:
    """The chapters that a table of contents names. What stands before the first one has the title
    of the book; a page that no entry names goes on with the chapter before it.
    """
    titles: dict[tuple[str, str], str] = {}
    for entry in entries:
        titles.setdefault((entry.path, entry.fragment), entry.title)
    current: list[Block] = []
    name = title
    for page in pages:
        for index, block in enumerate(page.blocks):
            marks = [(page.path, anchor) for anchor in block.anchors]
            if index == 0:
                marks.insert(0, (page.path, ""))
            new = [titles[mark] for mark in marks if mark in titles]
            if new:
                if any(each.text for each in current):
                    yield Chapter(name, tuple(each for each in current if each.text))
                    current = []
                name = new[-1] or name
            current.append(block)
    if any(block.text for block in current):
        yield Chapter(name, tuple(block for block in current if block.text))


def element_types(element: Element) -> set[str]:
    """What epub:type and role say of an element."""
    types = element.get(f"{OPS}type", "") or element.get("epub:type", "")
    roles = element.get("role", "").split()
    return {*types.split(), *(role.removeprefix("doc-") for role in roles)}


def parse_xml(data: bytes) -> Element:
    """The tree of XML or XHTML. No entity is expanded but those of HTML, nothing is fetched; what
    is not well-formed is read as HTML.
    """
    from lxml import etree

    cleaned = XML_ENTITY.sub(named_entity, DOCTYPE.sub(b"", data, count=1))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root: Any = etree.fromstring(cleaned, parser)
    except (etree.XMLSyntaxError, ValueError):
        return parse_html(data)
    return root


def named_entity(match: re.Match[bytes]) -> bytes:
    """A named entity of HTML as a number, which XML knows too."""
    code = name2codepoint.get(match[1].decode())
    if match[1] in XML_ENTITIES or code is None:
        return match[0]
    return b"&#%d;" % code
