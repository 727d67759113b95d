"""The base of the elements of SSML."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from frontend.errors import SsmlError
from frontend.ssml.builder import DocumentBuilder
from frontend.ssml.prosody import Prosody

ANYWHERE = frozenset({"xml:lang", "xml:base", "xml:id", "xml:space", "id", "onlangfailure"})


class OpenElement(NamedTuple):
    """An element between its tags.

    prosody      of its text
    position     where its text begins, in the document's text
    start, end   offsets of its opening tag in the source
    override     element, value and format of the Override that it forces on its text
    """

    tag: str
    element: Element
    prosody: Prosody
    position: int
    start: int
    end: int
    override: tuple[str, str, str] | None = None


class Element:
    """An element that changes nothing.

    attributes   that it may have, beside those of ANYWHERE; None: any
    silent       whether its text is left out
    """

    attributes: ClassVar[frozenset[str] | None] = frozenset()
    silent: ClassVar[bool] = False

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """The element as it is open from here on; `given` are its attributes."""
        return opened

    def close(self, builder: DocumentBuilder, opened: OpenElement) -> None:
        """Write to the document what belongs to its end."""

    def check(self, builder: DocumentBuilder, tag: str, given: dict[str, str]) -> None:
        """Refuse attributes that the element does not have."""
        if self.attributes is None:
            return
        for name in given:
            if name in self.attributes | ANYWHERE or name.startswith(("xmlns", "xsi:")):
                continue
            has = "It has none."
            if self.attributes:
                has = f"It has: {', '.join(sorted(self.attributes))}."
            builder.refuse(f"<{tag}> has no attribute {name!r} that is known here. {has}")
            return


class UnknownElement(Element):
    """An element that is skipped, with all its attributes."""

    attributes = None


def required(tag: str, given: dict[str, str], name: str) -> str:
    """An attribute that may not be missing or empty. Raises SsmlError."""
    if not given.get(name):
        raise SsmlError(f"<{tag}> needs the attribute {name!r}, and it may not be empty.")
    return given[name]
