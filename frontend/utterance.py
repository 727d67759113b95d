"""What the front end hands to a voice: one utterance, its words with their places in the source,
and its phonemes.
"""

from dataclasses import dataclass
from typing import NamedTuple

from frontend.phonemes import Phoneme, unparse


class Word(NamedTuple):
    """A word as written, its place in the source (source[start:end] == text), and what is said for
    it (none, one or several words).
    """

    text: str
    start: int
    end: int
    spoken: str


@dataclass(frozen=True)
class Utterance:
    """A sentence, or a part of a very long one, ready to be spoken.

    text, start, end   the sentence as written and its place in the source, in characters
    words              in the order of the text
    phonemes           begins and ends with silence; a phoneme's `word` is an index into `words`
    """

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    phonemes: tuple[Phoneme, ...]

    @property
    def ids(self) -> list[tuple[int, int]]:
        """(symbol, stress) of each phoneme, as a voice takes them; as long as `phonemes`."""
        return [phoneme.id for phoneme in self.phonemes]

    @property
    def tokens(self) -> str:
        """The phonemes as one string, written as in the corpus."""
        return unparse(self.phonemes)

    @property
    def spoken(self) -> str:
        """The spoken words alone, with spaces between."""
        return " ".join(word.spoken for word in self.words if word.spoken)
