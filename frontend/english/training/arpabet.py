"""ARPAbet, as CMUdict has it, in inventory notation: American as it stands, British by rule."""

import re
from collections.abc import Sequence

ARPABET = {
    "AA": "ɑ",
    "AE": "æ",
    "AO": "ɔ",
    "AW": "W",
    "AY": "I",
    "EH": "ɛ",
    "EY": "A",
    "IH": "ɪ",
    "IY": "i",
    "OW": "O",
    "OY": "Y",
    "UH": "ʊ",
    "UW": "u",
    "CH": "ʧ",
    "DH": "ð",
    "G": "ɡ",
    "HH": "h",
    "JH": "ʤ",
    "NG": "ŋ",
    "R": "ɹ",
    "SH": "ʃ",
    "TH": "θ",
    "Y": "j",
    "ZH": "ʒ",
}
_MARKS = {"0": "", "1": "ˈ", "2": "ˌ"}
_AMERICAN_VOWEL = "[ɑæɔWIɛAɪiOYʊuəɜʌᵻᵊ]"
_NO_VOWEL = rf"(?![ˈˌ]*(?:{_AMERICAN_VOWEL}|ɒ))"
# American allophones and reduced vowels, as espeak-ng has them
_AMERICAN = (
    (r"əl$", "ᵊl"),
    (r"(?<=[szʃʒʧʤ])[ɪə]z$", "ᵻz"),
    (r"(?<=[td])[ɪə]d$", "ᵻd"),
    (rf"(?<={_AMERICAN_VOWEL})(ɹ?)t(?={_AMERICAN_VOWEL})", r"\1ɾ"),
)
# American to British; the r that no vowel follows is dropped
_BRITISH = (
    (r"ɾ", "t"),
    (r"ɜɹ", "ɜːɹ"),
    (rf"ɛɹ{_NO_VOWEL}", "ɛː"),
    (r"[ɪi]ɹ", "ɪəɹ"),
    (r"ʊɹ$", "ʊə"),
    (r"[ɔɑ](?=ɹ)", lambda vowel: vowel[0] + "ː"),
    (rf"ɹ{_NO_VOWEL}", ""),
    (r"(?<=[ˈˌ])[iu](?!ː)|u(?!ː)(?=.)", lambda vowel: vowel[0] + "ː"),
    (r"æ", "a"),
    (r"O", "Q"),
    (r"ᵻ", "ɪ"),
)
_OPEN = {"ɑ": "ɑː", "ɔ": "ɔː"}


def american(phones: Sequence[str]) -> str:
    """A pronunciation of CMUdict in American inventory notation.

    >>> american("B R IH1 Z B AH0 N".split()), american("V ER1 T IY0".split())
    ('bɹˈɪzbən', 'vˈɜɹɾi')
    """
    out = "".join(_american_phone(phone) for phone in phones)
    for pattern, replacement in _AMERICAN:
        out = re.sub(pattern, replacement, out)
    return out


def _american_phone(phone: str) -> str:
    """One phone with its stress mark before it."""
    bare = phone.rstrip("012")
    if bare == phone:
        return ARPABET.get(phone, phone.lower())
    mark = _MARKS[phone[-1]]
    if bare == "ER":
        return mark + ("ɜɹ" if mark else "əɹ")
    if bare == "AH":
        return mark + ("ʌ" if mark else "ə")
    return mark + ARPABET[bare]


def british(pronunciation: str, spelling: str) -> str:
    """An American pronunciation as British speakers say it. The vowel of "lot" is told from those
    of "father" and "thought" by the spelling.

    >>> british("bˈɜɹnɪt", "burnett"), british("ˈOlɡə", "olga"), british("lɑtɹˈOb", "latrobe")
    ('bˈɜːnɪt', 'ˈQlɡə', 'lɑːtɹˈQb')
    """
    written = re.findall("[aeiouy]+", spelling)
    count = len(re.findall(_AMERICAN_VOWEL, pronunciation))
    if len(written) > count and spelling.endswith("e"):
        written.pop()
    if len(written) != count:  # which letters a vowel has is not known
        written = ["o" if "o" in spelling and "a" not in spelling else "a"] * count
    letters = iter(written)
    out = re.sub(_AMERICAN_VOWEL, lambda vowel: _lot(vowel, next(letters)), pronunciation)
    for pattern, replacement in _BRITISH:
        out = re.sub(pattern, replacement, out)
    return re.sub("[ɑɔ](?!ː)", lambda vowel: _OPEN[vowel[0]], out)


def _lot(vowel: re.Match[str], letters: str) -> str:
    """The vowel of "lot" for an open vowel that is written o; not for that of "north"."""
    is_lot = (
        letters == "o" and vowel[0] in _OPEN and not re.match("ɔɹ", vowel.string[vowel.start() :])
    )
    return "ɒ" if is_lot else vowel[0]
