"""EPUB 2 and 3 with the oddities of real books."""

import pytest

from tts.batch import BatchInputError
from tts.batch.readers.epub import parse_xml, read
from tts.batch.readers.source import Source


def document(data):
    return read(Source("lamp.epub", "lamp", data))


def texts(chapter):
    return [block.text for block in chapter.blocks]


@pytest.mark.parametrize("version", [2, 3])
def test_a_book_is_read_in_order_without_what_is_not_read(make_epub, version):
    book = document(make_epub(version))
    assert (book.title, book.author, book.language) == ("The Lamp", "A. Writer", "en-GB")
    assert book.cover.media_type == "image/png" and book.cover.data.startswith(b"\x89PNG")
    assert [chapter.title for chapter in book.chapters] == ["The Lamp", "The Rain", "The Way"]
    assert texts(book.chapters[0]) == ["The Lamp", "by A. Writer"]
    assert texts(book.chapters[1]) == [
        "Chapter 1. The Rain",
        "It was dark — and stormy. The rain fell, and fell.",
        "Day, Rain",
        "Monday, much",
        "A lamp in the rain.",
        "Before the heading.",
    ]
    assert texts(book.chapters[2]) == [
        "Chapter 2",
        "Bonjour.",
        "He said yes, and went.",
        "A part of it",
        "One lamp",
        "Two lamps",
    ]
    assert book.notes == ("parts of it are in fr, and are read as English",)


def test_protected_books_are_refused_and_disguised_fonts_are_not(make_epub, encryption):
    font = encryption.format("http://www.idpf.org/2008/embedding")
    assert document(make_epub(**{"META-INF__encryption_xml": font})).title == "The Lamp"
    drm = encryption.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(BatchInputError, match=r"lamp\.epub is protected \(DRM\)"):
        document(make_epub(**{"META-INF__encryption_xml": drm}))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"META-INF__container_xml": None}, "lacks META-INF/container.xml"),
        ({"META-INF__container_xml": "<container/>"}, "is no EPUB: it names no package document"),
    ],
)
def test_what_is_no_book_is_refused(make_epub, changed, said):
    with pytest.raises(BatchInputError, match=said):
        document(make_epub(**changed))


def test_a_page_that_is_missing_is_told_and_the_others_are_read(make_epub):
    book = document(make_epub(OEBPS__text__two_xhtml=None))
    assert [chapter.title for chapter in book.chapters] == ["The Lamp", "The Rain"]
    told = "lamp.epub lacks OEBPS/text/two.xhtml, a page that it lists: it is left out"
    assert book.notes == (told,)


def test_contents_that_are_missing_are_made_from_headings(make_epub):
    book = document(make_epub(3, OEBPS__nav_xhtml=None))
    assert len(book.chapters) > 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no book at all"])
def test_bytes_that_are_no_archive_are_refused(data):
    with pytest.raises(BatchInputError, match="is no whole EPUB file"):
        document(data)


def test_a_cut_file_is_refused(make_epub):
    data = make_epub()
    for length in range(0, len(data), 500):
        with pytest.raises(BatchInputError):
            document(data[:length])


def test_a_page_that_is_not_well_formed_is_read_as_html(make_epub):
    page = "<html><body><h2 id='two'>Chapter 2<p>One & two<br>three.<p>Four.</body>"
    book = document(make_epub(OEBPS__text__two_xhtml=page))
    assert texts(book.chapters[-1])[-1] == "Four."


def test_a_book_without_contents_has_the_chapters_of_its_headings(make_epub):
    book = document(make_epub(2, OEBPS__toc_ncx="<ncx/>"))
    assert [chapter.title for chapter in book.chapters] == [
        "The Lamp",
        "Chapter 1. The Rain",
        "Chapter 2",
    ]


def test_entities_are_not_expanded_and_files_not_fetched(tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    bomb = (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/secret"><!ENTITY b "bbbb">]>'
        "<x><p>&a;&b;&eacute;&amp;</p></x>"
    )
    root = parse_xml(bomb.encode())
    text = "".join(str(part) for part in root.itertext())
    assert "secret" not in text and "bbbb" not in text and "é&" in text


@pytest.mark.parametrize("name", ["windows-1252", "no-such-encoding"])
def test_a_page_that_is_not_well_formed_has_the_encoding_that_it_names(name):
    page = f'<?xml version="1.0" encoding="{name}"?><body><p>Caf\xe9<p>open</body>'
    data = page.encode("cp1252" if name == "windows-1252" else "utf-8")
    assert "Caf\xe9" in "".join(parse_xml(data).itertext())
