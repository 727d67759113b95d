"""Markup: Markdown, HTML, and phonemes that a person gave."""

import re

from frontend.english.normalize.capital_words import spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import GIVEN_PHONEMES, Rule, after, before
from frontend.style import Style

QUOTED_LINE = lazy(r" ?>")
TAG_BEFORE = lazy(r"\b(?:tags?|elements?) $", re.IGNORECASE)
TAG_NAME = lazy(r"</?([a-z][\w-]*)")
RATED_NOUN = lazy(r"\* (?:hotel|rating|review|resort)")
WORD_END = lazy(r"\w$")
TEXT_FOLLOWS = lazy(r"(?:\s*<[^<>]{0,60}>)*\s*[^\s<]")
TAG_CONTENT_CHARS = 2000  # how far a closing tag is looked for
# the target of a link or an image: an address, a path, a file, a part of the page, a reference
TARGET = (
    r"(?:\((?:https?:|ftp:|mailto:|www\.|[/#.<]|data:|[\w%.~-]{1,200}(?:/|\.[a-z\d]{2,4}\b|#))"
    r"(?:[^()\s]|\([^()\s]*\)){0,500}(?: \"[^\"]{0,200}\")?\)|\[\w[\w-]{0,40}\]|\[\])"
)
HTML_TAGS = (
    "a|abbr|address|article|aside|audio|b|blockquote|body|br|button|caption|center|cite|code|col|"
    "dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|"
    "hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|mark|meta|nav|object|ol|option|p|"
    "picture|pre|q|s|samp|script|section|select|small|source|span|strong|style|sub|summary|sup|svg|"
    "table|tbody|td|textarea|tfoot|th|thead|think|time|title|tr|tt|u|ul|var|video|wbr"
)
MAIL_BEFORE = lazy(r"<(?:mailto:)?(?:[\w.+-]+@[\w.-]+|(?:https?|ftp)://[^\s<>]+)$")
TAG_MENTIONED_BEFORE = lazy(
    r"`$|\b(?:[Uu]se|[Aa]dd|[Pp]ut|[Tt]he|an?|each|every|with|inside|of|to|>,?`? (?:and|or)) $"
)
TAG_MENTIONED_AFTER = lazy(
    r"`|(?:,? (?:and|or) `?<\w+>`?)* (?:tags?|elements?|blocks?|attributes?|nodes?)\b"
)
ENTITIES = {"amp": "and", "lt": "less than", "gt": "greater than"}


def _quote_mark(match: re.Match[str], style: Style) -> str | None:
    """Marks before a quoted line; "a > b" is mathematics."""
    opens_line = not before(match).strip(" >")
    return "" if opens_line or QUOTED_LINE.match(match.string) else None


def _text(match: re.Match[str], style: Style) -> str:
    """The word whose phonemes are given."""
    return match["text"]


def _mentioned_tag(match: re.Match[str], style: Style) -> str | None:
    """The HTML tag <p>."""
    return match[0] if TAG_BEFORE.search(before(match)) else None


def _end_of_block(match: re.Match[str], style: Style) -> str | None:
    """The end of an item, a paragraph or a cell within a line: a pause."""
    parted = WORD_END.search(before(match)) and TEXT_FOLLOWS.match(after(match))
    return "" if parted else None


def _other_tag(match: re.Match[str], style: Style) -> str | None:
    """<pause/>, </sing>, and <sing> if it is closed later."""
    if "/" in match[0]:
        return ""
    name = TAG_NAME.match(match[0])[1]  # type: ignore[index]
    content = match.string[match.end() : match.end() + TAG_CONTENT_CHARS]
    return "" if f"</{name}>" in content else None


def _definition(match: re.Match[str], style: Style) -> str | None:
    """[docs]: https://x.com at the beginning of a line."""
    return None if before(match).strip() else ""


def _end_of_mail(match: re.Match[str], style: Style) -> str | None:
    """The bracket after an address in brackets."""
    return "" if MAIL_BEFORE.search(before(match)) else None


def _tag_among_words(match: re.Match[str], style: Style) -> str | None:
    """Use the <div> element, `<p>`: the name of a tag that text speaks of."""
    if not (TAG_MENTIONED_BEFORE.search(before(match)) or TAG_MENTIONED_AFTER.match(after(match))):
        return None
    name = match["name"]
    closed = f"</{name}>" in match.string[match.end() : match.end() + TAG_CONTENT_CHARS]
    if closed and not match["mark"]:
        return None
    is_word = len(name) > 2 and re.search(r"[aeiouy]", name)
    return name if is_word and name not in ("ul", "img") else spell(name)


def _entity(match: re.Match[str], style: Style) -> str:
    """An entity: &amp;, &lt;."""
    return ENTITIES.get(match["name"], "")


def _emphasis(match: re.Match[str], style: Style) -> str | None:
    """Marks of emphasis; the star of a "5* hotel" is none."""
    return None if RATED_NOUN.match(match.string, match.start()) else ""


RULES_BEFORE_MATHEMATICS = (
    Rule(
        "mail in brackets",
        "markup",
        "<",
        lazy(r"<(?=(?:mailto:)?[\w.+-]{1,64}@[\w-]+\.[\w.-]+>|(?:https?|ftp)://[^\s<>]+>)"),
        lambda match, style: "",
        ("Bob <bob@x.com> wrote", "Bob bob at X dot com wrote"),
        ("a <b", "a less than b"),
    ),
    Rule(
        "end of mail in brackets",
        "markup",
        ">",
        lazy(r"(?<=[\w/])>"),
        _end_of_mail,
        ("<https://x.com> is", "H T T P S colon slash slash X dot com is"),
        ("a > b", "a greater than b"),
    ),
    Rule(
        "comment",
        "markup",
        "<",
        lazy(r"<!--.{0,4000}?-->"),
        lambda match, style: "",
        ("next<!-- hidden --> one", "next one"),
        ("a <! b", "a less than! b"),
    ),
    Rule(
        "rule of a heading",
        "markup",
        "= - # _ *",
        lazy(r"(?<!\S)(?:={4,}|-{4,}|#{7,}|_{4,}|\*{4,})(?!\S)"),
        lambda match, style: "",
        ("Title ===== Body", "Title Body"),
        ("a == b", "a equals b"),
    ),
    Rule(
        "quoted line",
        "markup",
        ">",
        lazy(r"(?:> ?){1,8}(?=[^\W\d_]|[\"'*_`(])"),
        _quote_mark,
        ("> It is\n> you think", "It is you think"),
        ("a > b", "a greater than b"),
    ),
)


RULES = (
    Rule(
        "phonemes",
        "phonemes",
        "[",
        GIVEN_PHONEMES,
        _text,
        ("Say [tomato](/təmˈɑtO/) now.", "Say tomato now."),
        ("[tomato]", "[tomato]"),
    ),
    Rule(
        "footnote",
        "markup",
        "[",
        lazy(r"\[\^[\w-]{1,30}\]:?|(?<=[.,;:!?\"')\]])\[[1-9]\d{0,2}\](?![\w(\[])"),
        lambda match, style: "",
        ("It is so.[^1] Yes.[12]", "It is so. Yes."),
        ("a[1]", "a[one]"),
    ),
    Rule(
        "definition of a link",
        "markup",
        "[",
        lazy(r"\[[^\]\[]{1,40}\]: ?<?(?:https?://|\.{0,2}/)\S+(?: \"[^\"]{0,80}\")?"),
        _definition,
        ("[docs]: https://x.com/a so", "so"),
        ("see [docs]: it is", "see [docs]: it is"),
    ),
    Rule(
        "start of a link",
        "markup",
        "[ !",
        lazy(
            rf"!?\[(?=[^\]\[]{{1,300}}\]{TARGET})|!\[\]{TARGET}"
            rf"|\[(?=!\[[^\]\[]{{0,200}}\]{TARGET}\]{TARGET})"
        ),
        lambda match, style: "",
        ("![a cat](cat.png) [3 docs](docs/a.md)", "a cat three docs"),
        ("[0.4] (so)", "[zero point four] (so)"),
    ),
    Rule(
        "end of a link",
        "markup",
        "]",
        lazy(rf"\]{TARGET}"),
        lambda match, style: "",
        ("see [a link](http://x.com) or [b][ref-1]", "see a link or b"),
        ("[b](so)", "[b](so)"),
    ),
    Rule(
        "tag that is spoken of",
        "markup",
        "<",
        lazy(r"<(?P<name>[a-z][a-z\d]{0,9})/?>"),
        _mentioned_tag,
        ("The HTML tag <p> is it.", "The H T M L tag <p> is it."),
        ("<p>It is", "It is"),
    ),
    Rule(
        "tag among words",
        "markup",
        "<",
        lazy(r"<(?P<name>[a-z][a-z\d]{0,9})/?>(?P<mark>`?)"),
        _tag_among_words,
        ("Use the <div> and `<p>` elements.", "Use the div and P elements."),
        ("<b>bold</b>", "bold"),
    ),
    Rule(
        "end of a block",
        "break",
        "<",
        lazy(r"</(?:td|th|li|p|h[1-6]|dt|dd|div|tr|option)>|<br ?/?>", re.IGNORECASE),
        _end_of_block,
        ("<li>One</li><li>Two</li>", "One, Two"),
        ("<li>One</li>", "One"),
    ),
    Rule(
        "HTML tag",
        "markup",
        "<",
        lazy(rf"</?(?:{HTML_TAGS})(?: [^<>]*)?/?>", re.IGNORECASE),
        lambda match, style: "",
        ("<b>bold</b> <section>text</section>", "bold text"),
        ("a < b", "a less than b"),
    ),
    Rule(
        "other tag",
        "tag",
        "<",
        lazy(r"</?[a-z][\w-]{0,30}(?:[ =][^<>]{0,200})?/?>"),
        _other_tag,
        ("<singing> la </singing> <pausing/>", "<singing> la </singing> <pausing/>"),
        ("a <b", "a less than b"),
    ),
    Rule(
        "placeholder",
        "markup",
        "<",
        lazy(r"(?<![\w<])<(?P<name>[a-z]{2,20}(?:[_-][a-z]{1,20}){0,3})>(?!\w)"),
        lambda match, style: re.sub(r"[_-]", " ", match["name"]),
        ("cd <your-folder> now", "cd your folder now"),
        ("a < folder > b", "a less than folder greater than b"),
    ),
    Rule(
        "HTML entity",
        "markup",
        "&",
        lazy(r"&(?P<name>amp|lt|gt|nbsp|quot|apos|#39);"),
        _entity,
        ("R&amp;D", "R and D"),
        ("R & D", "R and D"),
    ),
    Rule(
        "escape",
        "markup",
        "\\",
        lazy(r"\\(?=[`*_{}\[\]()#+.!|<>~$%&\"'-])"),
        lambda match, style: "",
        (r"the \*writer\*, \$5, 10\%", "the writer, five dollars, ten percent"),
        (r"a\b", r"a backslash b"),
    ),
    Rule(
        "emphasis",
        "markup",
        "* _ ` ~",
        lazy(r"\*{1,3}|_{1,2}|`{1,3}|~~"),
        _emphasis,
        ("**Bold** and `code`", "Bold and code"),
        ("5* hotel", "five star hotel"),
    ),
    Rule(
        "heading",
        "markup",
        "#",
        lazy(r"(?<!\S)#{1,6} (?=[A-Z])"),
        lambda match, style: "",
        ("## Title", "Title"),
        ("#Title", "hashtag Title"),
    ),
)
