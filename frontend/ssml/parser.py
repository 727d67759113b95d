"""SSML parsing with expat of the standard library. No entity may be declared and nothing is loaded,
so a document is never larger than it looks.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any
from xml.parsers import expat

from frontend.errors import SsmlError
from frontend.phonemize.notation import Notation
from frontend.ssml.builder import DocumentBuilder
from frontend.ssml.document import SsmlDocument
from frontend.ssml.element import Element, OpenElement, UnknownElement
from frontend.ssml.elements import ELEMENTS
from frontend.ssml.prosody import Prosody

MAX_ELEMENT_DEPTH = 200  # elements within each other
MAX_ATTRIBUTE = 2_000  # characters
MAX_NAME = 100  # characters of a tag or of an attribute's name
MAX_MESSAGE = 600  # characters of an error


def parse_document(
    source: str,
    notation: Notation,
    voices: Mapping[str, str] | None = None,
    skip_unknown: bool = False,
) -> SsmlDocument:
    """A document without its tags.

    notation       IPA of <phoneme>, to check it
    voices         name -> locale of the voices that <voice> may ask for; None lets any name pass
    skip_unknown   leave out tags and attributes that are not known, and read what is between them,
                   instead of raising

    Raises SsmlError with line and column (from 1) of the fault.
    """
    return SsmlParser(source, DocumentBuilder(notation, voices, skip_unknown)).document()


class SsmlParser:
    """expat's handlers and the stack of open elements."""

    def __init__(self, source: str, builder: DocumentBuilder):
        self._source = source
        self._builder = builder
        self._stack: list[OpenElement] = []
        self._in_cdata = False
        self._is_ascii = source.isascii()
        self._silent_elements = 0  # that are open
        self._bytes = source.encode("utf-8", "surrogatepass")
        # the last byte that was looked up, and its character
        self._byte = 0
        self._character = 0
        self._expat = self._new_expat()

    def _new_expat(self) -> Any:
        """A parser that knows no entities but XML's own five."""
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = partial(self._cdata, True)
        parser.EndCdataSectionHandler = partial(self._cdata, False)
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._entity
        parser.SkippedEntityHandler = self._entity
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        return parser

    def document(self) -> SsmlDocument:
        """The whole document."""
        try:
            self._expat.Parse(self._bytes, True)
        except expat.ExpatError as error:
            fault = expat.errors.messages[error.code]
            raise _error(
                f"this is no well-formed XML ({fault}). Close every tag, and write & as &amp; and "
                f"< as &lt;.",
                error.lineno,
                error.offset,
            ) from None
        return self._builder.document()

    # expat's handlers

    def _start(self, tag: str, given: dict[str, str]) -> None:
        try:
            _check_sizes(tag, given)
            self._open(tag, {key: value.strip() for key, value in given.items()})
        except SsmlError as error:
            raise self._with_position(error) from None

    def _end(self, tag: str) -> None:
        opened = self._stack.pop()
        self._silent_elements -= opened.element.silent
        try:
            opened.element.close(self._builder, opened)
        except SsmlError as error:
            raise self._with_position(error) from None
        self._builder.set_prosody(self._prosody)

    def _characters(self, data: str) -> None:
        if not self._stack or self._silent_elements:
            return
        start = self._position()
        as_written = self._source[start : start + len(data)] == data
        if as_written and (data != "&" or self._in_cdata):
            end = start + len(data)
            self._builder.add_text(data, range(start, end), range(start + 1, end + 1))
        else:  # &amp; or a line end
            end = self._reference_end(start)
            self._builder.add_text(data, [start] * len(data), [end] * len(data))

    def _cdata(self, begins: bool) -> None:
        self._in_cdata = begins

    def _entity(self, *_: Any) -> int:
        raise self._with_position(
            SsmlError(
                "an entity is declared or loaded here, which is refused. Take it out, and write "
                "the text itself."
            )
        )

    # elements

    @property
    def _prosody(self) -> Prosody:
        """The prosody of text here."""
        return self._stack[-1].prosody if self._stack else Prosody()

    def _open(self, tag: str, given: dict[str, str]) -> None:
        """Open an element."""
        element = self._element(tag)
        start, end = self._tag_span()
        opened = OpenElement(tag, element, self._prosody, self._builder.length, start, end)
        element.check(self._builder, tag, given)
        self._stack.append(element.open(self._builder, opened, given))
        self._silent_elements += element.silent
        self._builder.set_prosody(self._prosody)

    def _element(self, tag: str) -> Element:
        """The element of a tag. Raises SsmlError."""
        name = tag if tag.startswith("xml") else tag.rpartition(":")[2]
        if not self._stack and name != "speak":
            raise SsmlError(
                f"the document begins with <{tag}>, not with <speak>. Write <speak>...</speak> "
                f"around it."
            )
        if len(self._stack) >= MAX_ELEMENT_DEPTH:
            raise SsmlError(
                f"<{tag}> lies more than {MAX_ELEMENT_DEPTH} elements deep. Close some before."
            )
        if name in ELEMENTS and tag in (name, f"ssml:{name}"):
            return ELEMENTS[name]
        self._builder.refuse(
            f"<{tag}> is no element that is known here. Known: {', '.join(sorted(ELEMENTS))}. Take "
            f"it out, or skip unknown tags: skip_unknown=True, --skip-unknown, or More on the page."
        )
        return UnknownElement()

    # offsets in the source

    def _position(self) -> int:
        """The offset of the parser in the source, in characters."""
        index: int = self._expat.CurrentByteIndex
        if self._is_ascii:
            return index
        self._character += len(self._bytes[self._byte : index].decode("utf-8", "surrogatepass"))
        self._byte = index
        return self._character

    def _tag_span(self) -> tuple[int, int]:
        """The offsets of the tag that opens here."""
        start = self._position()
        position = start
        while position < len(self._source) and self._source[position] != ">":
            character = self._source[position]
            if character in "\"'":
                position = self._source.find(character, position + 1)
            position += 1
        return start, position + 1

    def _reference_end(self, start: int) -> int:
        """The end of a reference such as &amp;, or of a line end."""
        if self._source[start] == "&":
            return self._source.find(";", start) + 1
        return start + (2 if self._source[start : start + 2] == "\r\n" else 1)

    def _with_position(self, error: SsmlError) -> SsmlError:
        """The error with the line and column of the parser."""
        return _error(str(error), self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber)


def _check_sizes(tag: str, given: dict[str, str]) -> None:
    """Raise SsmlError for names and values of a length that nobody writes."""
    for name in (tag, *given):
        if len(name) > MAX_NAME:
            raise SsmlError(f"the name {name[:20]!r}... has more than {MAX_NAME} characters.")
    for name, value in given.items():
        if len(value) > MAX_ATTRIBUTE:
            raise SsmlError(
                f"the attribute {name!r} of <{tag}> has {len(value)} characters; at most "
                f"{MAX_ATTRIBUTE} are read."
            )


def _error(message: str, line: int, column: int) -> SsmlError:
    """An error at a line (from 1) and a column (from 0)."""
    if len(message) > MAX_MESSAGE:
        message = f"{message[:MAX_MESSAGE]} ..."
    return SsmlError(f"SSML, line {line}, column {column + 1}: {message}", line, column + 1)
