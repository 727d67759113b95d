"""The items of a clause: words as a pronunciation takes them, and the marks that make pauses."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from frontend.detokenize import SpokenPiece, spoken_pieces
from frontend.normalize.token import Token
from frontend.phonemize.espeak_input import sanitize
from frontend.phonemize.pauses import PAUSE_OF_PUNCTUATION

WORD_OR_MARK = re.compile(r"[^\s,.;:!?()\"–—]+|[,.;:!?]")


class ClauseItem(NamedTuple):
    """A word to pronounce, or a mark.

    token       index of its token
    spaced      whether a space stands before it
    ipa         phonemes that a person gave in the text
    phonemes    decided pronunciation, in inventory notation
    homograph   phonemes of the reading of a homograph
    source      of the pronunciation: inline, lexicon, correction, homograph, packaged, espeak,
                letters
    """

    text: str
    token: int
    is_mark: bool
    spaced: bool
    ipa: str = ""
    phonemes: str = ""
    homograph: str = ""
    source: str = ""


WordParts = Callable[[str], Iterable[str]]  # a word -> the parts that espeak-ng takes


def clause_items(
    text: str, tokens: Sequence[Token], word_parts: WordParts = sanitize
) -> list[ClauseItem]:
    """The words and marks of a sentence, from its tokens."""
    items: list[ClauseItem] = []
    for piece in spoken_pieces(text, tokens):
        if not piece.is_mark:
            items += _words(piece, tokens[piece.token], word_parts)
        elif _is_pause(piece, text, tokens[piece.token]):
            items.append(ClauseItem(piece.text, piece.token, True, piece.spaced))
    return items


def _words(piece: SpokenPiece, token: Token, word_parts: WordParts) -> Iterator[ClauseItem]:
    """The words of a token; one, if it has phonemes already."""
    item = ClauseItem(piece.text, piece.token, False, piece.spaced)
    if token.phonemes:
        yield item._replace(phonemes=token.phonemes, source="accent")
        return
    if token.ipa:
        yield item._replace(ipa=token.ipa)
        return
    for index, part in enumerate(WORD_OR_MARK.findall(piece.text)):
        if part in PAUSE_OF_PUNCTUATION:
            yield ClauseItem(part, piece.token, True, False)
        else:
            for word in word_parts(part):
                yield ClauseItem(word, piece.token, False, piece.spaced or index > 0)


def _is_pause(piece: SpokenPiece, text: str, token: Token) -> bool:
    """Whether a mark makes a pause. A hyphen does only if apart or doubled, an apostrophe never."""
    if token.kind == "break" or piece.text == '"':
        return True
    if piece.text != "-":
        return piece.text in PAUSE_OF_PUNCTUATION
    before = text[token.start - 1 : token.start]
    after = text[token.end : token.end + 1]
    between_spaces = before in ("", " ") and after in ("", " ")
    return between_spaces or before == "-" or after == "-"
