"""What is left of an SSML document when its tags are taken out: plain text, and what the tags said
about places in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from frontend.ssml.prosody import Prosody


class Override(NamedTuple):
    """Text (characters start to end) whose reading an element decides.

    how    say-as, sub or phoneme
    what   the class of say-as, the alias of sub, the phonemes in IPA
    form   the format of say-as
    """

    start: int
    end: int
    how: str
    what: str
    form: str = ""


class Break(NamedTuple):
    """A pause of so many milliseconds before the character at `place`."""

    place: int
    milliseconds: float


class Mark(NamedTuple):
    """A name for the moment before the character at `place`."""

    place: int
    name: str


class Block(NamedTuple):
    """Text that holds whole sentences, read by one voice; `whole`: it is one sentence, as <s> says;
    `paragraph`: one begins here.
    """

    start: int
    end: int
    whole: bool
    paragraph: bool


@dataclass
class Document:
    """The text of a document; every place is an index into `text`.

    starts, ends   character i came from source[starts[i]:ends[i]]
    prosody        (position, prosody): how the text is read from there on
    voices         the locale of each voice that may be asked for
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    fixed: list[Override] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    prosody: list[tuple[int, Prosody]] = field(default_factory=list)
    voices: Mapping[str, str] = field(default_factory=dict)
