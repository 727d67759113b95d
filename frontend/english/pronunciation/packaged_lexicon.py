"""The packaged table of espeak's forms of frequent English words and phrases, and corrections of
them.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from importlib import resources

from frontend.english.pronunciation.context_forms import FOLLOWERS, READINGS, Forms

TABLE = "lexicon.tsv.gz"
NONE = "-"  # espeak gave no form of its own here
# Where espeak 1.52 misses what is usually said: tokens for en-us, en-gb.
CORRECTIONS = {"missus": ("mˈɪsɪz", "mˈɪsɪz"), "miz": ("mˈɪz", "mˈɪz")}


def derived(alone: str, locale: str) -> Forms:
    """The forms of a plain word from the word alone: r is heard before a vowel, the rest stays."""
    linking = alone.endswith("ɹ") if locale == "en-us" else False
    row = dict.fromkeys(FOLLOWERS, alone)
    if linking and alone.endswith("əɹ"):
        row |= dict.fromkeys(("vowel", "weak vowel", "tail vowel"), alone + "ɹ")
    return Forms((row, row), dict.fromkeys(READINGS, alone), alone)


@cache
def packaged(locale: str) -> Mapping[str, str]:
    """The packaged table, word -> cells: the word alone if its forms follow from that, else all
    forms; empty if the file was left out.
    """
    file = resources.files("frontend.english.pronunciation").joinpath("data", f"{locale}-{TABLE}")
    if not file.is_file():
        return {}
    lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))


def looked_up(word: str, locale: str) -> Forms | None:
    """The packaged forms of a word or phrase; a capital at its beginning tells nothing unless the
    table has it so.
    """
    table = packaged(locale)
    cells = table.get(word) or (
        table.get(word[0].lower() + word[1:]) if word[1:].islower() and len(word) > 1 else None
    )
    return unpacked(cells, locale) if cells else None


def unpacked(cells: str, locale: str) -> Forms:
    """Forms from the cells of the packaged table."""
    parts = cells.split("\t")
    if len(parts) == 1:
        return derived(parts[0], locale)
    size = len(FOLLOWERS)
    first = parts[1 : 1 + size]
    later = parts[1 + size : 1 + 2 * size]
    readings = parts[1 + 2 * size :]
    alone = parts[0]
    return Forms(
        (_row(first, alone), _row(later, alone)),
        {name: _cell(cell, alone) for name, cell in zip(READINGS, readings, strict=True)},
        alone,
    )


def _row(cells: list[str], alone: str) -> dict[str, str]:
    """A row of forms."""
    return {follower: _cell(cell, alone) for follower, cell in zip(FOLLOWERS, cells, strict=True)}


def _cell(cell: str, alone: str) -> str:
    """A form; an empty cell is the word alone."""
    return "" if cell == NONE else cell or alone


def packed(forms: Forms, locale: str) -> str:
    """Cells of the packaged table for these forms."""
    if forms == derived(forms.alone, locale):
        return forms.alone
    cells = [
        forms.alone,
        *(row[follower] for row in forms.within for follower in FOLLOWERS),
        *(forms.readings[name] for name in READINGS),
    ]
    return "\t".join([cells[0], *("" if cell == cells[0] else cell or NONE for cell in cells[1:])])
