"""Abbreviations whose words hang on what stands beside them."""

import re

from frontend.english.normalize.titles import _full_stop
from frontend.lazy_regex import lazy
from frontend.normalize.roman import roman_value
from frontend.normalize.rule import Rule, at_line_end, before
from frontend.style import Style

LIFE = {"b": "born", "d": "died", "c": "circa", "ca": "circa", "r": "reigned", "fl": "flourished"}
NUMBERED = lazy(
    r"\b(?:case|docket|account|acct\.?|serial|model|part|file|invoice|order|phone|fax|policy|"
    r"registration|catalog(?:ue)?) $",
    re.IGNORECASE,
)


def _number(match: re.Match[str], style: Style) -> str:
    """No. 5, no. 10, NO 88: "number" before digits only."""
    word = "Number" if match["short"] == "No" else "number"
    return f"{word} "


def _roman_pages(match: re.Match[str], style: Style) -> str | None:
    """pp. iv-xii."""
    values = [roman_value(match[group].upper()) for group in "ab" if match[group]]
    if not all(values):
        return None
    return ("page " if match["short"] == "p" else "pages ") + " to ".join(
        style.cardinal(str(value)) for value in values
    )


def _section(match: re.Match[str], style: Style) -> str:
    """§ 5."""
    return "sections" if match[0].count("§") > 1 else "section"


RULES = (
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
        "per annum",
        "abbreviation",
        "p",
        lazy(r"p\.a\.(?!\w)"),
        lambda match, style: (
            "per annum" + ("." if at_line_end(match) else "")
            if re.search(r"[\d%kKmM] $", before(match))
            else None
        ),
        ("£20k p.a. or 5% p.a.", "twenty thousand pounds per annum or five percent per annum."),
        ("the p.a. is", "the P A is"),
    ),
    Rule(
        "fort",
        "abbreviation",
        "ft",
        lazy(r"Ft(?= [A-Z][a-z]{2})"),
        lambda match, style: None if re.search(r"\d $", before(match)) else "Fort",
        ("Ft Knox", "Fort Knox"),
        ("5 Ft Tall", "five Ft Tall"),
    ),
    Rule(
        "number word",
        "abbreviation",
        "no nos",
        lazy(r"(?P<short>No|NO|no|N°|Nos|nos)\.? ?(?=\d)"),
        lambda match, style: (
            None
            if (
                match[0] in ("No ", "no ")
                and not re.search(
                    r"(?:Route|[Hh]ighway|School|document|[Vv]olume|Vol|\d) $", before(match)
                )
            )
            or match[0] in ("no", "No")
            else ("numbers " if match["short"].lower() == "nos" else _number(match, style)).strip()
        ),
        ("No. 5", "Number five"),
        ("no. No.", "no. No."),
    ),
    Rule(
        "number at the end",
        "abbreviation",
        "no",
        lazy(r"(?P<short>No|NO|no(?=\.:))(?P<dot>\.)(?=:|\s*$)"),
        lambda match, style: (
            f"{'Number' if match['short'] == 'No' else 'number'}{_full_stop(match)}"
            if NUMBERED.search(before(match))
            else None
        ),
        ("CASE NO.", "CASE number."),
        ("In any case no.", "In any case no."),
    ),
    Rule(
        "least and most",
        "abbreviation",
        "min max",
        lazy(
            r"(?P<short>[Mm]in|[Mm]ax)\.(?= (?:of\b|order|age|wage|speed|height|weight|width|"
            r"length|"
            r"size|value|price|capacity|number|charge|stay|\d))"
        ),
        lambda match, style: None if re.search(r"\d $", before(match)) else match["short"] + "imum",
        ("a min. order of 5, max. 10", "a minimum order of five, maximum ten"),
        ("in 5 min. of", "in five minutes of"),
    ),
    Rule(
        "temperature of",
        "abbreviation",
        "temp ed",
        lazy(
            r"[Tt]emp\.(?= (?:of|in|at|was|is|will|rose|fell|dropped|reached|outside|inside)\b)|"
            r"[Ee]d\.(?= by\b)"
        ),
        lambda match, style: match[0][:-1] + ("erature" if match[0][0] in "tT" else "ited"),
        ("ed. by Lee at a temp. of 5", "edited by Lee at a temperature of five"),
        ("my ed. is", "my ed. is"),
    ),
    Rule(
        "article or paragraph",
        "abbreviation",
        "art arts para paras",
        lazy(r"(?P<short>[Aa]rt|[Pp]ara)(?P<many>s)?\.(?= ?\d)"),
        lambda match, style: (
            match["short"][0]
            + ("rticle" if match["short"][1] == "r" else "aragraph")
            + (match["many"] or "")
        ),
        ("Art. 5, para. 3", "Article five, paragraph three"),
        ("the art 5 saw", "the art five saw"),
    ),
    Rule(
        "against",
        "abbreviation",
        "v",
        lazy(r"v\.(?= [A-Z][a-z]| the\b)"),
        lambda match, style: "versus" if re.search(r"\b[A-Z][\w'.]+ $", before(match)) else None,
        ("Roe v. Wade", "Roe versus Wade"),
        ("plan v. The", "plan v. The"),
    ),
    Rule(
        "Roman pages",
        "abbreviation",
        "p pp",
        lazy(r"(?P<short>pp?)\. ?(?P<a>[ivx]+)(?:[-–](?P<b>[ivx]+))?(?![\w'])"),
        _roman_pages,
        ("pp. iv-xii", "pages four to twelve"),
        ("at 5 p. in", "at five p. in"),
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
        "year of a life",
        "abbreviation",
        "b d c ca r fl",
        lazy(
            r"(?P<short>b|d|c|ca|r|fl)\. ?(?=(?:[1-9]\d{2,3}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|"
            r"Jul|Aug|Sep|Oct|Nov|Dec)|"
            r"(?:Jan|Feb|March|April|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]* \d)\b)"
        ),
        lambda match, style: LIFE[match["short"]],
        ("Bach (b. 1685, d. 1750)", "Bach (born sixteen eighty-five, died seventeen fifty)"),
        ("plan b. 5", "plan b. five"),
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
        ("my pp. is", "my pp. is"),
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
