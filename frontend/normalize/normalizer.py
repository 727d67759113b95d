"""The engine: walks along a sentence and lets the first rule that applies read what stands there."""

import re
from collections.abc import Iterable, Iterator

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.normalize.rules import Rule, Token
from frontend.style import Style

RAISED_ALL = "⁰¹²³⁴⁵⁶⁷⁸⁹½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"  # left over in names; said by rules elsewhere
RAISED = "⁰¹²³⁴-⁹½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
LOWERED = str.maketrans(dict.fromkeys(RAISED_ALL, " "))
PIECE = lazy(rf"[^\W_{RAISED}]+(?:'[^\W\d_{RAISED}]+)*|[^\s\w]|[_{RAISED}]")
ALPHABETIC = lazy(r"[^\W\d_]+(?:'[^\W\d_]+)*")
SILENT = frozenset(",.?!;:\"'()[]{}-–—…|/^~`")
JOINERS = frozenset("@:/\\.-_")
STICKING = JOINERS | frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻^")
LATIN = lazy(r"[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ]")
READABLE = lazy(
    r"(?=[\u02b0-\u02ff]*[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ])[A-Za-zÀ-ÖØ-öø-\u02ffḀ-ỿ']+"
)  # IPA letters and its marks too
MIXED = lazy(r"\d+|[A-Za-zÀ-ÖØ-öø-ɏ]+")
GREEK = lazy(r"[α-ωΑ-Ω]")
DIGIT_AFTER = lazy(r"-?\d|(?:-[^\W\d_]+){1,3}-?\d|(?<=[A-Za-z])-[A-Z]")
PICTURE = lazy("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
POWERS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻^")
SPECIAL = ("0", "A", "joined", "mixed", "greek", "emoji", "power")


class Normalizer:
    """Splits clean text into tokens and says what each is read as.

    >>> from frontend.english.normalize.table import RULES
    >>> [token.spoken for token in Normalizer(RULES)("It costs $5.")]
    ['It', 'costs', 'five dollars', '']
    """

    def __init__(self, rules: Iterable[Rule], style: Style | None = None):
        self.style = style or Style()
        self._on: dict[str, list[Rule]] = {}
        for rule in rules:
            for trigger in rule.on.split(" "):
                self._on.setdefault(trigger, []).append(rule)
        (
            self._digit,
            self._capital,
            self._joined,
            self._mixed,
            self._greek,
            self._emoji,
            self._power,
        ) = (self._on.get(name, []) for name in SPECIAL)

    def __call__(self, text: str) -> list[Token]:
        """The tokens of a sentence in order: words and symbols; space stands between them."""
        tokens: list[Token] = []
        place = 0
        search = PIECE.search
        while piece := search(text, place):
            word = piece[0]
            token = (
                self._plain(text, piece, word)
                or self._by_rule(text, piece.start(), word)
                or self._unread(piece, word)
            )
            if token.end <= piece.start():
                token = self._unread(piece, word)
            _append(tokens, token, text)
            place = token.end
        return tokens

    def _plain(self, text: str, piece: re.Match[str], word: str) -> Token | None:
        """The common case: a word in small letters that no rule is about."""
        if (
            word not in self._on
            and word.islower()
            and word.isalpha()
            and text[piece.end() : piece.end() + 1] not in STICKING
            and LATIN.match(word)
        ):
            return Token(piece.start(), piece.end(), "word", "", word)
        return None

    def _by_rule(self, text: str, start: int, word: str) -> Token | None:
        """The token of the first rule that applies here."""
        for rule in self._candidates(text, start, word):
            match = rule.pattern.match(text, start)
            if match and match.end() > start:
                spoken = rule.spoken(match, self.style)
                if spoken is not None:
                    spoken = spoken if spoken.isascii() else spoken.translate(LOWERED)
                    return Token(
                        start,
                        match.end(),
                        rule.kind,
                        rule.name,
                        spoken,
                        match["ipa"] if rule.kind == "phonemes" else "",
                    )
        return None

    def _candidates(self, text: str, start: int, word: str) -> Iterator[Rule]:
        """The rules that may apply to the piece that begins here, in the order of the table."""
        first = word[0]
        end = start + len(word)
        if first.isdecimal():
            if text[end : end + 1] in JOINERS and text[end : end + 1]:
                yield from (rule for rule in self._joined if rule.kind == "electronic")
            yield from self._digit
        elif first.isalpha():
            yield from self._for_word(text, start, end, word)
        else:
            yield from self._on.get(first, ())
            if PICTURE.match(first):
                yield from self._emoji

    def _for_word(self, text: str, start: int, end: int, word: str) -> Iterator[Rule]:
        """The rules for a word: its own, then by its shape."""
        following = text[end : end + 1]
        joined = following in JOINERS and following != ""
        if following in POWERS and following and len(word) < 4:
            yield from self._power
        if joined:
            yield from (rule for rule in self._joined if rule.kind == "electronic")
        yield from self._on.get(word.lower().split("'")[0], ())
        if joined:
            yield from self._joined
        if (not word.isalpha() and any(character.isdecimal() for character in word)) or (
            joined and DIGIT_AFTER.match(text, end)
        ):
            yield from self._mixed
        if word != word.lower():
            yield from self._capital
        if GREEK.match(word):
            yield from self._greek

    @staticmethod
    def _unread(piece: re.Match[str], word: str) -> Token:
        """A word that is said as it stands, or a mark that is not said."""
        if word[0].isalpha():
            if READABLE.fullmatch(word):
                return Token(piece.start(), piece.end(), "word", "", word)
            parts = (
                MIXED.findall(word) if any(map(str.isdecimal, word)) and LATIN.search(word) else ()
            )
            if parts:  # letters and digits that no rule is about
                spoken = " ".join(
                    numbers.digits(part) if part.isdecimal() else part for part in parts
                )
                return Token(piece.start(), piece.end(), "serial", "", spoken)
            return Token(piece.start(), piece.end(), "unreadable", "", "")
        return Token(
            piece.start(), piece.end(), "punctuation" if word in SILENT else "symbol", "", ""
        )


def _append(tokens: list[Token], token: Token, text: str) -> None:
    """Add a token; words with a hyphen between them become one."""
    if (
        token.kind == "word"
        and len(tokens) > 1
        and tokens[-1].start == token.start - 1
        and text[token.start - 1] == "-"
        and tokens[-2].kind == "word"
        and tokens[-2].end == tokens[-1].start
    ):
        tokens.pop()
        first = tokens.pop()
        token = Token(first.start, token.end, "word", "", f"{first.spoken}-{token.spoken}")
    tokens.append(token)
