"""Small books with the oddities of real ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>t</title><style>p {{ color: red }}</style></head><body>{}</body></html>"""
TITLE_PAGE = "<h1>The Lamp</h1><p>by A. Writer</p>"
ONE = """<h2 id="one">Chapter 1<br/>The Rain</h2>
<script>alert("no")</script>
<p><span class="dropcap">I</span>t was dark&nbsp;&mdash; and
stormy.<a id="p2"/><span class="pagenum">[Pg 2]</span> The rain
fell<a href="#n1" epub:type="noteref">1</a>, and fell<sup><a href="#n2">[2]</a></sup>.</p>
<table><tr><th>Day</th><th>Rain</th></tr><tr><td>Monday</td><td>much</td></tr></table>
<p><img src="x.png" alt="A lamp in the rain."/><img src="y.png" alt=""/></p>
<aside epub:type="footnote" id="n1"><p>Not read.</p></aside>
<p style="display: none">Hidden.</p>"""
TWO = """<p id="start">Before the heading.</p><h2 id="two">Chapter 2</h2>
<p xml:lang="fr">Bonjour.</p><p>He said <i>yes</i>, <a id="x"/>and
went.</p><h3 id="sub">A part of it</h3><ul><li>One lamp</li><li>Two lamps</li></ul>"""
OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}"
unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:opf="http://www.idpf.org/2007/opf"><dc:title>The Lamp</dc:title>
<dc:creator opf:role="aut">A. Writer</dc:creator><dc:creator opf:role="ill">B. Drawer</dc:creator>
<dc:language>en-GB</dc:language><dc:identifier id="id">x</dc:identifier>
<meta name="cover" content="pic"/></metadata><manifest>
<item id="pic" href="images/cover%20one.png" media-type="image/png"/>
<item id="cov" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
<item id="c1" href="text/One.xhtml" media-type="application/xhtml+xml"/>
<item id="c2" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="notes" href="notes.xhtml" media-type="application/xhtml+xml"/>{toc_item}</manifest>
<spine toc="ncx"><itemref idref="cov"/><itemref idref="title"/><itemref idref="c1"/>
<itemref idref="c2"/><itemref idref="notes" linear="no"/><itemref idref="gone"/></spine>
<guide><reference type="cover" href="cover.xhtml"/></guide></package>"""
NCX = """<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
<navPoint><navLabel><text>Part One</text></navLabel><content src="text/One.xhtml"/>
<navPoint><navLabel><text>The Rain</text></navLabel><content src="text/One.xhtml#one"/></navPoint>
<navPoint><navLabel><text>The Way</text></navLabel><content src="text/two.xhtml#two"/></navPoint>
</navPoint></navMap></ncx>"""
NAV = PAGE.format(
    """<nav epub:type="toc"><ol><li><a href="text/One.xhtml">Part One</a><ol>
<li><a href="text/One.xhtml#one">The Rain</a></li><li><a href="text/two.xhtml#two">The Way</a></li>
</ol></li></ol></nav>"""
)
ENCRYPTION = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
<enc:EncryptionMethod Algorithm="{}"/><enc:CipherData><enc:CipherReference URI="x"/>
</enc:CipherData></enc:EncryptedData></encryption>"""


@pytest.fixture(scope="session")
def make_epub() -> Callable[..., bytes]:
    """Makes an EPUB of version 2 or 3; other arguments replace files of it, None leaves one out."""

    def make(version: int = 3, **changed: str | None) -> bytes:
        toc = (
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
            if version == 3
            else '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        )
        files: dict[str, str | bytes | None] = {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": OPF.format(version=f"{version}.0", toc_item=toc),
            "OEBPS/cover.xhtml": PAGE.format("<p>The cover.</p>"),
            "OEBPS/title.xhtml": PAGE.format(TITLE_PAGE),
            "OEBPS/text/one.xhtml": PAGE.format(ONE),  # the list of files has it in capitals
            "OEBPS/text/two.xhtml": PAGE.format(TWO),
            "OEBPS/notes.xhtml": PAGE.format("<p>Notes are beside the text.</p>"),
            "OEBPS/images/cover one.png": PNG,
            "OEBPS/nav.xhtml" if version == 3 else "OEBPS/toc.ncx": NAV if version == 3 else NCX,
        }
        files.update({key.replace("__", "/").replace("_", "."): changed[key] for key in changed})
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w") as archive:
            for name, content in files.items():
                if content is not None:
                    archive.writestr(name, content)
        return memory.getvalue()

    return make


@pytest.fixture(scope="session")
def encryption() -> str:
    """META-INF/encryption.xml with a place for the algorithm."""
    return ENCRYPTION
