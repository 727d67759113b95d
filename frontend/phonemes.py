"""The phoneme inventory. Append only: the place of a symbol is its number in the weights of every
voice.

The symbols are espeak-ng's IPA for English (1.52) in the notation of Kokoro and misaki. A diphthong
or an affricate is one character: A eɪ, I aɪ, O oʊ, Q əʊ, W aʊ, Y ɔɪ, ʤ dʒ, ʧ tʃ. ᵊ is a short ə,
ɾ a flap, ᵻ the vowel of "roses". Stress is no symbol but a property of the phoneme after the mark:
0 none, 1 primary (ˈ), 2 secondary (ˌ). "Inventory notation" means strings of these symbols and
marks.

After them stand the symbols of other languages. They are IPA, too, but E is ɛː (English drops the
length of ɛ), and a nasal vowel is one character with a tilde. A voice knows the symbols that were
there when it was trained, which is a beginning of the inventory; `for_voice` says what it speaks in
place of the others.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from frontend.errors import UnknownPhonemeError

SILENCE = "_"  # at both ends of an utterance
BOUNDARY = " "  # between two words
PAUSES = tuple(',.?!;:"')  # punctuation that the voices were trained with
CONSONANTS = tuple("bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ")
VOWELS = (*"aiuæɑɒɔəɛɜɪʊʌᵊᵻAIOQWY", "iː", "uː", "ɑː", "ɔː", "ɜː")
ENGLISH_SYMBOLS = (SILENCE, BOUNDARY, *PAUSES, *CONSONANTS, *VOWELS)
NEAREST = dict(  # symbol of another language -> the nearest English one; append only
    pair.split("=")
    for pair in (
        "x=h ç=ʃ ʁ=ɹ ɐ=ə œ=ɜː ʏ=ɪ aː=ɑː eː=A E=ɛ oː=ɔː øː=ɜː yː=iː ã=ɑ õ=ɔ ẽ=æ "  # of German
        "e=ɛ o=ɔ y=i ø=ɜː ɨ=ɪ ʉ=u ɯ=u ɵ=ʊ ɤ=ʌ ĩ=i ũ=u "
        "r=ɾ ɲ=n ʎ=l β=v ɣ=ɡ c=k ɟ=ɡ q=k χ=h ħ=h ʕ=h ʔ=t ʋ=v "
        "ɕ=ʃ ʑ=ʒ ʂ=ʃ ʐ=ʒ ɖ=d ʈ=t ɳ=n ɭ=l ɽ=ɾ ɬ=l ɸ=f ɓ=b ɗ=d"
    ).split()
)
SYMBOLS = (*ENGLISH_SYMBOLS, *NEAREST)  # append only
OTHER_VOWELS = tuple(symbol for symbol, nearest in NEAREST.items() if nearest in VOWELS)
SYMBOL_ID = {symbol: number for number, symbol in enumerate(SYMBOLS)}
STRESS_OF_MARK = {"ˈ": 1, "ˌ": 2}
STRESS_MARKS = {0: "", 1: "ˈ", 2: "ˌ"}
# length where no other symbol has the letter alone, nasality (two clips of the training data)
DROPPED_DIACRITICS = "ː\u0303"


class Phoneme(NamedTuple):
    """A symbol of the inventory with its stress and its word.

    stress   0, 1 or 2
    word     index of the word; None for silence, boundaries and pauses
    """

    symbol: str
    stress: int = 0
    word: int | None = None

    @property
    def id(self) -> tuple[int, int]:
        """(symbol id, stress), the input of a voice."""
        return SYMBOL_ID[self.symbol], self.stress


def for_voice(symbol_id: int, known: int) -> int:
    """The id of the symbol that a voice speaks for a symbol: its own, or the nearest one.

    known   number of symbols that the voice knows, the English ones among them

    >>> [SYMBOLS[for_voice(SYMBOL_ID[symbol], len(ENGLISH_SYMBOLS))] for symbol in ("n", "yː")]
    ['n', 'iː']
    """
    is_known = symbol_id < max(known, len(ENGLISH_SYMBOLS))
    return symbol_id if is_known else SYMBOL_ID[NEAREST[SYMBOLS[symbol_id]]]


def parse(phonemes: str, symbols: Collection[str] = SYMBOL_ID.keys()) -> list[tuple[Phoneme, int]]:
    """Phonemes of a string in inventory notation, each with the number of characters it took.

    symbols   that may occur

    Raises UnknownPhonemeError.

    >>> [(p.symbol, p.stress, width) for p, width in parse("ˈiːt")]
    [('iː', 1, 3), ('t', 0, 1)]
    """
    parsed: list[tuple[Phoneme, int]] = []
    position = 0
    while position < len(phonemes):
        phoneme, end = _next_phoneme(phonemes, position, symbols)
        parsed.append((phoneme, end - position))
        position = end
    return parsed


def parse_words(words: Iterable[str]) -> list[list[Phoneme]]:
    """The phonemes of each of several strings in inventory notation. Raises UnknownPhonemeError."""
    parsed: list[list[Phoneme]] = []
    for word in words:
        parsed.append([phoneme for phoneme, _ in parse(word)])
    return parsed


def _next_phoneme(phonemes: str, start: int, symbols: Collection[str]) -> tuple[Phoneme, int]:
    """The phoneme at `start`, and where the next one begins."""
    position = start
    stress = 0
    while position < len(phonemes) and phonemes[position] in STRESS_OF_MARK:
        stress = STRESS_OF_MARK[phonemes[position]]
        position += 1
    symbol = phonemes[position : position + 2]
    if len(symbol) < 2 or symbol not in symbols:
        symbol = phonemes[position : position + 1]
    if symbol not in symbols:
        raise UnknownPhonemeError(
            f"{symbol!r} in {phonemes!r} is no phoneme of the inventory. "
            f"Known: {' '.join(symbols)}, stress ˈ ˌ."
        )
    position += len(symbol)
    while position < len(phonemes) and phonemes[position] in DROPPED_DIACRITICS:
        position += 1
    return Phoneme(symbol, stress), position


def format_phonemes(phonemes: Iterable[Phoneme]) -> str:
    """Phonemes in inventory notation: the stress mark before its phoneme, no silence at the ends.

    >>> format_phonemes([Phoneme("_"), Phoneme("h"), Phoneme("I", 1), Phoneme("."), Phoneme("_")])
    'hˈI.'
    """
    return "".join(
        STRESS_MARKS[phoneme.stress] + phoneme.symbol
        for phoneme in phonemes
        if phoneme.symbol != SILENCE
    )
