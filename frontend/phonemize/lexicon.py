"""A user's lexicon: TOML, or PLS (W3C Pronunciation Lexicon Specification 1.0, alphabet "ipa"):

[words]
gif = "ʤɪf"                                  # any case
Polish = "ˈpoʊlɪʃ"                           # this case only, as it has a capital
record = { noun = "ˈɹɛkəɹd", verb = "ɹɪˈkɔːɹd" }
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from frontend.errors import LexiconError, UnknownPhoneme
from frontend.lazy_regex import lazy
from frontend.phonemize.ipa import from_ipa

PARTS = ("noun", "verb")
WORD = lazy(r"[^\W\d_]+(?:['.-][^\W\d_]+)*")


class Lexicon:
    """A user's words; tokens are checked against the inventory when it is read."""

    def __init__(
        self,
        entries: Mapping[str, str | Mapping[str, str]],
        locale: str,
        source: str = "the lexicon",
    ):
        self._entries: dict[str, dict[str, str]] = {}
        for word, ipa in entries.items():
            if not WORD.fullmatch(word):
                raise LexiconError(
                    f"{source}: {word!r} is no single word. Write a word of letters, with hyphens or apostrophes inside."
                )
            parts = dict(ipa) if isinstance(ipa, Mapping) else {"": ipa}
            wrong = [part for part in parts if part not in ("", *PARTS)]
            if wrong:
                raise LexiconError(
                    f"{source}: {word!r} has a part {wrong[0]!r}; known are {' and '.join(PARTS)}."
                )
            self._entries[word] = {
                part: _checked(text, locale, f"{source}: {word}") for part, text in parts.items()
            }

    def __call__(self, word: str, part: str = "") -> str | None:
        """The tokens of a word, or None; `part` is noun or verb where the sentence tells."""
        entry = self._entries.get(word) or self._entries.get(word.lower())
        if entry is None:
            return None
        return entry.get(part) or entry.get("") or next(iter(entry.values()))

    @property
    def fingerprint(self) -> str:
        """Another one for other words or other pronunciations."""
        import hashlib

        return hashlib.sha256(repr(sorted(self._entries.items())).encode()).hexdigest()[:16]

    def __len__(self) -> int:
        return len(self._entries)


def _checked(ipa: Any, locale: str, where: str) -> str:
    """Tokens of an entry."""
    if not isinstance(ipa, str):
        raise LexiconError(f"{where}: the pronunciation is {ipa!r}, not text.")
    try:
        return from_ipa(ipa, locale)
    except UnknownPhoneme as error:
        raise LexiconError(f"{where}: {error}") from error


def read_lexicon(path: Path | str, locale: str) -> Lexicon:
    """Read a user's lexicon, TOML or PLS by its ending. Raises LexiconError with the file and what
    is wrong in it.
    """
    path = Path(path)
    try:
        entries = _from_pls(path) if path.suffix.lower() in (".pls", ".xml") else _from_toml(path)
    except (OSError, ValueError, SyntaxError) as error:  # not UTF-8, no TOML; no XML
        if isinstance(error, LexiconError):
            raise
        raise LexiconError(f"can't read the lexicon {path}: {error}") from error
    return Lexicon(entries, locale, str(path))


def _from_toml(path: Path) -> Mapping[str, Any]:
    """The table [words]."""
    import tomllib

    table = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = [key for key in table if key != "words"]
    if unknown or not isinstance(table.get("words"), dict):
        raise LexiconError(
            f"{path}: expected one table [words]" + (f", found {unknown[0]!r}" if unknown else "")
        )
    words: Mapping[str, Any] = table["words"]
    return words


def _from_pls(path: Path) -> Mapping[str, Any]:
    """Lexemes of a PLS file: each grapheme with the first phoneme."""
    from xml.etree import ElementTree

    text = path.read_text(encoding="utf-8")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise LexiconError(f"{path}: declarations (<!DOCTYPE, <!ENTITY) are refused; remove them.")
    root = ElementTree.fromstring(text)
    if root.get("alphabet", "ipa") != "ipa":
        raise LexiconError(f"{path}: the alphabet is {root.get('alphabet')!r}; only ipa is read.")
    entries = {}
    for lexeme in root.iter():
        if lexeme.tag.rpartition("}")[2] == "lexeme":
            named = {
                child.tag.rpartition("}")[2]: (child.text or "").strip()
                for child in reversed(list(lexeme))
            }
            graphemes = [
                (child.text or "").strip()
                for child in lexeme
                if child.tag.rpartition("}")[2] == "grapheme"
            ]
            entries.update(dict.fromkeys(graphemes, named.get("phoneme", "")))
    return entries
