"""Remains of books and scans: split words, censored words, marks of footnotes."""

import re

from frontend.english.normalize.capital_words import common_words
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, at_line_end, before
from frontend.style import Style

TITLE_SMALL_WORDS = frozenset(
    "and or nor to but not the a an in on of for by with as is are was were".split()
)
CAPITAL_COMPOUND_STARTS = frozenset(
    "SELF NON PRE EX HALF WELL CO ANTI MULTI SEMI POST SUB INTER INTRA OVER UNDER".split()
)
FORMULA_NEAR = lazy(r"[=√²³∛×÷∑]")
FORMULA_AFTER = lazy(r" ?[=+×÷<>]")
OPERATOR_BEFORE = lazy(r"[=+×÷/] ?$")
NEAR = 40


def _split_word(match: re.Match[str], style: Style) -> str | None:
    """nega- tive; "pre- and post-war" and "some- thing else" stay."""
    second = match["b"]
    words = common_words() | CAPITAL_COMPOUND_STARTS
    if second in TITLE_SMALL_WORDS or second.upper() in words or match["a"].upper() in words:
        return None
    return match["a"] + second


def _censored(match: re.Match[str], style: Style) -> str:
    """f**k, s#!t: the letters that are left."""
    return f"{match['a']} {match['b']}"


def _footnote(match: re.Match[str], style: Style) -> str | None:
    """the end.1 The next: the mark is not said."""
    return "" if re.search(r"[a-z]{2}\.$", before(match)) else None


def _factorial(match: re.Match[str], style: Style) -> str | None:
    """3! among formulas."""
    earlier = match.string[max(0, match.start() - NEAR) : match.start()]
    listed = FORMULA_NEAR.search(earlier) and earlier.endswith(", ") and at_line_end(match)
    if not (FORMULA_AFTER.match(after(match)) or OPERATOR_BEFORE.search(earlier) or listed):
        return None
    return f"{style.cardinal(match['n'])} factorial"


RULES = (
    Rule(
        "split word",
        "word",
        "JOINED",
        lazy(r"(?P<a>[a-z]{2,15})- (?P<b>[a-z]{2,12})(?![\w'’-])"),
        _split_word,
        ("we consider nega- tive ones", "we consider negative ones"),
        ("pre- and post-war", "pre- and post-war"),
    ),
    Rule(
        "censored word",
        "word",
        "f s b d c h p w k sh fu bi",
        lazy(r"(?P<a>[A-Za-z]{1,2})(?:\*{1,6}|[#@$%!&*]{2,6})(?P<b>[a-z]{1,6})(?![\w*])"),
        _censored,
        ("f**k the s#!t", "f k the s t"),
        ("a**b**", "a b"),
    ),
    Rule(
        "mark of a footnote after a stop",
        "markup",
        "0",
        lazy(r"(?<=\.)\d{1,2}(?= [A-Z])"),
        _footnote,
        ("the end.1 The next", "the end. The next"),
        ("It is 2.1 The", "It is two point one The"),
    ),
    Rule(
        "factorial",
        "math",
        "0",
        lazy(r"(?P<n>\d{1,3})!(?=[ ,.;)]|$)"),
        _factorial,
        ("3! = 6", "three factorial equals six"),
        ("I have 3! Yes", "I have three! Yes"),
    ),
)
