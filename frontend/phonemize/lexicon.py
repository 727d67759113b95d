"""The user's lexicon: pronunciations that go before all others but those in the text."""

from collections.abc import Mapping
from typing import Any

from frontend.errors import LexiconError, UnknownPhonemeError
from frontend.lazy_regex import lazy
from frontend.phonemize.ipa import from_ipa
from frontend.phonemize.notation import Notation

PARTS_OF_SPEECH = ("noun", "verb")
MAX_WORD = 200  # characters
MAX_PRONUNCIATION = 1000  # characters of a pronunciation
WORD = lazy(r"[^\W\d_]+(?:['.-][^\W\d_]+)*")


class Lexicon:
    """A user's pronunciations.

    entries    word -> IPA, or part of speech -> IPA
    notation   IPA to the inventory
    source     name for error messages

    Raises LexiconError for an entry that is no word, or that cannot be spoken.
    """

    def __init__(
        self,
        entries: Mapping[str, str | Mapping[str, str]],
        notation: Notation,
        source: str = "the lexicon",
    ):
        self._entries = {word: _entry(word, ipa, notation, source) for word, ipa in entries.items()}

    def __call__(self, word: str, pos: str = "") -> str | None:
        """The phonemes of a word in inventory notation, or None.

        pos   noun or verb, where the sentence shows it
        """
        entry = self._entries.get(word) or self._entries.get(word.lower())
        if entry is None:
            return None
        return entry.get(pos) or entry.get("") or next(iter(entry.values()))

    @property
    def fingerprint(self) -> str:
        """A digest of the words and their pronunciations."""
        import hashlib

        content = repr(sorted(self._entries.items()))
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def __len__(self) -> int:
        return len(self._entries)


def _entry(
    word: str, ipa: str | Mapping[str, str], notation: Notation, source: str
) -> dict[str, str]:
    """Part of speech ("" for any) -> phonemes of a word."""
    if len(word) > MAX_WORD or not WORD.fullmatch(word):
        raise LexiconError(
            f"{source}: {word!r} is no single word. Write a word of letters, with hyphens or "
            f"apostrophes inside."
        )
    by_pos = dict(ipa) if isinstance(ipa, Mapping) else {"": ipa}
    for pos in by_pos:
        if pos not in ("", *PARTS_OF_SPEECH):
            raise LexiconError(
                f"{source}: {word!r} has a part {pos!r}; known are {' and '.join(PARTS_OF_SPEECH)}."
            )
    where = f"{source}: {word}"
    return {pos: _phonemes(text, notation, where) for pos, text in by_pos.items()}


def _phonemes(ipa: Any, notation: Notation, where: str) -> str:
    """The phonemes of an entry."""
    if isinstance(ipa, str) and len(ipa) > MAX_PRONUNCIATION:
        raise LexiconError(
            f"{where}: the pronunciation has {len(ipa)} characters; at most "
            f"{MAX_PRONUNCIATION} are read."
        )
    if not isinstance(ipa, str):
        raise LexiconError(f"{where}: the pronunciation is {ipa!r}, not text.")
    try:
        return from_ipa(ipa, notation)
    except UnknownPhonemeError as error:
        raise LexiconError(f"{where}: {error}") from error
