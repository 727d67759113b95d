"""Lexicon files, in TOML or in PLS (W3C Pronunciation Lexicon Specification 1.0, alphabet "ipa"):

[words]
gif = "ʤɪf"                                  # any case
Polish = "ˈpoʊlɪʃ"                           # this case only, as it has a capital
record = { noun = "ˈɹɛkəɹd", verb = "ɹɪˈkɔːɹd" }
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from frontend.errors import LexiconError
from frontend.lazy_regex import lazy
from frontend.phonemize.lexicon import Lexicon
from frontend.phonemize.notation import Notation

MAX_LEXICON_BYTES = 32 << 20  # of a lexicon file
DOTTED_KEY = lazy(  # of TOML: twenty parts, plain or in quotation marks
    r"""(?<![\w"'.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){20}"""
)


def read_lexicon(path: Path | str, notation: Notation) -> Lexicon:
    """A lexicon from a TOML or PLS file; the ending of its name decides which.

    Raises LexiconError with the file and the fault.
    """
    path = Path(path)
    is_pls = path.suffix.lower() in (".pls", ".xml")
    try:
        entries = _from_pls(path) if is_pls else _from_toml(path)
    except LexiconError:
        raise
    except RecursionError:
        raise LexiconError(
            f"can't read the lexicon {path}: its tables lie too deep in each other."
        ) from None
    except (OSError, ValueError, SyntaxError) as error:  # not UTF-8, no TOML; no XML
        raise LexiconError(f"can't read the lexicon {path}: {error}") from error
    return Lexicon(entries, notation, str(path))


def lexicon_text(path: Path) -> str:
    """The text of a file; ValueError if it is too large, or no UTF-8."""
    with path.open("rb") as file:
        content = file.read(MAX_LEXICON_BYTES + 1)
    if len(content) > MAX_LEXICON_BYTES:
        raise ValueError(f"it has more than {MAX_LEXICON_BYTES} bytes; divide it")
    return content.decode("utf-8")


def _from_toml(path: Path) -> Mapping[str, Any]:
    """The table [words]."""
    text = lexicon_text(path)
    if DOTTED_KEY.search(text):  # each of its parts would be a table, which takes quadratic time
        raise LexiconError(f"{path}: a key with so many dots is refused.")
    table = tomllib.loads(text)
    unknown = [key for key in table if key != "words"]
    words = table.get("words")
    if unknown or not isinstance(words, dict):
        found = f", found {unknown[0]!r}" if unknown else ""
        raise LexiconError(f"{path}: expected one table [words]{found}")
    return words


def _from_pls(path: Path) -> Mapping[str, Any]:
    """The graphemes of a PLS file, each with the first phoneme of its lexeme."""
    text = lexicon_text(path)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise LexiconError(f"{path}: declarations (<!DOCTYPE, <!ENTITY) are refused; remove them.")
    root = ElementTree.fromstring(text)
    alphabet = root.get("alphabet", "ipa")
    if alphabet != "ipa":
        raise LexiconError(f"{path}: the alphabet is {alphabet!r}; only ipa is read.")
    entries: dict[str, str] = {}
    for element in root.iter():
        if _local_name(element) == "lexeme":
            phonemes = _texts(element, "phoneme")
            phoneme = phonemes[0] if phonemes else ""
            entries |= dict.fromkeys(_texts(element, "grapheme"), phoneme)
    return entries


def _texts(lexeme: ElementTree.Element, name: str) -> list[str]:
    """The texts of a lexeme's children of this name."""
    return [(child.text or "").strip() for child in lexeme if _local_name(child) == name]


def _local_name(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]
