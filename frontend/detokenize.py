"""Tokens as running text again: their spoken words, with the punctuation between them."""

from collections.abc import Iterable
from typing import NamedTuple

from frontend.lazy_regex import lazy
from frontend.normalize.token import Token

SPOKEN_MARKS = frozenset(",.?!;:\"'()[]{}–—…|/-")  # marks that stay in the spoken text
SPACES = lazy(r"\s+")
DOUBLED_STOP = lazy(r"([.!?])\.")  # at the end of a text one stop is enough


class SpokenPiece(NamedTuple):
    """The spoken words of a token, or a mark.

    spaced   whether a space stands before it
    token    index of its token
    """

    text: str
    is_mark: bool
    spaced: bool
    token: int


def spoken_pieces(text: str, tokens: Iterable[Token]) -> list[SpokenPiece]:
    """The spoken words and the marks of a sentence in order. Other tokens are dropped; a space
    stands between any two words.
    """
    pieces: list[SpokenPiece] = []
    end = 0
    spaced = False
    after_word = False
    for index, token in enumerate(tokens):
        spaced = spaced or token.start > end
        end = token.end
        piece = _piece(text, token, index, spaced, after_word)
        if piece:
            pieces.append(piece)
            spaced = token.kind == "break"
            after_word = bool(token.spoken) or token.kind == "tag"
        else:
            spaced = spaced or token.kind not in ("markup", "punctuation")
    return pieces


def _piece(
    text: str, token: Token, index: int, spaced: bool, after_word: bool
) -> SpokenPiece | None:
    """The piece of a token, None for a token that is dropped."""
    if token.spoken:
        return SpokenPiece(token.spoken, False, spaced or after_word, index)
    if token.kind == "punctuation" and text[token.start] in SPOKEN_MARKS:
        return SpokenPiece(text[token.start], True, spaced, index)
    if token.kind == "tag":
        return SpokenPiece(text[token.start : token.end], True, spaced or after_word, index)
    if token.kind == "break":
        return SpokenPiece(",", True, False, index)
    return None


def detokenize(text: str, tokens: Iterable[Token]) -> str:
    """A sentence in spoken words.

    >>> tokens = [Token(0, 1, "cardinal", "", "one"), Token(1, 2, "punctuation", "", "")]
    >>> detokenize("1!hello", [*tokens, Token(2, 7, "word", "", "hello")])
    'one!hello'
    """
    pieces = spoken_pieces(text, tokens)
    spoken = "".join((" " if piece.spaced else "") + piece.text for piece in pieces)
    spoken = SPACES.sub(" ", spoken).strip()
    end = len(spoken)
    while end and not spoken[end - 1].isalnum():
        end -= 1
    return spoken[:end] + DOUBLED_STOP.sub(r"\1", spoken[end:])
