"""The engine: the first rule that applies reads what stands at each piece of a sentence."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.normalize.token import Token
from frontend.style import Style

# classes of pieces that a rule may name among its triggers; words are in lower case there
TRIGGER_DIGIT = "0"
TRIGGER_CAPITAL = "A"  # a word with capitals
TRIGGER_JOINED = "JOINED"  # a word before one of JOINERS
TRIGGER_MIXED = "MIXED"  # letters and digits
TRIGGER_GREEK = "GREEK"
TRIGGER_EMOJI = "EMOJI"
TRIGGER_POWER = "POWER"  # a short word before a raised digit or "^"

SUPERSCRIPTS_AND_FRACTIONS = "⁰¹²³⁴⁵⁶⁷⁸⁹½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
# read by rules; what is left over in names is not said
BLANKED = str.maketrans(dict.fromkeys(SUPERSCRIPTS_AND_FRACTIONS, " "))
RAISED = "⁰¹²³⁴-⁹½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
TEXT_PIECE = lazy(rf"[^\W_{RAISED}]+(?:'[^\W\d_{RAISED}]+)*|[^\s\w]|[_{RAISED}]")
SILENT_MARKS = frozenset(",.?!;:\"'()[]{}-–—…|/^~`")
JOINERS = frozenset("@:/\\.-_")
POWERS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻^")
JOINING = JOINERS | POWERS
LATIN_LETTER = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ]")  # any text needs it
# a Latin letter, IPA letters and their marks
READABLE = lazy(r"(?=[\u02b0-\u02ff]*[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ])[A-Za-zÀ-ÖØ-öø-\u02ffḀ-ỿ']+")
DIGITS_OR_LETTERS = lazy(r"\d+|[A-Za-zÀ-ÖØ-öø-ɏ]+")
GREEK_LETTER = lazy(r"[α-ωΑ-Ω]")
DIGIT_AFTER = lazy(r"-?\d|(?:-[^\W\d_]+){1,3}-?\d|(?<=[A-Za-z])-[A-Z]")
KEPT_SENTENCES = 64
EMOJI = lazy(
    "[\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u2600-\u27bf\u2b00-\u2bff"
    "\U0001f000-\U0001faff]"
)


class Script(NamedTuple):
    """What the engine takes for words.

    piece     a word, or a mark
    letter    the beginning of a word
    readable  a word that is read as it stands
    """

    piece: re.Pattern[str]
    letter: re.Pattern[str]
    readable: re.Pattern[str]


LATIN = Script(TEXT_PIECE, LATIN_LETTER, READABLE)


class Normalizer:
    """The rules of a language at work: splits clean text into tokens with their spoken forms.

    rules         in the order in which they are tried
    style         conventions of reading, handed to each rule
    spell_digits  "12" -> "one two", for digits among letters that no rule reads
    script        words that are read

    >>> from frontend.english.normalize.table import normalizer
    >>> [token.spoken for token in normalizer()("It costs $5.")]
    ['It', 'costs', 'five dollars', '']
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        style: Style,
        spell_digits: Callable[[str], str],
        script: Script = LATIN,
    ) -> None:
        self.rules = tuple(rules)
        self.style = style
        self._script = script
        self._spell_digits = spell_digits
        triggered = _rules_by_trigger(self.rules)
        self._rules_by_trigger = triggered
        self._digit = triggered.get(TRIGGER_DIGIT, [])
        self._capital = triggered.get(TRIGGER_CAPITAL, [])
        self._joined = triggered.get(TRIGGER_JOINED, [])
        self._electronic = [rule for rule in self._joined if rule.kind == "electronic"]
        self._mixed = triggered.get(TRIGGER_MIXED, [])
        self._greek = triggered.get(TRIGGER_GREEK, [])
        self._emoji = triggered.get(TRIGGER_EMOJI, [])
        self._kept = lru_cache(KEPT_SENTENCES)(self._tokens)
        self._power = triggered.get(TRIGGER_POWER, [])

    def __call__(self, text: str) -> list[Token]:
        """The tokens of a sentence in order: words and symbols; space stands between them. The last
        KEPT_SENTENCES are kept: what repeats itself, as menus and separators do, costs nothing.
        """
        return list(self._kept(text))

    def _tokens(self, text: str) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        tokens: list[Token] = []
        position = 0
        search = self._script.piece.search
        while piece := search(text, position):
            token = self._token(text, piece)
            _append(tokens, token, text)
            position = token.end
        return tuple(tokens)

    def _token(self, text: str, piece: re.Match[str]) -> Token:
        """The token that begins with a piece."""
        word = piece[0]
        return (
            self._fast_path(text, piece, word)
            or self._apply_rules(text, piece.start(), word)
            or self._fallback(piece, word)
        )

    def _fast_path(self, text: str, piece: re.Match[str], word: str) -> Token | None:
        """The common case: a word in small letters that no rule is about."""
        if (
            word not in self._rules_by_trigger
            and word.islower()
            and word.isalpha()
            and text[piece.end() : piece.end() + 1] not in JOINING
            and self._script.letter.match(word)
        ):
            return Token(piece.start(), piece.end(), "word", "", word)
        return None

    def _apply_rules(self, text: str, start: int, word: str) -> Token | None:
        """The token of the first rule that applies here."""
        for rule in self._candidates(text, start, word):
            match = rule.pattern.match(text, start)
            if not match or match.end() == start:
                continue
            spoken = rule.spoken(match, self.style)
            if spoken is None:
                continue
            if not spoken.isascii():
                spoken = spoken.translate(BLANKED)
            ipa = match["ipa"] if rule.kind == "phonemes" else ""
            return Token(start, match.end(), rule.kind, rule.name, spoken, ipa)
        return None

    def _candidates(self, text: str, start: int, word: str) -> list[Rule]:
        """The rules that may apply to the piece that begins here, in the order of the table."""
        first = word[0]
        end = start + len(word)
        if first.isdecimal():
            joined = text[end : end + 1] in JOINERS
            return self._electronic + self._digit if joined else self._digit
        if first.isalpha():
            return self._for_word(text, end, word)
        rules = self._rules_by_trigger.get(first, [])
        return rules + self._emoji if EMOJI.match(first) else rules

    def _for_word(self, text: str, end: int, word: str) -> list[Rule]:
        """The rules for a word: its own, then by its shape."""
        following = text[end : end + 1]
        joined = following in JOINERS
        rules: list[Rule] = []
        if following in POWERS and len(word) < 4:
            rules += self._power
        if joined:
            rules += self._electronic
        rules += self._rules_by_trigger.get(word.lower().split("'")[0], ())
        if joined:
            rules += self._joined
        if _has_digit(word) or (joined and DIGIT_AFTER.match(text, end)):
            rules += self._mixed
        if word != word.lower():
            rules += self._capital
        if GREEK_LETTER.match(word):
            rules += self._greek
        return rules

    def _fallback(self, piece: re.Match[str], word: str) -> Token:
        """A word that is read as it stands, or a mark that is not said."""
        start, end = piece.span()
        if not word[0].isalpha():
            return Token(start, end, "punctuation" if word in SILENT_MARKS else "symbol", "", "")
        if self._script.readable.fullmatch(word):
            return Token(start, end, "word", "", word)
        if _has_digit(word) and self._script.letter.search(word):
            return Token(start, end, "serial", "", self._read_parts(word))
        return Token(start, end, "unreadable", "", "")

    def _read_parts(self, word: str) -> str:
        """Letters as they stand, and digits one by one."""
        parts = DIGITS_OR_LETTERS.findall(word)
        return " ".join(self._spell_digits(part) if part.isdecimal() else part for part in parts)


def _rules_by_trigger(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Each trigger with its rules, in the order of the table."""
    triggered: dict[str, list[Rule]] = {}
    for rule in rules:
        for trigger in rule.triggers.split(" "):
            triggered.setdefault(trigger, []).append(rule)
    return triggered


def _has_digit(word: str) -> bool:
    """Whether there is a digit among the letters."""
    return not word.isalpha() and any(map(str.isdecimal, word))


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
