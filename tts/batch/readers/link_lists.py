"""Lists of links in a tree of HTML: contents, navigation, an index. Nobody reads them aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LEAST_LINKS = 4
LEAST_SHARE = 0.8  # of the letters that stand in links
LISTS = frozenset("dl nav ol table tbody ul".split())
BOXES = frozenset("body center div section".split())  # which hold other things, too
HEADING_NAME = re.compile(r"^h[1-6]$")
ANY_LETTER = re.compile(r"[^\W\d_]")
CONTENTS = re.compile(
    r"^\W*(?:(?:table of|list of)\s+)?(?:contents|illustrations|tables)\W*$", re.I
)


class Links(NamedTuple):
    """What is in an element: letters, those of them in links within the book, and such links."""

    letters: int = 0
    linked: int = 0
    number: int = 0

    @property
    def is_list(self) -> bool:
        """Whether there is little but links."""
        return self.number > 0 and self.linked >= LEAST_SHARE * self.letters


def link_lists(root: Element) -> frozenset[Element]:
    """The elements of a tree that are lists of links, or are a link in a row of such."""
    from lxml.etree import iterwalk

    known: dict[Element, Links] = {}
    found: set[Element] = set()
    for _, element in iterwalk(root, events=("end",)):
        if not isinstance(element.tag, str):
            continue
        links = known[element] = links_of(element, known)
        if links.number < LEAST_LINKS:
            continue
        name = name_of(element)
        if links.is_list and (name in LISTS or (name in BOXES and holds_no_more(element, known))):
            found.add(element)
        else:
            found.update(*rows(element, known))
    return frozenset(found)


def name_of(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def holds_no_more(element: Element, known: dict[Element, Links]) -> bool:
    """Whether all that an element says is in links, but for headings."""
    for child in element:
        inside = known.get(child, Links())
        is_other = inside.letters and not inside.is_list and not HEADING_NAME.match(name_of(child))
        if is_other or letters_in(child.tail):
            return False
    return not letters_in(element.text)


def links_of(element: Element, known: dict[Element, Links]) -> Links:
    """What is in an element whose children are known."""
    letters = letters_in(element.text)
    linked = number = 0
    for child in element:
        inside = known.get(child, Links())
        letters += inside.letters + letters_in(child.tail)
        linked += inside.linked
        number += inside.number
    if is_inner_link(element) and letters:
        return Links(letters, letters, 1)
    return Links(letters, linked, number)


def is_inner_link(element: Element) -> bool:
    """Whether an element is a link to another place of the same book or site."""
    if name_of(element) != "a" or not element.get("href"):
        return False
    try:
        parts = urlsplit(element.get("href", ""))
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def letters_in(text: str | None) -> int:
    """The number of letters in a text."""
    return len(ANY_LETTER.findall(text)) if text else 0


def rows(element: Element, known: dict[Element, Links]) -> Iterator[Sequence[Element]]:
    """Children in a row that are links and nothing else, where they are many."""
    row: list[Element] = []
    for child in [*element, None]:
        if child is not None and known.get(child, Links()).is_list:
            stands_alone = not letters_in(child.tail)
            row.append(child)
            if stands_alone:
                continue
        elif child is not None and not known.get(child, Links()).letters:
            continue  # as <br/>
        if len(row) >= LEAST_LINKS:
            yield row
        row = []
