"""Roman numerals after titles, names of rulers and alone."""

import re

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.listed import listed
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

TITLED = listed(
    "Chapter Part Volume Book Act Scene Section Article Appendix Phase Stage Type Class Level Canto Verse Psalm Lesson Unit Table Figure "
    "Plate Note Letter Epistle Hymn Sonnet "
    "Symphony Sonata Opus Title Rule Step Group Category Tier Grade Schedule Annex Exhibit War Bowl Olympiad Apollo Gemini Rocky Mark Windows "
    "Final Fantasy Episode "
    "Vol Chap Fig Sec Mk Division Series Quest Congress Vatican Protocol Factor Superbowl Quarter Region Case Lecture Essay Fragment Number "
    "No Leg Season Saturn Titan Corps"
)
MONARCHS = listed(
    "Louis Henry George Edward Charles William Richard James John Paul Pius Leo Benedict Gregory Clement Innocent Alexander Elizabeth "
    "Mary "
    "Catherine Nicholas Peter Philip Ferdinand "
    "Frederick Francis Napoleon Otto Leopold Urban Boniface Victor Emmanuel Alfonso Albert Harald Haakon Christian Gustav Gustavus Carl "
    "Karl Ivan Ptolemy Ramesses Ramses Darius Xerxes "
    "Cleopatra Constantine Justinian Theodore Michael Stephen Robert David Malcolm Sigismund Maximilian Rudolf Joseph Pedro Manuel Sancho "
    "Umberto Wilhelm Friedrich Franz Heinrich "
    "Innocent Adrian Sixtus Julius Eugene Celestine Honorius Nicholas Pope King Queen Emperor Tsar Czar Kaiser Sultan Prince Duke Mehmed "
    "Murad Selim Suleiman Mahmud Abdul Hassan Mohammed "
    "Muhammad Guy Isabel Eberhard Ernest Gustaf Bernard Amadeus Boris Roger Tancred Humbert "
    "Juan Carlos Felipe Amenhotep Thutmose Seti Tutankhamun Nebuchadnezzar Artaxerxes Antiochus Seleucus Demetrius Mithridates "
    "Tiglath Shalmaneser Baldwin Bohemond Amalric Henri "
    "Isabella Margaret Anne Joan Eleanor Ludwig Leopold Casimir Vladislav Wenceslaus Bela Andrew Ladislaus Matthias Alexios Manuel "
    "Andronikos Romanos Basil Leo Theodosius Valentinian "
    "Conrad Lothair Boleslaw Bolesław Mieszko Zygmunt Augustus Oscar Olav Olaf Eric Erik Magnus Canute Valdemar Knut Sweyn Edmund Edgar "
    "Aethelred Alan Geoffrey Hugh Raymond Thibaut "
    "Theobald Humphrey Stanislaus Rainier Faisal Hussein Abdullah Farouk Fuad Menelik Selassie Kamehameha Rama Akbar Pedro Afonso Dinis "
    "Duarte Sebastian Jadwiga Vytautas"
)
ROMAN_WORDS = frozenset(
    listed("i v x c d l m ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi")
)
# Roman numerals that are also words or common abbreviations: read as numbers only after a title
DOUBTFUL = frozenset(
    listed(
        "I V X C D L M MI MIX DI DIM CD CC DC CV MD MC MM LI CL VI XL XX XXX XXL DV LL CM DM DX MV CI ID DL MDC CX LC VC CIV "
        "LIV MIL MILD VIM CIVIL LIVID CIVIC VIVID DID DILL"
    )
)
DOUBTFUL_HEADINGS = frozenset(listed("CD DC MC MD DI MI LL DL MM CC"))
COUNTED_FAR = frozenset(listed("Chapter Psalm Canto Sonnet Hymn Verse Book Letter Epistle"))
COUNTED_BY = lazy(
    r" (?:[Cc]entur(?:y|ies)|[Dd]ynasty|[Oo]lympiad|[Oo]lympics?|[Oo]lympic|[Cc]ongress|[Ll]egion|[Cc]orps|"
    r"[Ee]dition|[Aa]nniversary)\b"
)
PRONOUN_AFTER = lazy(
    r" (?:am|was|have|had|will|do|did|would|could|can|think|thought|know|knew|say|said|saw|see|went|must|shall|should|never|"
    r"may|might|don't|didn't|can't|won't)\b|'[a-z]"
)
ALONE = lazy(r"[.)\]:]*\"?\s*")
HEADING = lazy(r"\. ?(?=\S)|\)|[-–—]|:")
RULERS = lazy(
    r"\b(?:[Pp]ope|[Kk]ing|[Qq]ueen|[Ee]mperor|[Ss]ultan|[Tt]sar|[Cc]zar|[Pp]rince|[Dd]uke|[Cc]ount|[Ss]hah|[Pp]haraoh|[Bb]ishop|"
    r"[Pp]atriarch|Baron|Earl|Lord|Sir)\b[^.]*$"
)
REIGNING = lazy(
    r",? (?:Count|Duke|King|Earl|Prince|Emperor|Margrave|Landgrave|Elector|Bishop|Archbishop|Marquis|Lord) of\b"
)


def _roman_after(match: re.Match[str], style: Style) -> str | None:
    """Chapter IV, World War II."""
    value = numbers.roman(match["roman"].upper())
    if match["roman"] in "CDM" and match["title"].capitalize() not in COUNTED_FAR:
        return None  # "Part C"
    if not value or (
        match["roman"] != match["roman"].upper() and match["roman"] not in ROMAN_WORDS
    ):
        return None
    return f"{match['title']}{match['gap']}{style.cardinal(str(value))}"


def _roman(match: re.Match[str], style: Style) -> str | None:
    """Louis XIV, Roman numerals alone in a line, and those that can be nothing else."""
    text = match["roman"]
    earlier = before(match)
    later = after(match)
    value = numbers.roman(text)
    if not value:
        return None
    many = match["own"] or ""
    if COUNTED_BY.match(later) and value < 40:
        return numbers.ordinal(str(value))
    name = re.search(r"([A-Z][\w]+),? $", earlier)
    if name and _is_ruler(name[1], text, earlier, later):
        return ("" if earlier.endswith("the ") else "the ") + numbers.ordinal(str(value)) + many
    opens = not earlier.strip(" \"'([")
    alone = ALONE.fullmatch(later) and text not in ("I", "C", "D", "M", "L")
    heading = (
        HEADING.match(later) and (len(text) > 1 or text in "VX") and text not in DOUBTFUL_HEADINGS
    )
    if opens and (alone or heading):
        return style.cardinal(str(value))
    if text in DOUBTFUL or len(text) < 2 or value > 39:
        return None
    return style.cardinal(str(value)) + many


def _is_ruler(name: str, text: str, earlier: str, later: str) -> bool:
    """Whether a numeral after a name counts its bearers; an initial or the pronoun "I" does not."""
    if text in ("C", "D", "L", "M") or (len(text) == 1 and re.match(r" ?\. ?[A-Z]", later)):
        return False
    if text == "I" and PRONOUN_AFTER.match(later):
        return False
    if (name, text) == ("Malcolm", "X"):
        return False
    named = name.capitalize()
    if len(text) > 1 and named not in TITLED and REIGNING.match(later):
        return True
    return named in MONARCHS or (
        len(text) > 1
        and text not in DOUBTFUL
        and bool(RULERS.search(earlier))
        and named not in TITLED
    )


RULES = (
    Rule(
        "Roman numeral after a title",
        "roman",
        " ".join(title.lower() for title in TITLED),
        lazy(
            rf"(?P<title>{'|'.join(TITLED + [title.upper() for title in TITLED])})(?P<gap>\.? )(?P<roman>[IVXLCDM]+|[ivxl]+)\b(?!')"
            rf"(?![-.]?[A-Za-z]\.)"
        ),
        _roman_after,
        ("World War II and Chapter IV", "World War two and Chapter four"),
        ("a part I like, Part C", "a part I like, Part C"),
    ),
    Rule(
        "Roman numeral",
        "roman",
        "A",
        lazy(r"(?P<roman>[IVXLCDM]+)(?P<own>'s)?\b(?!['&/@]|-[A-Za-z]|\.[A-Z])"),
        _roman,
        ("Louis XIV", "Louis the fourteenth"),
        ("I am", "I am"),
    ),
)
