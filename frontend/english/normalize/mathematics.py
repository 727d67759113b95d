"""Mathematics: powers of ten, superscripts, operators."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import NUMBER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, before
from frontend.style import Style

OPERATORS = {
    "+": "plus",
    "×": "times",
    "÷": "divided by",
    "=": "equals",
    ">": "greater than",
    "<": "less than",
    "≥": "greater than or equal to",
    "≤": "less than or equal to",
    "≠": "is not equal to",
    "≈": "is approximately",
    ">=": "greater than or equal to",
    "<=": "less than or equal to",
    "!=": "is not equal to",
    "==": "equals",
    "→": "to",
    "∞": "infinity",
    "·": "times",
}
RAISED_TO_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
NAMED_POWERS = {"2": "squared", "3": "cubed"}
CODE_LIKE_EXPONENT = lazy(r"\d{2,}E\d{1,2}")
EQUATION_SIGN = lazy(r"[=×÷√]| \+ ")


def _exponent(match: re.Match[str], style: Style) -> str | None:
    """1e10, 2.5E-3; "71E1" is a code."""
    if CODE_LIKE_EXPONENT.fullmatch(match[0]):
        return None
    minus = "minus " if match["sign"] == "-" else ""
    return f"{style.number(match['n'])} times ten to the {minus}{style.cardinal(match['e'])}"


def _superscript(match: re.Match[str], style: Style) -> str:
    """x², 10³, 2^8."""
    power = match["caret"] or match["up"].translate(RAISED_TO_PLAIN)
    base = style.cardinal(match["base"]) if match["base"].isdecimal() else match["base"]
    if power in NAMED_POWERS:
        return f"{base} {NAMED_POWERS[power]}"
    if power.startswith("-"):
        return f"{base} to the minus {style.cardinal(power)}"
    return f"{base} to the {numbers.ordinal(power)}"


def _difference(match: re.Match[str], style: Style) -> str:
    """1-2 before an equals sign."""
    return f"{style.cardinal(match['a'])} minus {style.cardinal(match['b'])}"


def _operator(match: re.Match[str], style: Style) -> str:
    """An operator between two terms; "is" is not said twice: "A is ≈ 3"."""
    spoken = OPERATORS[match["op"]]
    return spoken.removeprefix("is ") if before(match).endswith(" is ") else spoken


def _subtraction(match: re.Match[str], style: Style) -> str | None:
    """A minus, in a formula only: y - x = 5."""
    around = match.string[max(0, match.start() - 12) : match.end() + 12]
    return "minus" if EQUATION_SIGN.search(around) else None


RULES_BEFORE_MEASURES = (
    Rule(
        "number with exponent",
        "electronic",
        "0",
        lazy(rf"(?P<n>{NUMBER})[eE](?P<sign>[-+]?)(?P<e>\d{{1,3}})" + NOT_WORD),
        _exponent,
        ("2.5e-3", "two point five times ten to the minus three"),
        ("2 e", "two e"),
    ),
)


RULES_BEFORE_RANGES = (
    Rule(
        "difference",
        "math",
        "0",
        lazy(r"(?P<a>\d+) ?[-–] ?(?P<b>\d+)(?= ?=)"),
        _difference,
        ("1-2=5", "one minus two equals five"),
        ("1-2", "one to two"),
    ),
    Rule(
        "superscript",
        "math",
        "0 POWER",
        lazy(r"(?P<base>\d+|[A-Za-z])(?:(?P<up>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|\^(?P<caret>-?\d+))"),
        _superscript,
        ("x² + 10⁻³", "x squared plus ten to the minus three"),
        ("x2", "X two"),
    ),
)


RULES = (
    Rule(
        "times a power of ten",
        "math",
        "x ×",
        lazy(r"[x×](?= ?10(?:\^|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]))|(?<=\d )x(?= \d+(?:\.\d+)? ?=)"),
        lambda match, style: "times",
        ("5 x 10^6, 5 x 3 = 15", "five times ten to the sixth, five times three equals fifteen"),
        ("5 x 10", "five by ten"),
    ),
    Rule(
        "square root",
        "math",
        "√",
        lazy(r"√ ?"),
        lambda match, style: "the square root of",
        ("√16", "the square root of sixteen"),
        ("v16", "V sixteen"),
    ),
    Rule(
        "plus or minus",
        "math",
        "±",
        lazy(r"± ?"),
        lambda match, style: "plus or minus",
        ("±3", "plus or minus three"),
        ("+3", "plus three"),
    ),
    Rule(
        "plus between",
        "math",
        "+",
        lazy(r"(?P<op>\+) ?(?=[\w(.])"),
        _operator,
        ("2+3", "two plus three"),
        ("f++", "f plus plus"),
    ),
    Rule(
        "function of a variable",
        "math",
        "f g h",
        lazy(r"(?<![\w*)])(?P<f>[fgh])\((?P<x>[a-z])\)(?= ?[=<>+]|[.,;]|$)"),
        lambda match, style: f"{match['f'].upper()} of {match['x'].upper()}",
        ("f(x) = 2", "F of X equals two"),
        ("f(xs)", "f(xs)"),
    ),
    Rule(
        "operator",
        "math",
        "= > < ≥ ≤ ≠ ≈ × ÷ → · ∞ !",
        lazy(
            r"(?P<op>>=|<=|!=|==|[=><≥≤≠≈×÷→∞]|(?<=\d)·(?=\d)|"
            r"(?<=\d )·(?= \d))(?!/?[a-z][\w-]*(?:[ =][^<>]{0,200})?/?>)"
        ),
        _operator,
        ("3 × 4 ≠ 13", "three times four is not equal to thirteen"),
        ("No!", "No!"),
    ),
    Rule(
        "minus between",
        "math",
        "- –",
        lazy(r"[-–](?= ?[\dA-Za-z(])"),
        _subtraction,
        ("y - x = 5", "y minus x equals five"),
        ("a - b", "a - b"),
    ),
    Rule(
        "divided by",
        "math",
        "/",
        lazy(r"(?<=\d )/(?= \d)"),
        lambda match, style: "divided by",
        ("10 / 2", "ten divided by two"),
        ("a / b", "a / b"),
    ),
    Rule(
        "times",
        "math",
        "*",
        lazy(r"(?<=\d)(?: ?)\*(?= ?\d)|(?<=\d )\*(?= \d)"),
        lambda match, style: "times",
        ("3 * 4", "three times four"),
        ("a * b", "a b"),
    ),
)
