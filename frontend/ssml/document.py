"""An SSML document without its tags: plain text, and what the tags set at positions in it."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from frontend.ssml.prosody import Prosody


class Override(NamedTuple):
    """Text (characters start to end) with a reading that an element forces.

    element   say-as, sub or phoneme
    value     class of say-as, alias of sub, phonemes in IPA
    format    of say-as
    """

    start: int
    end: int
    element: str
    value: str
    format: str = ""


class Break(NamedTuple):
    """A pause before the character at `position`."""

    position: int
    milliseconds: float


class NamedPosition(NamedTuple):
    """A <mark> before the character at `position`."""

    position: int
    name: str


class SsmlBlock(NamedTuple):
    """Text that holds whole sentences of one voice.

    is_sentence   it is one sentence, as <s> says
    paragraph     a paragraph begins with it
    """

    start: int
    end: int
    is_sentence: bool
    paragraph: bool


MAX_DOCUMENT_BREAKS = 1_800_000.0  # milliseconds, all breaks together


@dataclass
class SsmlDocument:
    """The text of a document. Every position is an index into `text`.

    starts, ends   character i came from source[starts[i]:ends[i]]
    prosody        (position, prosody): the prosody from there on
    voices         name -> locale of the voices that may be asked for
    """

    text: str = ""
    starts: "array[int]" = field(default_factory=lambda: array("q"))
    ends: "array[int]" = field(default_factory=lambda: array("q"))
    blocks: list[SsmlBlock] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    marks: list[NamedPosition] = field(default_factory=list)
    prosody: list[tuple[int, Prosody]] = field(default_factory=list)
    voices: Mapping[str, str] = field(default_factory=dict)
