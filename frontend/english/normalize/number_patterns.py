"""Patterns of written numbers, and what the noun after a number says about it."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import after

# 1,234 or 1234; 1,00,000 as in India
INTEGER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2}){1,11},\d{3}(?!\d)|\d+)"
NUMBER = rf"(?:{INTEGER}(?:\.\d+)?|\.\d+)"  # also 1.5 and .5
COUNTED_NOUN = lazy(
    r" ?(?:%|[A-Za-z]\w*s\b(?<!\bwas)(?<!\bis)(?<!\bhas)|people\b|men\b|women\b|of\b|\d)"
)


def followed_by_counted_noun(match: re.Match[str]) -> bool:
    """Whether what follows looks like what a number counts: a plural, "people", a unit."""
    return bool(COUNTED_NOUN.match(after(match)))
