"""IPA of German, as espeak-ng and as people write it, to inventory notation.

r is ʁ before a vowel and after a consonant, and a vowel (ɐ) elsewhere, as in "Uhr" and "Arbeit".
English sounds of loan words are those that German speakers have in their place.
"""

from frontend.generic.notation import IpaNotation, espeak_notation, written_notation
from frontend.lazy_regex import lazy

GERMAN_VOWELS = (*"aɛɪɔʊəɐœʏãẽõIWY", "aː", "eː", "E", "iː", "oː", "øː", "uː", "yː")
GERMAN_CONSONANTS = tuple("bdfhjklmnpstvzŋɡʃʒʤʧxçʁ")
GERMAN_PHONEMES = ("_", " ", *',.?!;:"', *GERMAN_CONSONANTS, *GERMAN_VOWELS)
FIRST_OF_VOWEL = "".join(dict.fromkeys(vowel[0] for vowel in GERMAN_VOWELS))
CODA_R = lazy(rf"(?<=[{FIRST_OF_VOWEL}ː])ʁ(?![ˈˌ]*[{FIRST_OF_VOWEL}])")
_OWN = {
    "ɑː": "aː",
    "ɑ": "aː",
    "r": "ʁ",
    "ɾ": "ʁ",
    "ɹ": "ʁ",
    "ɜː": "œ",
    "ɔː": "oː",
    "ʌ": "a",
    "ɒ": "ɔ",
    "æ": "ɛ",
    "w": "v",
    "θ": "s",
    "ð": "z",
    "χ": "x",
    "ʔ": "",
    "i": "iː",
    "e": "eː",
    "o": "oː",
    "u": "uː",
    "y": "yː",
    "ø": "øː",
    **{long: long for long in ("iː", "eː", "oː", "uː", "yː", "øː", "aː")},
}
_OWN_ESPEAK = {
    "ɜ": "ɐ",
    "e^ɪ": "eː",
    "o^ʊ": "oː",
    "ə^ʊ": "oː",
    "e^ə": "E",
    "a^ɪ^ə": "Iɐ",
    "ə^l": "əl",
}
_OWN_WRITTEN = {"ɜ": "œ", "eɪ": "eː", "oʊ": "oː", "əʊ": "oː", "œː": "øː"}


class _GermanNotation(IpaNotation):
    """IPA to the inventory, with r as the vowel that it is after vowels."""

    def rewrite(self, text: str) -> str:
        """The text in inventory notation."""
        return CODA_R.sub("ɐ", super().rewrite(text))


_espeak = espeak_notation(_OWN | _OWN_ESPEAK, GERMAN_PHONEMES)
_written = written_notation(_OWN | _OWN_WRITTEN, GERMAN_PHONEMES)
GERMAN_ESPEAK_NOTATION = _GermanNotation(_espeak.table, GERMAN_PHONEMES)
GERMAN_WRITTEN_NOTATION = _GermanNotation(_written.table, GERMAN_PHONEMES)
