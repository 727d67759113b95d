"""The shape of a pronunciation: what makes it another word if it changes, and nothing else.

A shape has the consonants, the number of syllables, and the stressed vowel with its place. Two
dictionaries write reduced vowels, flaps, glides and secondary stress in many ways; these have one.
"""

import re

from frontend.phonemes import BOUNDARY, PAUSES, VOWELS, Phoneme, parse

REDUCED = "V"  # any vowel without the main stress
# vowels that are told apart in some accents only
_STRESSED = {
    "ɔ": "ɑ",
    "ɒ": "ɑ",
    "ɔː": "ɑ",
    "ɑː": "ɑ",
    "ɜ": "ʌ",
    "ɜː": "ʌ",
    "ə": "ʌ",
    "ᵻ": "ɪ",
    "iː": "i",
    "uː": "u",
    "a": "æ",
    "Q": "O",
}
_CONSONANTS = {"ɾ": "t", "ŋ": "n"}
# of the symbols with spaces between: (pattern, what stands for it)
_SAME = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\b([^\WV]) \1(?= |$)", r"\1"),  # double consonants
        (r"\bh w\b", "w"),
        (r"(?<=[ptkfsʃʧθ]) d$", " t"),
        (r"(?<=[ptkfθ]) z$", " s"),
        (r"(?<=[tdnszlθʧʤʃ]) j(?= ˈu)", ""),
        (r"\bt j\b", "ʧ"),
        (r"\bd j\b", "ʤ"),
        (r"(?<= n) (?:t|d)(?= [szʃ])|(?<=m) p(?= t)", ""),
        (r"\bn ʧ\b", "n ʃ"),
        (r"ˈ(?:æ|A)(?= ɹ)", "ˈɛ"),
        (r"ˈi(?: V)?(?= ɹ)", "ˈɪ"),
        (r"ˈ[ʊuO](?: V)?(?= ɹ)", "ˈɑ"),
        (r"(?<=ˈ[IWYAi]) V(?= [ɹl])", ""),
        (r"(?<=ˈ[iAIOYWu]) [jw](?= V)", ""),
        (r"\b[jw] V\b", "V"),
        (r"\bV(?: V)+\b", "V"),
        (r"\bV (?=ɹ V)", ""),
        (r"(?<=[bdfhkmpstvzðɡʃʒʤʧθ]) V(?= [lnm]\b)", ""),
    )
)


def shape(pronunciation: str) -> str:
    """The shape of a pronunciation in American inventory notation.

    >>> shape("vˈɛɹi") == shape("vˈæɹɪ"), shape("hˈʌsbənd") == shape("hˈʌzbᵊnd")
    (True, False)
    """
    phonemes = [
        phoneme
        for phoneme, _ in parse(pronunciation.replace("ɹɹ", "ɹ"))
        if phoneme.symbol not in (BOUNDARY, *PAUSES)
    ]
    one = sum(phoneme.symbol in VOWELS for phoneme in phonemes) == 1
    out = " ".join(_symbol(phoneme, one) for phoneme in phonemes)
    for pattern, replacement in _SAME:
        out = pattern.sub(replacement, out)
    return out


def british_shape(pronunciation: str) -> str:
    """A shape for comparing British pronunciations with American ones: no r but before a vowel, and
    the open vowels as one.
    """
    out = re.sub(r" ɹ(?! [ˈV])", "", shape(pronunciation))
    return re.sub("ˈ[æɑ]", "ˈɑ", out)


def _symbol(phoneme: Phoneme, one: bool) -> str:
    """A phoneme in a shape.

    one   whether the word has one syllable, which is stressed even without a mark
    """
    symbol = phoneme.symbol
    if symbol not in VOWELS:
        return _CONSONANTS.get(symbol, symbol)
    if phoneme.stress != 1 and not one:
        return REDUCED
    return "ˈ" + _STRESSED.get(symbol, symbol)
