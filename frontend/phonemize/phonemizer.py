"""Tokens of a sentence to utterances: clauses are pronounced, with pauses between them, and long
sentences are split.
"""

from collections.abc import Sequence

from frontend.clean import AlignedText
from frontend.normalize.token import Token
from frontend.phonemes import BOUNDARY, SILENCE, Phoneme, format_phonemes, parse_words
from frontend.phonemize.clause_items import ClauseItem, WordParts, clause_items
from frontend.phonemize.espeak_input import sanitize
from frontend.phonemize.ipa import from_ipa
from frontend.phonemize.lexicon import Lexicon
from frontend.phonemize.pauses import QUOTE_MARK, append_pause, terminate
from frontend.phonemize.pronunciation import Pronunciation
from frontend.phonemize.splitting import split_long
from frontend.utterance import Utterance, Word


class Phonemizer:
    """The phonemes of tokens in one locale.

    The first source that has a word decides: the text itself, the user's lexicon, then the
    pronunciation of the language. Safe for several threads.
    """

    def __init__(
        self,
        pronunciation: Pronunciation,
        lexicon: Lexicon | None = None,
        word_parts: WordParts = sanitize,
    ):
        self._pronunciation = pronunciation
        self._lexicon = lexicon
        self._word_parts = word_parts

    def __call__(
        self, source: str, sentence: AlignedText, tokens: Sequence[Token]
    ) -> list[Utterance]:
        """The utterances of a sentence of `source`; none if nothing in it is spoken."""
        items = self._resolve(clause_items(sentence.text, tokens, self._word_parts))
        parts = split_long(self._phonemize(items))
        spoken = [part for part in parts if any(phoneme.word is not None for phoneme in part)]
        return [_utterance(source, sentence, tokens, part) for part in spoken]

    def explain(self, text: str, tokens: Sequence[Token]) -> list[tuple[str, str]]:
        """The phonemes of each token of a clean text, in inventory notation, and their sources."""
        items = self._resolve(clause_items(text, tokens, self._word_parts))
        by_token = _by_token(self._phonemize(items), len(tokens))
        words = [item.text for item in items]
        sources: list[dict[str, None]] = [{} for _ in tokens]
        for index, item in enumerate(items):
            if not item.is_mark:
                source = item.source or self._pronunciation.source(words, index)
                sources[item.token][source] = None
        return [
            (format_phonemes(phonemes), "+".join(names))
            for phonemes, names in zip(by_token, sources, strict=True)
        ]

    def _resolve(self, items: list[ClauseItem]) -> list[ClauseItem]:
        """Items with their pronunciation, where it does not depend on the words beside them."""
        words = [item.text for item in items]
        return [
            item if item.is_mark else self._resolve_word(item, words, index)
            for index, item in enumerate(items)
        ]

    def _resolve_word(self, item: ClauseItem, words: list[str], index: int) -> ClauseItem:
        """A word with the pronunciation of the first source that has it, unchanged if that depends
        on its clause.
        """
        if item.phonemes:
            return item
        if item.ipa:
            phonemes = from_ipa(item.ipa, self._pronunciation.notation)
            return item._replace(phonemes=phonemes, source="inline")
        homograph = self._pronunciation.homograph(words, index)
        if self._lexicon:
            own = self._lexicon(item.text, homograph.pos if homograph else "")
            if own:
                return item._replace(phonemes=own, source="lexicon")
        correction = self._pronunciation.correction(item.text)
        if correction:
            return item._replace(phonemes=correction, source="correction")
        if homograph:
            return item._replace(homograph=homograph.phonemes, source="homograph")
        return item

    def _phonemize(self, items: list[ClauseItem]) -> list[Phoneme]:
        """The phonemes of a whole sentence without silence; `word` is the index of a token."""
        phonemes: list[Phoneme] = []
        clause: list[ClauseItem] = []
        for item in items:
            if not item.is_mark:
                clause.append(item)
                continue
            self._phonemize_clause(clause, phonemes)
            clause = []
            append_pause(item.text, item.spaced, phonemes)
        self._phonemize_clause(clause, phonemes)
        return terminate(phonemes)

    def _phonemize_clause(self, clause: list[ClauseItem], phonemes: list[Phoneme]) -> None:
        """Add the phonemes of the words between two pauses."""
        if not clause:
            return
        words = [item.text for item in clause]
        overrides = {index: item.phonemes for index, item in enumerate(clause) if item.phonemes}
        homographs = {index: item.homograph for index, item in enumerate(clause) if item.homograph}
        pronounced = self._pronunciation.pronounce(words, overrides, homographs)
        parsed = parse_words([word_phonemes for word_phonemes, _ in pronounced])
        for item, (_, joined), word in zip(clause, pronounced, parsed, strict=True):
            if _needs_boundary(phonemes, item.spaced, joined):
                phonemes.append(Phoneme(BOUNDARY))
            phonemes += _of_token(word, item.token)


def _of_token(word: Sequence[Phoneme], token: int) -> list[Phoneme]:
    """The phonemes of a token's word; a boundary within it belongs to no token."""
    return [
        phoneme if phoneme.symbol == BOUNDARY else Phoneme(phoneme.symbol, phoneme.stress, token)
        for phoneme in word
    ]


def _needs_boundary(phonemes: list[Phoneme], spaced: bool, joined: bool) -> bool:
    """Whether a boundary stands before the next word; after a quote only if there is a space."""
    if not phonemes:
        return False
    if phonemes[-1].symbol == QUOTE_MARK:
        return spaced
    return not joined and phonemes[-1].symbol != BOUNDARY


def _by_token(phonemes: list[Phoneme], count: int) -> list[list[Phoneme]]:
    """The phonemes of each token; boundaries and pauses only within a token."""
    by_token: list[list[Phoneme]] = [[] for _ in range(count)]
    between: list[Phoneme] = []
    for phoneme in phonemes:
        if phoneme.word is None:
            between.append(phoneme)
            continue
        own = by_token[phoneme.word]
        own += [*between, phoneme] if own else [phoneme]
        between = []
    return by_token


def _utterance(
    source: str, sentence: AlignedText, tokens: Sequence[Token], part: Sequence[Phoneme]
) -> Utterance:
    """Words and phonemes put together, with offsets in the source."""
    used = sorted({phoneme.word for phoneme in part if phoneme.word is not None})
    word_of_token = {token: index for index, token in enumerate(used)}
    words = []
    for token in (tokens[index] for index in used):
        start = sentence.starts[token.start]
        end = sentence.ends[token.end - 1]
        words.append(Word(source[start:end], start, end, token.spoken))
    phonemes = [Phoneme(SILENCE)]
    for phoneme in part:
        word = None if phoneme.word is None else word_of_token[phoneme.word]
        phonemes.append(Phoneme(phoneme.symbol, phoneme.stress, word))
    phonemes.append(Phoneme(SILENCE))
    start = words[0].start
    end = words[-1].end
    if len(used) == sum(bool(token.spoken) for token in tokens):  # the whole sentence
        start = sentence.starts[0]
        end = sentence.ends[-1]
    return Utterance(source[start:end], start, end, tuple(words), tuple(phonemes))
