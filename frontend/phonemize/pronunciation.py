"""What the phonemizer asks of a language."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from frontend.phonemize.notation import Notation


class WordPronunciation(NamedTuple):
    """The pronunciation of a word in its clause.

    phonemes   in inventory notation
    joined     no boundary before it: it is pronounced as one with the word before
    """

    phonemes: str
    joined: bool = False


class HomographReading(NamedTuple):
    """A reading of a homograph.

    phonemes   in inventory notation
    pos        noun, verb, or a name of the reading
    """

    phonemes: str
    pos: str


class Pronunciation(Protocol):
    """The pronunciation of the words of a language in one locale. Safe for several threads.

    notation   IPA that people write, to the inventory
    """

    notation: Notation

    def homograph(self, words: Sequence[str], index: int) -> HomographReading | None:
        """The reading that the words around call for; None for a word that is no homograph."""

    def correction(self, word: str) -> str | None:
        """Phonemes that go before all others but the user's, else None."""

    def source(self, words: Sequence[str], index: int) -> str:
        """The name of the source of a word's phonemes, as `explain` prints it."""

    def pronounce(
        self,
        words: Sequence[str],
        overrides: Mapping[int, str],
        homographs: Mapping[int, str],
    ) -> list[WordPronunciation]:
        """The pronunciation of each word of a clause.

        overrides    index of a word -> phonemes that are decided
        homographs   index of a word -> phonemes of the reading that the sentence calls for
        """
