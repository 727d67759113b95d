"""EPUB 3 with media overlays: the text of a book, highlighted as it is read.

EPUB 3.3 (https://www.w3.org/TR/epub-33/), section 9. Each sentence is an element with an id; a SMIL
document names for each one the time in the chapter's sound. The text is laid out anew, with its
headings and paragraphs, but without styles and pictures of the source.
"""

from __future__ import annotations

import hashlib
import os
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import NamedTuple

from tts.batch.jobs import Block, Chapter, Document, Job
from tts.batch.joining import Timeline, make_timeline, write_joined
from tts.batch.manifest import ManifestEntry
from tts.batch.readers.chapters import SEPARATOR, groups
from tts.batch.tags import clock_time
from tts.files import AudioFile

ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes each time
ACTIVE_CLASS = "-epub-media-overlay-active"
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
BOOK_STYLE = f"""body {{ margin: 5%; line-height: 1.4; }}
.{ACTIVE_CLASS} {{ background-color: #ffe9a8; color: #000; }}
"""
CONTAINER_XML = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


class TimedSentence(NamedTuple):
    """A sentence of a job: first and last character (exclusive), and its time in the chapter."""

    first: int
    last: int
    start: float
    end: float


class ChapterPage(NamedTuple):
    """A chapter as the book has it.

    name     of its files, without extension
    xhtml    the page
    smil     its overlay; empty if nothing of it was spoken
    sound    a file of MP3, if anything was spoken
    seconds  duration of the sound
    """

    name: str
    title: str
    xhtml: str
    smil: str
    sound: Path | None
    seconds: float


def write_epub(
    document: Document,
    timeline: Timeline,
    entries: Mapping[str, ManifestEntry | None],
    folder: Path,
) -> Path:
    """Write the book into a folder for drafts; its file.

    timeline   of the whole book; each chapter becomes a sound of its own
    entries    of the parts that were spoken, with their timings, by id
    """
    pages = []
    chapters = document.chapters or (Chapter(document.title or document.name, ()),)
    for index, chapter in enumerate(chapters):
        jobs = [job for job in document.jobs if job.chapter == index]
        pages.append(make_page(index, chapter, jobs, timeline, entries, folder))
    draft = folder / "joined.epub"
    with zipfile.ZipFile(draft, "w") as archive:
        add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        add(archive, "META-INF/container.xml", CONTAINER_XML.encode())
        add(archive, "EPUB/style.css", BOOK_STYLE.encode())
        add(archive, "EPUB/package.opf", package_document(document, pages).encode())
        add(archive, "EPUB/nav.xhtml", navigation(document, pages).encode())
        if document.cover is not None:
            add(archive, f"EPUB/{cover_name(document)}", document.cover.data)
        for page in pages:
            add(archive, f"EPUB/{page.name}.xhtml", page.xhtml.encode())
            if page.sound is not None:
                add(archive, f"EPUB/{page.name}.smil", page.smil.encode())
                with page.sound.open("rb") as source:
                    stored = zipfile.ZipInfo(f"EPUB/{page.name}.mp3", ZIP_DATE)
                    stored.file_size = page.sound.stat().st_size
                    with archive.open(stored, "w") as target:
                        while block := source.read(1 << 20):
                            target.write(block)
                page.sound.unlink()
    return draft


def add(
    archive: zipfile.ZipFile, name: str, data: bytes, compression: int = zipfile.ZIP_DEFLATED
) -> None:
    """Add a file to the archive."""
    info = zipfile.ZipInfo(name, ZIP_DATE)
    info.compress_type = compression
    archive.writestr(info, data)


def make_page(
    index: int,
    chapter: Chapter,
    jobs: Sequence[Job],
    timeline: Timeline,
    entries: Mapping[str, ManifestEntry | None],
    folder: Path,
) -> ChapterPage:
    """The page, the overlay and the sound of a chapter."""
    name = f"chapter{index + 1:04}"
    parts = [placed.part for placed in timeline.placed if placed.part.chapter == index]
    starts: dict[str, float] = {}
    sound, seconds = None, 0.0
    if parts:
        own = make_timeline(parts, timeline.pause, timeline.speed)
        starts = {placed.part.id: placed.first / own.rate for placed in own.placed}
        sound, seconds = folder / f"{name}.mp3", own.seconds
        write_joined(own, AudioFile(sound, own.rate))
    body: list[str] = []
    pars: list[str] = []
    blocks = groups(chapter.blocks) if chapter.blocks else ([Block(job.text)] for job in jobs)
    for job, group in zip(jobs, blocks, strict=True):
        sentences = sentences_of(entries.get(job.id), starts.get(job.id))
        body += page_blocks(name, group, sentences, pars)
    page = xhtml(chapter.title, "\n".join(body), name)
    return ChapterPage(name, chapter.title, page, smil(name, pars), sound, seconds)


def sentences_of(entry: ManifestEntry | None, start: float | None) -> list[TimedSentence]:
    """The sentences of a job that was spoken.

    start   seconds at which it begins in its chapter
    """
    if entry is None or entry.timings is None or start is None:
        return []
    return [
        TimedSentence(first, last, start + begin, start + end)
        for first, last, begin, end in entry.timings["sentences"]
    ]


def page_blocks(
    name: str, blocks: Sequence[Block], sentences: Sequence[TimedSentence], pars: list[str]
) -> list[str]:
    """The blocks of a job as XHTML, with the elements of their overlay appended to `pars`."""
    shown = []
    offset = 0
    for block in blocks:
        end = offset + len(block.text)
        inside = [each for each in sentences if offset <= each.first < end]
        shown.append(page_block(name, block, offset, inside, pars))
        offset = end + len(SEPARATOR)
    return shown


def page_block(
    name: str, block: Block, offset: int, sentences: Sequence[TimedSentence], pars: list[str]
) -> str:
    """A block as XHTML.

    offset   of its text in that of the job
    """
    parts = []
    position = 0
    for sentence in sentences:
        first = max(position, sentence.first - offset)
        last = min(max(first, sentence.last - offset), len(block.text))
        id = f"s{len(pars) + 1}"
        parts.append(as_html(block.text[position:first]))
        parts.append(f'<span id="{id}">{as_html(block.text[first:last])}</span>')
        pars.append(par(name, id, sentence))
        position = last
    parts.append(as_html(block.text[position:]))
    tag = f"h{block.level}" if block.level else "p"
    return f"<{tag}>{''.join(parts)}</{tag}>"


def as_html(text: str) -> str:
    """Text for XHTML."""
    return escape(text, quote=False).replace("\n", "<br/>")


def par(name: str, id: str, sentence: TimedSentence) -> str:
    """The element of the overlay for a sentence."""
    times = f'clipBegin="{clock_time(sentence.start)}" clipEnd="{clock_time(sentence.end)}"'
    return f'<par id="p{id}"><text src="{name}.xhtml#{id}"/><audio src="{name}.mp3" {times}/></par>'


def smil(name: str, pars: Sequence[str]) -> str:
    """The overlay of a chapter."""
    body = "\n".join(pars)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" '
        'version="3.0">\n<body>\n'
        f'<seq id="seq1" epub:textref="{name}.xhtml#body" epub:type="chapter">\n{body}\n</seq>\n'
        "</body>\n</smil>\n"
    )


def xhtml(title: str, body: str, name: str) -> str:
    """A page."""
    kind = ' id="body" epub:type="bodymatter"' if name.startswith("chapter") else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f"<html {XHTML}>\n<head>\n<title>{escape(title) or 'Text'}</title>\n"
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body{kind}>\n{body}\n</body>\n</html>\n"
    )


def navigation(document: Document, pages: Sequence[ChapterPage]) -> str:
    """The table of contents."""
    rows = "\n".join(
        f'<li><a href="{page.name}.xhtml">{escape(page.title) or page.name}</a></li>'
        for page in pages
    )
    body = f'<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n<ol>\n{rows}\n</ol>\n</nav>'
    return xhtml(document.title or document.name, body, "nav")


def cover_name(document: Document) -> str:
    """The file of the cover."""
    assert document.cover is not None
    return "cover.png" if document.cover.media_type == "image/png" else "cover.jpg"


def metadata_rows(document: Document, pages: Sequence[ChapterPage]) -> list[str]:
    """Title, author, language and durations."""
    digest = hashlib.sha256("".join(page.xhtml for page in pages).encode()).hexdigest()
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, digest)
    total = clock_time(sum(page.seconds for page in pages))
    rows = [
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
        f"<dc:title>{escape(document.title or document.name)}</dc:title>",
        f"<dc:language>{escape(book_language(document.language))}</dc:language>",
        f'<meta property="dcterms:modified">{modified()}</meta>',
        f'<meta property="media:duration">{total}</meta>',
        f'<meta property="media:active-class">{ACTIVE_CLASS}</meta>',
    ]
    if document.author:
        rows.append(f"<dc:creator>{escape(document.author)}</dc:creator>")
    rows += [
        f'<meta property="media:duration" refines="#{page.name}-overlay">'
        f"{clock_time(page.seconds)}</meta>"
        for page in pages
        if page.sound is not None
    ]
    return rows


def package_document(document: Document, pages: Sequence[ChapterPage]) -> str:
    """The package document."""
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *cover_items(document),
        *(row for page in pages for row in page_items(page)),
    ]
    spine = [f'<itemref idref="{page.name}"/>' for page in pages]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *metadata_rows(document, pages),
            "</metadata>",
            "<manifest>",
            *items,
            "</manifest>",
            "<spine>",
            *spine,
            "</spine>",
            "</package>",
            "",
        ]
    )


def cover_items(document: Document) -> list[str]:
    """The item of the cover, if there is one."""
    if document.cover is None:
        return []
    return [
        f'<item id="cover" href="{cover_name(document)}" '
        f'media-type="{document.cover.media_type}" properties="cover-image"/>'
    ]


def page_items(page: ChapterPage) -> list[str]:
    """The items of a chapter."""
    xhtml_type = 'media-type="application/xhtml+xml"'
    if page.sound is None:
        return [f'<item id="{page.name}" href="{page.name}.xhtml" {xhtml_type}/>']
    overlay = f"{page.name}-overlay"
    return [
        f'<item id="{page.name}" href="{page.name}.xhtml" {xhtml_type} media-overlay="{overlay}"/>',
        f'<item id="{overlay}" href="{page.name}.smil" media-type="application/smil+xml"/>',
        f'<item id="{page.name}-sound" href="{page.name}.mp3" media-type="audio/mpeg"/>',
    ]


def book_language(language: str) -> str:
    """The language as a tag (BCP 47); "en" for what is none."""
    return (
        language if 1 < len(language) < 12 and language.isascii() and " " not in language else "en"
    )


def modified() -> str:
    """The time of the book's making; SOURCE_DATE_EPOCH, if it is set, as for other builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
