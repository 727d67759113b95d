"""From the tokens of a sentence to utterances: clauses are pronounced, pauses put between them,
long sentences cut.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from frontend.clean import Clean
from frontend.detokenize import Piece, pieces
from frontend.english.pronunciation.connected_speech import is_letter, pronounce
from frontend.english.pronunciation.context_forms import FormsOf
from frontend.english.pronunciation.homographs import choose
from frontend.english.pronunciation.packaged_lexicon import CORRECTIONS, looked_up
from frontend.normalize.token import Token
from frontend.phonemes import BOUNDARY, PAUSES, SILENCE, Phoneme, format_phonemes, parse
from frontend.phonemize.espeak import Espeak
from frontend.phonemize.espeak_input import sayable
from frontend.phonemize.ipa import from_ipa
from frontend.phonemize.lexicon import Lexicon
from frontend.style import LOCALES
from frontend.utterance import Utterance, Word

LONGEST = 400  # phonemes of an utterance
ENOUGH = 250  # from here on a pause is a place to cut
HEARD = {
    ",": ",",
    ".": ".",
    "?": "?",
    "!": "!",
    ";": ";",
    ":": ":",
    "(": ",",
    ")": ",",
    "[": ",",
    "]": ",",
    "{": ",",
    "}": ",",
    "–": ",",
    "—": ",",
    "…": ".",
    "-": ",",
    "/": ",",
}
STRENGTH = {mark: place for place, mark in enumerate(",:;.!?")}


class Item(NamedTuple):
    """A word to pronounce, or a mark.

    token    the place of its token
    ipa      phonemes a person gave in the text
    given    tokens that a person or a lexicon decided
    reading  tokens of the reading of a homograph
    origin   where the pronunciation comes from: inline, lexicon, correction, homograph, packaged,
             espeak, letters
    """

    text: str
    token: int
    mark: bool
    spaced: bool
    ipa: str = ""
    given: str = ""
    reading: str = ""
    origin: str = ""


class Speaker:
    """Says tokens in one accent, asking in turn: the text itself, the user's lexicon, corrections,
    homographs, the packaged table, espeak.

    May be used from several threads.
    """

    def __init__(self, locale: str, lexicon: Lexicon | None = None):
        self.locale = locale
        self._lexicon = lexicon
        self._corrections = {
            word: both[LOCALES.index(locale)] for word, both in CORRECTIONS.items()
        }
        self._forms_of = FormsOf(Espeak(locale), lambda word: looked_up(word, locale))

    def __call__(
        self, source: str, sentence: Clean, tokens: Sequence[Token]
    ) -> Iterator[Utterance]:
        """The utterances of a sentence; none if nothing in it is said."""
        phonemes = self._phonemes(self._decided(_items(sentence.text, tokens)))
        for part in _cut(phonemes):
            if any(phoneme.word is not None for phoneme in part):
                yield _utterance(source, sentence, tokens, part)

    def explained(self, sentence: Clean, tokens: Sequence[Token]) -> list[tuple[str, str]]:
        """Phonemes of each token, as the corpus writes them, and where they come from."""
        items = self._decided(_items(sentence.text, tokens))
        heard: list[list[Phoneme]] = [[] for _ in tokens]
        between: list[Phoneme] = []
        for phoneme in self._phonemes(items):
            if phoneme.word is None:
                between.append(phoneme)
                continue
            heard[phoneme.word] += [*between, phoneme] if heard[phoneme.word] else [phoneme]
            between = []
        origins: list[dict[str, None]] = [{} for _ in tokens]
        for item in items:
            if not item.mark:
                origins[item.token][item.origin] = None
        return [
            (format_phonemes(own), "+".join(origin))
            for own, origin in zip(heard, origins, strict=True)
        ]

    def _decided(self, items: Iterable[Item]) -> list[Item]:
        """Items with their pronunciation decided, as far as it does not hang on forms."""
        items = list(items)
        words = [item.text for item in items]
        return [
            item if item.mark else self._decide(item, words, place)
            for place, item in enumerate(items)
        ]

    def _decide(self, item: Item, words: list[str], place: int) -> Item:
        """The first source that knows the word."""
        if item.given:
            return item
        if item.ipa:
            return item._replace(given=from_ipa(item.ipa, self.locale), origin="inline")
        reading = choose(words, place)
        if self._lexicon and (
            own := self._lexicon(item.text, reading.label.strip("=") if reading else "")
        ):
            return item._replace(given=own, origin="lexicon")
        if item.text.lower() in self._corrections:
            return item._replace(given=self._corrections[item.text.lower()], origin="correction")
        if reading:
            return item._replace(reading=reading.tokens[self.locale], origin="homograph")
        if is_letter(words, place):
            return item._replace(origin="letters")
        return item._replace(origin="packaged" if looked_up(item.text, self.locale) else "espeak")

    def _phonemes(self, items: list[Item]) -> list[Phoneme]:
        """The phonemes of a whole sentence without silence; `word` is an index of a token."""
        phonemes: list[Phoneme] = []
        clause: list[Item] = []
        for item in [*items, Item("", -1, True, False)]:
            if not item.mark:
                clause.append(item)
                continue
            if clause:
                self._say(clause, phonemes)
                clause = []
            if item.text:
                _pause(item, phonemes)
        return _finished(phonemes)

    def _say(self, clause: list[Item], phonemes: list[Phoneme]) -> None:
        """Append the phonemes of words between two pauses."""
        given = {place: item.given for place, item in enumerate(clause) if item.given}
        readings = {place: item.reading for place, item in enumerate(clause) if item.reading}
        said = pronounce([item.text for item in clause], self._forms_of, given, readings)
        for item, (tokens, joined) in zip(clause, said, strict=True):
            if (phonemes and not joined and phonemes[-1].symbol not in (BOUNDARY, '"')) or (
                phonemes and phonemes[-1].symbol == '"' and item.spaced
            ):
                phonemes.append(Phoneme(BOUNDARY))
            phonemes += [
                phoneme._replace(word=item.token) if phoneme.symbol != BOUNDARY else phoneme
                for phoneme, _ in parse(tokens)
            ]


def _items(text: str, tokens: Sequence[Token]) -> Iterator[Item]:
    """Words as espeak may be handed them, and the marks that are heard."""
    for piece in pieces(text, tokens):
        if piece.mark:
            yield from _mark(piece, text, tokens[piece.token])
            continue
        if tokens[piece.token].phonemes:
            yield Item(
                piece.text,
                piece.token,
                False,
                piece.spaced,
                given=tokens[piece.token].phonemes,
                origin="accent",
            )
            continue
        if tokens[piece.token].ipa:
            yield Item(piece.text, piece.token, False, piece.spaced, tokens[piece.token].ipa)
            continue
        for place, chunk in enumerate(re.findall(r"[^\s,.;:!?()\"–—]+|[,.;:!?]", piece.text)):
            if chunk in HEARD:
                yield Item(chunk, piece.token, True, False)
            else:
                for word in sayable(chunk):
                    yield Item(word, piece.token, False, piece.spaced or place > 0)


def _mark(piece: Piece, text: str, token: Token) -> Iterator[Item]:
    """A mark that is heard; a hyphen only between spaces, an apostrophe never."""
    if token.kind == "break":
        yield Item(piece.text, piece.token, True, piece.spaced)
        return
    lonely = text[token.start - 1 : token.start] in ("", " ") and text[
        token.end : token.end + 1
    ] in ("", " ")
    doubled = text[token.start - 1 : token.start] == "-" or text[token.end : token.end + 1] == "-"
    if piece.text == '"' or (piece.text in HEARD and (piece.text != "-" or lonely or doubled)):
        yield Item(piece.text, piece.token, True, piece.spaced)


def _pause(item: Item, phonemes: list[Phoneme]) -> None:
    """Append a pause; of several in a row the strongest is kept, quotes stand where the corpus has
    them.
    """
    if item.text == '"':
        if item.spaced and phonemes:
            phonemes.append(Phoneme(BOUNDARY))
        phonemes.append(Phoneme('"'))
        return
    mark = HEARD[item.text]
    while phonemes and phonemes[-1].symbol == BOUNDARY:
        phonemes.pop()
    last = next(
        (place for place in range(len(phonemes) - 1, -1, -1) if phonemes[place].symbol != '"'), -1
    )
    if last < 0:
        return
    if phonemes[last].symbol in STRENGTH:
        if STRENGTH[mark] > STRENGTH[phonemes[last].symbol]:
            phonemes[last] = Phoneme(mark)
        return
    phonemes.append(Phoneme(mark))


def _finished(phonemes: list[Phoneme]) -> list[Phoneme]:
    """A sentence ends in a stop, as every clip of the corpus does."""
    while phonemes and phonemes[-1].symbol == BOUNDARY:
        phonemes.pop()
    last = next(
        (place for place in range(len(phonemes) - 1, -1, -1) if phonemes[place].symbol != '"'), -1
    )
    if last >= 0 and phonemes[last].symbol not in ".!?":
        if phonemes[last].symbol in STRENGTH:
            phonemes[last] = Phoneme(".")
        else:
            phonemes.insert(last + 1, Phoneme("."))
    return phonemes


def _cut(phonemes: list[Phoneme]) -> Iterator[list[Phoneme]]:
    """Parts of at most LONGEST phonemes: cut after a pause, else between words, else anywhere."""
    start = 0
    while len(phonemes) - start > LONGEST:
        window = phonemes[start : start + LONGEST]
        pauses = [
            place
            for place, phoneme in enumerate(window)
            if phoneme.symbol in PAUSES and place >= ENOUGH
        ]
        spaces = [
            place
            for place, phoneme in enumerate(window)
            if phoneme.symbol == BOUNDARY and place >= ENOUGH // 2
        ]
        end = start + (pauses[-1] + 1 if pauses else spaces[-1] if spaces else LONGEST)
        yield _trimmed(phonemes[start:end])
        start = end
    yield _trimmed(phonemes[start:])


def _trimmed(part: list[Phoneme]) -> list[Phoneme]:
    """Without boundaries at the ends."""
    first = 0
    last = len(part)
    while first < last and part[first].symbol == BOUNDARY:
        first += 1
    while last > first and part[last - 1].symbol == BOUNDARY:
        last -= 1
    return part[first:last]


def _utterance(
    source: str, sentence: Clean, tokens: Sequence[Token], part: list[Phoneme]
) -> Utterance:
    """Put words and phonemes together, with places in the source."""
    used = sorted({phoneme.word for phoneme in part if phoneme.word is not None})
    number = {index: place for place, index in enumerate(used)}
    words = tuple(_word(source, sentence, tokens[index]) for index in used)
    phonemes = (
        Phoneme(SILENCE),
        *(
            phoneme._replace(word=None if phoneme.word is None else number[phoneme.word])
            for phoneme in part
        ),
        Phoneme(SILENCE),
    )
    start, end = (
        (sentence.starts[0], sentence.ends[-1])
        if len(used) == sum(bool(token.spoken) for token in tokens)
        else (words[0].start, words[-1].end)
    )
    return Utterance(source[start:end], start, end, words, phonemes)


def _word(source: str, sentence: Clean, token: Token) -> Word:
    """A token as a word of the source."""
    start, end = sentence.span(token.start, token.end)
    return Word(source[start:end], start, end, token.spoken)
