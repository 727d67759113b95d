"""The phoneme inventory: one table, append-only, because the place of a symbol is its number in
every voice's weights.

The symbols are espeak-ng's IPA for English (1.52), written as the corpus writes it: a diphthong or
affricate is one character (A eɪ, I aɪ, O oʊ, Q əʊ, W aʊ, Y ɔɪ, ʤ dʒ, ʧ tʃ), ᵊ is a short ə, ɾ a
flap, ᵻ the vowel of "roses". Stress is no symbol but a property of the phoneme it stands before: 0
none, 1 primary (ˈ), 2 secondary (ˌ).
"""

from collections.abc import Iterable
from typing import NamedTuple

from frontend.errors import UnknownPhoneme

SILENCE = "_"  # at both ends of an utterance
BOUNDARY = " "  # between two words
PAUSES = tuple(',.?!;:"')  # punctuation that the voices were trained with
CONSONANTS = tuple("bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ")
VOWELS = (*"aiuæɑɒɔəɛɜɪʊʌᵊᵻAIOQWY", "iː", "uː", "ɑː", "ɔː", "ɜː")
SYMBOLS = (SILENCE, BOUNDARY, *PAUSES, *CONSONANTS, *VOWELS)  # append only
NUMBER = {symbol: number for number, symbol in enumerate(SYMBOLS)}
STRESSES = {"ˈ": 1, "ˌ": 2}
MARKS = {0: "", 1: "ˈ", 2: "ˌ"}
IGNORED = "ː\u0303"  # length where it tells nothing apart, nasality (two clips of the corpus)


class Phoneme(NamedTuple):
    """A symbol of the inventory, its stress (0, 1, 2) and the index of its word (None for silence,
    boundaries and pauses).
    """

    symbol: str
    stress: int = 0
    word: int | None = None

    @property
    def id(self) -> tuple[int, int]:
        """The two whole numbers a voice is given: (symbol, stress)."""
        return NUMBER[self.symbol], self.stress


def parse(tokens: str) -> list[tuple[Phoneme, int]]:
    """Read a string of tokens such as "həlˈO!"; each phoneme comes with the number of characters it
    took.

    >>> [(p.symbol, p.stress, width) for p, width in parse("ˈiːt")]
    [('iː', 1, 3), ('t', 0, 1)]
    """
    out: list[tuple[Phoneme, int]] = []
    place = 0
    while place < len(tokens):
        first = place
        stress = 0
        while place < len(tokens) and tokens[place] in STRESSES:
            stress = STRESSES[tokens[place]]
            place += 1
        symbol = tokens[place : place + 2]
        if len(symbol) < 2 or symbol not in NUMBER:
            symbol = tokens[place : place + 1]
        place += len(symbol)
        while place < len(tokens) and tokens[place] in IGNORED:
            place += 1
        if symbol not in NUMBER:
            raise UnknownPhoneme(
                f"{symbol!r} in {tokens!r} is no phoneme of the inventory. Known: {' '.join(SYMBOLS)}, stress ˈ ˌ."
            )
        out.append((Phoneme(symbol, stress), place - first))
    return out


def unparse(phonemes: Iterable[Phoneme]) -> str:
    """Write phonemes as the corpus does: the stress mark before its phoneme, no silence at the
    ends.

    >>> unparse([Phoneme("_"), Phoneme("h"), Phoneme("I", 1), Phoneme("."), Phoneme("_")])
    'hˈI.'
    """
    return "".join(
        MARKS[phoneme.stress] + phoneme.symbol for phoneme in phonemes if phoneme.symbol != SILENCE
    )
