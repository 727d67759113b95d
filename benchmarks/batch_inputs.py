"""Inputs of the batch benchmarks, the same each time: sentences, subtitles, a book."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent
PARAGRAPH = 5  # sentences
READING_SPEED = 15.0  # characters a second, for the times of subtitles


def prose() -> list[str]:
    """Sentences without numbers and names."""
    return (FOLDER / "prose.txt").read_text(encoding="utf-8").splitlines()


def sentences(count: int) -> list[str]:
    """Different sentences, each of them short."""
    lines = prose()
    return [f"Number {index}. {lines[index % len(lines)]}" for index in range(1, count + 1)]


def write_lines(path: Path, count: int) -> Path:
    """A file of sentences, one a line."""
    path.write_text("\n".join(sentences(count)) + "\n", encoding="utf-8")
    return path


def write_cues(path: Path, count: int) -> Path:
    """Subtitles whose times are 0.5 to 1.5 of what their texts need."""
    chance = random.Random(1)
    lines = prose()
    time = 1.0
    cues = []
    for number in range(1, count + 1):
        text = lines[chance.randrange(len(lines))]
        end = time + len(text) / READING_SPEED * chance.uniform(0.5, 1.5)
        cues.append(f"{number}\n{clock(time)} --> {clock(end)}\n{text}\n")
        time = end + chance.choice((0.0, 0.1, 1.0))
    path.write_text("\n".join(cues), encoding="utf-8")
    return path


def clock(seconds: float) -> str:
    """A time of SubRip."""
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{milliseconds:03}"


def chapters(words: int, per_chapter: int) -> Iterator[list[str]]:
    """The paragraphs of each chapter of a book of so many words."""
    chance = random.Random(1)
    lines = prose()
    written = 0
    while written < words:
        paragraphs: list[str] = []
        until = min(words, written + per_chapter)
        while written < until:
            paragraph = " ".join(chance.sample(lines, PARAGRAPH))
            paragraphs.append(paragraph)
            written += len(paragraph.split())
        yield paragraphs


CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>Page</title></head><body>{}</body></html>"""


def write_book(path: Path, words: int, per_chapter: int = 4000) -> Path:
    """An EPUB 3 with chapters of shuffled prose."""
    names = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        for number, paragraphs in enumerate(chapters(words, per_chapter), 1):
            names.append(f"c{number}")
            body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
            page = PAGE.format(f"<h1>Chapter {number}</h1>{body}")
            archive.writestr(f"c{number}.xhtml", page)
        archive.writestr("nav.xhtml", navigation(names))
        archive.writestr("book.opf", package(names))
    return path


def navigation(names: list[str]) -> str:
    """The contents of a book, from the names of its pages."""
    rows = [
        f'<li><a href="{name}.xhtml">Chapter {number}</a></li>'
        for number, name in enumerate(names, 1)
    ]
    return PAGE.format(f'<nav epub:type="toc"><ol>{"".join(rows)}</ol></nav>')


def package(names: list[str]) -> str:
    """The package document of a book."""
    kind = 'media-type="application/xhtml+xml"'
    items = [f'<item id="{name}" href="{name}.xhtml" {kind}/>' for name in names]
    spine = [f'<itemref idref="{name}"/>' for name in names]
    return f"""<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A Long Book</dc:title>
<dc:creator>Nobody</dc:creator><dc:language>en</dc:language>
<dc:identifier id="id">urn:uuid:6f3d0dfb-3a43-45a2-8f4b-1f5e6cf1f2a1</dc:identifier>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" {kind} properties="nav"/>{"".join(items)}</manifest>
<spine>{"".join(spine)}</spine></package>"""
