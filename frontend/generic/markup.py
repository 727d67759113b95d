"""Markup in any language: phonemes that a person gave, links, tags of HTML."""

from __future__ import annotations

from frontend.lazy_regex import lazy
from frontend.normalize.rule import GIVEN_PHONEMES, Rule

ADDRESS = r"\((?:https?:|mailto:|www\.|[/#.])[^()\s]{0,500}\)"

RULES = (
    Rule(
        "phonemes",
        "phonemes",
        "[",
        GIVEN_PHONEMES,
        lambda match, style: match["text"],
        ("[Nguyen](/ˈnuːjən/) kommt", "Nguyen kommt"),
        ("[Nguyen]", "[Nguyen]"),
    ),
    Rule(
        "start of a link",
        "markup",
        "[ !",
        lazy(rf"!?\[(?=[^\]\[]{{0,300}}\]{ADDRESS})"),
        lambda match, style: "",
        ("[hier](https://x.de) klicken", "hier klicken"),
        ("[hier] klicken", "[hier] klicken"),
    ),
    Rule(
        "end of a link",
        "markup",
        "]",
        lazy(rf"\]{ADDRESS}"),
        lambda match, style: "",
        ("siehe [hier](https://x.de)", "siehe hier"),
        ("siehe [hier](so)", "siehe [hier](so)"),
    ),
    Rule(
        "tag",
        "markup",
        "<",
        lazy(r"</?[a-zA-Z][^<>]{0,200}>"),
        lambda match, style: "",
        ("<b>Hallo</b>", "Hallo"),
        ("Hallo", "Hallo"),
    ),
)
