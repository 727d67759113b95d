"""EPUB 2 and 3: chapters in reading order, with their titles; title, author, language and cover.

A reader of our own: the well-known library, ebooklib, is under the AGPL. An EPUB is a ZIP file of
XHTML and three lists (OPF, NCX, nav), which lxml reads.
"""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from tts.batch.jobs import BatchInputError, Cover, Document
from tts.batch.readers.chapters import book, parted, parting_level
from tts.batch.readers.contents import (
    Page,
    TocEntry,
    by_contents,
    chapter_entries,
    pages_of_book,
)
from tts.batch.readers.html import parse_page as parse_html
from tts.batch.readers.markup import OPS, blocks_of, local_name
from tts.batch.readers.source import Source
from vocoders.optional_dependencies import require

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_FILE = 64 << 20  # bytes of a file in the book, unpacked
MAX_BOOK_BYTES = 200 << 20  # of all pages
MAX_FILES = 20_000
CONTAINER_FILE = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
PAGE_MEDIA_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
UNREAD_KINDS = frozenset(  # kinds of pages: epub:type of landmarks, and the older type of the guide
    "toc cover copyright-page copyright loi lot index colophon landmarks page-list".split()
)
DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S | re.I)
XML_ENCODING = re.compile(rb"<\?xml[^>]{,100}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
XML_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
XML_ENTITIES = (b"amp", b"lt", b"gt", b"quot", b"apos")


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
        raise BatchInputError(f"{source.name} is no whole EPUB file: {error}.") from error
    except RuntimeError as error:  # of zipfile: a password is asked for
        raise BatchInputError(f"{source.name} can't be opened: {error}.") from error


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

    def listed(self) -> list[dict[str, str]]:
        """The items of the book that are there."""
        return [item for item in self.items.values() if self.has(item["path"])]

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

    def spine(self) -> list[str]:
        """The paths of the pages in reading order, each once, without those beside it."""
        return list(dict.fromkeys(self._spine()))

    def has(self, path: str) -> bool:
        """Whether a file is in the book."""
        return path in self._names or path.lower() in self._names

    def missing_notes(self) -> list[str]:
        """What to say of pages that the book lists, and lacks."""
        return [
            f"{self.source.name} lacks {path}, a page that it lists: it is left out"
            for path in self.spine()
            if not self.has(path)
        ]

    def _spine(self) -> Iterator[str]:
        """The paths of the pages as the package lists them."""
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
        for item in self.listed():
            if "nav" in item.get("properties", "").split():
                entries = list(self._nav_entries(item["path"]))
                if entries:
                    return entries
        for item in self.listed():
            if item.get("media-type") == "application/x-dtbncx+xml":
                return list(self._ncx_entries(item["path"]))
        return []

    def _nav_entries(self, path: str) -> Iterator[TocEntry]:
        """The entries in the navigation document of EPUB 3."""
        for nav in self.xml(path).iter():
            if local_name(nav) != "nav" or "toc" not in element_types(nav):
                continue
            for label in nav.iter():
                if local_name(label) not in ("a", "span"):
                    continue
                if local_name(label.getparent()) != "li":
                    continue
                depth = sum(local_name(each) == "ol" for each in label.iterancestors())
                link = label.get("href", "")
                place = self.resolve(path, link) if link else ("", "")
                yield TocEntry(inner_text(label), *place, depth)

    def _ncx_entries(self, path: str) -> Iterator[TocEntry]:
        """The entries in the NCX of EPUB 2."""
        for point in self.xml(path).iter():
            if local_name(point) != "navpoint":
                continue
            title, link = "", ""
            for child in point:
                if local_name(child) == "navlabel":
                    title = inner_text(child)
                elif local_name(child) == "content":
                    link = child.get("src", "")
            depth = 1 + sum(local_name(each) == "navpoint" for each in point.iterancestors())
            if link:
                yield TocEntry(title, *self.resolve(path, link), depth)

    def unread_pages(self) -> set[str]:
        """The pages that are a cover, a copyright notice, a list of contents or an index."""
        found = set()
        for element in self.opf.iter():
            if local_name(element) == "reference" and element.get("type", "") in UNREAD_KINDS:
                found.add(self.resolve(self.opf_path, element.get("href", "")))
        for item in self.listed():
            if "nav" not in item.get("properties", "").split():
                continue
            for link in self.xml(item["path"]).iter():
                if local_name(link) == "a" and UNREAD_KINDS.intersection(element_types(link)):
                    found.add(self.resolve(item["path"], link.get("href", "")))
        return {path for path, fragment in found if not fragment}

    def pages(self, language: str) -> Iterator[Page]:
        """The pages that are read."""
        unread = self.unread_pages()
        spine = self.spine()
        self.check_size(spine)
        for path in spine:
            if path in unread or not self.has(path):
                continue
            root = self.xml(path)
            body = next((each for each in root.iter() if local_name(each) == "body"), root)
            if UNREAD_KINDS.intersection(element_types(body)):
                continue
            own = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            yield Page(path, blocks_of(body, own or language))

    def check_size(self, paths: Sequence[str]) -> None:
        """BatchInputError if the pages are larger, unpacked, than those of any book."""
        names = [self._names.get(path) or self._names.get(path.lower()) for path in paths]
        total = sum(self.archive.getinfo(name).file_size for name in names if name)
        if total > MAX_BOOK_BYTES:
            raise BatchInputError(
                f"the pages of {self.source.name} have {total} bytes; {MAX_BOOK_BYTES} may be read."
            )

    def document(self) -> Document:
        """The book."""
        language = self.metadata("language")
        title = self.metadata("title")
        pages = list(pages_of_book(list(self.pages(language))))
        entries = self.contents()
        name = title or self.source.stem
        words = {page.path: sum(len(block.text.split()) for block in page.blocks) for page in pages}
        chapters = list(by_contents(pages, chapter_entries(entries, words), name))
        if len(chapters) < 2:
            chapters = list(by_contents(pages, entries, name))
        if len(chapters) < 2:
            blocks = [block for page in pages for block in page.blocks]
            chapters = parted(blocks, name, parting_level(blocks))
        return book(
            self.source,
            chapters,
            title=title,
            author=self.authors(),
            language=language,
            cover=self.cover(),
            notes=self.missing_notes(),
        )


def inner_text(element: Element) -> str:
    """The text in an element, with single spaces."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


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
        return parse_html(data, declared_encoding(data))
    return root


def declared_encoding(data: bytes) -> str | None:
    """The encoding that XML names, if it is another than UTF-8, and is known."""
    declared = XML_ENCODING.match(data)
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
    except LookupError:
        return None
    return None if name == "utf-8" else name


def named_entity(match: re.Match[bytes]) -> bytes:
    """A named entity of HTML as a number, which XML knows too."""
    code = name2codepoint.get(match[1].decode())
    if match[1] in XML_ENTITIES or code is None:
        return match[0]
    return b"&#%d;" % code
