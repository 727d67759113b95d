"""Roman numerals after titles, names of rulers and alone."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import is_known_word, spell
from frontend.lazy_regex import lazy
from frontend.normalize.roman import roman_value
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

TITLED = (
    "Chapter Part Volume Book Act Scene Section Article Appendix Phase Stage Type Class Level "
    "Canto Verse Psalm Lesson Unit Table Figure Plate Note Letter Epistle Hymn Sonnet Symphony "
    "Sonata Opus Title Rule Step Group Category Tier Grade Schedule Annex Exhibit War Bowl "
    "Olympiad Apollo Gemini Rocky Mark Windows Final Fantasy Episode Vol Chap Fig Sec Mk "
    "Division Series Quest Congress Vatican Protocol Factor Superbowl Quarter Region Case "
    "Lecture Essay Fragment Number No Leg Season Saturn Titan Corps Amendment Civ Civilization GTA "
    "Diablo Persona"
).split()
SPELLED_TITLES = frozenset(("GTA",))
COUNTED_BY_LETTERS_TOO = frozenset(
    "Chapter Psalm Canto Sonnet Hymn Verse Book Letter Epistle".split()
)
MONARCHS = frozenset(
    (
        "Louis Henry George Edward Charles William Richard James John Paul Pius Leo Benedict "
        "Gregory Clement Innocent Alexander Elizabeth Mary Catherine Nicholas Peter Philip "
        "Ferdinand Frederick Francis Napoleon Otto Leopold Urban Boniface Victor Emmanuel "
        "Alfonso Albert Harald Haakon Christian Gustav Gustavus Carl Karl Ivan Ptolemy Ramesses "
        "Ramses Darius Xerxes Cleopatra Constantine Justinian Theodore Michael Stephen Robert "
        "David Malcolm Sigismund Maximilian Rudolf Joseph Pedro Manuel Sancho Umberto Wilhelm "
        "Friedrich Franz Heinrich Adrian Sixtus Julius Eugene Celestine Honorius Pope King Queen "
        "Emperor Tsar Czar Kaiser Sultan Prince Duke Mehmed Murad Selim Suleiman Mahmud Abdul "
        "Hassan Mohammed Muhammad Guy Isabel Eberhard Ernest Gustaf Bernard Amadeus Boris Roger "
        "Tancred Humbert Juan Carlos Felipe Amenhotep Thutmose Seti Tutankhamun Nebuchadnezzar "
        "Artaxerxes Antiochus Seleucus Demetrius Mithridates Tiglath Shalmaneser Baldwin "
        "Bohemond Amalric Henri Isabella Margaret Anne Joan Eleanor Ludwig Casimir Vladislav "
        "Wenceslaus Bela Andrew Ladislaus Matthias Alexios Andronikos Romanos Basil Theodosius "
        "Valentinian Conrad Lothair Boleslaw Bolesław Mieszko Zygmunt Augustus Oscar Olav Olaf "
        "Eric Erik Magnus Canute Valdemar Knut Sweyn Edmund Edgar Aethelred Alan Geoffrey Hugh "
        "Raymond Thibaut Theobald Humphrey Stanislaus Rainier Faisal Hussein Abdullah Farouk "
        "Fuad Menelik Selassie Kamehameha Rama Akbar Afonso Dinis Duarte Sebastian Jadwiga "
        "Vytautas"
    ).split()
)
LOWER_NUMERALS = frozenset(
    ("i v x c d l m ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi").split()
)
# also words or common abbreviations: read as numbers only after a title
AMBIGUOUS_NUMERALS = frozenset(
    (
        "I V X C D L M MI MIX DI DIM CD CC DC CV MD MC MM LI CL VI XL XX XXX XXL DV LL CM DM DX "
        "MV CI ID DL MDC CX LC VC CIV LIV MIL MILD VIM CIVIL LIVID CIVIC VIVID DID DILL"
    ).split()
)
LETTERS_OF_PARTS = frozenset("C D L M CD DM CDM".split())  # "Part C"
# words that stand behind titles as well: "Number CD", "Class MIX"
WORDS_AFTER_TITLES = frozenset(
    "MIX DIM CD CC MD MM DC ID DL DI MIL MILD VIM CIVIL LIVID CIVIC VIVID DID DILL".split()
)
# alone in a line they are a heading; the other ambiguous ones are words or letters there
NUMERALS_OF_HEADINGS = frozenset("V X VI XX XXX".split())
# titles that are words or names as well: "No I won't", "Hi Mark I am here"
NEEDS_MARK = frozenset(("No", "Mark", "NO", "MARK"))
MAX_LONE_NUMERAL = 39  # more is read as letters: "XL", "CD"
COUNTED_EVENT = lazy(
    r" (?:[Cc]entur(?:y|ies)|[Dd]ynasty|[Oo]lympiad|[Oo]lympics?|[Oo]lympic|[Cc]ongress|[Ll]egion|"
    r"[Cc]orps|"
    r"[Ee]dition|[Aa]nniversary)\b"
)
VERB_OF_PRONOUN = lazy(
    r" (?:am|was|have|had|will|do|did|would|could|can|think|thought|know|knew|say|said|saw|see|"
    r"went|must|shall|should|never|"
    r"may|might|don't|didn't|can't|won't|love|like|want|need|got|get|feel|felt|hate|hope|guess|"
    r"mean|believe|remember|forgot|just|really|also|always|still|only|read|made|make|took|take|"
    r"told|tell|heard|wrote|found|bought|loved|liked|wanted|needed|used|wish|gained|appreciate|"
    r"watched|played|met|wouldn't|couldn't|shouldn't|haven't|hadn't|wasn't|doubt|agree)\b|'[a-z]"
)
# after a ruler's "I": the end of a phrase, or a word that goes on after a name
RULER_GOES_ON = lazy(
    r"'s\b|[.,;:!?)\]\"]|$|[-–—]| [-–—(]| (?:of|and|or|in|on|at|to|from|by|as|with|for|who|is|"
    r"reigned|ruled|died|became|succeeded|ascended|married|founded|issued|granted|ordered|built|"
    r"defeated|invaded|led|began|established)\b"
)
RULER_TITLE_BEFORE = lazy(
    r"\b(?:Pope|King|Queen|Emperor|Empress|Sultan|Tsar|Czar|Prince|Duke|Kaiser|Shah) "
    r"(?:[A-Z]\w+ )?$"
)
# titles whose "I" stands before no noun as that of "Type I error" does: "to Congress I called"
SELDOM_BEFORE_NOUNS = frozenset("Congress Amendment Part Book Volume Chapter".split())
WORLD_BEFORE = lazy(r"\b(?:World|WORLD) $")
NUMBER_GOES_ON = lazy(
    r" ?[-–—.,;:!?)\]\"/]| ?$| (?:of|and|or|in|on|at|to|from|by|as|with|for|is|are|says?|shows|"
    r"deals|covers|contains|provides|begins|ends|opens|has|which|that|thereof|the|we|he|it)\b| "
    r"(?:[\d(]|[A-Z][a-z]|[A-Z]\b)"
)
MARK_OF_MACHINE = lazy(r"\b(?:[Tt]he|[Aa]n?|Harvard|Ferranti|Colossus|Spitfire) $")
SHORT_PART_BEFORE = lazy(r"\b(?:[Vv]ol|[Cc]hap|Ch|Fig|Sec|Pt|Bk|Art)\. $")
CLOSES_LINE = lazy(r"[.)\]:]*\"?\s*")
OPENS_HEADING = lazy(r"\. ?(?=\S)|\)|[-–—]|:")
WORD_WITH_CAPITAL_BEFORE = lazy(r"([A-Z][\w]+) $")
RULER_BEFORE = lazy(
    r"\b(?:[Pp]ope|[Kk]ing|[Qq]ueen|[Ee]mperor|[Ss]ultan|[Tt]sar|[Cc]zar|[Pp]rince|[Dd]uke|"
    r"[Cc]ount|[Ss]hah|[Pp]haraoh|[Bb]ishop|"
    r"[Pp]atriarch|Baron|Earl|Lord|Sir)\b[^.]*$"
)
SURNAME_FIRST = lazy(r"^\"?[A-Z][\w'-]+, [A-Z][\w.]+ $")
AUTHOR_AFTER = lazy(r"\. (?:[A-Z]\. )*(?P<name>[A-Z][a-z]+), ")
INITIAL_ENDS = lazy(r" ?\. ?[A-Z]|\. \(")  # "Robert V. Smith", "Smith, Robert V. (ed.)"
DRIP_BEFORE = lazy(r"\b(?:an|my|his|her|your|our|via|through|by|on|no|started|the) $", re.I)
DRIP_AFTER = lazy(
    r" (?:drips?|fluids?|bags?|bottles?|lines?|antibiotics|needles?|poles?|therapy|push|infusions?|"
    r"saline|steroids|tubes?|medications?|meds|drugs?|league)\b",
    re.IGNORECASE,
)
REALM_AFTER = lazy(
    r",? (?:Count|Duke|King|Earl|Prince|Emperor|Margrave|Landgrave|Elector|Bishop|Archbishop|"
    r"Marquis|Lord) of\b"
)


def _numeral_after_title(match: re.Match[str], style: Style) -> str | None:
    """Chapter IV, World War II."""
    text = match["roman"]
    value = roman_value(text.upper())
    if not value or (not text.isupper() and text not in LOWER_NUMERALS):
        return None
    if text in WORDS_AFTER_TITLES or _is_word_after_title(match):
        return None
    if text in LETTERS_OF_PARTS and match["title"].capitalize() not in COUNTED_BY_LETTERS_TOO:
        return None
    title = match["title"]
    if title in SPELLED_TITLES:
        title = spell(title)
    return f"{title}{match['gap']}{style.cardinal(str(value))}"


def _is_word_after_title(match: re.Match[str]) -> bool:
    """Whether "I" is the pronoun ("No I won't"), or the title a word or a name ("Mark X")."""
    text = match["roman"]
    if text in ("I", "i") and _is_pronoun_after_title(match):
        return True
    if match["title"] not in NEEDS_MARK or "." in match["gap"] or len(text) > 1:
        return False
    return not MARK_OF_MACHINE.search(before(match))


def _is_pronoun_after_title(match: re.Match[str]) -> bool:
    """Whether "I" is the pronoun: "No I won't", "In my message to Congress I called"."""
    later = after(match)
    if VERB_OF_PRONOUN.match(later):
        return True
    title = match["title"].capitalize()
    if title == "Windows" or (title == "War" and not WORLD_BEFORE.search(before(match))):
        return not later or later[0] in " /"
    return title in SELDOM_BEFORE_NOUNS and not NUMBER_GOES_ON.match(later)


def _numeral(match: re.Match[str], style: Style) -> str | None:
    """Louis XIV, Roman numerals alone in a line, and those that can be nothing else."""
    text = match["roman"]
    value = roman_value(text)
    if not value:
        return None
    if value <= MAX_LONE_NUMERAL and COUNTED_EVENT.match(after(match)):
        return numbers.ordinal(str(value))
    own = match["own"] or ""
    if _is_ruler(match):
        article = "" if before(match).endswith("the ") else "the "
        return f"{article}{numbers.ordinal(str(value))}{own}"
    if _is_heading(match) or SHORT_PART_BEFORE.search(before(match)):
        return style.cardinal(str(value))
    if _may_be_no_number(text, value):
        return None
    if text == "IV" and _is_drip(match):
        return f"{spell(text)}{own}"
    return f"{style.cardinal(str(value))}{own}"


def _is_drip(match: re.Match[str]) -> bool:
    """Whether "IV" is a drip: an IV, in my IV, IV fluids."""
    given = DRIP_BEFORE.search(before(match)) or DRIP_AFTER.match(after(match))
    return bool(given) or match["own"] is not None


def _ordinal(match: re.Match[str], style: Style) -> str | None:
    """The XIVth of October."""
    value = roman_value(match["roman"])
    return numbers.ordinal(str(value)) if value else None


def _may_be_no_number(text: str, value: int) -> bool:
    """Whether a numeral that stands alone may be letters or a word."""
    return text in AMBIGUOUS_NUMERALS or len(text) < 2 or value > MAX_LONE_NUMERAL


def _is_heading(match: re.Match[str]) -> bool:
    """Whether a numeral is all of a line, or its number: "IV. The end"."""
    text = match["roman"]
    if before(match).strip(" \"'(["):
        return False
    if text in AMBIGUOUS_NUMERALS and text not in NUMERALS_OF_HEADINGS:
        return False
    later = after(match)
    if CLOSES_LINE.fullmatch(later):
        return True
    author = AUTHOR_AFTER.match(later)
    if len(text) == 1 and author and not is_known_word(author["name"].lower()):
        return False  # "V. Brovkin, Behind the Front"
    return bool(OPENS_HEADING.match(later))


def _is_ruler(match: re.Match[str]) -> bool:
    """Whether a numeral after a name counts its bearers: Louis XIV, King Zog II."""
    name = WORD_WITH_CAPITAL_BEFORE.search(before(match))
    if not name or _is_initial_or_pronoun(match) or (name[1], match["roman"]) == ("Malcolm", "X"):
        return False
    named = name[1].capitalize()
    if named in MONARCHS:
        return roman_value(match["roman"]) <= MAX_LONE_NUMERAL and _counts_ruler(match)
    if len(match["roman"]) < 2 or named in TITLED:
        return False
    if REALM_AFTER.match(after(match)):
        return True
    return match["roman"] not in AMBIGUOUS_NUMERALS and bool(RULER_BEFORE.search(before(match)))


def _counts_ruler(match: re.Match[str]) -> bool:
    """Whether "I" counts a ruler and is no pronoun: "King James I", "James I of England"."""
    if match["roman"] != "I" or RULER_GOES_ON.match(after(match)):
        return True
    earlier = before(match)
    return bool(RULER_TITLE_BEFORE.search(earlier) or re.search(r"\b[Tt]he \w+ $", earlier))


def _is_initial(match: re.Match[str], later: str) -> bool:
    """Whether one letter is an initial: "George C. Scott", "Daniels, Robert V., The Revolution"."""
    if INITIAL_ENDS.match(later):
        return True
    return later.startswith(".,") and SURNAME_FIRST.search(before(match)) is not None


def _is_initial_or_pronoun(match: re.Match[str]) -> bool:
    """Whether a numeral of one letter is an initial ("George C. Scott") or the pronoun "I"."""
    text = match["roman"]
    later = after(match)
    if text in ("C", "D", "L", "M") or (len(text) == 1 and _is_initial(match, later)):
        return True
    return text == "I" and bool(VERB_OF_PRONOUN.match(later))


RULES = (
    Rule(
        "Roman numeral after a title",
        "roman",
        " ".join(title.lower() for title in TITLED),
        lazy(
            rf"(?P<title>{'|'.join(TITLED + [title.upper() for title in TITLED])})(?P<gap>\.? )"
            r"(?P<roman>[IVXLCDM]+|[ivxl]+)\b(?!')(?![-.]?[A-Za-z]\.)"
        ),
        _numeral_after_title,
        ("World War II and Chapter IV", "World War two and Chapter four"),
        ("a part I like, Part C", "a part I like, Part C"),
    ),
    Rule(
        "Roman numeral",
        "roman",
        "A",
        lazy(r"(?P<roman>[IVXLCDM]+)(?P<own>'s)?\b(?!['&/@]|-[A-Za-z]|\.[A-Z])"),
        _numeral,
        ("Louis XIV", "Louis the fourteenth"),
        ("I am", "I am"),
    ),
    Rule(
        "Roman ordinal",
        "roman",
        "A",
        lazy(r"(?P<roman>[IVXL]{2,})(?:st|nd|rd|th)(?!\w)"),
        _ordinal,
        ("the XIVth of May", "the fourteenth of May"),
        ("the Xth time", "the Xth time"),
    ),
)
