"""Formulas in LaTeX as they are read aloud: a small recursive-descent parser."""

from collections.abc import Callable

from frontend.english import number_words as numbers
from frontend.english.normalize.latex_words import (
    ACCENTS,
    FUNCTIONS,
    GREEK,
    LATEX_OPERATORS,
    LATEX_SYMBOLS,
    LIMITED,
    RELATIONS,
    TEXT_COMMANDS,
    WRAPPERS,
)
from frontend.lazy_regex import lazy
from frontend.style import Style

TOKEN = lazy(r"\\[A-Za-z]+|\\.|\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]|[<>!=]=|->|=>|[^\s]")
COMMAND_WORDS = RELATIONS | LATEX_OPERATORS | LATEX_SYMBOLS | FUNCTIONS
PLAIN_SIGNS = {
    "+": "plus",
    "-": "minus",
    "*": "times",
    "/": "over",
    "=": "equals",
    "<": "less than",
    ">": "greater than",
    "<=": "less than or equal to",
    ">=": "greater than or equal to",
    "!=": "is not equal to",
    "==": "equals",
    "->": "to",
    "=>": "implies",
    "'": "prime",
    "%": "percent",
    "&": "",
    "~": "",
    "$": "",
    "{": "",
    "}": "",
    "°": "degrees",
    "∞": "infinity",
    "±": "plus or minus",
    "×": "times",
    "·": "times",
    "≤": "less than or equal to",
    "≥": "greater than or equal to",
    "≠": "is not equal to",
    "→": "to",
}
PAUSE_CHARACTERS = frozenset(",;:.")
PLAIN_POWERS = {"2": "squared", "3": "cubed"}
ROOTS = {"2": "square", "3": "cube"}
DIFFERENTIAL = ("d", "x")
SPACING = frozenset((r"\,", r"\;", r"\:", r"\!", r"\ ", r"\{", r"\}", r"\|", r"\/"))
LINE_BREAK = r"\\"
MAX_BRACE_DEPTH = 40  # of braces


NAMES_OF_FUNCTIONS = frozenset("fghFGP")  # "f(x)"


class _Reader:
    """The tokens of a formula, and the words for them."""

    def __init__(self, source: str, style: Style) -> None:
        self._source = source
        self._spans = [match.span() for match in TOKEN.finditer(source)]
        self._tokens = [source[start:end] for start, end in self._spans]
        self._position = 0
        self._depth = 0
        self._style = style
        self._commands: dict[str, Callable[[], str]] = {
            "frac": self._fraction,
            "dfrac": self._fraction,
            "tfrac": self._fraction,
            "cfrac": self._fraction,
            "sqrt": self._root,
            "binom": self._binomial,
            "begin": self._skip_argument,
            "end": self._skip_argument,
        }

    def words(self, closing: str = "") -> str:
        """The words up to a closing token, or to the end."""
        self._depth += 1
        words: list[str] = []
        while self._position < len(self._tokens) and self._depth < MAX_BRACE_DEPTH:
            token = self._next()
            if token == closing:
                break
            words.append(self._word(token, words))
        self._depth -= 1
        return _joined(words)

    def _next(self) -> str:
        token = self._tokens[self._position]
        self._position += 1
        return token

    def _peek(self) -> str:
        return self._tokens[self._position] if self._position < len(self._tokens) else ""

    def _word(self, token: str, before: list[str]) -> str:
        """The words for a token and for what belongs to it."""
        if token == "^":
            return self._power()
        if token == "_":
            return self._subscript()
        if token == "!":
            return "factorial" if before else ""
        if token == "-" and not any(before):
            return "minus"
        return self._atom(token)

    def _atom(self, token: str) -> str:
        """A group, a command, a number, a letter or a sign."""
        if token == "{":
            return self.words("}")
        if token.startswith("\\"):
            return self._command(token)
        if token[0].isdecimal():
            return self._style.number(token)
        if token.isalpha() and token.isascii():
            return self._letters(token)
        if token in PAUSE_CHARACTERS:
            return ","
        return PLAIN_SIGNS.get(token, "")

    def _letters(self, first: str) -> str:
        """A letter, or a function that is written without its backslash: sin x."""
        for length in (6, 5, 4, 3, 2):
            name = first + "".join(self._tokens[self._position : self._position + length - 1])
            if name in FUNCTIONS and len(name) == length and length > 2:
                self._position += length - 1
                return FUNCTIONS[name]
        applied = first in NAMES_OF_FUNCTIONS and self._peek() == "("
        return f"{first.upper()} of" if applied else first.upper()

    def _command(self, token: str) -> str:
        """The words for a command."""
        name = token[1:]
        if name in self._commands:
            return self._commands[name]()
        if name in LIMITED:
            return self._limited(LIMITED[name])
        if name in TEXT_COMMANDS:
            return self._text()
        if name in ACCENTS:
            return f"{self._argument()} {ACCENTS[name]}".strip()
        if token == LINE_BREAK:
            return ","
        if token in SPACING or name in WRAPPERS:
            return ""
        return self._symbol(name)

    def _symbol(self, name: str) -> str:
        """The words for a letter or a sign."""
        greek = name.removeprefix("var").lower()
        if greek in GREEK:
            return f"capital {greek}" if name[0].isupper() else greek
        return COMMAND_WORDS.get(name, PLAIN_SIGNS.get(name, name if len(name) > 1 else ""))

    def _argument(self) -> str:
        """The next group or token, in words."""
        return self._atom(self._next()) if self._position < len(self._tokens) else ""

    def _raw_argument(self) -> str:
        """The next group or token as it is written."""
        if self._peek() != "{":
            return self._next() if self._peek() else ""
        self._next()
        start = self._position
        depth = 1
        while self._position < len(self._tokens):
            token = self._next()
            depth += (token == "{") - (token == "}")
            if depth == 0:
                break
        first = self._spans[start][0] if start < len(self._spans) else len(self._source)
        return self._source[first : self._spans[self._position - 1][0]].strip()

    def _skip_argument(self) -> str:
        """Nothing, for what the braces hold."""
        self._raw_argument()
        return ""

    def _text(self) -> str:
        """Words in a formula, as they are written."""
        return self._raw_argument()

    def _fraction(self) -> str:
        """Six thirds; x over two."""
        start = self._position
        top = self._raw_argument()
        bottom = self._raw_argument()
        short = top.isdecimal() and bottom.isdecimal() and len(bottom) < 3
        if short and int(top) > 0 and int(bottom) > 1:
            return numbers.fraction(top, bottom, self._style.conjunction)
        self._position = start
        numerator = self._argument()
        return f"{numerator} over {self._argument()}"

    def _root(self) -> str:
        """The square root of two, the nth root of x."""
        degree = "2"
        if self._peek() == "[":
            self._next()
            degree = self._tokens[self._position] if self._peek() else "2"
            while self._peek() and self._next() != "]":
                pass
        root = ROOTS.get(degree) or self._ordinal(degree)
        return f"the {root} root of {self._argument()}"

    def _ordinal(self, text: str) -> str:
        """Fourth, N th."""
        return numbers.ordinal(text) if text.isdecimal() else f"{text.upper()} th"

    def _binomial(self) -> str:
        """n choose k."""
        first = self._argument()
        return f"{first} choose {self._argument()}"

    def _power(self) -> str:
        """Squared, to the fourth, to the minus three, to the n, degrees, prime."""
        start = self._position
        raw = self._raw_argument()
        if raw in PLAIN_POWERS:
            return PLAIN_POWERS[raw]
        if raw == "\\circ":
            return "degrees"
        if raw and not raw.replace("\\prime", "").replace("'", ""):
            return "prime"
        if raw.isdecimal():
            return f"to the {numbers.ordinal(raw)}"
        if raw in ("T", "\\top", "\\intercal"):
            return "transpose"
        if raw in ("*", "\\ast", "\\star"):
            return "star"
        self._position = start
        return f"to the {self._argument()}"

    def _subscript(self) -> str:
        """x one, x n."""
        return self._argument()

    def _limited(self, name: str) -> str:
        """The sum from i equals one to n of."""
        below = above = ""
        while self._peek() in ("_", "^") or self._peek() in ("\\limits", "\\nolimits"):
            sign = self._next()
            if sign == "_":
                below = self._argument()
            elif sign == "^":
                above = self._argument()
        if name == "limit":
            below = below.replace(" to ", " approaches ")
            return f"the limit as {below} of" if below else "the limit of"
        if below and above:
            return f"the {name} from {below} to {above} of"
        return f"the {name} over {below} of" if below else f"the {name} of"


def _joined(words: list[str]) -> str:
    """Words with a space between; a pause stands at the word before it."""
    text = " ".join(filter(None, words)).replace(" ,", ",")
    return text.strip(" ,") if text.strip(" ,") else ""


def spoken_formula(source: str, style: Style) -> str:
    """A formula in words.

    >>> spoken_formula(r"\\frac{1}{2} x^2 \\leq {24}", Style())
    'one half X squared less than or equal to twenty-four'
    """
    return _Reader(source, style).words()
