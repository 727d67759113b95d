"""IPA of any language, as espeak-ng and as people write it, to inventory notation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frontend.lazy_regex import lazy
from frontend.phonemes import CONSONANTS, NEAREST, OTHER_VOWELS, SYMBOLS
from frontend.phonemize.notation import Notation

LONG_CONSONANT = lazy(
    f"([{''.join((*CONSONANTS, *(each for each in NEAREST if each not in OTHER_VOWELS)))}])ː"
)
BOTH = {  # in what espeak-ng and people write
    "ɔø": "Y",
    "ɛː": "E",
    "æː": "E",
    "œː": "øː",
    "ɪː": "iː",
    "ʊː": "uː",
    "ɐː": "aː",
    "ʌː": "aː",
    "ɒː": "ɔː",
    "əː": "ɜː",
    "ɑ̃": "ã",
    "ɐ̃": "ã",
    "ə̃": "ã",
    "ɔ̃": "õ",
    "ɛ̃": "ẽ",
    "œ̃": "ẽ",
    "ɪ̃": "ĩ",
    "ʊ̃": "ũ",
    "n̩": "ən",
    "l̩": "əl",
    "m̩": "əm",
    "r̩": "ər",
    "g": "ɡ",
    "ɫ": "l",
    "ʀ": "ʁ",
    "ʝ": "j",
    "ɘ": "ə",
    "ɞ": "ɜ",
    "ɶ": "œ",
    "ɚ": "ə",
    "ɻ": "ɹ",
    "ʦ": "ts",
    "ʣ": "dz",
    "ʨ": "ʧ",
    "ʥ": "ʤ",
    "ʲ": "j",
    "ʷ": "w",
    "ɥ": "y",
    "ʍ": "w",
    "ɮ": "l",
    "ɺ": "ɾ",
    "ɦ": "h",
    "ɢ": "ɡ",
    "ɱ": "m",
    "ɴ": "ŋ",
    "ɠ": "ɡ",
}
ESPEAK = {
    "a^ɪ": "I",
    "a^ʊ": "W",
    "e^ɪ": "A",
    "o^ʊ": "O",
    "ə^ʊ": "Q",
    "ɔ^ɪ": "Y",
    "ɔ^ø": "Y",
    "d^ʒ": "ʤ",
    "t^ʃ": "ʧ",
    "^": "",
    **dict.fromkeys(".,:;?!", ""),  # of syllables and tones
}
WRITTEN = {
    "aɪ": "I",
    "aʊ": "W",
    "eɪ": "A",
    "oʊ": "O",
    "əʊ": "Q",
    "ɔɪ": "Y",
    "ɔʏ": "Y",
    "dʒ": "ʤ",
    "tʃ": "ʧ",
    "'": "ˈ",
    ":": "ː",
    ".": "",
    "‿": "",
    "ʰ": "",
    "̯": "",
    "̪": "",
}


class IpaNotation(Notation):
    """IPA to the inventory: long consonants become two, and what no symbol has is dropped."""

    def rewrite(self, text: str) -> str:
        """The text in inventory notation."""
        return LONG_CONSONANT.sub(r"\1\1", super().rewrite(text))


def espeak_notation(own: Mapping[str, str], symbols: Sequence[str] = SYMBOLS) -> IpaNotation:
    """espeak-ng's IPA, with the tie "^", to the inventory.

    own   what a language writes otherwise

    >>> espeak_notation({}).rewrite("fˈattːo")
    'fˈattto'
    """
    return IpaNotation({**BOTH, **ESPEAK, **own}, symbols)


def written_notation(own: Mapping[str, str], symbols: Sequence[str] = SYMBOLS) -> IpaNotation:
    """IPA of lexicons, SSML and inline phonemes to the inventory.

    own   what a language writes otherwise
    """
    return IpaNotation({**BOTH, **WRITTEN, **own}, symbols)
