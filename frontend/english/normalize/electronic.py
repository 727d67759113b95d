"""Addresses of the net: URL, e-mail, handle, hashtag, file, path and IP address."""

import re

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style

DOMAINS = (
    "com org net edu gov mil int info biz io ai co uk us de fr it es eu ca au nz jp cn ru br in "
    "nl se no ch at be pl ie za mx kr tv me ly app dev sm abc xyz museum name pro mobi online "
    "site tech store blog cloud"
).split()
SAID_DOMAINS = frozenset(
    (
        "com org net gov info biz museum name pro mobi online site tech store blog cloud app dev"
    ).split()
)
FILES = (
    "pdf txt doc docx xls xlsx ppt pptx csv tsv json xml html htm css js ts py java c h cpp rs "
    "go rb php sh bat exe dll zip tar gz rar iso jpg jpeg png gif bmp svg tif tiff mp3 mp4 wav "
    "ogg flac avi mov mkv md log conf cfg ini yaml yml toml sql db ipynb tex bib apk dmg bin "
    "dat onnx"
).split()
SAID_FILES = frozenset("doc log conf bat zip tar bin dat gif".split()) | {"txt"}
MARKS = {
    ".": "dot",
    "/": "slash",
    "\\": "backslash",
    ":": "colon",
    "-": "dash",
    "_": "underscore",
    "@": "at",
    "?": "question mark",
    "=": "equals",
    "&": "and",
    "#": "hash",
    "%": "percent",
    "+": "plus",
    "~": "tilde",
    "$": "dollar",
    "!": "exclamation mark",
    ",": "comma",
    ";": "semicolon",
    "'": "apostrophe",
    "(": "",
    ")": "",
    "*": "star",
}
PIECES = lazy(r"\d+|[A-Z]?[a-zé]+|[A-Z]+(?![a-z])|[^\w\s]|_|\w")
HEARD = frozenset(
    (
        "www http https ftp html htm php url css js xml json rtx cuda faq ssl tcp ip pdf jpg cdn "
        "api sdk rss"
    ).split()
)
HOST = (
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:"
    + "|".join(sorted(DOMAINS, key=len, reverse=True))
    + r")\b(?!\.\w|@|-\w)"
)
TAIL = r"(?::\d{2,5})?(?:[/?#](?:[\w./?=&#%+~:@$*,;!'()-]*[\w/=&#%+~$])?)?"


def _spell(text: str) -> str:
    """Letters one by one."""
    return " ".join(text.upper())


def _pieces(text: str, spell: frozenset[str] = HEARD) -> str:
    """Say a string of words, digits and marks piece by piece."""
    spoken = []
    for piece in PIECES.findall(text):
        if piece.isdecimal():
            spoken.append(_figures(piece))
        elif piece in MARKS:
            spoken.append(MARKS[piece])
        elif (
            len(piece) == 1
            or piece.lower() in spell
            or (piece.isalpha() and not re.search(r"[aeiouy]", piece.lower()))
        ):
            spoken.append(_spell(piece))
        else:
            spoken.append(piece)
    return " ".join(filter(None, spoken))


def _figures(text: str) -> str:
    """Digits in an address: one by one, except round thousands and short model numbers."""
    return (
        numbers.cardinal(text) if len(text) == 4 and text.endswith("000") else numbers.digits(text)
    )


def _host(text: str) -> str:
    """A host name: the last parts spelled unless they are words."""
    parts = text.split(".")
    last = len(parts) - 1
    spoken = []
    for place, part in enumerate(parts):
        top = place == last or (place == last - 1 and len(parts) > 2 and part in DOMAINS)
        if top and place and part.lower() in DOMAINS:
            spoken.append(part if part.lower() in SAID_DOMAINS or part == "co" else _spell(part))
        else:
            spoken.append(_pieces(part))
    return " dot ".join(spoken)


def _url(match: re.Match[str], style: Style) -> str:
    """https://example.org/docs/a-b."""
    scheme = ""
    if match["scheme"]:
        name = match["scheme"].lower()
        scheme = f"{name if name == 'file' else _spell(name)} colon slash slash "
    tail = match["tail"] or ""
    return (scheme + f"{_host(match['host'])} {_path(tail)}").strip()


def _path(text: str) -> str:
    """The part of an address after the host, and paths of files; a known ending is spelled."""
    head, dot, ending = text.rpartition(".")
    if dot and ending.lower() in FILES:
        return f"{_pieces(head)} dot {_ending(ending)}"
    return _pieces(text)


def _ending(ending: str) -> str:
    """The ending of a file name: said where it is a word."""
    lower = ending.lower()
    if lower in ("jpg", "jpeg"):
        return "jpeg"
    if lower in SAID_FILES or lower == "java":
        return lower if lower != "txt" else "T X T"
    return " ".join(
        numbers.digits(part) if part.isdecimal() else _spell(part)
        for part in re.findall(r"\d+|[a-z]+", lower)
    )


def _email(match: re.Match[str], style: Style) -> str:
    """info@example.com."""
    return (
        f"{_pieces(match['user'])} at {_host(match['host'])} {_path(match['tail'] or '')}".strip()
    )


def _handle(match: re.Match[str], style: Style) -> str:
    """@jane_doe."""
    name = match["name"]
    return f"at {_pieces(name) if re.search(r'[_.0-9]', name) else name}"


def _hashtag(match: re.Match[str], style: Style) -> str:
    """#ThrowbackThursday."""
    parts = re.findall(r"\d+|[A-Z]?[^\W\dA-Z_]+|[A-Z]+(?![a-z])", match["name"])
    return "hashtag " + " ".join(
        _number_in_tag(part, style) if part.isdecimal() else part for part in parts
    )


def _number_in_tag(text: str, style: Style) -> str:
    """A year, if it looks like one."""
    return (
        style.year(text) if len(text) == 4 and text[:2] in ("19", "20") else numbers.cardinal(text)
    )


def _local(match: re.Match[str], style: Style) -> str:
    """localhost:3000/docs."""
    return f"localhost colon {_figures(match['port'])} {_path(match['tail'] or '')}".strip()


def _sixth_version(match: re.Match[str], style: Style) -> str:
    """2001:db8::1."""
    return " ".join(
        MARKS[sign] if sign == ":" else style.digits(sign) if sign.isdecimal() else sign.upper()
        for sign in match[0]
    )


def _file(match: re.Match[str], style: Style) -> str:
    """report.pdf."""
    return f"{_pieces(match['name'])} dot {_ending(match['ending'])}"


def _plain_path(match: re.Match[str], style: Style) -> str:
    r"""C:\\Users\\bob\\file.txt, /etc/hosts.conf."""
    return _path(match[0])


def _address_of_machine(match: re.Match[str], style: Style) -> str:
    """192.168.0.1, with a port or a mask."""
    spoken = " dot ".join(style.digits(part) for part in match["ip"].split("."))
    if match["port"]:
        spoken += f" colon {style.digits(match['port'])}"
    return spoken + (f" slash {style.cardinal(match['mask'])}" if match["mask"] else "")


RULES = (
    Rule(
        "URL",
        "electronic",
        "file http https ftp www ssh git JOINED",
        lazy(
            rf"(?P<scheme>file|https?|ftp|ssh|git)://(?P<host>[\w-]*(?:\.[\w-]+)*)(?P<tail>{TAIL})"
        ),
        _url,
        (
            "https://example.org/docs/a-b",
            "H T T P S colon slash slash example dot org slash docs slash A dash B",
        ),
        ("http is", "http is"),
    ),
    Rule(
        "web site",
        "electronic",
        "www JOINED",
        lazy(
            rf"(?P<scheme>(?!.).)?(?P<host>www\.[\w-]+(?:\.[\w-]+)*|{HOST})(?P<tail>{TAIL})(?!@)",
            re.IGNORECASE,
        ),
        _url,
        ("www.example.com", "W W W dot example dot com"),
        ("the end.So", "the end.So"),
    ),
    Rule(
        "e-mail",
        "electronic",
        "JOINED 0",
        lazy(rf"(?P<user>[\w.+-]{{0,64}}\w)@(?P<host>[\w-]+(?:\.[\w-]+)+)(?P<tail>{TAIL})"),
        _email,
        ("info@example.com", "info at example dot com"),
        ("a @ b", "a at b"),
    ),
    Rule(
        "file",
        "electronic",
        "JOINED",
        lazy(
            rf"(?P<name>[\w-]{{1,80}}(?:\.[\w-]{{1,80}}){{0,8}})"
            rf"\.(?P<ending>{'|'.join(sorted(FILES, key=len, reverse=True))})\b(?!\.\w)"
        ),
        _file,
        ("report.pdf", "report dot P D F"),
        ("the pdf", "the pdf"),
    ),
    Rule(
        "ending of files",
        "electronic",
        ".",
        lazy(
            rf"(?<![\w.])\.(?P<ending>{'|'.join(sorted(FILES, key=len, reverse=True))}|"
            rf"NET)\b(?!\.\w|\.\.|')"
        ),
        lambda match, style: (
            f"dot {_ending(match['ending']) if match['ending'] != 'NET' else 'NET'}"
        ),
        ("a .pdf file in .NET", "a dot P D F file in dot NET"),
        ("a ... pdf", "a ... pdf"),
    ),
    Rule(
        "path of Windows",
        "electronic",
        "JOINED",
        lazy(r"[A-Za-z]:\\[\w.\\-]*\w"),
        _plain_path,
        ("C:\\Users\\bob", "C colon backslash Users backslash bob"),
        ("C: what", "C: what"),
    ),
    Rule(
        "path",
        "electronic",
        "/ ~",
        lazy(r"(?<![\w/])~?/(?:[\w.-]+/)*[\w.-]*\w(?:/(?=\s|$))?"),
        _plain_path,
        ("Edit /etc/hosts.conf", "Edit slash etc slash hosts dot conf"),
        ("a / b", "a / b"),
    ),
    Rule(
        "handle",
        "electronic",
        "@",
        lazy(r"(?<![\w.])@(?P<name>\w+)"),
        _handle,
        ("Follow @jane_doe", "Follow at jane underscore doe"),
        ("@ home", "at home"),
    ),
    Rule(
        "hashtag",
        "electronic",
        "#",
        lazy(r"(?<!\w)#(?P<name>[^\W\d]\w*|\d+(?!st|nd|rd|th)[^\W\d_]{3,}\w*)(?![\w#-])"),
        _hashtag,
        (
            "#ThrowbackThursday #Rome2024 #100Days",
            "hashtag Throwback Thursday hashtag Rome twenty twenty-four hashtag one hundred Days",
        ),
        ("# 4", "number four"),
    ),
    Rule(
        "local host",
        "electronic",
        "localhost",
        lazy(r"localhost:(?P<port>\d{2,5})(?P<tail>/[\w./-]*\w)?(?!\w)"),
        _local,
        ("localhost:3000", "localhost colon three thousand"),
        ("the localhost: 30", "the localhost: thirty"),
    ),
    Rule(
        "address of version 6",
        "electronic",
        "0 MIXED JOINED",
        lazy(
            r"(?=[\da-fA-F:]{0,36}[\da-fA-F]{3})"
            r"(?:(?:[\da-fA-F]{1,4}:){2,6}(?:(?::[\da-fA-F]{1,4}){1,5}|:)|"
            r"(?:[\da-fA-F]{1,4}:){7}[\da-fA-F]{1,4})(?![\w:])"
        ),
        _sixth_version,
        ("ping 2001:db8::1", "ping two zero zero one colon D B eight colon colon one"),
        ("at 1:20:30", "at one hour twenty minutes and thirty seconds"),
    ),
    Rule(
        "machine address",
        "electronic",
        "0",
        lazy(
            r"(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?::(?P<port>\d{2,5}))?(?:/(?P<mask>\d\d?)"
            r")?(?![\w.]*\w)"
        ),
        _address_of_machine,
        ("192.168.0.1", "one nine two dot one six eight dot zero dot one"),
        ("192.168", "one hundred ninety-two point one six eight"),
    ),
)
