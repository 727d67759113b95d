"""<say-as>: what a language is asked to read, and what it answers.

The standard leaves the classes open. Those here come from the W3C note "SSML 1.0 say-as attribute
values" (2005) and from services in use.
"""

from collections.abc import Callable
from typing import NamedTuple

from frontend.style import Style

SPELLED_CLASSES = frozenset(
    {"characters", "character", "spell-out", "spell", "verbatim", "letters"}
)
# read as they would be without the element
PLAIN_CLASSES = frozenset(
    "currency money unit measure address name net acronym words interjection text".split()
)
READ_CLASSES = frozenset(
    "cardinal number ordinal digits number:digits fraction telephone phone date time duration "
    "expletive bleep".split()
)
CLASSES = SPELLED_CLASSES | PLAIN_CLASSES | READ_CLASSES


class SayAsInput(NamedTuple):
    """A text and what its class needs.

    format      attribute of the element
    style       conventions of reading
    normalize   plain text -> spoken form
    """

    text: str
    format: str
    style: Style
    normalize: Callable[[str], str]


class SpokenSpan(NamedTuple):
    """The spoken form of the characters start to end of a text.

    ipa   pronunciation, where it does not follow from the words
    """

    start: int
    end: int
    spoken: str
    ipa: str = ""
