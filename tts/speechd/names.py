"""Names of characters and keys, as a person who types wants to hear them."""

from __future__ import annotations

import unicodedata

CHARACTERS = {
    " ": "space",
    "\u00a0": "no-break space",
    "\t": "tab",
    "\n": "new line",
    "\r": "return",
    "!": "exclamation mark",
    '"': "quote",
    "#": "number sign",
    "$": "dollar",
    "%": "percent",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left paren",
    ")": "right paren",
    "*": "star",
    "+": "plus",
    ",": "comma",
    "-": "dash",
    ".": "dot",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less than",
    "=": "equals",
    ">": "greater than",
    "?": "question mark",
    "@": "at",
    "[": "left bracket",
    "\\": "backslash",
    "]": "right bracket",
    "^": "caret",
    "_": "underscore",
    "`": "grave",
    "{": "left brace",
    "|": "bar",
    "}": "right brace",
    "~": "tilde",
    "£": "pound",
    "€": "euro",
    "¥": "yen",
    "©": "copyright",
    "®": "registered",
    "™": "trademark",
    "°": "degrees",
    "§": "section",
    "…": "ellipsis",
    "–": "en dash",
    "—": "em dash",
    "•": "bullet",
    "“": "left quote",
    "”": "right quote",
    "‘": "left single quote",
    "’": "apostrophe",
}
KEYS = {
    "double-quote": "quote",
    "escape": "escape",
    "prior": "page up",
    "next": "page down",
    "menu": "menu",
    "num-lock": "num lock",
    "caps-lock": "caps lock",
    "scroll-lock": "scroll lock",
    "sys-req": "system request",
    "kp-add": "keypad plus",
    "kp-subtract": "keypad minus",
    "kp-prior": "keypad page up",
    "kp-next": "keypad page down",
}
SOME = frozenset("#%&*+/<=>@\\^|~©®™°§")
MOST = SOME | frozenset('"()-:;[]_`{}–—•“”£€$¥')
PUNCTUATION = {
    "none": frozenset[str](),
    "some": SOME,
    "most": MOST,
    "all": MOST | frozenset("!',.?…‘’"),
}
PROSODIC = frozenset("!,.?:;…")  # signs that also shape the melody: they stay after their name


def character_name(character: str) -> str:
    """The name of a character that is no ASCII letter or digit, in words.

    >>> character_name("@"), character_name("é"), character_name("ж")
    ('at', 'E acute', 'cyrillic zhe')
    """
    known = CHARACTERS.get(character)
    if known is not None:
        return known
    name = unicodedata.name(character, "").lower()
    if not name:
        return f"character {ord(character)}"
    words = [word for word in name.split() if word not in ("small", "capital", "letter", "with")]
    if words[0] == "latin" and len(words) > 1:
        words = [words[1].upper() if len(words[1]) == 1 else words[1], *words[2:]]
    return " ".join(words).replace("-", " ")


def key_name(key: str) -> str:
    """The words of a key's symbolic name, such as "shift_a" or "kp-enter"; a single character stays
    as it is.

    >>> key_name("control_alt_delete"), key_name("kp-enter"), key_name("shift_a")
    ('control alt delete', 'keypad enter', 'shift a')
    """
    if key == "_":
        return key
    return " ".join(_part(part) for part in key.split("_") if part)


def _part(part: str) -> str:
    """One key of a combination."""
    if len(part) == 1:
        return part
    known = KEYS.get(part.lower())
    if known is not None:
        return known
    if part.lower().startswith("kp-"):
        return f"keypad {part[3:]}".replace("-", " ")
    return part.replace("-", " ")
