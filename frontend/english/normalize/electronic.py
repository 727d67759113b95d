"""Addresses of the net: URL, e-mail, handle, hashtag, file, path and IP address."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import EMPTY_GROUP, Rule
from frontend.style import Style

DOMAINS = (
    "com org net edu gov mil int info biz io ai co uk us de fr it es eu ca au nz jp cn ru br in "
    "nl se no ch at be pl ie za mx kr tv me ly app dev sm abc xyz museum name pro mobi online "
    "site tech store blog cloud"
).split()
TLD_AS_WORD = frozenset(
    (
        "com org net gov info biz museum name pro mobi online site tech store blog cloud app dev"
    ).split()
)
FILE_EXTENSIONS = (
    "pdf txt doc docx xls xlsx ppt pptx csv tsv json xml html htm css js ts py java c h cpp rs "
    "go rb php sh bat exe dll zip tar gz rar iso jpg jpeg png gif bmp svg tif tiff mp3 mp4 wav "
    "ogg flac avi mov mkv md log conf cfg ini yaml yml toml sql db ipynb tex bib apk dmg bin "
    "dat onnx env"
).split()
EXTENSION_AS_WORD = frozenset("doc log conf bat zip tar bin dat gif java env".split())
ANY_EXTENSION = "|".join(sorted(FILE_EXTENSIONS, key=len, reverse=True))
CAPITAL_EXTENSION = "|".join(
    ending.upper() for ending in FILE_EXTENSIONS if len(ending) > 2 and ending.isalnum()
)
MARK_NAMES = {
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
PIECE_OF_ADDRESS = lazy(r"\d+|[A-Z]?[a-zé]+|[A-Z]+(?![a-z])|[^\w\s]|_|\w")
PART_OF_TAG = lazy(r"\d+|[A-Z]?[^\W\dA-Z_]+|[A-Z]+(?![a-z])")
SPELLED_PIECES = frozenset(
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
# the end of a sentence and the word that begins the next one
SENTENCES_WITHOUT_SPACE = lazy(r"(?!www\.)[\w-]*[a-z]\.(?:No|In|It|Is|At|Me|Us|So|Be|My|Do|Am)")
URL_TAIL = r"(?::\d{2,5})?(?:[/?#](?:[\w./?=&#%+~:@$*,;!'()-]*[\w/=&#%+~$])?)?"


LETTERS_WITH_DOTS = lazy(r"(?:[A-Za-z]\.){2,}[A-Za-z]")


def _pieces(text: str) -> str:
    """Words, digits and marks, piece by piece."""
    return " ".join(filter(None, map(_piece, PIECE_OF_ADDRESS.findall(text))))


def _piece(text: str) -> str:
    """A word, digits or a mark; letters without a vowel and known acronyms are spelled."""
    if text.isdecimal():
        return _address_digits(text)
    if text in MARK_NAMES:
        return MARK_NAMES[text]
    if len(text) == 1 or text.lower() in SPELLED_PIECES:
        return spell(text)
    if text.isalpha() and not re.search(r"[aeiouy]", text.lower()):
        return spell(text)
    return text


def _address_digits(text: str) -> str:
    """Digits in an address: one by one, except round thousands."""
    if len(text) == 4 and text.endswith("000"):
        return numbers.cardinal(text)
    return numbers.digits(text)


def _host(text: str) -> str:
    """A host name; its last parts are spelled unless they are words."""
    labels = text.split(".")
    if len(labels) == 1:
        return _pieces(text)
    first_domain = -2 if len(labels) > 2 and labels[-2] in DOMAINS else -1
    spoken = [_pieces(label) for label in labels[:first_domain]]
    spoken += [_domain(label) for label in labels[first_domain:]]
    return " dot ".join(spoken)


def _domain(label: str) -> str:
    """com, uk."""
    if label.lower() not in DOMAINS:
        return _pieces(label)
    return label if label.lower() in TLD_AS_WORD or label == "co" else spell(label)


def _url(match: re.Match[str], style: Style) -> str | None:
    """https://example.org/docs/a-b; "said.No" lacks the space between two sentences."""
    if not match["scheme"] and SENTENCES_WITHOUT_SPACE.fullmatch(match["host"] + match["tail"]):
        return None
    scheme = ""
    if match["scheme"]:
        name = match["scheme"].lower()
        scheme = f"{name if name == 'file' else spell(name)} colon slash slash "
    return f"{scheme}{_host(match['host'])} {spoken_path(match['tail'] or '')}".strip()


def spoken_path(text: str) -> str:
    """The part of an address after the host, or the path of a file."""
    head, dot, extension = text.rpartition(".")
    if dot and extension.lower() in FILE_EXTENSIONS:
        return f"{_pieces(head)} dot {_extension(extension)}"
    return _pieces(text)


def _extension(text: str) -> str:
    """The extension of a file: spelled unless it is a word."""
    extension = text.lower()
    if extension in ("jpg", "jpeg"):
        return "jpeg"
    if extension in EXTENSION_AS_WORD:
        return extension
    return " ".join(
        numbers.digits(part) if part.isdecimal() else spell(part)
        for part in re.findall(r"\d+|[a-z]+", extension)
    )


def _email(match: re.Match[str], style: Style) -> str:
    """info@example.com."""
    tail = spoken_path(match["tail"] or "")
    return f"{_pieces(match['user'])} at {_host(match['host'])} {tail}".strip()


def _handle(match: re.Match[str], style: Style) -> str:
    """@jane_doe."""
    name = match["name"]
    return f"at {_pieces(name) if re.search(r'[_.0-9]', name) else name}"


def _hashtag(match: re.Match[str], style: Style) -> str:
    """#ThrowbackThursday, #Rome2024."""
    parts = PART_OF_TAG.findall(match["name"])
    return " ".join(
        ("hashtag", *(_tag_number(part, style) if part.isdecimal() else part for part in parts))
    )


def _tag_number(text: str, style: Style) -> str:
    """A year if it looks like one, else a number."""
    is_year = len(text) == 4 and text[:2] in ("19", "20")
    return style.year(text) if is_year else numbers.cardinal(text)


def _localhost(match: re.Match[str], style: Style) -> str:
    """localhost:3000/docs."""
    port = _address_digits(match["port"])
    return f"localhost colon {port} {spoken_path(match['tail'] or '')}".strip()


def _file(match: re.Match[str], style: Style) -> str | None:
    """report.pdf; "a.k.a.c" are letters."""
    if LETTERS_WITH_DOTS.fullmatch(match[0]):
        return None
    return f"{_pieces(match['name'])} dot {_extension(match['ending'])}"


def _bare_extension(match: re.Match[str], style: Style) -> str:
    """.pdf, .NET."""
    return "dot NET" if match["ending"] == "NET" else f"dot {_extension(match['ending'])}"


def _file_path(match: re.Match[str], style: Style) -> str:
    r"""C:\\Users\\bob\\file.txt, /etc/hosts.conf."""
    return spoken_path(match[0])


def _ip4_address(match: re.Match[str], style: Style) -> str:
    """192.168.0.1, with a port or a mask."""
    spoken = " dot ".join(style.digits(part) for part in match["ip"].split("."))
    if match["port"]:
        spoken += f" colon {style.digits(match['port'])}"
    return f"{spoken} slash {style.cardinal(match['mask'])}" if match["mask"] else spoken


def _ip6_address(match: re.Match[str], style: Style) -> str:
    """2001:db8::1."""
    return " ".join(_ip6_sign(sign, style) for sign in match[0])


def _ip6_sign(sign: str, style: Style) -> str:
    """A digit, a letter or a colon."""
    if sign == ":":
        return "colon"
    return style.digits(sign) if sign.isdecimal() else sign.upper()


RULES = (
    Rule(
        "URL",
        "electronic",
        "file http https ftp www ssh git JOINED",
        lazy(
            r"(?P<scheme>file|https?|ftp|ssh|git)://(?P<host>[\w-]*(?:\.[\w-]+)*)"
            rf"(?P<tail>{URL_TAIL})"
        ),
        _url,
        (
            "https://example.org/docs/a-b",
            "H T T P S colon slash slash example dot org slash docs slash A dash B",
        ),
        ("http is", "H T T P is"),
    ),
    Rule(
        "web site",
        "electronic",
        "www JOINED",
        lazy(
            rf"(?P<scheme>{EMPTY_GROUP})?(?P<host>www\.[\w-]+(?:\.[\w-]+)*|{HOST})"
            rf"(?P<tail>{URL_TAIL})(?!@)",
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
        lazy(rf"(?P<user>[\w.+-]{{0,64}}\w)@(?P<host>[\w-]+(?:\.[\w-]+)+)(?P<tail>{URL_TAIL})"),
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
            rf"\.(?P<ending>{ANY_EXTENSION}|{CAPITAL_EXTENSION})\b(?!\.\w)"
        ),
        _file,
        ("report.pdf", "report dot P D F"),
        ("the pdf", "the P D F"),
    ),
    Rule(
        "ending of files",
        "electronic",
        ".",
        lazy(
            rf"(?<![\w.])\.(?P<ending>{ANY_EXTENSION}|"
            rf"NET)\b(?!\.\w|\.\.|')"
        ),
        _bare_extension,
        ("a .pdf file in .NET", "a dot P D F file in dot NET"),
        ("a ... pdf", "a ... P D F"),
    ),
    Rule(
        "path of Windows",
        "electronic",
        "JOINED",
        lazy(r"[A-Za-z]:\\[\w.\\-]*\w"),
        _file_path,
        ("C:\\Users\\bob", "C colon backslash Users backslash bob"),
        ("C: what", "C: what"),
    ),
    Rule(
        "path",
        "electronic",
        "/ ~",
        lazy(r"(?<![\w/])~?/(?:[\w.-]+/)*[\w.-]*\w(?:/(?=\s|$))?"),
        _file_path,
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
        _localhost,
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
        _ip6_address,
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
        _ip4_address,
        ("192.168.0.1", "one nine two dot one six eight dot zero dot one"),
        ("192.168", "one hundred ninety-two point one six eight"),
    ),
)
