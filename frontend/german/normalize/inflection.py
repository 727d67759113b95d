"""The ending of a German rank, from the words around it: "am dritten", "der dritte", "mein
dritter".

It is chosen by the article or the preposition before, and, where those do not show it, by the
gender of the noun after.
"""

from __future__ import annotations

from frontend.german.table import GERMAN_MONTHS
from frontend.lazy_regex import lazy

DATIVE = frozenset(
    "ab am aus beim bis gegenüber im mit nach seit vom von vor zum zur zu dem den des einem einen "
    "spätestens frühestens eines einer dieser diesem diesen dieses jedem jeden jenem jenen ins "
    "ans aufs fürs".split()
)
POSSESSIVES = "ein|kein|mein|dein|sein|ihr|unser|euer"
INFLECTED_POSSESSIVE = lazy(rf"(?:{POSSESSIVES}|eur|unsr)e(?:n|m|r|s)")
POSSESSIVE = lazy(POSSESSIVES)
GERMAN_PREPOSITIONS = frozenset(
    "an auf aus außer bei hinter in mit nach neben seit über unter von vor während wegen zu "
    "zwischen trotz statt ab gegenüber inmitten innerhalb außerhalb".split()
)
NEUTER = frozenset(
    "Album Auto Bein Bier Bild Buch Deutsche Drama Drittel Ereignis Fach Fahrrad Feld Fest "
    "Geschenk Geschoss Gesetz Glas Haus Heft Jahr Jahrhundert Jahrtausend Jahrzehnt Jubiläum "
    "Kapitel Kind Konzert Lebensjahr Lied Mal Mitglied Obergeschoss Opfer Pferd Programm Projekt "
    "Quartal Rennen Semester Spiel Stück Tor Treffen Turnier Viertel Werk Wochenende Zeichen "
    "Zimmer".split()
)
FEMININE = frozenset(
    "Ausgabe Auflage Bundesliga Dimension Ebene Etage Etappe Frage Frau Hälfte Halbzeit Hand "
    "Klasse Liga Minute Nacht Person Reihe Runde Seite Staffel Stelle Stunde Stufe Symphonie "
    "Tochter Woche Zeile".split()
)
FEMININE_ENDING = lazy(r".*(?:ung|heit|keit|schaft|ion|tät|ik|ur|ei)")
LAST_WORDS = lazy(r"(?:([^\W\d_]+,?) )?([^\W\d_]+)(?:,? )$")
NEXT_NOUN = lazy(r"[ \d.]*(?:[a-zäöüß]+e[mnrs]? )?([A-ZÄÖÜ][a-zäöüß]+)")


def inflected(rank: str, earlier: str, later: str) -> str:
    """A rank such as "dritte" with the ending that the text before and after calls for.

    >>> inflected("dritte", "im ", " Stock"), inflected("dritte", "ihr ", " Buch")
    ('dritten', 'drittes')
    """
    return rank + _ending(earlier, later)


def _ending(earlier: str, later: str) -> str:
    """What "dritte" takes: "", "n", "r" or "s"."""
    words = LAST_WORDS.search(earlier)
    noun = NEXT_NOUN.match(later)
    gender = gender_ending(noun[1]) if noun else "r"
    if not words:
        return gender
    previous, last = words[1] or "", words[2].lower()
    if last == "der":
        is_genitive = previous[:1].isupper() and not previous.endswith(",")
        is_oblique = previous.lower() in GERMAN_PREPOSITIONS or is_genitive
        return "n" if is_oblique and earlier.strip() != "der" else ""
    if last in ("die", "das", "jeder") or last.endswith(
        ("jede", "diese", "eine", "meine", "seine", "ihre")
    ):
        return ""
    if last in DATIVE or last in GERMAN_PREPOSITIONS or INFLECTED_POSSESSIVE.fullmatch(last):
        return "n"
    return gender


def gender_ending(noun: str) -> str:
    """The ending of a rank without an article before a noun: "r", "s", or "" before women's."""
    if noun in GERMAN_MONTHS:
        return "r"
    if noun in NEUTER:
        return "s"
    return "" if noun in FEMININE or FEMININE_ENDING.fullmatch(noun) else "r"
