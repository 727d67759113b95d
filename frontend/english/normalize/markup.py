"""Markup: Markdown, HTML, and phonemes that a person gave."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, before
from frontend.style import Style

QUOTED_LINE = lazy(r" ?>")
TAG_BEFORE = lazy(r"\b(?:tags?|elements?) $", re.IGNORECASE)
TAG_NAME = lazy(r"</?([a-z][\w-]*)")
RATED_NOUN = lazy(r"\* (?:hotel|rating|review|resort)")
TAG_CONTENT_CHARS = 2000  # how far a closing tag is looked for
ENTITIES = {"amp": "and", "lt": "less than", "gt": "greater than"}


def _quote_mark(match: re.Match[str], style: Style) -> str | None:
    """Marks before a quoted line; "a > b" is mathematics."""
    opens_line = not before(match).strip(" >")
    return "" if opens_line or QUOTED_LINE.match(match.string) else None


def _text(match: re.Match[str], style: Style) -> str:
    """The text of a link, or the word whose phonemes are given."""
    return match["text"]


def _mentioned_tag(match: re.Match[str], style: Style) -> str | None:
    """The HTML tag <p>."""
    return match[0] if TAG_BEFORE.search(before(match)) else None


def _other_tag(match: re.Match[str], style: Style) -> str | None:
    """<pause/>, </sing>, and <sing> if it is closed later."""
    if "/" in match[0]:
        return ""
    name = TAG_NAME.match(match[0])[1]  # type: ignore[index]
    content = match.string[match.end() : match.end() + TAG_CONTENT_CHARS]
    return "" if f"</{name}>" in content else None


def _entity(match: re.Match[str], style: Style) -> str:
    """An entity: &amp;, &lt;."""
    return ENTITIES.get(match["name"], "")


def _emphasis(match: re.Match[str], style: Style) -> str | None:
    """Marks of emphasis; the star of a "5* hotel" is none."""
    return None if RATED_NOUN.match(match.string, match.start()) else ""


RULES_BEFORE_MATHEMATICS = (
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
        lazy(r"\[(?P<text>[^\]\[]{1,80})\]\(/(?P<ipa>[^/]{1,200})/\)"),
        _text,
        ("Say [tomato](/təmˈɑtO/) now.", "Say tomato now."),
        ("[tomato]", "[tomato]"),
    ),
    Rule(
        "link",
        "markup",
        "[",
        lazy(r"!?\[(?P<text>[^\]\[]+)\]\((?:https?:|/|#|mailto:|www)[^)\s]*\)"),
        _text,
        ("see [a link](http://x.com)", "see a link"),
        ("[0.4]", "[zero point four]"),
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
        "HTML tag",
        "markup",
        "<",
        lazy(
            r"</?(?:b|i|u|em|strong|br|p|span|div|a|code|h[1-6]|li|ul|ol|sup|sub|hr|img|table|tr|"
            r"td)(?: [^<>]*)?/?>",
            re.IGNORECASE,
        ),
        lambda match, style: "",
        ("<b>bold</b> text", "bold text"),
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
        "HTML entity",
        "markup",
        "&",
        lazy(r"&(?P<name>amp|lt|gt|nbsp|quot|apos|#39);"),
        _entity,
        ("R&amp;D", "R and D"),
        ("R & D", "R and D"),
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
