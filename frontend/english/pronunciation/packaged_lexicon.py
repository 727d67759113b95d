"""The packaged lexicon: espeak-ng's context forms of frequent English words and phrases, and
corrections of espeak-ng.
"""

import gzip
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from frontend.english.pronunciation.context_forms import POS_CARRIERS, RIGHT_CONTEXTS, WordForms

TABLE = "lexicon.tsv.gz"
CORRECTED = "corrections.tsv"
ENGLISH_COLUMNS = ("en-us", "en-gb")  # of CORRECTED, after the word
ABSENT = "-"  # a cell where espeak-ng gave no form
LINKED_BEFORE = ("vowel", "weak vowel", "tail vowel")
# words that espeak-ng 1.52 pronounces otherwise than people do: locale -> word -> phonemes
CORRECTIONS = {
    "en-us": {"missus": "mˈɪsɪz", "miz": "mˈɪz"},
    "en-gb": {"missus": "mˈɪsɪz", "miz": "mˈɪz"},
}


def default_forms(citation: str, locale: str) -> WordForms:
    """The forms of a plain word: the citation form, in American English with a linking r."""
    row = dict.fromkeys(RIGHT_CONTEXTS, citation)
    if locale == "en-us" and citation.endswith("əɹ"):
        row |= dict.fromkeys(LINKED_BEFORE, citation + "ɹ")
    return WordForms((row, row), dict.fromkeys(POS_CARRIERS, citation), citation)


@cache
def packaged_table(locale: str) -> Mapping[str, str]:
    """Word -> cells of its forms; empty if the file was left out of the package."""
    data = resources.files("frontend.english.pronunciation").joinpath("data")
    file = data.joinpath(f"{locale}-{TABLE}")
    if not file.is_file():
        return {}
    lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))


@cache
def corrections(locale: str) -> Mapping[str, str]:
    """Word or phrase in small letters, or as written ("LaTeX"), -> phonemes, where espeak-ng says
    another word. An empty cell of the file leaves what espeak-ng says.
    """
    file = resources.files("frontend.english.pronunciation").joinpath("data", CORRECTED)
    column = ENGLISH_COLUMNS.index(locale)
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: cells[column] for word, *cells in rows if cells[column]}


def _corrected(word: str, locale: str) -> str | None:
    """The correction of a word, also of its possessive."""
    table = corrections(locale)
    stem = word.removesuffix("'s")
    phonemes = table.get(stem)
    if not phonemes or stem == word:
        return phonemes
    return phonemes + _possessive_ending(phonemes, locale)


def _possessive_ending(phonemes: str, locale: str) -> str:
    """The sound of 's after these phonemes."""
    if phonemes[-1] in "szʃʒʧʤ":
        return "ᵻz" if locale == "en-us" else "ɪz"
    return "s" if phonemes[-1] in "ptkfθ" else "z"


def lookup(word: str, locale: str) -> WordForms | None:
    """The packaged forms of a word or phrase, or None: those of the corrections first. A word with
    a capital is looked up as written, then in small letters.
    """
    corrected = _corrected(word, locale) or _corrected(word.lower(), locale)
    if corrected:
        return default_forms(corrected, locale)
    table = packaged_table(locale)
    cells = table.get(word)
    if not cells and len(word) > 1 and word[1:].islower():
        cells = table.get(word[0].lower() + word[1:])
    return decode_cells(cells, locale) if cells else None


def is_frequent(word: str) -> bool:
    """Whether a word in small letters, or what it is the possessive of, is in the lexicon."""
    return word.split("'")[0] in packaged_table(ENGLISH_COLUMNS[0])


def decode_cells(cells: str, locale: str) -> WordForms:
    """Forms from the cells of a row: the citation form, then, if they are not the default ones, the
    forms in each context and by part of speech.
    """
    citation, *rest = cells.split("\t")
    if not rest:
        return default_forms(citation, locale)
    size = len(RIGHT_CONTEXTS)
    forms = [_decode_cell(cell, citation) for cell in rest]
    first = dict(zip(RIGHT_CONTEXTS, forms[:size], strict=True))
    later = dict(zip(RIGHT_CONTEXTS, forms[size : 2 * size], strict=True))
    by_pos = dict(zip(POS_CARRIERS, forms[2 * size :], strict=True))
    return WordForms((first, later), by_pos, citation)


def _decode_cell(cell: str, citation: str) -> str:
    """A form; an empty cell is the citation form."""
    return "" if cell == ABSENT else cell or citation


def encode_cells(forms: WordForms, locale: str) -> str:
    """The cells of a row for these forms."""
    citation = forms.citation
    if forms == default_forms(citation, locale):
        return citation
    others = [row[context] for row in forms.in_clause for context in RIGHT_CONTEXTS]
    others += [forms.by_pos[pos] for pos in POS_CARRIERS]
    return "\t".join([citation, *_encode_forms(others, citation)])


def _encode_forms(forms: Iterable[str], citation: str) -> list[str]:
    """Cells of forms; a form like the citation form is empty."""
    return ["" if form == citation else form or ABSENT for form in forms]
