"""Sounds of other languages, recognized as others that are like them.

The packaged classifier learned from English, and from a few minutes of five other languages. Its
outputs for the sounds that English lacks (e, ø, ç, x, ʁ, ...) are seldom likely, and others (a, l,
ʊ, aʊ) sound otherwise elsewhere. Such a sound is recognized as one of its neighbours by place,
manner and height, now as the one, now as the other: ç as ʃ or h, ʁ as ɹ or as the vowel beside it.
So its probability in a frame is the greatest of its own and theirs. In German clips the neighbours
below were the likeliest outputs of a classifier that knew English only.
"""

from __future__ import annotations

from collections.abc import Iterable

from frontend.phonemes import NEAREST, Phoneme
from tts.alignment.phones import PHONE_ID
from vocoders.mel_config import Array

SUBSTITUTES = {
    "a": "ʌɑɛæɒ",
    "e": "ɪiAɛəu",
    "o": "ɔOʊuwQ",
    "u": "ʊɔwO",
    "y": "iɪuʊə",
    "ø": "ɜʊəɪu",
    "œ": "ɜɛəʌɹ",
    "ɐ": "əʌɑɔɛ",
    "ɑ": "aʌɔɒ",
    "ɔ": "ʌɑɒO",
    "ɛ": "ɪAæə",
    "ɪ": "əɛ",
    "ʊ": "uʌɔw",
    "W": "ɑɔOʌa",
    "Y": "ɔɑIɜ",
    "x": "hkʃθt",
    "ç": "ʃhjsz",
    "ʁ": "ɹhəwɔʌ",
    "r": "ɹɾd",
    "v": "bwf",
    "b": "pð",
    "d": "ðɾ",
    "h": "kθ",
    "l": "nðjw",
    "z": "s",
    "ŋ": "nm",
    "ɡ": "k",
    "ʃ": "sʧ",
    "ʤ": "ʧd",
    "ɲ": "nj",
    "ʎ": "lj",
    "β": "vbw",
    "ɣ": "ɡhw",
    "ʦ": "ts",
}
COLUMNS = {
    PHONE_ID[phone]: [PHONE_ID[each] for each in (phone, *substitutes)]
    for phone, substitutes in SUBSTITUTES.items()
}


def is_foreign(phonemes: Iterable[Phoneme]) -> bool:
    """Whether phonemes are of another language than English: one of them is."""
    return any(phoneme.symbol in NEAREST for phoneme in phonemes)


def with_substitutes(log_probs: Array) -> Array:
    """Log probabilities (frames, phones), each at least those of its substitutes."""
    heard = log_probs.copy()
    for phone, columns in COLUMNS.items():
        heard[:, phone] = log_probs[:, columns].max(1)
    return heard
