"""Clean text with source offsets.

Cleaning is NFKC (full width, ligatures, compatibility forms), one kind of quotes and dashes, no
control characters, no lone surrogates. What the normalizer reads by itself (½, ², ™) stays.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from frontend.lazy_regex import lazy


class AlignedText(NamedTuple):
    """Clean text; character i came from source[starts[i]:ends[i]]."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def slice(self, start: int, end: int) -> "AlignedText":
        """The clean characters start to end."""
        return AlignedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the source of the clean characters start to end (end > start)."""
        return self.starts[start], self.ends[end - 1]


class MarkEdit(NamedTuple):
    """Clean text that stands for source[start:end]."""

    start: int
    end: int
    text: str


def unaligned(text: str) -> AlignedText:
    """Text that is clean already and its own source."""
    return AlignedText(text, range(len(text)), range(1, len(text) + 1))


# the normalizer reads these
PRESERVED = set("²³¹⁰⁴⁵⁶⁷⁸⁹⁻½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒™©®℠°ªº§¶µΩÅ")
REPLACEMENTS = {
    **dict.fromkeys("‘’‛ʼ´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑−", "-"),
    "⁃": "•",
    **dict.fromkeys("–‒", "–"),
    "―": "—",
    "⁄": "/",
    "∕": "/",
    "…": "...",
    "\u00ad": "",
    "\t": " ",
    "\r": " ",
    "\n": " ",
    "\x0b": " ",
    "\x0c": " ",
    "\x85": " ",
    "\u2028": " ",
    "\u2029": " ",
    "№": "No.",
    "。": ".",
    "、": ",",
    "।": ".",
    "॥": ".",
    "؟": "?",
    "،": ",",
    "؛": ";",
    "《": '"',
    "》": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "〈": '"',
    "〉": '"',
    "・": "·",
    "℃": "°C",
    "℉": "°F",
    "º": "°",
}
# Windows-1252 read as Latin-1 leaves its quotes, dashes and the euro where Unicode has control
# characters; browsers read them so too
# digits in circles that NFKC leaves as they are
REPLACEMENTS |= {
    chr(first + number): str(number + offset)
    for first, last, offset in (
        (0x2776, 0x277F, 1),
        (0x2780, 0x2789, 1),
        (0x278A, 0x2793, 1),
        (0x24F5, 0x24FE, 1),
        (0x24EB, 0x24F4, 11),
    )
    for number in range(last - first + 1)
}
CP1252_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
CP1252_MOJIBAKE = {
    chr(code): bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (*CP1252_UNDEFINED, 0x85)  # U+0085 is a line end
}
REPLACEMENTS |= {wrong: REPLACEMENTS.get(meant, meant) for wrong, meant in CP1252_MOJIBAKE.items()}
GRAPHEME = lazy(r".[\u0300-\u036f]*", re.DOTALL)
ASCII_PLAIN = lazy(r"[ -_a-~]*")  # printable ASCII without the grave accent
ASCII_SPACES = dict.fromkeys(map(ord, "\t\n\r\v\f"), " ")
DOUBLED_QUOTE = lazy(r"''|``(?!`)|.", re.DOTALL)


def clean(source: str, start: int = 0, end: int | None = None) -> AlignedText:
    """source[start:end], clean; its offsets count from the beginning of the source.

    >>> clean("ﬁne “x”").text
    'fine "x"'
    """
    end = len(source) if end is None else end
    plain = source[start:end].translate(ASCII_SPACES)
    if ASCII_PLAIN.fullmatch(plain) and "''" not in plain:
        return AlignedText(plain, range(start, end), range(start + 1, end + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in GRAPHEME.finditer(source, start, end):
        part = _clean_grapheme(match[0])
        parts.append(part)
        starts += [match.start()] * len(part)
        ends += [match.end()] * len(part)
    return _join_doubled_quotes(AlignedText("".join(parts), starts, ends))


def clean_edited(source: str, start: int, end: int, edits: Sequence[MarkEdit]) -> AlignedText:
    """source[start:end], clean, with edits in the order of the source; one that reaches into the
    edit before it, or over the end, is left out.

    >>> clean_edited("# One", 0, 5, [MarkEdit(0, 2, "")]).text
    'One'
    """
    if not edits:
        return clean(source, start, end)
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = start
    for edit in [*edits, MarkEdit(end, end, "")]:
        if edit.start < position or edit.end > end:
            continue
        part = clean(source, position, edit.start)
        text += (part.text, edit.text)
        starts += [*part.starts, *[edit.start] * len(edit.text)]
        ends += [*part.ends, *[edit.end] * len(edit.text)]
        position = edit.end
    return AlignedText("".join(text), starts, ends)


def _clean_grapheme(grapheme: str) -> str:
    """A character with its accents, clean."""
    if grapheme in PRESERVED:
        return "°" if grapheme == "º" else grapheme
    if grapheme in REPLACEMENTS:
        return REPLACEMENTS[grapheme]
    if len(grapheme) == 1 and grapheme.isascii():
        return grapheme if grapheme.isprintable() else ""
    return "".join(map(_clean_character, unicodedata.normalize("NFKC", grapheme)))


def _clean_character(character: str) -> str:
    """A character of NFKC, clean: any space is a space, any decimal digit one of 0 to 9."""
    category = unicodedata.category(character)
    if category[0] == "Z":
        return " "
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category[0] == "C":
        return ""
    return REPLACEMENTS.get(character, character)


def _join_doubled_quotes(text: AlignedText) -> AlignedText:
    """Text with two single quotes or graves side by side, as TeX has them, as one double quote."""
    if "''" not in text.text and "``" not in text.text:
        return text
    matches = list(DOUBLED_QUOTE.finditer(text.text))
    return AlignedText(
        "".join('"' if len(match[0]) == 2 else match[0] for match in matches),
        [text.starts[match.start()] for match in matches],
        [text.ends[match.end() - 1] for match in matches],
    )
