"""Contents and navigation are found, prose with links is not."""

import pytest

from tts.batch.readers.html import parse_page
from tts.batch.readers.markup import blocks_of

ITEMS = [f"<a href='#c{number}'>Chapter {number}. The Rain</a>" for number in range(1, 6)]


def texts(body):
    return [
        block.text for block in blocks_of(parse_page(f"<html><body>{body}</body></html>".encode()))
    ]


@pytest.mark.parametrize(
    "contents",
    [
        "<ul>" + "".join(f"<li>{item}</li>" for item in ITEMS) + "</ul>",
        "<table>" + "".join(f"<tr><td>{item}</td><td>12</td></tr>" for item in ITEMS) + "</table>",
        "<div>" + "<br/>".join(ITEMS) + "</div>",
        "".join(f"<p class='toc'>{item}</p>" for item in ITEMS),
        "<ol>"
        + "".join(f"<li>{item}<ol><li>{ITEMS[0]}</li></ol></li>" for item in ITEMS)
        + "</ol>",
    ],
)
@pytest.mark.parametrize("title", ["", "<h2>Contents</h2>", "<p>TABLE OF CONTENTS.</p>"])
def test_contents_are_not_read_nor_their_title(contents, title):
    assert texts(f"<p>Before.</p>{title}{contents}<p>After it.</p>") == ["Before.", "After it."]


@pytest.mark.parametrize(
    "body",
    [
        "<p>See <a href='a'>one</a>, <a href='b'>two</a>, <a href='c'>three</a> and "
        "<a href='d'>four</a>, which are all in the second part of the book.</p>",
        "<ul><li><a href='#a'>One</a></li><li><a href='#b'>Two</a></li></ul>",
        "<ul>" + "".join(f"<li><a href='https://x.org/{n}'>Site {n}</a></li>" for n in "abcde"),
        "<ul>"
        + "".join(f"<li><a href='#{n}'>Term</a> is what it is called.</li>" for n in "abcde"),
        "".join(
            f"<h2><a href='toc.html#{n}'>Title {n}</a></h2><p>Text of it.</p>" for n in "abcde"
        ),
        "<div>" + "".join(f"<p>Words<a href='#n{n}'>{n}</a> and more.</p>" for n in range(9)),
    ],
)
def test_what_is_said_stays(body):
    plain = [block.text for block in blocks_of(parse_page(body.encode()), skip_links=False)]
    assert texts(body) == plain != []


def test_the_place_of_a_list_stays_known():
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    body = f"<h2 id='top'>Contents</h2><ul>{items}</ul><p>A.</p>"
    (block,) = blocks_of(parse_page(body.encode()))
    assert block.text == "A." and block.anchors == ("top",)
