"""Languages of espeak-ng that have no folder here, from the list in its data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from frontend.generic.language import from_table
from frontend.generic.table import LanguageTable
from frontend.language import Language
from frontend.phonemize.espeak import find_espeak

# espeak-ng's code -> that of ISO 639-1, where its first part is another
ISO_CODES = {"nb": "no", "cmn": "zh", "yue": "zh", "hak": "zh", "hyw": "hy"}
DECIMAL_POINT = frozenset("bn ga gu he hi ja kn ko ml mr mt my ne pa si sw ta te th ur zh".split())


def espeak_language(locale: str) -> Language | None:
    """The language of a code of espeak-ng; None if it has none such, or not all of its data.

    Raises EspeakMissingError, MissingLanguagePackageError.
    """
    _, data = find_espeak()
    for file in sorted((data / "lang").rglob("*")):
        if not file.is_file():
            continue
        lines = dict(_settings(file))
        if lines.get("language", "").lower() != locale:
            continue
        base = lines.get("dictionary", locale.partition("-")[0])
        return from_table(_table(lines, locale)) if (data / f"{base}_dict").is_file() else None
    return None


def _settings(file: Path) -> Iterator[tuple[str, str]]:
    """The names and values in a file of a language; of several languages, the first."""
    lines = file.read_text(encoding="utf-8", errors="ignore").splitlines()
    for line in reversed(lines):
        name, _, value = line.partition(" ")
        yield name, value.split("//")[0].strip() if name == "name" else value.split(" ")[0].strip()


def _table(lines: dict[str, str], locale: str) -> LanguageTable:
    """A table without words, with the marks of the language's numbers."""
    base = locale.partition("-")[0]
    code = ISO_CODES.get(base, base)
    has_point = code in DECIMAL_POINT
    return LanguageTable(
        name=lines.get("name", locale),
        code=code,
        locale=locale,
        decimal="." if has_point else ",",
        grouping=", '" if has_point else ". '",
    )
