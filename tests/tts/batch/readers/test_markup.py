"""What is said of a page, and what is not."""

import pytest

from tts.batch.readers.html import parse_page
from tts.batch.readers.markup import blocks_of


def blocks(body, **more):
    return blocks_of(parse_page(f"<html><body>{body}</body></html>".encode()), **more)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>One<br/>two</p>", ["One\ntwo"]),
        ("<h2>Chapter 1<br/>The Rain</h2>", ["Chapter 1. The Rain"]),
        ("<p><span class='dropcap'>T</span>he end</p>", ["The end"]),
        ("<p><b>T</b>HE rain</p>", ["THE rain"]),
        ("<p>co\u00adoperate</p>", ["cooperate"]),
        ("One<p>two</p>three", ["One", "two", "three"]),
        ("<table><tr><td>a</td><td></td><td>b</td></tr></table>", ["a, b"]),
        ("<p>a<img src='x' alt='A lamp.'/>b</p>", ["aA lamp.b"]),
        ("<p><img alt='x.png'/><img alt='image'/><img/></p>", []),
        ("<p>a<sup><a href='#n1'>12</a></sup>b<a href='#n2'>*</a></p>", ["ab"]),
        ("<p>The <a href='#c2'>second</a> one</p>", ["The second one"]),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", ["漢"]),
        ("<div hidden>a</div><p aria-hidden='true'>b</p><p style='display:none'>c</p>d", ["d"]),
        ("<div role='doc-endnotes'>a</div><nav>b</nav><div role='navigation'>c</div>d", ["d"]),
        ("<details><summary>a</summary>b</details>", ["a", "b"]),
        ("<dl><dt>Lamp</dt><dd>A light.</dd></dl>", ["Lamp", "A light."]),
        ("<blockquote><p>a</p><p>b</p></blockquote>", ["a", "b"]),
        ("<p>a</p><!-- no --><?php no ?><p>b</p>", ["a", "b"]),
    ],
)
def test_texts(body, texts):
    assert [block.text for block in blocks(body) if block.text] == texts


def test_levels_anchors_and_languages_are_kept():
    found = blocks("<h3 id='a' lang='de'>Eins</h3><p><a name='b'></a>Two</p>", language="en")
    assert [(block.level, block.anchors, block.language) for block in found] == [
        (3, ("a",), "de"),
        (0, ("b",), "en"),
    ]


def test_code_is_read_or_not():
    assert [block.text for block in blocks("<pre>a  b\n c</pre>")] == ["a b\nc"]
    assert blocks("<pre>a</pre>", skip_code=True) == []


def test_deep_nesting_is_no_error():
    assert isinstance(blocks("<div>" * 3000 + "deep" + "</div>" * 3000), list)
