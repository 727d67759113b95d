"""Plain numbers: cardinal, ordinal, decimal, fraction, Roman numeral, percent, range, score, ratio,
dimension, mathematics, versions, keys.
"""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.number_patterns import INTEGER, NUMBER, followed_by_counted_noun
from frontend.english.number_words import VULGAR
from frontend.lazy_regex import lazy
from frontend.listed import listed
from frontend.normalize.rule import NOT_WORD, Rule, after, before
from frontend.style import Style

SUFFIX = {"st": "1", "nd": "2", "rd": "3"}
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
SUM_BEFORE = lazy(r"\b(?:[Ss]olve|[Cc]alculate|[Cc]ompute|[Ee]valuate|equals?|[Ss]implify) $")
GAMES = lazy(r",? ?\d{1,2}-\d{1,2}\b")
OVER = lazy(
    r"\b(?:daily|weekly|a day|a week|as|times?|faster|more|slower|higher|gain|speed|zoom)\b"
)


YEAR_BEFORE = lazy(r"^$|\b(?:[Ii]n|[Yy]ear|[Ss]ince|[Uu]ntil|[Bb]y) $")
JOINED_BEFORE = lazy(r"[A-Z]-?\d+/$")  # MIG-25/235212
COUNTED = lazy(
    r" (?:years|months|weeks|days|hours|minutes|seconds|miles|feet|yards|inches|fathoms|leagues|acres|tons|tonnes|pounds|ounces|"
    r"kilometers|kilometres|meters|metres|"
    r"degrees|people|men|women|inhabitants|dollars|euros|votes|times|pages|horsepower|horses|cattle|square|cubic|other|more|"
    r"different|words|copies|barrels|gallons)\b"
)


CARD = range(13, 17)  # digits of a card or an account, when not in groups


def _integer(match: re.Match[str], style: Style) -> str:
    """A whole number: a year if it looks like one, digits if it begins with zeros or is that of a
    card, else a cardinal.
    """
    text = match[0]
    if len(text) in CARD and "," not in text and not text.endswith("000"):
        return numbers.digits(text)
    if len(text) > 4 and JOINED_BEFORE.search(
        match.string, max(0, match.start() - 12), match.start()
    ):
        return numbers.digits(text)
    if len(text) > 1 and text[0] == "0":
        return numbers.digits(text)
    if len(text) == 4 and "," not in text and (1100 <= int(text) <= 2099 or text == "1066"):
        return (
            style.cardinal(text)
            if COUNTED.match(match.string, match.end()) and text[2:] != "00"
            else style.year(text)
        )
    if (
        len(text) == 4
        and "2100" <= text <= "2999"
        and YEAR_BEFORE.search(before(match))
        and not followed_by_counted_noun(match)
    ):
        return style.year(text)
    return style.cardinal(text)


def _decimal(match: re.Match[str], style: Style) -> str:
    """3.14 and .5, with a magnitude or without."""
    return style.number(match[0])


def _shares(match: re.Match[str], style: Style) -> str | None:
    """50/50, 80/20 (together a hundred), 20/20, 9/11."""
    if match["c"]:
        return "nine eleven"
    first = match["a"]
    second = match["b"]
    together = int(first) + int(second) == 100 or (first == second == "20")
    return f"{style.cardinal(first)} {style.cardinal(second)}" if together else None


def _minus(match: re.Match[str], style: Style) -> str:
    """-12."""
    return f"minus {style.number(match['n'])}"


def _ordinal(match: re.Match[str], style: Style) -> str | None:
    """22nd, 1,000th; "21th" is no ordinal."""
    number = match["n"].replace(",", "")
    suffix = match["suffix"].lower()
    teen = number[-2:-1] == "1"
    right = (
        SUFFIX.get(suffix) == number[-1] and not teen
        if suffix in SUFFIX
        else teen or number[-1] not in "123"
    )
    if not right:
        return None
    spoken = "zeroth" if number.strip("0") == "" else numbers.ordinal(number, style.conjunction)
    return numbers.plural(spoken) if match["many"] else spoken


def _fraction(match: re.Match[str], style: Style) -> str | None:
    """1/2, 3/4ths, 2 1/2."""
    bottom = match["bottom"]
    part = numbers.fraction(match["top"], bottom, style.conjunction)
    if match["whole"]:
        return _mixed(match["whole"], part, style)
    return part


def _mixed(whole: str, part: str, style: Style) -> str:
    """A whole number and a fraction: "two and a half"."""
    part = re.sub(r"^one (half|quarter)$", r"a \1", part)
    return f"{style.cardinal(whole)} and {part}"


def _vulgar(match: re.Match[str], style: Style) -> str:
    """½, 5½."""
    part = numbers.fraction(*VULGAR[match["f"]])
    if match["whole"]:
        return _mixed(match["whole"], part, style)
    return part


def _percent(match: re.Match[str], style: Style) -> str:
    """50%, 2-10%, 2%-10%."""
    minus = "minus " if match["minus"] else ""
    if match["a"]:
        return f"{minus}{style.number(match['a'])}{' percent' if match['first'] else ''} to {style.number(match['n'])} percent"
    return f"{minus}{style.number(match['n'])} percent"


def _range(match: re.Match[str], style: Style) -> str | None:
    """10-20 people; games of a set are read without "to"."""
    first = match["a"]
    last = match["b"]
    if SUM_BEFORE.search(before(match)):
        return f"{style.number(first)} minus {style.number(last)}"
    game = re.search(r"\d-\d+,? ?$", before(match)) or GAMES.match(match.string, match.end())
    if game and len(first) < 3 and len(last) < 3:
        return f"{style.cardinal(first)} {style.cardinal(last)}"
    if (first[0] == "0" and len(first) > 1) or (last[0] == "0" and len(last) > 1):
        return None
    return f"{_end_of_range(first, style)} to {_end_of_range(last, style)}"


def _end_of_range(text: str, style: Style) -> str:
    """A number of a range: a year if it looks like one."""
    dated = len(text) == 4 and text.isdecimal() and 1100 <= int(text) < 2100 and int(text) % 100
    return style.year(text) if dated else style.number(text)


def _ratio(match: re.Match[str], style: Style) -> str:
    """3:1, 2:8."""
    return f"{style.number(match['a'])} to {style.number(match['b'])}"


def _dimension(match: re.Match[str], style: Style) -> str:
    """1920x1080, 3 x 4 x 5."""
    parts = re.split(r" ?[x×] ?", match["all"])
    many = match["many"]
    if all(len(part) in (3, 4) and part.isdecimal() for part in parts):
        return " by ".join(
            numbers.pairs(part) if len(part) == 4 else style.cardinal(part) for part in parts
        )
    spoken = " by ".join(style.number(part) for part in parts)
    return numbers.plural(spoken) if many else spoken


def _times(match: re.Match[str], style: Style) -> str:
    """3-4x, 10x."""
    first = f"{style.number(match['a'])} to " if match["a"] else ""
    return f"{first}{style.number(match['n'])} {'times' if OVER.match(match.string, match.end() + 1) and not match['a'] else 'x'}"


def _version(match: re.Match[str], style: Style) -> str:
    """2.0.1."""
    return " point ".join(
        numbers.digits(part) if len(part) > 1 and part[0] == "0" else style.cardinal(part)
        for part in match["n"].split(".")
    )


def _grouped(match: re.Match[str], style: Style) -> str:
    """2 000 000, 1.000.000."""
    return style.cardinal(re.sub(r"\D", "", match[0]))


PRESSURE_BEFORE = lazy(r"\b(?:bp|BP|[Bb]lood pressure)(?: reading)?(?::| is| was| of| at)? $")


def _pressure(match: re.Match[str], style: Style) -> str | None:
    """120/80."""
    if not match["unit"] and not PRESSURE_BEFORE.search(before(match)):
        return None
    unit = " millimeters of mercury" if match["unit"] else ""
    return f"{style.cardinal(match['a'])} over {style.cardinal(match['b'])}{unit}"


COUNTED_FAR = frozenset(listed("Chapter Psalm Canto Sonnet Hymn Verse Book Letter Epistle"))


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


DOUBTFUL_HEADINGS = frozenset(listed("CD DC MC MD DI MI LL DL MM CC"))


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


REIGNING = lazy(
    r",? (?:Count|Duke|King|Earl|Prince|Emperor|Margrave|Landgrave|Elector|Bishop|Archbishop|Marquis|Lord) of\b"
)


def _superscript(match: re.Match[str], style: Style) -> str:
    """x², 10³, 2^8."""
    power = (match["up"] or "").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")) or match[
        "caret"
    ]
    base = style.cardinal(match["base"]) if match["base"].isdecimal() else match["base"]
    if power in ("2", "3"):
        return f"{base} {'squared' if power == '2' else 'cubed'}"
    minus = "minus " if power.startswith("-") else ""
    return (
        f"{base} to the {minus}{style.cardinal(power)}"
        if minus
        else f"{base} to the {numbers.ordinal(power)}"
    )


def _exponent(match: re.Match[str], style: Style) -> str:
    """1e10, 2.5E-3."""
    minus = "minus " if match["sign"] == "-" else ""
    return f"{style.number(match['n'])} times ten to the {minus}{style.cardinal(match['e'])}"


SYMBOLS = {
    "+": "plus",
    "-": "minus",
    "–": "minus",
    "×": "times",
    "*": "times",
    "/": "divided by",
    "÷": "divided by",
    "=": "equals",
    ">": "greater than",
    "<": "less than",
    "≥": "greater than or equal to",
    "≤": "less than or equal to",
    "≠": "is not equal to",
    "≈": "is approximately",
    "±": "plus or minus",
    "^": "to the power of",
    ">=": "greater than or equal to",
    "<=": "less than or equal to",
    "!=": "is not equal to",
    "==": "equals",
    "→": "to",
    "∈": "in",
    "∞": "infinity",
    "·": "times",
}


def _operator(match: re.Match[str], style: Style) -> str:
    """An operator between two terms."""
    return SYMBOLS[match["op"]]


def _subtraction(match: re.Match[str], style: Style) -> str | None:
    """1-2=5: a minus only in a formula."""
    text = match.string
    around = text[max(0, match.start() - 12) : match.end() + 12]
    if re.search(r"[=×÷√]| \+ ", around):
        return "minus"
    return None


EARLY = 5  # rules of the table that go before measures
RULES = (
    Rule(
        "number with exponent",
        "electronic",
        "0",
        lazy(rf"(?P<n>{NUMBER})[eE](?P<sign>[-+]?)(?P<e>\d{{1,3}})" + NOT_WORD),
        _exponent,
        ("2.5e-3", "two point five times ten to the minus three"),
        ("2 e", "two e"),
    ),
    Rule(
        "blood pressure",
        "measure",
        "0",
        lazy(r"(?P<a>[6-9]\d|1\d\d|2[0-4]\d)/(?P<b>[3-9]\d|1[0-4]\d)(?:(?P<unit> ?mm ?Hg)|(?!\d))"),
        _pressure,
        ("120/80 mmHg", "one hundred twenty over eighty millimeters of mercury"),
        ("120/80", "one hundred twenty eightieths"),
    ),
    Rule(
        "all hours",
        "symbol",
        "0",
        lazy(r"24/7(?: ?/ ?365)?(?!\d)"),
        lambda match, style: (
            "twenty-four seven" + (" three sixty-five" if "365" in match[0] else "")
        ),
        ("24/7", "twenty-four seven"),
        ("24/70", "twenty-four seventieths"),
    ),
    Rule(
        "shares",
        "ratio",
        "0",
        lazy(r"(?:(?P<a>[1-9]0)/(?P<b>[1-9]0)|(?P<c>9)/(?P<d>11))(?![\w/]|\.\d)"),
        _shares,
        (
            "a 50/50 chance, 20/20 vision, and 9/11.",
            "a fifty fifty chance, twenty twenty vision, and nine eleven.",
        ),
        ("30/50", "thirty fiftieths"),
    ),
    Rule(
        "nine eleven",
        "ratio",
        "pre post",
        lazy(r"(?P<when>[Pp](?:re|ost))-9/11(?![\w/]|\.\d)"),
        lambda match, style: f"{match['when']} nine eleven",
        ("the post-9/11 world", "the post nine eleven world"),
        ("the post-8/11 world", "the post eight slash eleven world"),
    ),
    Rule(
        "percent",
        "percent",
        "0 -",
        lazy(
            rf"(?P<minus>(?<![\w)-])-)?(?:(?P<a>{NUMBER})(?P<first> ?%)? ?(?:-|–|to) ?)?(?P<n>{NUMBER}) ?(?:%|percent\b)"
        ),
        _percent,
        ("3.5%", "three point five percent"),
        ("3.5", "three point five"),
    ),
    Rule(
        "multiple",
        "measure",
        "0",
        lazy(rf"(?:(?P<a>{NUMBER})[-–])?(?P<n>{NUMBER})[x×]" + NOT_WORD),
        _times,
        ("a 3-4x gain", "a three to four x gain"),
        ("3xy", "three xy"),
    ),
    Rule(
        "dimension",
        "dimension",
        "0",
        lazy(
            rf"(?P<all>{NUMBER}(?: ?[x×] ?{NUMBER}){{1,3}})(?P<many>s)?(?![\w^])(?! ?[=≠])(?<!\d × \d)(?<!\d × \d\d)"
        ),
        _dimension,
        ("1920x1080 pixels, two 2x4s", "nineteen twenty by ten eighty pixels, two two by fours"),
        ("5 × 3", "five times three"),
    ),
    Rule(
        "version with v",
        "version",
        "v MIXED",
        lazy(r"[vV]\.? ?(?P<n>\d+(?:\.\d+)+)(?![\w.]*\w)"),
        lambda match, style: f"version {_version(match, style)}",
        ("v2.0.1", "version two point zero point one"),
        ("v2", "V two"),
    ),
    Rule(
        "grouped",
        "cardinal",
        "0",
        lazy(
            r"[1-9]\d{0,2}(?: \d{3}){2,}(?![\d,.]\d|\d)|[1-9]\d{0,2}(?: 000)(?!\d)|"
            r"[1-9]\d{0,2}(?:(?:'\d{3})+|(?:\.\d{3}){2})(?![\d'’]|[.,]\d)"
        ),
        _grouped,
        ("2 000 000, 2'000 or 1.000.000 people", "two million, two thousand or one million people"),
        ("2 1000", "two one thousand"),
    ),
    Rule(
        "version",
        "version",
        "0",
        lazy(r"(?P<n>\d+\.\d+(?:\.\d+)+)(?![\w.]*\w@)"),
        _version,
        ("iOS 17.4.1", "I O S seventeen point four point one"),
        ("17.4", "seventeen point four"),
    ),
    Rule(
        "vulgar fraction",
        "fraction",
        "0 " + " ".join(VULGAR),
        lazy(rf"(?:(?P<whole>\d+)[ -]?)?(?P<f>[{''.join(VULGAR)}])"),
        _vulgar,
        ("5½ hours", "five and a half hours"),
        ("5 hours", "five hours"),
    ),
    Rule(
        "fraction",
        "fraction",
        "0",
        lazy(
            r"(?<!/)(?:(?P<whole>\d{1,4})(?: |-| and ))?(?P<top>\d{1,5})/(?P<bottom>[1-9]\d{0,4})(?:st|nd|rds?|ths?|s|TH|RD|ND)?(?![\w/]|"
            r"-[\dA-Z])"
        ),
        _fraction,
        ("2 1/2 hours", "two and a half hours"),
        ("31/31/100", "thirty-one slash thirty-one slash one hundred"),
    ),
    Rule(
        "negative fraction",
        "fraction",
        "-",
        lazy(r"(?<![\w)-])-(?P<top>\d{1,4})/(?P<bottom>[1-9]\d{0,3})(?![\w/]|-\w)"),
        lambda match, style: (
            f"minus {numbers.fraction(match['top'], match['bottom'], style.conjunction)}"
        ),
        ("It is -1/2", "It is minus one half"),
        ("a-1/2", "A one slash two"),
    ),
    Rule(
        "span after a colon",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,3}):(?P<b>\d{1,3})[-–](?P<last>\d{1,3})(?![\d:])"),
        lambda match, style: (
            f"{style.cardinal(match['a'])} {style.cardinal(match['b'])} to {style.cardinal(match['last'])}"
        ),
        ("Canto 2:155-57", "Canto two one hundred fifty-five to fifty-seven"),
        ("2:8", "two to eight"),
    ),
    Rule(
        "ratio",
        "ratio",
        "0",
        lazy(rf"(?P<a>{NUMBER}) ?: ?(?P<b>{NUMBER})(?![\d:])"),
        _ratio,
        ("2:8", "two to eight"),
        ("2; 8", "two; eight"),
    ),
    Rule(
        "ordinal",
        "ordinal",
        "0",
        lazy(rf"(?P<n>{INTEGER})(?P<suffix>st|nd|rd|th|ST|ND|RD|TH)(?P<many>s)?" + NOT_WORD),
        _ordinal,
        ("the 21st century", "the twenty-first century"),
        ("1th", "one th"),
    ),
    Rule(
        "difference",
        "math",
        "0",
        lazy(r"(?P<a>\d+) ?[-–] ?(?P<b>\d+)(?= ?=)"),
        lambda match, style: f"{style.cardinal(match['a'])} minus {style.cardinal(match['b'])}",
        ("1-2=5", "one minus two equals five"),
        ("1-2", "one to two"),
    ),
    Rule(
        "record of games",
        "score",
        "0",
        lazy(r"(?P<a>\d{1,3})[-–](?P<b>\d{1,3})[-–](?P<c>\d{1,3})(?![\w-]|[.,]\d)"),
        lambda match, style: (
            None if re.search(r"\b0\d", match[0]) else " ".join(map(style.cardinal, match.groups()))
        ),
        ("a 49-30-4 record", "a forty-nine thirty four record"),
        ("49-30", "forty-nine to thirty"),
    ),
    Rule(
        "range",
        "range",
        "0",
        lazy(
            rf"(?P<a>{INTEGER}(?:\.\d+)?)(?:[-–—]| [–—-] )(?P<b>{INTEGER}(?:\.\d+)?)(?![\d%]|[-–/]\w|\.\d|['’]?[A-Za-z])"
        ),
        _range,
        ("10-20 people", "ten to twenty people"),
        ("10- 20", "ten- twenty"),
    ),
    Rule(
        "superscript",
        "math",
        "0 POWER",
        lazy(r"(?P<base>\d+|[A-Za-z])(?:(?P<up>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|\^(?P<caret>-?\d+))"),
        _superscript,
        ("x² + 10⁻³", "x squared plus ten to the minus three"),
        ("x2", "X two"),
    ),
    Rule(
        "negative number",
        "cardinal",
        "-",
        lazy(rf"(?<![\w)-])-(?P<n>{NUMBER})(?![\w-])"),
        _minus,
        ("It is -40 outside.", "It is minus forty outside."),
        ("a-4", "A four"),
    ),
    Rule(
        "decimal",
        "decimal",
        "0 .",
        lazy(rf"(?<![\d.])(?:{INTEGER})?\.\d+(?!\.\d)"),
        _decimal,
        ("3.14", "three point one four"),
        ("3. 14", "three. fourteen"),
    ),
    Rule(
        "number",
        "cardinal",
        "0",
        lazy(INTEGER),
        _integer,
        ("42 apples", "forty-two apples"),
        ("4th", "fourth"),
    ),
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
    Rule(
        "times a power of ten",
        "math",
        "x ×",
        lazy(r"[x×](?= ?10(?:\^|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]))|(?<=\d )x(?= \d+(?:\.\d+)? ?=)"),
        lambda match, style: "times",
        ("5 x 10^6, 5 x 3 = 15", "five times ten to the sixth, five times three equals fifteen"),
        ("5 x 10", "five by ten"),
    ),
    Rule(
        "square root",
        "math",
        "√",
        lazy(r"√ ?"),
        lambda match, style: "the square root of",
        ("√16", "the square root of sixteen"),
        ("v16", "V sixteen"),
    ),
    Rule(
        "plus or minus",
        "math",
        "±",
        lazy(r"± ?"),
        lambda match, style: "plus or minus",
        ("±3", "plus or minus three"),
        ("+3", "plus three"),
    ),
    Rule(
        "plus between",
        "math",
        "+",
        lazy(r"(?P<op>\+) ?(?=[\w(.])"),
        _operator,
        ("2+3", "two plus three"),
        ("f++", "f plus plus"),
    ),
    Rule(
        "operator",
        "math",
        "= > < ≥ ≤ ≠ ≈ × ÷ → · ∞ !",
        lazy(
            r"(?P<op>>=|<=|!=|==|[=><≥≤≠≈×÷→∞]|(?<=\d)·(?=\d)|(?<=\d )·(?= \d))(?!/?[a-z][\w-]*(?:[ =][^<>]{0,200})?/?>)"
        ),
        _operator,
        ("3 × 4 ≠ 13", "three times four is not equal to thirteen"),
        ("No!", "No!"),
    ),
    Rule(
        "minus between",
        "math",
        "- –",
        lazy(r"[-–](?= ?[\dA-Za-z(])"),
        _subtraction,
        ("y - x = 5", "y minus x equals five"),
        ("a - b", "a - b"),
    ),
    Rule(
        "divided by",
        "math",
        "/",
        lazy(r"(?<=\d )/(?= \d)"),
        lambda match, style: "divided by",
        ("10 / 2", "ten divided by two"),
        ("a / b", "a / b"),
    ),
    Rule(
        "times",
        "math",
        "*",
        lazy(r"(?<=\d)(?: ?)\*(?= ?\d)|(?<=\d )\*(?= \d)"),
        lambda match, style: "times",
        ("3 * 4", "three times four"),
        ("a * b", "a b"),
    ),
)
