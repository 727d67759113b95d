"""Marks within a line that stand for other characters: entities of HTML, and UTF-8 that was read as
Windows-1252.
"""

from collections.abc import Iterator

from frontend.clean import REPLACEMENTS, MarkEdit, clean
from frontend.lazy_regex import lazy

ENTITY = lazy(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
# what begins like a tag is left to the rules of markup
TAG_ENTITY = lazy(r"&lt;(?=[a-zA-Z/!])|(?<![\s&])&gt;")
# Latin letters with signs of Windows-1252 behind them are bytes of UTF-8
MOJIBAKE = lazy(
    r"â€[\x80-\x9f\u2018-\u203a\u02c6\u02dc\u0152\u0153\u0160\u0161\u2122¦\xa0-\xbf]?"
    r"|[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
)
# no span of years
SUBTRACTION = lazy(
    r"(?<=[\d)²³])(?<!\b[12]\d{3}) ?\u2212 ?(?=[\d(a-zA-Z](?![a-zA-Z]))"
    r"|(?<=\b[a-zA-Z]) ?\u2212 ?(?=[\d(a-zA-Z](?![a-zA-Z]))"
)
# small capitals, and those that are letters of IPA as well beside them
SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
SMALL_CAPITAL_WORD = lazy("[ʙɢʜɪʟɴʀʏ]{0,20}[ᴀᴄᴅᴇꜰᴊᴋᴍᴏᴘꞯꜱᴛᴜᴠᴡᴢ][ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ]*")
SOFT_HYPHEN = "\u00ad"


def inline_edits(source: str, start: int, end: int) -> Iterator[MarkEdit]:
    """The edits within a part of a source."""
    if source.find("&", start, end) >= 0:
        yield from _entity_edits(source, start, end)
    if source.find("\u2212", start, end) >= 0:
        yield from _minus_edits(source, start, end)
    if any(source.find(mark, start, end) >= 0 for mark in "ᴀᴄᴅᴇᴏᴛ"):
        yield from _small_capital_edits(source, start, end)
    if any(source.find(mark, start, end) >= 0 for mark in "âÃÂ"):
        yield from _mojibake_edits(source, start, end)


def _small_capital_edits(source: str, start: int, end: int) -> Iterator[MarkEdit]:
    """Small capitals as the letters they stand for."""
    for match in SMALL_CAPITAL_WORD.finditer(source, start, end):
        for position, letter in enumerate(match[0], match.start()):
            yield MarkEdit(position, position + 1, SMALL_CAPITALS[letter])


def _minus_edits(source: str, start: int, end: int) -> Iterator[MarkEdit]:
    """The sign of subtraction between two terms, which a hyphen would hide."""
    for match in SUBTRACTION.finditer(source, start, end):
        yield MarkEdit(match.start(), match.end(), " minus ")


def _entity_edits(source: str, start: int, end: int) -> Iterator[MarkEdit]:
    """Entities of HTML as the characters they name."""
    import html  # has a table of 2,231 names, which few texts need

    for match in ENTITY.finditer(source, start, end):
        if TAG_ENTITY.match(source, match.start()):
            continue
        character = html.unescape(match[0])
        if character != match[0]:
            text = clean(character).text
            yield MarkEdit(match.start(), match.end(), text or REPLACEMENTS.get(character, ""))


def _mojibake_edits(source: str, start: int, end: int) -> Iterator[MarkEdit]:
    """Characters whose bytes of UTF-8 were read as Windows-1252. A lost byte is a closing quote."""
    for match in MOJIBAKE.finditer(source, start, end):
        if match[0] == "â€":
            yield MarkEdit(match.start(), match.end(), '"')
            continue
        try:
            meant = b"".join(map(_byte, match[0])).decode("utf-8")
        except UnicodeError:
            continue
        yield MarkEdit(match.start(), match.end(), clean(meant).text)


def _byte(character: str) -> bytes:
    """The byte that was read as a character."""
    code = ord(character)
    return bytes([code]) if code < 0x100 else character.encode("cp1252")
