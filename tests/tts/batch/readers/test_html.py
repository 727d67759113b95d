"""Pages of HTML."""

import pytest

from tts.batch import BatchInputError
from tts.batch.readers.html import read
from tts.batch.readers.source import Source

PAGE = """<!doctype html><html lang="en"><head><title>Rain</title>
<meta name="author" content="A. Writer"><script>no()</script></head><body>
<header>Site</header><nav><a href="/">Home</a></nav>
<h1>Rain</h1><p>It   rains
today.</p><h2>Why</h2><p>Clouds.<!-- no --></p><div>Bare text <p>and more</p> after it</div>
<h2>When</h2><p>Monday<br>Tuesday</p><pre>  x
  y</pre><aside>Buy this</aside><button>Click</button><footer>(c) 2026</footer></body></html>"""


def document(text, encoding=None):
    data = text if isinstance(text, bytes) else text.encode()
    return read(Source("p.html", "p", data, encoding))


def test_a_page_is_read_without_what_is_around_it():
    book = document(PAGE)
    assert (book.title, book.author, book.language) == ("Rain", "A. Writer", "en")
    assert [chapter.title for chapter in book.chapters] == ["Rain", "Why", "When"]
    assert [block.text for chapter in book.chapters for block in chapter.blocks] == [
        "Rain",
        "It rains today.",
        "Why",
        "Clouds.",
        "Bare text",
        "and more",
        "after it",
        "When",
        "Monday\nTuesday",
        "x\ny",
    ]


def test_the_main_part_is_enough():
    book = document("<body><p>Before</p><main><p>This.</p></main><p>After</p></body>")
    assert [job.text for job in book.jobs] == ["This."]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<p>Größe</p>".encode(), None),
        ("<p>Größe</p>".encode("latin-1"), "latin-1"),
        ("<meta charset='latin-1'><p>Größe</p>".encode("latin-1"), None),
        ("<p>Größe</p>".encode("utf-16"), "utf-16"),
    ],
)
def test_encodings(data, encoding):
    assert document(data, encoding).jobs[0].text == "Größe"


@pytest.mark.parametrize("data", [b"", b"<p></p>", b"<script>x</script>", b"\0"])
def test_pages_without_text_are_refused(data):
    with pytest.raises(BatchInputError):
        document(data)


def test_other_languages_are_told():
    assert "its language is fr" in document("<html lang='fr'><p>Bonjour</p></html>").notes[0]


@pytest.mark.parametrize("tag", ["font", "b", "span style='x'", "div", "blockquote"])
def test_elements_that_are_never_closed_lose_nothing(tag):
    lines = [f"Line {number}." for number in range(600)]
    page = "".join(f"<p><{tag}>{line}" for line in lines)
    found = read(Source("it", "it", f"<html><body>{page}</body></html>".encode()))
    assert "\n\n".join(job.text for job in found.jobs).split("\n\n") == lines


def test_elements_too_deep_in_each_other_are_refused():
    page = "<ul><li>" * 300 + "Deep."
    with pytest.raises(BatchInputError, match="more than 250 elements in each other"):
        read(Source("it", "it", page.encode()))
