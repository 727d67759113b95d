"""Words of speech with the punctuation and the spaces that stand around them in the text."""

from __future__ import annotations

import re

TRAILING = re.compile(r"[^\w\s]*\s*")


class Transcript:
    """A text that is spoken word by word; it may still grow.

    >>> transcript = Transcript('He said: "Yes!" And left.')
    >>> [transcript.take(word) for word in ("He", "said", "Yes", "And", "left")]
    ['He ', 'said: ', '"Yes!" ', 'And ', 'left.']
    """

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._position = 0

    def add(self, text: str) -> None:
        """More of the text."""
        self._text += text

    def take(self, word: str) -> str:
        """A word and what stands around it; joined, the pieces are the text. A word that the text
        does not hold comes with a space.
        """
        start = self._text.find(word, self._position)
        if start < 0:
            return f"{word} "
        match = TRAILING.match(self._text, start + len(word))
        end = start + len(word) if match is None else match.end()
        piece = self._text[self._position : end]
        self._position = end
        return piece
