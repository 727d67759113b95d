"""Sentence splitting by rule: survives "Dr.", "3.5", initials, lists, ellipses and quotes that stay
open.
"""

import re
from collections.abc import Iterator

from frontend.lazy_regex import lazy
from frontend.listed import listed

# A dot after these does not end a sentence, whatever follows.
TITLES = frozenset(
    listed(
        "incl excl op ret ext tel apt rm bldg ste rt rte hwy cor sam chron thess tim pet exod deut ps prov isa jer matt heb "
        "iss fn pss cu appx rs wm jas chas geo thos jos robt benj edw saml brig drs ca fl cat "
        "mr mrs ms miss dr prof gen sen rep gov capt cpt lt col maj sgt cpl pvt cmdr adm rev fr hon pres supt insp st sr mt "
        "messrs mme "
        "mlle "
        "msgr fig figs eq eqs sec ch chap vol vols pp p pt no nos nr op cf vs viz al ed eds trans ft bros attys dept univ"
    )
)
# After these it ends one only if the next word looks like the beginning of a sentence.
SHORT = frozenset(
    listed(
        "etc co corp inc ltd llc jr sr esq ave blvd rd st ln hwy sq dr ct pl approx dept est bros mon tue tues wed thu thur thurs "
        "fri sat "
        "sun jan "
        "feb mar apr jun jul aug sep sept oct nov dec a.m p.m am pm e.g i.e u.s u.k u.n e.u u.s.a d.c b.c a.d ph.d m.d b.a m.a vs yr yrs "
        "hr hrs "
        "min mins max asst acct intl art arts para paras in ft oz lb lbs mi"
    )
)
STARTERS = frozenset(
    listed(
        "a an the this that these those he she it we you they i his her its our your their my in on at for from by with as if "
        "when "
        "where while why who what how there here then now so but and or yet no not all some many most each every after before since "
        "until "
        "although though because however moreover meanwhile did do does is are was were will would can could should have has had "
        "please let "
        "mr mrs ms dr yes oh well"
    )
)
END = lazy(
    r"(?P<marks>(?:\. ){2,}\.(?=\s|$|[\"')\]])|(?<![.!?。！？])[.!?。！？]++)(?P<close>[\"')\]}”’]*+)(?=\s|$)"
)  # linear
PRONOUN = lazy(r"(?:and|than|as|but|am) I")
ABBREVIATED = lazy(r"(?:[a-z]\.)+[a-z]")
OPENING = lazy(
    r"(?:At|By|Around|Before|After|Until|From) (?:about )?[\d:]+ ?[ap]\.?m", re.IGNORECASE
)  # nothing happened yet
ENDING_TITLES = frozenset(listed("no st p sr jr al ft ed sec op dr"))
LIST_LABEL = lazy(r"\s*(?:[•*]\s?)?(?:\d{1,2}\.\)|\d{1,2}[.)]|[a-z]\.)\s?(?=[A-Z])|\s*•")
LIST_ITEM = lazy(
    r"(?<=\s)(?:[•*]\s?)?(?:\d{1,2}\.\)|\d{1,2}[.)]|[a-z]\.)\s?(?=[A-Z])|(?<=\s)•\s?(?=\S)"
)
WORD_BEFORE = lazy(r"[\w.&'°]+$")
NEXT = lazy(r"\s*([\"'(\[“‘]*)([\w.]*)")


def sentences(text: str, opening: bool = True) -> Iterator[tuple[int, int]]:
    """The places (start, end) of the sentences of clean text, without the space around them;
    `opening`: a paragraph (and perhaps a list) begins here.

    >>> text = "Dr. Wu paid 3.5 euros. Then he left."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Dr. Wu paid 3.5 euros.', 'Then he left.']
    """
    start = 0
    for end in _ends(text, opening):
        yield from _stripped(text, start, end)
        start = end
    yield from _stripped(text, start, len(text))


def is_list(text: str) -> bool:
    """Whether a paragraph begins with the label of a list."""
    return bool(_labels(text))


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without the space around it, or nothing."""
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _ends(text: str, opening: bool) -> Iterator[int]:
    """Where sentences end, in order; the number that opens an item of a list is no sentence."""
    labels = _labels(text) if opening else []
    found = [start for start, _ in labels[1:]]
    last = 0
    for match in END.finditer(text):
        inside = any(start <= match.start() < end for start, end in labels)
        opens = _is_ellipsis(match["marks"]) and not text[last : match.start()].strip()
        if not inside and not opens and _ends_here(text, match):
            last = match.start("marks") + 1 if _is_dot_before_ellipsis(text, match) else match.end()
            found.append(last)
    return iter(sorted(set(found)))


def _labels(text: str) -> list[tuple[int, int]]:
    """The places of the labels of a list written in a line ("1. First 2. Second"); none if it
    doesn't begin with one.
    """
    first = LIST_LABEL.match(text)
    if not first:
        return []
    return [first.span(), *(match.span() for match in LIST_ITEM.finditer(text, first.end()))]


def _is_ellipsis(marks: str) -> bool:
    """Dots, together or apart."""
    return len(marks) > 1 and not marks.strip(". ")


def _is_dot_before_ellipsis(text: str, match: re.Match[str]) -> bool:
    """ "compounds. . . . The practice": a full stop, then an ellipsis that opens the next sentence."""
    return (
        match["marks"] == ". . . ."
        and not text[match.start() - 1 : match.start()].isspace()
        and match.end() < len(text.rstrip())
    )


def _ends_here(text: str, match: re.Match[str]) -> bool:
    """Whether these marks end a sentence, from the word before and the word after."""
    after = NEXT.match(text, match.end())
    quote, following = (after[1], after[2]) if after else ("", "")
    if not following and not quote:  # nothing more, or a symbol
        return (
            match["marks"] != "."
            or not text[match.end() : match.end() + 4].strip()
            or _dot_ends(text, match.start("marks"), "")
        )
    marks = match["marks"]
    close = match["close"]
    begins = not following or following[0].isupper() or following[0].isdecimal()
    if _is_ellipsis(marks):
        return (
            begins
            and text[match.start() - 1 : match.start()] != "["
            and not (marks == ". . ." and following.startswith("I"))
        )
    if close and quote.startswith("(") and "]" in close:
        return False
    if not begins or (close.startswith(")") and following.lower() not in STARTERS):
        return False
    if marks[0] in "!?":
        return True
    return close != "" or _dot_ends(text, match.start("marks"), following)


def _dot_ends(text: str, place: int, following: str) -> bool:
    """Whether a single dot at this place ends a sentence: not after a title, an initial or an
    abbreviation that goes on.
    """
    found = WORD_BEFORE.search(text, max(0, place - 30), place)
    word = found[0] if found else ""
    lower = word.lower().lstrip("'")
    plain = following.lower().rstrip(".")
    starter = plain in STARTERS
    if re.fullmatch(r"[A-Z]", word):  # an initial, or "you and I."
        return (word == "I" and bool(PRONOUN.search(text, max(0, place - 6), place))) or (
            starter and plain not in ("in", "a", "i")
        )
    if lower in TITLES:
        return lower in ENDING_TITLES and starter
    if lower in SHORT or ABBREVIATED.fullmatch(lower):
        return starter and not OPENING.fullmatch(
            text[max(0, place - 20) : place].rpartition(". ")[2]
        )
    return not re.fullmatch(r"N°|[a-z]", word)
