"""An utterance: the words of a sentence with their places in the source, and its phonemes."""

from dataclasses import dataclass
from typing import NamedTuple

from frontend.phonemes import SYMBOL_ID, Phoneme, format_phonemes


class Word(NamedTuple):
    """A word as written.

    start, end   offsets in the source, in characters: source[start:end] == text
    spoken       its spoken form: no word, one, or several with spaces between
    """

    text: str
    start: int
    end: int
    spoken: str


@dataclass(frozen=True)
class Utterance:
    """A sentence, or a part of a very long one, that a voice can speak.

    text, start, end   the sentence as written and its offsets in the source, in characters
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
        """(symbol id, stress) of each phoneme, the input of a voice; as long as `phonemes`."""
        return [(SYMBOL_ID[phoneme.symbol], phoneme.stress) for phoneme in self.phonemes]

    @property
    def phoneme_string(self) -> str:
        """The phonemes in inventory notation."""
        return format_phonemes(self.phonemes)

    @property
    def spoken(self) -> str:
        """The spoken words, with spaces between."""
        return " ".join(word.spoken for word in self.words if word.spoken)
