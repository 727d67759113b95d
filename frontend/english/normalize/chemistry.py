"""Formulas of chemistry and ions."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style

FORMULAS = frozenset(
    "NaCl HCl KCl NaOH KOH MgO CaO ZnO AgCl HBr HF HI CO NO SiC GaAs NaF KBr NaHCO KI LiCl".split()
)
IONS = "Na Ca Mg Fe Cu Zn Al Li Ag Pb Hg Mn Ni".split()
CHEMICAL_FORMULA = lazy(
    r"(?:(?:H|He|Li|Be|B|C|N|O|F|Ne|Na|Mg|Al|Si|P|S|Cl|Ar|K|Ca|Fe|Cu|Zn|Ag|Au|Hg|Pb|U|I|Br|Ti|Mn|"
    r"Cr|Ni|Sn)\d{0,2}){2,}"
)
LETTERS_AND_NUMBER = lazy(r"[A-Z]\d+|[A-Z]{3,}\d+")  # K2, COP26
ATOM = lazy(r"\d+|[A-Z][a-z]?")


def _formula(match: re.Match[str], style: Style) -> str | None:
    """H2O, CO2, C6H12O6."""
    text = match[0]
    if text in FORMULAS:
        return spell(text) if not text.isupper() else None
    if (
        not re.search(r"\d", text)
        or not CHEMICAL_FORMULA.fullmatch(text)
        or LETTERS_AND_NUMBER.fullmatch(text)
    ):
        return None
    return " ".join(
        numbers.cardinal(part) if part.isdecimal() else spell(part) for part in ATOM.findall(text)
    )


def _ion(match: re.Match[str], style: Style) -> str:
    """Na+, Ca2+."""
    charge = f" {numbers.cardinal(match['charge'])}" if match["charge"] else ""
    return f"{spell(match['element'])}{charge} plus"


RULES = (
    Rule(
        "ion",
        "chemistry",
        "MIXED " + " ".join(element.lower() for element in IONS),
        lazy(rf"(?P<element>{'|'.join(IONS)})(?P<charge>\d)?\+(?![\w+])"),
        _ion,
        ("Ca2+ and Na+", "C A two plus and N A plus"),
        ("Al + B", "Al plus B"),
    ),
    Rule(
        "chemistry",
        "chemistry",
        "MIXED "
        + " ".join(formula.lower() for formula in sorted(FORMULAS) if not formula.isupper()),
        lazy(r"[A-Z][A-Za-z\d]*(?![\w-])"),
        _formula,
        ("H2O, CO2 and NaCl", "H two O, C O two and N A C L"),
        ("K2", "K two"),
    ),
)
