"""Names of files that every system takes, made from ids."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_BYTES = 180  # of a name without its extension; systems take 255 with what is added to it
FORBIDDEN_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u2028\u2029\ud800-\udfff]+')
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)", re.I)


def safe_name(wanted: str) -> str:
    """The name itself if every system takes it as that of a file; otherwise one like it. Neither
    separators of folders nor a dot at the beginning are left, so that no path leads elsewhere.

    >>> safe_name("hello"), safe_name("../a:b"), safe_name("con"), safe_name("")
    ('hello', '_._a_b', 'con_', '_')
    """
    name = FORBIDDEN_IN_NAMES.sub("_", unicodedata.normalize("NFC", wanted))
    name = name.strip().rstrip(". ")
    if name.startswith("."):
        name = "_" + name[1:]
    if RESERVED.match(name):
        name = name.replace(".", "_", 1) if "." in name else name
        name = f"{name}_"
    return shorten(name or "_")


def shorten(name: str) -> str:
    """The name, or its beginning and a fingerprint if it is too long."""
    data = name.encode("utf-8")
    if len(data) <= MAX_BYTES:
        return name
    start = data[: MAX_BYTES - 9].decode("utf-8", "ignore").rstrip(". ")
    return f"{start}-{text_digits(name)}"


def text_digits(text: str) -> str:
    """Eight digits that tell a text from others."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


class NameTable:
    """Names of files that are taken in a folder. Names that differ only in case, or in how Unicode
    composes a letter, are one file on some systems.
    """

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def choose(self, wanted: str, owner: str) -> tuple[str, str | None]:
        """A free name like the one that is wanted, and a warning if it is another.

        owner   id of the job that gets it
        """
        name = safe_name(wanted)
        warning = None if name == wanted else f"the file is called {name!r}, not {wanted!r}"
        other = self._owners.setdefault(name_key(name), owner)
        if other != owner:
            warning = f"the name {name!r} is that of the item {other!r}"
            name = f"{name}-{text_digits(owner)}"
            warning += f" on some systems; the file is called {name!r}"
            self._owners[name_key(name)] = owner
        return name, warning


def name_key(name: str) -> str:
    """The same for names that may be one file."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
