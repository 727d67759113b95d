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
ELEMENT = (
    "(?:He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Fe|Cu|Zn|Ag|Au|Hg|Pb|Br|Ti|Mn|Cr|Ni|Sn|Ba|H|B|C|N|O|F|P|"
    "S|K|U|I)"
)
CHEMICAL_FORMULA = lazy(rf"(?:{ELEMENT}\d{{0,2}}){{2,}}")
ANIONS = frozenset("OH Cl Br NO3 NO2 SO4 SO3 CO3 HCO3 PO4 HPO4 CN MnO4 ClO4".split())
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
    return _spell_atoms(text)


def _ion(match: re.Match[str], style: Style) -> str:
    """Na+, Ca2+."""
    charge = f" {numbers.cardinal(match['charge'])}" if match["charge"] else ""
    return f"{spell(match['element'])}{charge} plus"


def _group(match: re.Match[str], style: Style) -> str:
    """Ca(OH)2."""
    return _spell_atoms(match[0])


def _charged(match: re.Match[str], style: Style) -> str | None:
    """SO4^2-, OH-; "NO-" is none."""
    formula = match["formula"]
    if not match["caret"] and formula not in ANIONS:
        return None
    charge = f" {numbers.cardinal(match['charge'])}" if match["charge"] else ""
    sign = "plus" if match["sign"] == "+" else "minus"
    return f"{_spell_atoms(formula)}{charge} {sign}"


def _spell_atoms(text: str) -> str:
    """The letters and numbers of a formula."""
    return " ".join(
        numbers.cardinal(part) if part.isdecimal() else spell(part) for part in ATOM.findall(text)
    )


RULES = (
    Rule(
        "group in a formula",
        "chemistry",
        "A MIXED",
        lazy(
            rf"(?:{ELEMENT}\d{{0,2}}){{1,3}}\((?:{ELEMENT}\d{{0,2}}){{1,4}}\)\d{{1,2}}"
            rf"(?:{ELEMENT}\d{{0,2}}){{0,3}}(?!\w)"
        ),
        _group,
        ("Ca(OH)2 and Al2(SO4)3", "C A O H two and A L two S O four three"),
        ("I(2)", "I(two)"),
    ),
    Rule(
        "charged group",
        "chemistry",
        "MIXED POWER JOINED",
        lazy(
            rf"(?P<formula>(?:{ELEMENT}\d{{0,2}}){{1,4}})"
            r"(?P<caret>\^)?(?P<charge>\d)?(?P<sign>[-+])(?=[,.;:)\s]|$)"
        ),
        _charged,
        ("SO4^2- and OH-", "S O four two minus and O H minus"),
        ("an NO- answer", "an NO- answer"),
    ),
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
