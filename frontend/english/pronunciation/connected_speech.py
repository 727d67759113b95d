"""Connected speech: the pronunciation of a clause, word by word, with weak forms and links."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from frontend.english.pronunciation.context_forms import FormLookup, WordForms
from frontend.english.pronunciation.espeak_phrases import PAUSE_BEFORE, PHRASES, POS_CUES
from frontend.phonemes import VOWELS
from frontend.phonemize.align import align_words
from frontend.phonemize.pronunciation import WordPronunciation

VOWEL_PREFIXES = tuple(dict.fromkeys(symbol[0] for symbol in VOWELS))
STRESSED_VOWEL_STARTS = tuple(mark + vowel for mark in "ˈˌ" for vowel in VOWEL_PREFIXES)
CAPITAL = re.compile(r"[A-Z]")
BEFORE_LETTERS = frozenset("equals mark slash underscore".split())  # marks of addresses, spoken
MAX_PHRASE_WORDS = max(phrase.count(" ") + 1 for phrase in PHRASES)


class Unit(NamedTuple):
    """A word of a clause, or several that are pronounced as one.

    first   index of its first word
    """

    words: tuple[str, ...]
    first: int

    @property
    def text(self) -> str:
        """The words with spaces between."""
        return " ".join(self.words)


def pronounce(
    words: Sequence[str],
    lookup: FormLookup,
    overrides: Mapping[int, str],
    homographs: Mapping[int, str],
) -> list[WordPronunciation]:
    """The pronunciation of each word of a clause.

    words        letters, apostrophes and inner hyphens; a lone capital is a letter
    overrides    index of a word -> phonemes that a person or a lexicon decided
    homographs   index of a word -> phonemes of the reading that the sentence calls for
    """
    units = list(_units(words, overrides))
    forms = lookup(_forms_needed(units, overrides))
    clause: list[list[WordPronunciation]] = []
    right_context = "end"
    weak_to_end = True  # all the words to the right are weak
    for unit in reversed(units):
        if unit.first in overrides:
            phonemes = overrides[unit.first]
            clause.append([WordPronunciation(phonemes)])
            weak_to_end = False
        else:
            homograph = homographs.get(unit.first, "")
            phonemes = _unit_phonemes(unit, words, forms[unit.text], right_context, homograph)
            clause.append(_share_out(unit, phonemes, forms))
            weak_to_end = weak_to_end and forms[unit.text].weak_at_end
        right_context = _context_before(phonemes, unit, weak_to_end)
    return [word for unit_words in reversed(clause) for word in unit_words]


def _units(words: Sequence[str], overrides: Container[int]) -> Iterator[Unit]:
    """The words of a clause, grouped where they are pronounced as one."""
    index = 0
    while index < len(words):
        size = _phrase_size(words, index, overrides)
        yield Unit(tuple(words[index : index + size]), index)
        index += size


def _phrase_size(words: Sequence[str], index: int, overrides: Container[int]) -> int:
    """The number of words of the longest phrase at `index`; 1 if there is none."""
    for size in range(min(MAX_PHRASE_WORDS, len(words) - index), 1, -1):
        phrase = " ".join(words[index : index + size]).lower()
        if phrase in PHRASES:
            overridden = any(other in overrides for other in range(index, index + size))
            if not overridden:
                return size
    return 1


def _forms_needed(units: Sequence[Unit], overrides: Container[int]) -> list[str]:
    """The words and phrases whose forms are needed; of a phrase, also those of its words."""
    unknown = [unit for unit in units if unit.first not in overrides]
    phrases = [unit for unit in unknown if len(unit.words) > 1]
    return [
        *(unit.text for unit in unknown),
        *(word for unit in phrases for word in unit.words),
    ]


def is_letter(words: Sequence[str], index: int) -> bool:
    """Whether a word is a lone letter. "A" is the article and "I" the pronoun unless another letter
    stands beside it ("the U S A") or a mark of an address before it ("question mark A").
    """
    word = words[index]
    if not CAPITAL.fullmatch(word):
        return False
    if word not in "AI":
        return True
    if index > 1 and words[index - 1] in BEFORE_LETTERS:
        return True
    beside = [words[other] for other in (index - 1, index + 1) if 0 <= other < len(words)]
    return any(
        (CAPITAL.fullmatch(other) and other not in "AI") or other == word == "A" for other in beside
    )


def _unit_phonemes(
    unit: Unit, words: Sequence[str], forms: WordForms, right_context: str, homograph: str
) -> str:
    """The phonemes of a word or phrase in its place."""
    first = unit.first == 0
    if homograph and len(unit.words) == 1:
        return _homograph_form(forms, homograph, first, right_context)
    if is_letter(words, unit.first):
        return forms.citation
    return forms.select(first, right_context, _expected_pos(words, unit.first))


def _homograph_form(forms: WordForms, reading: str, first: bool, right_context: str) -> str:
    """A reading of a homograph in its place: a context form where espeak-ng's usual reading is this
    one, else the reading, with a linking r where the usual form has it.
    """
    if _without_secondary(forms.citation) == _without_secondary(reading):
        return forms.select(first, right_context)
    linked = forms.select(first, right_context) == forms.select(first, "consonant") + "ɹ"
    return reading + "ɹ" if linked else reading


def _without_secondary(phonemes: str) -> str:
    """Phonemes without secondary stress."""
    return phonemes.replace("ˌ", "")


def _expected_pos(words: Sequence[str], index: int) -> str:
    """The part of speech that the words before call for: noun, verb, past or third, or nothing. A
    participle may be one word farther ("was never read").
    """
    cue = _pos_cue(words, index - 1)
    if cue in ("verb", "third"):
        word = words[index]
        if word.endswith("s") and not word.endswith("ss"):
            return "third"
        return "verb" if cue == "verb" else ""
    if not cue and index > 1 and POS_CUES.get(words[index - 2].lower()) == "past":
        return "past"
    return cue


def _pos_cue(words: Sequence[str], index: int) -> str:
    """The part of speech that a word calls for after it. "A" within a clause is a letter."""
    if index < 0 or (words[index] == "A" and index > 0):
        return ""
    return POS_CUES.get(words[index].lower(), "")


def _context_before(phonemes: str, unit: Unit, weak_to_end: bool) -> str:
    """The right context that a unit is for the word before it."""
    stressed = phonemes.startswith(STRESSED_VOWEL_STARTS)
    unstressed = phonemes.startswith(VOWEL_PREFIXES)
    sound = "vowel" if stressed or unstressed else "consonant"
    if unit.words[0].lower() in PAUSE_BEFORE:
        return f"pause {sound}"
    if weak_to_end:
        return f"tail {sound}"
    return "weak vowel" if unstressed else sound


def _share_out(
    unit: Unit, phonemes: str, forms: Mapping[str, WordForms]
) -> list[WordPronunciation]:
    """The phonemes of a unit, shared out among its words by their citation forms."""
    if len(unit.words) == 1:
        return [WordPronunciation(phonemes)]
    apart = phonemes.split(" ")
    if len(apart) == len(unit.words):
        return [WordPronunciation(part) for part in apart]
    references = [forms[word].citation for word in unit.words]
    parts = align_words(phonemes.replace(" ", ""), references)
    return [WordPronunciation(part, joined=index > 0) for index, part in enumerate(parts)]
