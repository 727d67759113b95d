"""Clean text that remembers where each character came from.

NFKC (full width, ligatures, compatibility forms), quotes and dashes of one kind, no control
characters, no lone surrogates; what the normalizer reads by itself (½, ², ™) is left. A text is
taken paragraph by paragraph, so that one of any length streams.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from frontend.lazy_regex import lazy


class Clean(NamedTuple):
    """Clean text; character i came from source[starts[i]:ends[i]]."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def part(self, start: int, end: int) -> "Clean":
        """The clean characters start to end."""
        return Clean(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of the clean characters start to end (end > start)."""
        return self.starts[start], self.ends[end - 1]


KEPT = set("²³¹⁰⁴⁵⁶⁷⁸⁹⁻½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒™©®℠°ªº§¶µΩÅ")  # the normalizer reads these
SWAPPED = {
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
    "№": "No. ",
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
MISREAD = {
    chr(code): bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}
SWAPPED |= {misread: SWAPPED.get(meant, meant) for misread, meant in MISREAD.items()}
CLUSTER = lazy(r".[\u0300-\u036f]*", re.DOTALL)
PLAIN = lazy(r"[ -_a-~]*")  # printable ASCII without the grave accent
BREAK = lazy(r"(?:[^\S\r\n]*(?:\r\n|\r|\n|\x85|\u2028|\u2029)){2,}|\u2029")
LONGEST = 20_000  # a paragraph that is longer is taken in pieces


def clean(source: str, start: int = 0, end: int | None = None) -> Clean:
    """Clean source[start:end]; offsets count from the beginning of the source.

    >>> clean("ﬁne “x”").text
    'fine "x"'
    """
    end = len(source) if end is None else end
    if PLAIN.fullmatch(source, start, end) and source.find("''", start, end) < 0:
        return Clean(source[start:end], range(start, end), range(start + 1, end + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in CLUSTER.finditer(source, start, end):
        part = _clean_cluster(match[0])
        parts.append(part)
        starts += [match.start()] * len(part)
        ends += [match.end()] * len(part)
    return _join_doubled_quotes(Clean("".join(parts), starts, ends))


def paragraphs(source: str) -> Iterator[Clean]:
    """Clean text by paragraphs (blank lines part them); a paragraph beyond LONGEST characters is
    cut at a space.
    """
    start = 0
    while start < len(source):
        end, after = paragraph_end(source, start) or (len(source), len(source))
        if end > start:
            yield clean(source, start, end)
        start = after


def paragraph_end(source: str, start: int, searched: int = 0) -> tuple[int, int] | None:
    """Where the paragraph from `start` on ends and the next begins; None if the text ends first. No
    break begins before `searched`.
    """
    found = BREAK.search(source, max(start, searched), start + LONGEST)
    if found:
        return found.span()
    if start + LONGEST >= len(source):
        return None
    cut = _cut(source, start)
    return cut, cut


def _cut(source: str, start: int) -> int:
    """Where to cut a long paragraph: after a sentence, else at a space, else anywhere."""
    limit = start + LONGEST
    for mark, least in ((". ", LONGEST // 2), (" ", LONGEST // 2)):
        place = source.rfind(mark, start + least, limit)
        if place > 0:
            return place + len(mark)
    return limit


def _clean_cluster(cluster: str) -> str:
    """Clean one character with its accents."""
    if cluster in KEPT:
        return "°" if cluster == "º" else cluster
    if cluster in SWAPPED:
        return SWAPPED[cluster]
    if len(cluster) == 1 and cluster.isascii():
        return cluster if cluster.isprintable() else ""
    out = []
    for character in unicodedata.normalize("NFKC", cluster):
        category = unicodedata.category(character)
        if category[0] == "Z":
            out.append(" ")
        elif category == "Nd":
            out.append(str(unicodedata.digit(character)))
        elif category[0] != "C":
            out.append(SWAPPED.get(character, character))
    return "".join(out)


def _join_doubled_quotes(text: Clean) -> Clean:
    """Two single quotes or graves side by side, as TeX writes, are one double quote."""
    if "''" not in text.text and "``" not in text.text:
        return text
    parts = [
        (match[0], match.start(), match.end())
        for match in re.finditer(r"''|``(?!`)|.", text.text, re.DOTALL)
    ]
    return Clean(
        "".join('"' if len(part) == 2 else part for part, _, _ in parts),
        [text.starts[start] for _, start, _ in parts],
        [text.ends[end - 1] for _, _, end in parts],
    )
