"""Context forms: the variants of a word between neighbours of each kind, found by asking espeak-ng
for it in carrier phrases.

English words change with their neighbours. "a" and "to" weaken before another word, "the" ends in ɪ
before a vowel, r is pronounced before one ("far", "far away"), "on" is strong at the end and before
"it". Whole clauses would give all this, but espeak-ng merges words there, and the phonemes of a
word are lost among them. So each word is asked for once in every carrier phrase, and the clause
selects the form that its neighbours call for.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

# context -> what follows the word in its carrier phrase. "pause ..." is a slight pause, as before
# "but" and "and"; "tail ..." is nothing but weak words to the end of the clause.
CARRIER_ENDS = {
    "end": "",
    "consonant": " books",
    "vowel": " apples",
    "weak vowel": " again",
    "pause consonant": " but books",
    "pause vowel": " and books",
    "tail consonant": " me",
    "tail vowel": " it",
}
RIGHT_CONTEXTS = tuple(CARRIER_ENDS)
CLAUSE_FINAL = ("tail consonant", "tail vowel")
CARRIER_BEGINNINGS = ("", "books ")  # the word begins the clause, or does not
POS_CARRIERS = {
    "noun": ("books the ", " books"),
    "verb": ("books to ", " books"),
    "past": ("books was ", " books"),
    "third": ("books he ", " books"),
}
# (before, after) of each phrase; the last is the word alone
CARRIER_PHRASES = (
    *((before, after) for before in CARRIER_BEGINNINGS for after in CARRIER_ENDS.values()),
    *POS_CARRIERS.values(),
    ("", ""),
)
CACHE_SIZE = 40_000  # words

VOICELESS = {"z": "s", "d": "t"}
BEFORE_VOICELESS = {"z": "ptkfθ", "d": "pkfsʃʧθ"}


class WordForms(NamedTuple):
    """The forms of a word, or of a phrase that is pronounced as one, in inventory notation.

    in_clause   two rows, for a word that begins the clause and for one that does not:
                right context -> form
    by_pos      part of speech -> form after a word that calls for it: noun, verb, past ("was read")
                or third ("he uses")
    citation    form of the word alone
    """

    in_clause: tuple[dict[str, str], dict[str, str]]
    by_pos: dict[str, str]
    citation: str

    @property
    def weak_at_end(self) -> bool:
        """Whether the word is weak even at the end, as "me" is. Words before it are then strong, as
        "on" and "about" are in "about me".
        """
        return "ˈ" not in self.in_clause[1]["end"]

    def select(self, first: bool, right_context: str, pos: str = "") -> str:
        """The form of the word at the beginning of the clause or not, before this right context.

        pos   part of speech that the words before call for; its form counts if it is another one
        """
        usual = self.in_clause[0 if first else 1][right_context]
        by_pos = self.by_pos.get(pos, "")
        if "ˈ" not in by_pos or by_pos == self.in_clause[1]["consonant"]:
            return usual
        return by_pos if "ˈ" in usual or pos == "noun" else usual


class FormLookup:
    """The forms of words, from a table or from espeak-ng, with a cache. Safe for several threads.

    espeak    texts -> phonemes of each, words separated by spaces
    look_up   a word -> its forms in a table, or None
    """

    def __init__(
        self,
        espeak: Callable[[Sequence[str]], list[str]],
        look_up: Callable[[str], WordForms | None] = lambda word: None,
    ):
        self._espeak = espeak
        self._look_up = look_up
        self._cache: dict[str, WordForms] = {}

    def __call__(self, words: Iterable[str]) -> dict[str, WordForms]:
        """The forms of each word; all new words are one request to espeak-ng."""
        wanted = dict.fromkeys(words)
        cache = self._cache
        known = {word: cache[word] for word in wanted if word in cache}
        new = self._new([word for word in wanted if word not in known])
        if new:
            if len(cache) > CACHE_SIZE:
                self._cache = cache = {}
            cache.update(new)
        return known | new

    def _new(self, words: list[str]) -> dict[str, WordForms]:
        """The forms of words that are not in the cache."""
        found = {word: forms for word in words if (forms := self._look_up(word))}
        found |= self._ask([word for word in words if word not in found])
        return {word: _devoiced(forms) for word, forms in found.items()}

    def _ask(self, words: list[str]) -> dict[str, WordForms]:
        """The forms of words, from espeak-ng."""
        if not words:
            return {}
        texts = [f"{before}{word}{after}" for word in words for before, after in CARRIER_PHRASES]
        answers = self._espeak(texts)
        size = len(CARRIER_PHRASES)
        return {
            word: _forms(answers[index * size : (index + 1) * size])
            for index, word in enumerate(words)
        }


def _devoiced(forms: WordForms) -> WordForms:
    """Forms without a voiced ending behind a voiceless consonant, where espeak-ng says "statez" and
    "facd": no English word ends so.
    """
    rows = [{context: _ending(form) for context, form in row.items()} for row in forms.in_clause]
    by_pos = {pos: _ending(form) for pos, form in forms.by_pos.items()}
    return WordForms((rows[0], rows[1]), by_pos, _ending(forms.citation))


def _ending(form: str) -> str:
    """A form with its last consonant made voiceless after another one."""
    last = form[-1:]
    if last not in VOICELESS or form[-2:-1] not in BEFORE_VOICELESS[last]:
        return form
    return form[:-1] + VOICELESS[last]


def _forms(answers: list[str]) -> WordForms:
    """The forms of a word from espeak-ng's answers, which are in the order of CARRIER_PHRASES."""
    *framed, citation = (
        _middle(answer, before, after)
        for answer, (before, after) in zip(answers, CARRIER_PHRASES, strict=True)
    )
    size = len(RIGHT_CONTEXTS)
    first = _row(framed[:size], citation)
    later = _row(framed[size : 2 * size], citation)
    by_pos = dict(zip(POS_CARRIERS, framed[2 * size :], strict=True))
    return WordForms((first, later), by_pos, citation)


def _row(forms: list[str], citation: str) -> dict[str, str]:
    """Right context -> form. A form that espeak-ng merged with a neighbour is that at the end of
    the clause, or the citation form.
    """
    row = dict(zip(RIGHT_CONTEXTS, forms, strict=True))
    return {
        context: form or (row["end"] if context in CLAUSE_FINAL else "") or citation
        for context, form in row.items()
    }


def _middle(answer: str, before: str, after: str) -> str:
    """The phonemes without the neighbours; empty where espeak-ng merged the word with one."""
    parts = answer.split(" ")
    return " ".join(parts[before.count(" ") : len(parts) - after.count(" ")])
