"""Markup: Markdown, HTML, and phonemes that a person gave."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, before

QUOTED = lazy(r" ?>")
TAG_BEFORE = lazy(r"\b(?:tags?|elements?) $", re.IGNORECASE)
NAME_OF_TAG = lazy(r"</?([a-z][\w-]*)")


RULES_BEFORE_MATHEMATICS = (
    Rule(
        "quoted line",
        "markup",
        ">",
        lazy(r"(?:> ?){1,8}(?=[^\W\d_]|[\"'*_`(])"),
        lambda match, style: (
            "" if before(match).strip(" >") == "" or QUOTED.match(match.string) else None
        ),
        ("> It is > you think", "It is you think"),
        ("a > b", "a greater than b"),
    ),
)


RULES = (
    Rule(
        "phonemes",
        "phonemes",
        "[",
        lazy(r"\[(?P<text>[^\]\[]{1,80})\]\(/(?P<ipa>[^/]{1,200})/\)"),
        lambda match, style: match["text"],
        ("Say [tomato](/təmˈɑtO/) now.", "Say tomato now."),
        ("[tomato]", "[tomato]"),
    ),
    Rule(
        "link",
        "markup",
        "[",
        lazy(r"!?\[(?P<text>[^\]\[]+)\]\((?:https?:|/|#|mailto:|www)[^)\s]*\)"),
        lambda match, style: match["text"],
        ("see [a link](http://x.com)", "see a link"),
        ("[0.4]", "[zero point four]"),
    ),
    Rule(
        "tag that is spoken of",
        "markup",
        "<",
        lazy(r"<(?P<name>[a-z][a-z\d]{0,9})/?>"),
        lambda match, style: match[0] if TAG_BEFORE.search(before(match)) else None,
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
        lambda match, style: (
            ""
            if "/" in match[0]
            or re.search(
                rf"</{re.escape(NAME_OF_TAG.match(match[0])[1])}>",  # type: ignore[index]
                match.string[match.end() : match.end() + 2000],
            )
            else None
        ),
        ("<singing> la </singing> <pausing/>", "<singing> la </singing> <pausing/>"),
        ("a <b", "a less than b"),
    ),
    Rule(
        "HTML entity",
        "markup",
        "&",
        lazy(r"&(?P<name>amp|lt|gt|nbsp|quot|apos|#39);"),
        lambda match, style: {"amp": "and", "lt": "less than", "gt": "greater than"}.get(
            match["name"], ""
        ),
        ("R&amp;D", "R and D"),
        ("R & D", "R and D"),
    ),
    Rule(
        "emphasis",
        "markup",
        "* _ ` ~",
        lazy(r"\*{1,3}|_{1,2}|`{1,3}|~~"),
        lambda match, style: (
            ""
            if not re.match(
                r"\* (?:hotel|rating|review|resort)",
                match.string[match.start() : match.start() + 12],
            )
            else None
        ),
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
