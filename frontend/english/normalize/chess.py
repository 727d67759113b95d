"""Moves of chess: Nf3, Qxe7#, O-O, e8=Q."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule
from frontend.style import Style

PIECES = {"K": "king", "Q": "queen", "R": "rook", "B": "bishop", "N": "knight"}
MARKS = {"+": " check", "#": " mate", "": ""}


def _move(match: re.Match[str], style: Style) -> str:
    """Nf3, Rae1, exd5+."""
    parts = [PIECES.get(match["piece"] or "", ""), (match["start"] or "").upper()]
    if match["takes"]:
        parts.append("takes")
    parts.append(f"{match['file'].upper()} {style.cardinal(match['rank'])}")
    if match["promoted"]:
        parts.append(PIECES[match["promoted"]])
    return f"{' '.join(filter(None, parts))}{MARKS[match['mark'] or '']}"


def _castles(match: re.Match[str], style: Style) -> str:
    """O-O, O-O-O."""
    return "castles queenside" if len(match[0]) > 3 else "castles"


SQUARE = r"(?P<file>[a-h])(?P<rank>[1-8])(?:=(?P<promoted>[QRBN]))?(?P<mark>[+#])?(?![\w=-])"
RULES = (
    Rule(
        "move of chess",
        "game",
        "MIXED",
        lazy(
            r"(?=[KQRBN](?!a[1-8](?!\w))|[a-h]x|[a-h][18]=)"  # "Na2" is sodium
            rf"(?P<piece>[KQRBN])?(?P<start>[a-h]?[1-8]?)(?P<takes>x)?{SQUARE}"
        ),
        _move,
        ("Nf3 exd5 Qxe7#", "knight F three E takes D five queen takes E seven mate"),
        ("Na2 and e4", "Na two and E four"),
    ),
    Rule(
        "castling",
        "game",
        "o",
        lazy(r"O-O(?:-O)?(?![\w-])"),
        _castles,
        ("O-O and O-O-O", "castles and castles queenside"),
        ("O-Oh", "O-Oh"),
    ),
)
