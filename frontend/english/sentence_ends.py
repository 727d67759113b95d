"""English words that decide whether a dot ends a sentence."""

import re

from frontend.lazy_regex import lazy
from frontend.sentences import CHARS_BEFORE_DOT, SentenceRules

# a dot after these ends no sentence, whatever follows
TITLES = frozenset(
    "incl excl op ret ext tel apt rm bldg ste rt rte hwy cor sam chron thess tim pet exod "
    "deut ps prov isa jer matt heb iss fn pss cu appx rs wm jas chas geo thos jos robt benj "
    "edw saml brig drs ca fl cat mr mrs ms miss dr prof gen sen rep gov capt cpt lt col maj "
    "sgt cpl pvt cmdr adm rev fr hon pres supt insp st sr mt messrs mme mlle msgr fig figs eq "
    "eqs sec ch chap vol vols pp p pt no nos nr op cf vs viz al ed eds trans ft bros attys "
    "dept univ supp fed civ crim evid qty amt amend vv ll ver br bldg ep eps pg pgs sc elev".split()
)
# but after these it does before a starter
ENDING_TITLES = frozenset("no st p sr jr al ft ed sec op dr pet sam tim matt chap apt ep".split())
# a dot after these ends a sentence only before a starter
ABBREVIATIONS = frozenset(
    "etc co corp inc ltd llc jr sr esq ave blvd rd st ln hwy sq dr ct pl approx dept est bros "
    "mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov "
    "dec a.m p.m am pm e.g i.e u.s u.k u.n e.u u.s.a d.c b.c a.d ph.d m.d b.a m.a vs yr yrs "
    "hr hrs min mins max asst acct intl art arts para paras in ft oz lb lbs mi tbsp tbsps tbs tsp "
    "tsps pkg pkgs btl ctn pkt pcs doz ea avg temp temps mgr mgmt mktg mtg mfr svc svcs ctr stn qt "
    "gal pt c t wk wks mo mos sec secs exp govt misc attn assn ed aves".split()
)
# words that begin sentences
STARTERS = frozenset(
    "a an the this that these those he she it we you they i his her its our your their my in "
    "on at for from by with as if when where while why who what how there here then now so "
    "but and or yet no not all some many most each every after before since until although "
    "though because however moreover meanwhile did do does is are was were will would can "
    "could should have has had please let mr mrs ms dr yes oh well".split()
)
WEAK_STARTERS = ("in", "a", "i")  # after an initial these begin no sentence
INITIAL = re.compile(r"[A-Z]")  # any text needs it
DOTTED = lazy(r"(?:[a-z]\.)+[a-z]")  # e.g, p.m
NO_ABBREVIATION_END = lazy(r"N°|[a-z]")
# a letter that is named, not an initial: "got an A. The"
LETTER_NAMED = lazy(
    r"\b(?:an?|the|grade|plan|vitamin|section|group|type|class|part|hepatitis|letter|option|point|"
    r"straight|exhibit|appendix|team|block) [A-Z]$",
    re.IGNORECASE,
)
PRONOUN = lazy(r"(?:and|than|as|but|am) I")
# a time at the beginning of a sentence, which goes on
OPENING_TIME = lazy(
    r"(?:At|By|Around|Before|After|Until|From) (?:about )?[\d:]+ ?[ap]\.?m", re.IGNORECASE
)
WORD_BEFORE = re.compile(r"[\w.&'°]+$")  # any text needs it
OPENING_CHARS = 20
PRONOUN_CHARS = 6


def dot_ends(text: str, position: int, following: str) -> bool:
    """Whether a single dot ends a sentence. After a title, an initial, or an abbreviation that goes
    on, it does not.

    position    of the dot
    following   the next word, perhaps empty
    """
    found = WORD_BEFORE.search(text, max(0, position - CHARS_BEFORE_DOT), position)
    word = found[0] if found else ""
    lower = word.lower().lstrip("'")
    next_word = following.lower().rstrip(".")
    before_starter = next_word in STARTERS
    if INITIAL.fullmatch(word):
        return _initial_ends(text, position, word, next_word)
    if lower in TITLES:
        return lower in ENDING_TITLES and before_starter and not following.islower()
    if lower in ABBREVIATIONS or DOTTED.fullmatch(lower):
        if following.islower():  # "approx. the same": only a capital begins a sentence here
            return False
        return before_starter and not _is_opening_time(text, position)
    return not NO_ABBREVIATION_END.fullmatch(word)


def _initial_ends(text: str, position: int, initial: str, next_word: str) -> bool:
    """Whether the dot of an initial ends a sentence.

    position    of the dot
    next_word   in small letters, without a dot
    """
    if LETTER_NAMED.search(text, max(0, position - CHARS_BEFORE_DOT), position):
        return next_word in STARTERS
    if next_word in STARTERS and next_word not in WEAK_STARTERS:
        return True
    return initial == "I" and _is_pronoun(text, position)


def _is_pronoun(text: str, position: int) -> bool:
    """Whether the "I" before a position is the pronoun ("you and I.")."""
    return PRONOUN.search(text, max(0, position - PRONOUN_CHARS), position) is not None


def _is_opening_time(text: str, position: int) -> bool:
    """Whether the sentence so far is no more than a time ("At 5 p.m")."""
    before = text[max(0, position - OPENING_CHARS) : position]
    return OPENING_TIME.fullmatch(before.rpartition(". ")[2]) is not None


SENTENCE_RULES = SentenceRules(STARTERS, dot_ends)
