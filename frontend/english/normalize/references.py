"""References: pages, numbers, sections and parts of a document."""

import re

from frontend.english.normalize.lookalikes import is_lookalike
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, before, full_stop
from frontend.style import Style

NUMBERED_THING_BEFORE = lazy(
    r"\b(?:case|docket|account|acct\.?|serial|model|part|file|invoice|order|phone|fax|policy|"
    r"registration|catalog(?:ue)?) $",
    re.IGNORECASE,
)
NUMBERED_SERIES_BEFORE = lazy(r"(?:Route|[Hh]ighway|School|document|[Vv]olume|Vol|\d) $")


def _number_word(match: re.Match[str], style: Style) -> str | None:
    """No. 5, no. 10, NO 88; without its dot where a series is numbered: "School No 5"."""
    written = match[0]
    if written in ("no", "No"):
        return None
    if is_lookalike(match):
        return None
    if written in ("no ", "No ") and not NUMBERED_SERIES_BEFORE.search(before(match)):
        return None
    return "numbers" if match["short"].lower() == "nos" else _number(match["short"])


def _number(short: str) -> str:
    """The word for "No", "NO" or "no"."""
    return "Number" if short == "No" else "number"


def _number_at_end(match: re.Match[str], style: Style) -> str | None:
    """CASE NO."""
    if not NUMBERED_THING_BEFORE.search(before(match)):
        return None
    return f"{_number(match['short'])}{full_stop(match)}"


def _article_or_paragraph(match: re.Match[str], style: Style) -> str:
    """Art. 5, paras. 3."""
    word = {"a": "rticle", "p": "aragraph"}[match["short"][0].lower()]
    return f"{match['short'][0]}{word}{match['many'] or ''}"


def _section(match: re.Match[str], style: Style) -> str:
    """§ 5, §§ 5-6."""
    return "sections" if len(match[0]) > 1 else "section"


def _lettered_part(match: re.Match[str], style: Style) -> str:
    """Appendix B.3.1."""
    numbers = [style.cardinal(part) for part in match["n"].strip(".").split(".")]
    return f"{match['part']} {match['letter']} point {' point '.join(numbers)}"


RULES = (
    Rule(
        "part with letter and numbers",
        "serial",
        "appendix section annex table figure exhibit part schedule theorem lemma",
        lazy(
            r"(?P<part>(?:[Aa]ppendix|[Ss]ection|[Aa]nnex|[Tt]able|[Ff]igure|[Ee]xhibit|[Pp]art|"
            r"[Ss]chedule|[Tt]heorem|[Ll]emma)) (?P<letter>[A-Z])(?P<n>(?:\.\d{1,3}){1,4})(?![\w])"
        ),
        _lettered_part,
        ("Appendix B.3.1", "Appendix B point three point one"),
        ("Part B. 3", "Part B. three"),
    ),
    Rule(
        "appendix",
        "abbreviation",
        "appx",
        lazy(r"[Aa]ppx\.(?= (?:[A-Z]|\d{1,2})\b)"),
        lambda match, style: f"{match[0][0]}ppendix",
        ("see Appx. B", "see Appendix B"),
        ("the appx is", "the appx is"),
    ),
    Rule(
        "opus",
        "abbreviation",
        "op",
        lazy(r"(?P<o>[Oo])p\. ?(?=\d)"),
        lambda match, style: f"{match['o']}pus ",
        ("Sonata Op. 27", "Sonata Opus twenty-seven"),
        ("my op. is", "my op. is"),
    ),
    Rule(
        "revision",
        "abbreviation",
        "rev",
        lazy(r"(?P<r>[Rr])ev\.? ?(?=\d)"),
        lambda match, style: f"{match['r']}evision",
        ("Rev. 2.3", "Revision two point three"),
        ("Rev. Lee", "Reverend Lee"),
    ),
    Rule(
        "number word",
        "abbreviation",
        "no nos n",
        lazy(r"(?P<short>No|NO|no|N°|Nos|nos)\.? ?(?=\d)"),
        _number_word,
        ("No. 5", "Number five"),
        ("no. No.", "no. No."),
    ),
    Rule(
        "number at the end",
        "abbreviation",
        "no",
        lazy(r"(?P<short>No|NO|no(?=\.:))(?P<dot>\.)(?=:|\s*$)"),
        _number_at_end,
        ("CASE NO.", "CASE number."),
        ("In any case no.", "In any case no."),
    ),
    Rule(
        "article or paragraph",
        "abbreviation",
        "art arts para paras",
        lazy(r"(?P<short>[Aa]rt|[Pp]ara)(?P<many>s)?\.(?= ?\d)"),
        _article_or_paragraph,
        ("Art. 5, para. 3", "Article five, paragraph three"),
        ("the art 5 saw", "the art five saw"),
    ),
    Rule(
        "number sign",
        "symbol",
        "#",
        lazy(r"# ?(?=[\dA-Z]*\d)"),
        lambda match, style: "number",
        ("# 14", "number fourteen"),
        ("#hashtag", "hashtag hashtag"),
    ),
    Rule(
        "page",
        "abbreviation",
        "p",
        lazy(r"p\. ?(?=\d)"),
        lambda match, style: "page",
        ("turn to p. 55", "turn to page fifty-five"),
        ("a p. or q.", "a p. or q."),
    ),
    Rule(
        "pages",
        "abbreviation",
        "pp",
        lazy(r"pp\. ?(?=\d)"),
        lambda match, style: "pages",
        ("pp. 12-15", "pages twelve to fifteen"),
        ("my pp. is", "my pp is"),
    ),
    Rule(
        "section sign",
        "symbol",
        "§",
        lazy(r"§§?"),
        _section,
        ("§ 5", "section five"),
        ("SS 5", "S S five"),
    ),
)
