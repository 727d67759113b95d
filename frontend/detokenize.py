"""Writing tokens out again as running text: spoken words, with the punctuation between them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from frontend.lazy_regex import lazy
from frontend.normalize.token import Token

KEPT = frozenset(",.?!;:\"'()[]{}–—…|/-")  # marks that stay in the spoken text
SPACES = lazy(r"\s+")
STOPS = lazy(r"([.!?])\.")  # of two stops at the end, one is enough


class Piece(NamedTuple):
    """Spoken words of a token, or a mark; `spaced`: a space stands before it; `token`: its place."""

    text: str
    mark: bool
    spaced: bool
    token: int


def pieces(text: str, tokens: Iterable[Token]) -> Iterator[Piece]:
    """The spoken words and marks of a sentence in order; what is neither is dropped, and words
    never touch.
    """
    end = 0
    spaced = False
    worded = False
    for index, token in enumerate(tokens):
        spaced = spaced or token.start > end
        end = token.end
        if token.spoken:
            yield Piece(token.spoken, False, spaced or worded, index)
            spaced = False
            worded = True
        elif token.kind == "punctuation" and text[token.start] in KEPT:
            yield Piece(text[token.start], True, spaced, index)
            spaced = False
            worded = False
        elif token.kind == "tag":
            yield Piece(text[token.start : token.end], True, spaced or worded, index)
            spaced = False
            worded = True
        elif token.kind == "break":
            yield Piece(",", True, False, index)
            spaced = True
            worded = False
        else:
            spaced = spaced or token.kind not in ("markup", "punctuation")


def written(text: str, tokens: Iterable[Token]) -> str:
    """A sentence in spoken words.

    >>> tokens = [Token(0, 1, "cardinal", "", "one"), Token(1, 2, "punctuation", "", "")]
    >>> written("1!hello", [*tokens, Token(2, 7, "word", "", "hello")])
    'one!hello'
    """
    spoken = "".join((" " if piece.spaced else "") + piece.text for piece in pieces(text, tokens))
    spoken = SPACES.sub(" ", spoken).strip()
    end = len(spoken)
    while end and not spoken[end - 1].isalnum():
        end -= 1
    return spoken[:end] + STOPS.sub(r"\1", spoken[end:])
