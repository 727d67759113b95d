"""Reading SSML with the standard library's expat: no entity may be declared and nothing is loaded,
so a document is never larger than it looks.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, NoReturn
from xml.parsers import expat

from frontend.errors import SsmlError
from frontend.ssml.document import Block, Document
from frontend.ssml.elements import ELEMENTS, Element, OpenElement
from frontend.ssml.prosody import Prosody

DEEPEST = 200  # elements within each other


def parse(
    source: str, voices: Mapping[str, str] | None = None, skip_unknown: bool = False
) -> Document:
    """Take the tags out of a document.

    voices         name -> locale of the voices that <voice> may ask for; None lets any name pass
    skip_unknown   leave out tags and attributes that are not known, and read what is between them,
                   instead of raising

    Raises SsmlError with line and column (from 1) of what is wrong.
    """
    return SsmlParser(source, voices, skip_unknown).document()


class SsmlParser:
    """expat's handlers and the stack of open elements."""

    def __init__(self, source: str, voices: Mapping[str, str] | None, skip_unknown: bool):
        self.voices = voices
        self.skip = skip_unknown
        self._source = source
        self._parts: list[str] = []
        self._out = Document(voices=voices or {})
        self.length = 0  # of the text so far
        self._stack: list[OpenElement] = []
        self._block = 0
        self._whole = 0
        self._paragraph = True
        self._verbatim = False  # within <![CDATA[ ]]>
        # the last place that was looked up
        self._byte = 0
        self._character = 0
        self._bytes = source.encode("utf-8", "surrogatepass")
        self._expat = self._made()

    def _made(self) -> Any:
        """A parser that knows no entities but XML's own five."""
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler, parser.EndCdataSectionHandler = (
            partial(self._cdata, True),
            partial(self._cdata, False),
        )
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = self._entity
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        return parser

    def document(self) -> Document:
        """The whole document."""
        try:
            self._expat.Parse(self._bytes, True)
        except expat.ExpatError as error:
            raise self._error(
                f"this is no well-formed XML ({expat.errors.messages[error.code]}). Close every tag, and write & as &amp; and "
                f"< as &lt;.",
                error.lineno,
                error.offset,
            ) from None
        self.close_block(True)
        self._out.text = "".join(self._parts)
        return self._out

    # What elements ask for

    @property
    def prosody(self) -> Prosody:
        """How text is said here."""
        return self._stack[-1].prosody if self._stack else Prosody()

    @property
    def out(self) -> Document:
        """What was found so far."""
        return self._out

    def close_block(self, paragraph: bool = False) -> None:
        """Sentences end here."""
        if self.length > self._block:
            self._out.blocks.append(
                Block(self._block, self.length, self._whole > 0, self._paragraph)
            )
            self._block = self.length
            self._paragraph = False
        self._paragraph = self._paragraph or paragraph

    def within_sentence(self, change: int) -> None:
        """An <s> opens (1) or closes (-1)."""
        self._whole += change

    @staticmethod
    def check_phonemes(ipa: str) -> None:
        """Raise UnknownPhoneme for phonemes that no voice knows."""
        from frontend.phonemize.ipa import from_ipa

        from_ipa(ipa, "en-us")

    def fail(self, message: str) -> NoReturn:
        """Raise an SsmlError for what stands here."""
        raise self._error(message, self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber)

    def refuse(self, message: str) -> None:
        """Raise, unless what is unknown is to be skipped."""
        if not self.skip:
            self.fail(message)

    # expat's handlers

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2] if not tag.startswith("xml") else tag
        if not self._stack and name != "speak":
            self.fail(
                f"the document begins with <{tag}>, not with <speak>. Write <speak>...</speak> around it."
            )
        if len(self._stack) >= DEEPEST:
            self.fail(f"<{tag}> lies more than {DEEPEST} elements deep. Close some before.")
        element = ELEMENTS.get(name) if tag in (name, f"ssml:{name}") else None
        if element is None:
            self.refuse(
                f"<{tag}> is no element that is known here. Known: {', '.join(sorted(ELEMENTS))}. Take it out, or have unknown tags skipped."
            )
            element = Element()
        opened = OpenElement(tag, element, self.prosody, self.length, *self._tag())
        self._stack.append(
            element.open(self, opened, {key: value.strip() for key, value in attributes.items()})
        )
        self._note_prosody()

    def _end(self, tag: str) -> None:
        opened = self._stack.pop()
        opened.element.close(self, opened)
        self._note_prosody()

    def _characters(self, data: str) -> None:
        if not self._stack or any(opened.element.silent for opened in self._stack):
            return
        place = self._place()
        if self._source[place : place + len(data)] == data and (data != "&" or self._verbatim):
            self._out.starts += range(place, place + len(data))
            self._out.ends += range(place + 1, place + len(data) + 1)
        else:  # &amp; or a line end
            end = (
                self._source.find(";", place) + 1
                if self._source[place] == "&"
                else place + (2 if self._source[place : place + 2] == "\r\n" else 1)
            )
            self._out.starts += [place] * len(data)
            self._out.ends += [end] * len(data)
        self._parts.append(data)
        self.length += len(data)

    def _cdata(self, begins: bool) -> None:
        self._verbatim = begins

    def _entity(self, *_: Any) -> int:
        self.fail(
            "an entity is declared or loaded here, which is refused. Take it out, and write the text itself."
        )

    # Places

    def insert_placeholder(self, character: str, start: int, end: int) -> None:
        """Put a character into the text where the source has none; it comes from these places."""
        self._parts.append(character)
        self._out.starts.append(start)
        self._out.ends.append(end)
        self.length += 1

    def _note_prosody(self) -> None:
        """Note how the text from here on is said."""
        changes = self._out.prosody
        if not changes or changes[-1][1] != self.prosody:
            changes.append((self.length, self.prosody))

    def _tag(self) -> tuple[int, int]:
        """Where the tag that opens here begins and ends in the source."""
        start = self._place()
        place = start
        while place < len(self._source) and self._source[place] != ">":
            quote = self._source[place]
            place = self._source.find(quote, place + 1) + 1 if quote in "\"'" else place + 1
        return start, place + 1

    def _place(self) -> int:
        """Where the parser is, in characters of the source."""
        index = self._expat.CurrentByteIndex
        self._character += len(self._bytes[self._byte : index].decode("utf-8", "surrogatepass"))
        self._byte = index
        return self._character

    @staticmethod
    def _error(message: str, line: int, column: int) -> SsmlError:
        return SsmlError(f"SSML, line {line}, column {column + 1}: {message}", line, column + 1)
