"""References of law: 410 U.S. 113, 12(b)(6), Fed. R. Civ. P., F.3d."""

import re

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

REPORTERS = {
    "U.S.": "U S",
    "S. Ct.": "Supreme Court",
    "S.Ct.": "Supreme Court",
    "L. Ed.": "Lawyers' Edition",
    "F.": "F",
    "F.2d": "F second",
    "F.3d": "F third",
    "F.4th": "F fourth",
    "F. Supp.": "F Supplement",
    "F. Supp. 2d": "F Supplement second",
    "F. Supp. 3d": "F Supplement third",
    "Cal.": "California",
    "N.E.2d": "N E second",
    "N.E.": "N E",
    "N.W.2d": "N W second",
    "P.2d": "P second",
    "P.3d": "P third",
    "So. 2d": "Southern second",
    "A.2d": "A second",
}
RULES_OF = {
    "Civ": "Civil Procedure",
    "Crim": "Criminal Procedure",
    "App": "Appellate Procedure",
    "Evid": "Evidence",
    "Bankr": "Bankruptcy Procedure",
}
PART_BEFORE = lazy(
    r"(?:\b(?:[Rr]ules?|[Ss]ections?|[Ss]ecs?\.|[Aa]rticles?|[Aa]rt\.|[Cc]lauses?|[Pp]aragraphs?|"
    r"[Pp]aras?\.|[Ss]ubsections?|[Rr]egulations?|[Rr]eg\.|[Pp]art|Title|Procedure|Evidence|P\.|"
    r"Evid\.)|§§?) ?$"
)
SUBSECTION = lazy(r"\(([^()]*)\)")
REPORTER = "|".join(map(re.escape, sorted(REPORTERS, key=len, reverse=True)))


def _volume(text: str) -> str:
    """Four ten, ninety-nine."""
    return numbers.digit_pairs(text) if len(text) > 2 else numbers.cardinal(text)


def _report(match: re.Match[str], style: Style) -> str:
    """410 U.S. 113."""
    reporter = REPORTERS[match["reporter"]]
    return f"{_volume(match['a'])} {reporter} {_volume(match['b'])}"


def _parts(match: re.Match[str], style: Style) -> str | None:
    """Rule 12(b)(6), § 230(c)(1)."""
    parts = SUBSECTION.findall(match["parts"])
    if len(parts) < 2 and not PART_BEFORE.search(before(match)):
        return None
    spoken = [
        numbers.digit_pairs(match["n"]) if len(match["n"]) == 3 else style.cardinal(match["n"])
    ]
    for part in parts:
        if part.isdecimal():
            spoken.append(style.cardinal(part))
        else:
            spoken.append(" ".join(part.upper()) if len(part) < 3 else part)
    return f"{' '.join(spoken)}{match['letter'] or ''}"


def _federal_rule(match: re.Match[str], style: Style) -> str:
    """Fed. R. Civ. P. 12."""
    plural = "" if re.match(r" \d", after(match)) else "s"
    return f"Federal Rule{plural} of {RULES_OF[match['kind']]}"


RULES = (
    Rule(
        "report of cases",
        "serial",
        "0",
        lazy(rf"(?P<a>\d{{1,4}}) (?P<reporter>{REPORTER}) (?P<b>\d{{1,4}})(?![\w-]|,\d{{3}})"),
        _report,
        ("410 U.S. 113, 5 F.3d 99", "four ten U S one thirteen, five F third ninety-nine"),
        ("410 U.S. troops", "four hundred ten U S troops"),
    ),
    Rule(
        "parts of a section",
        "serial",
        "0",
        lazy(
            r"(?P<n>\d{1,4})(?P<letter>[a-z])?(?P<parts>(?:\((?:[a-zA-Z]|\d{1,2}|[ivx]{1,4}|"
            r"[a-z]{2})\)){1,4})(?!\w)"
        ),
        _parts,
        ("Rule 12(b)(6) and § 7(a)", "Rule twelve B six and section seven A"),
        ("12 (b) and 3(s)", "twelve (b) and three(s)"),
    ),
    Rule(
        "federal rule",
        "abbreviation",
        "fed",
        lazy(r"Fed\. ?R\. ?(?P<kind>Civ|Crim|App|Evid|Bankr)\.(?: ?P\.)?"),
        _federal_rule,
        ("Fed. R. Civ. P. 12", "Federal Rule of Civil Procedure twelve"),
        ("Fed. R. So", "Fed. R. So"),
    ),
)
