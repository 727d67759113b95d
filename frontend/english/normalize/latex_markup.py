r"""LaTeX among words: formulas in $..$, \(..\) and \[..\], commands, escapes."""

import re

from frontend.english.normalize.latex import COMMAND_WORDS, spoken_formula
from frontend.english.normalize.latex_words import GREEK, LIMITED, PROSE_COMMANDS, SILENT_COMMANDS
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style

LATEX_SIGN = lazy(r"[\\^_{}=<>≤≥]|[A-Za-z]\(|\bto\b")
SHORT_FORMULA = lazy(r"[A-Za-z\d\s+\-*/(),.|!']+")
LONG_WORD = lazy(r"[A-Za-z]{3,}")
LETTER = lazy(r"[A-Za-z]|^\d+!?$")
# commands that hold several parts, or words and numbers
LOOSE_COMMANDS = (
    "frac|dfrac|tfrac|sqrt|binom|vec|hat|bar|overline|mathbb|mathbf|mathcal|mathrm|text"
)
WORD_COMMANDS = frozenset((*COMMAND_WORDS, *GREEK, *LIMITED))
BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"  # three deep


def _is_formula(text: str) -> bool:
    """Whether what stands between dollars is mathematics and no sum of money."""
    if LATEX_SIGN.search(text):
        return True
    return (
        SHORT_FORMULA.fullmatch(text) is not None
        and not LONG_WORD.search(text)
        and LETTER.search(text) is not None
    )


def _between_dollars(match: re.Match[str], style: Style) -> str | None:
    """$n^2$, $x$; "$5 and 10$" is money."""
    formula = match["double"] or match["single"]
    if not _is_formula(formula) or not formula.strip():
        return None
    return spoken_formula(formula, style) or None


def _between_brackets(match: re.Match[str], style: Style) -> str | None:
    r"""\(x = 5\), \[y = 2x\]."""
    formula = match["round"] or match["square"] or ""
    return spoken_formula(formula, style) if _is_formula(formula) else None


def _loose(match: re.Match[str], style: Style) -> str | None:
    r"""\frac{6}{3}, \sqrt{2} outside of dollars."""
    return spoken_formula(match[0], style)


def _loose_word(match: re.Match[str], style: Style) -> str | None:
    r"""\alpha, \times outside of dollars."""
    return spoken_formula(match[0], style) if match["name"].lower() in LOOSE_NAMES else None


def _power(match: re.Match[str], style: Style) -> str:
    """x^{n+1}, a_{ij} outside of dollars."""
    return spoken_formula(match[0], style)


LOOSE_NAMES = frozenset(name.lower() for name in WORD_COMMANDS)
RULES = (
    Rule(
        "formula between dollars",
        "math",
        "$",
        lazy(
            r"\$\$(?P<double>[^$]{1,600})\$\$|"
            r"\$(?![\s$])(?P<single>(?:[^$\\]|\\.){1,400}?)(?<![\s\\])\$(?![\d$])"
        ),
        _between_dollars,
        (r"$n^2$ and $$a_1 \leq 5$$", "N squared and A one less than or equal to five"),
        ("$5 or $10", "five dollars or ten dollars"),
    ),
    Rule(
        "formula in brackets",
        "math",
        "\\",
        lazy(r"\\\((?P<round>.{1,400}?)\\\)|\\\[(?P<square>.{1,600}?)\\\]"),
        _between_brackets,
        (r"\(x = 5\) and \[y = 2x\]", "X equals five and Y equals two X"),
        (r"\(see the note\)", "(see the note)"),
    ),
    Rule(
        "command of text",
        "markup",
        "\\",
        lazy(rf"\\(?:{'|'.join(sorted(PROSE_COMMANDS, key=len, reverse=True))})\*?(?![A-Za-z])"),
        lambda match, style: "",
        (r"\textbf{Note}: see \emph{this}", "{Note}: see {this}"),
        (r"C:\text", "C colon backslash text"),
    ),
    Rule(
        "silent command",
        "markup",
        "\\",
        lazy(
            rf"\\(?:{'|'.join(sorted(SILENT_COMMANDS, key=len, reverse=True))})\*?(?![A-Za-z])"
            r"(?:\[[^\]]{0,100}\])?(?:\{[^{}]{0,100}\})*"
        ),
        lambda match, style: "",
        (r"Figure\label{fig:a} is", "Figure is"),
        ("a label is", "a label is"),
    ),
    Rule(
        "command with parts",
        "math",
        "\\",
        lazy(rf"\\(?:{LOOSE_COMMANDS})(?![A-Za-z])(?:\[[^\]]{{1,9}}\])?(?:{BRACES}){{1,2}}"),
        _loose,
        (r"3 + \frac{6}{3}", "three plus six thirds"),
        ("frac 6", "frac six"),
    ),
    Rule(
        "command",
        "math",
        "\\",
        lazy(
            r"\\(?P<name>[A-Za-z]{2,15})(?![A-Za-z\\])"
            rf"(?:[_^](?:{BRACES}|[A-Za-z\d])){{0,2}}"
        ),
        _loose_word,
        (r"\alpha + \beta \leq 5", "alpha plus beta less than or equal to five"),
        (r"\foo", r"backslash foo"),
    ),
    Rule(
        "power in braces",
        "math",
        "POWER 0",
        lazy(rf"[A-Za-z\d](?:[_^](?:{BRACES}|[A-Za-z\d](?!\w))){{1,3}}(?<=\}})"),
        _power,
        ("x^{2} and y^{n+1}", "X squared and Y to the N plus one"),
        ("x^2", "x squared"),
    ),
)
