"""Phones that the aligner tells apart: the phoneme inventory without stress and length, and the
sounds that other languages of espeak-ng have beside them.

Append only: the place of a phone is its output of the packaged network.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from frontend.phonemes import BOUNDARY, CONSONANTS, SILENCE, STRESS_OF_MARK
from tts.errors import SpeechError

SHORT_VOWELS = tuple("aiuæɑɒɔəɛɜɪʊʌAIOQWY")
OTHER_PHONES = tuple("eoyøœɐxçʁrɲʎβɣʦ")  # of es, fr, it, pt, hi, de
PHONES = (SILENCE, *CONSONANTS, *SHORT_VOWELS, *OTHER_PHONES)  # append only
PHONE_ID = {phone: number for number, phone in enumerate(PHONES)}
# sounds that no output of the network has of its own -> the nearest that has one
NEAREST_PHONE = dict(
    pair.split("=")
    for pair in (
        "ᵊ=ə ᵻ=ɪ ʏ=y ɥ=y ɨ=ɪ ʉ=u ɯ=u ɵ=ø ɤ=o ɚ=ɜ ɞ=ɜ ɘ=ə ɶ=œ "
        "ʈ=t ɖ=d ɗ=d ɽ=ɾ ɳ=n ɱ=m ɴ=ŋ ʂ=ʃ ɕ=ʃ ʐ=ʒ ʑ=ʒ ʋ=v ɸ=f ɓ=b ɠ=ɡ g=ɡ c=k ɟ=ɡ q=k "
        "ɢ=ɡ χ=x ħ=h ʕ=h ɦ=h ʀ=ʁ ɻ=ɹ ɺ=ɾ ɫ=l ɬ=l ɭ=l ɮ=l ʟ=l ʝ=j ʍ=w ʔ=t ʣ=ʤ ʨ=ʧ ʥ=ʤ "
        "E=ɛ ã=ɑ ẽ=æ ĩ=i õ=ɔ ũ=u"  # of the inventory
    ).split()
)


class UnknownPhoneError(SpeechError):
    """A phonetic symbol that the aligner has no phone for."""


class PhoneToken(NamedTuple):
    """A symbol of a phonetic transcription.

    symbol   a phone, BOUNDARY, or a punctuation mark
    width    characters of the transcription that it took: marks of stress before it and
             diacritics after it are its own
    """

    symbol: str
    width: int

    @property
    def is_pause(self) -> bool:
        """Whether it is punctuation, which may be heard as a pause."""
        return self.symbol != BOUNDARY and is_punctuation(self.symbol)


def is_punctuation(character: str) -> bool:
    """Whether a character is punctuation or a symbol without a sound."""
    return unicodedata.category(character)[0] in "PS" and character not in STRESS_OF_MARK


def is_diacritic(character: str) -> bool:
    """Whether a character changes the one before it: length, tone, aspiration, nasality."""
    return unicodedata.category(character) in ("Mn", "Lm", "Sk")


def phone_of(symbol: str) -> str:
    """The phone of a symbol in inventory notation or IPA. UnknownPhoneError for anything else.

    >>> phone_of("iː"), phone_of("ʈ")
    ('i', 't')
    """
    base = symbol[:1]
    phone = NEAREST_PHONE.get(base, base)
    if phone not in PHONE_ID:
        raise UnknownPhoneError(
            f"the aligner knows no phone {symbol!r}. Known: {' '.join(PHONES[1:])}."
        )
    return phone


def tokenize(transcription: str) -> list[PhoneToken]:
    """A transcription, a character a symbol -> its tokens. UnknownPhoneError as in `phone_of`.

    >>> [(t.symbol, t.width) for t in tokenize("ˈiːt.")]
    [('i', 3), ('t', 1), ('.', 1)]
    """
    tokens: list[PhoneToken] = []
    pending = 0  # marks of stress that belong to the next symbol
    for character in transcription:
        if character in STRESS_OF_MARK:
            pending += 1
        elif is_diacritic(character) and tokens:
            tokens[-1] = tokens[-1]._replace(width=tokens[-1].width + 1)
        else:
            is_phone = character != BOUNDARY and not is_punctuation(character)
            symbol = phone_of(character) if is_phone else character
            tokens.append(PhoneToken(symbol, pending + 1))
            pending = 0
    return tokens
