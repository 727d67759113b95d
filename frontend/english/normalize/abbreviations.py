"""Abbreviations: those of the table, and those whose words hang on what stands beside them."""

import re

from frontend.english.normalize.abbreviation_table import (
    ABBREVIATION_WORDS,
    LOWERCASE_TITLES,
    NEEDS_DOT,
    NEEDS_NAME,
)
from frontend.english.normalize.capital_words import is_shouting, spell
from frontend.english.normalize.lookalikes import is_lookalike
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, at_line_end, before, full_stop
from frontend.style import Style

LIFE_DATES = {"b": "born", "d": "died", "c": "circa", "ca": "circa"}
LIFE_DATES |= {"r": "reigned", "fl": "flourished"}
NAME_OR_NUMBER = lazy(r"\.? (?:\(?\d|[A-Z][\w'.-]|\d|[IVXLC]+\b|de |van |von |al-)")
NUMBERED_PARTS = frozenset("yr ep pg vis vol ch chap fig apt ste ver".split())  # "vol 5"
# also words: a number or a letter of a part must follow
NEEDS_NUMBER = frozenset("vis vv ll ver sec ch chap eq yr Rt Rte Rm Ste RTE STE".split())
NUMBER_AFTER = lazy(r"\.? ?\(?(?:\d|[IVXLC]+\b|[A-Z]\b)")
# "no" and "nos" are words, and answers: only a number after them makes them short
ANSWERS = frozenset(("no", "No", "NO", "nos", "Nos", "NOS"))
COUNTED_AFTER = lazy(r"\.? ?[#(]?(?:\d|[IVXLC]{2,}\b|[A-Z]-?\d)")
NAME_WITH_DOT_BEFORE = lazy(r"\w\.$")
NAME_IN_CHAT = lazy(
    r" (?!(?:is|was|are|and|or|of|in|for|the|to|from|by|up|down|a|an|at|on)\b)[a-z]{2}"
)
AMOUNT_BEFORE = lazy(r"[\d%kKmM] $")
SHOUTED_NAME_BEFORE = lazy(r"[A-Z]{2,},? $")  # "JOHN ROE, SR."
AVENUE_NAME_BEFORE = lazy(r"(?:[A-Z][\w.']*|\d(?:st|nd|rd|th)) $")  # "Park Ave", no "Ave Maria"
COUNT_BEFORE = lazy(
    r"(?:[\d½¼¾]|\b(?:one|two|three|four|five|six|ten|fifteen|twenty|thirty|few|several)) $",
    re.IGNORECASE,
)
MINUTE_AFTER = lazy(r" (?:to|later|more|ago|longer|before|after|left|late|early)\b")
MEASURED_BEFORE = lazy(
    r"\b(?:avg|average|mean|max|min|(?:max|min)imum|room|body|oven|core|high|low|air|water|"
    r"outside|inside|surface|skin|sea|highest|lowest)\.? $",
    re.IGNORECASE,
)
TEMPORARY_AFTER = lazy(
    r" (?:work(?:er)?|agency|job|staff|file|employee|position|housing|address|folder|visa|"
    r"resident|licen[cs]e|worker)s?\b"
)
CAPITAL_TITLES = frozenset(("MR", "MS", "LT"))  # before the dot only
TELEPHONE_WORDS = {"tel": "telephone", "ph": "phone", "mob": "mobile", "ext": "extension"}
SISTERS = (
    "Mary Agnes Anne Ann Catherine Bernadette Teresa Theresa Margaret Maria Helen Joan Clare Rose "
    "Elizabeth Monica Cecilia Lucy Josephine Angela Rita Frances Dolores Patricia Veronica"
)
PARTY_BEFORE = lazy(r"\b[A-Z][\w'.]+ $")


def _abbreviation(match: re.Match[str], style: Style) -> str | None:
    """An abbreviation of the table with the dot, the name or the number that it needs."""
    short = match["short"]
    if _is_word(match):
        return None
    if short in LOWERCASE_TITLES:
        return LOWERCASE_TITLES[short] if _precedes_name(match) else None
    key = _key(short)
    if key not in ABBREVIATION_WORDS or _lacks_context(match, key):
        return None
    words = ABBREVIATION_WORDS[key]
    if short.istitle() and key.islower():
        words = words[0].upper() + words[1:]
    return f"{words}{full_stop(match)}"


def _lacks_context(match: re.Match[str], key: str) -> bool:
    """Whether a spelling of the table lacks the dot or the name that it needs."""
    if match["short"] in ("SR", "JR"):
        if not (match["dot"] and SHOUTED_NAME_BEFORE.search(before(match))):
            return True
    elif key in ("Ave", "ave", "Aves", "Sts") and not AVENUE_NAME_BEFORE.search(before(match)):
        return True
    if key in NEEDS_DOT and not match["dot"] and not _does_without_dot(match, key):
        return True
    return key in NEEDS_NAME and not _is_named(match)


def _is_word(match: re.Match[str]) -> bool:
    """Whether a word or a name stands here, for want of a number, or after a dot."""
    if is_lookalike(match):
        return True
    short = match["short"]
    end = match.end("short")
    if short in CAPITAL_TITLES and not (match["dot"] and re.match(r" [A-Z]", after(match))):
        return not (short == "MR" and is_shouting(match.string))
    if short in ANSWERS and not COUNTED_AFTER.match(match.string, end):
        return True
    if short.islower() and NAME_WITH_DOT_BEFORE.search(before(match)):  # "news.misc"
        return True
    return short in NEEDS_NUMBER and not NUMBER_AFTER.match(match.string, end)


def _key(short: str) -> str:
    """The spelling that the table may have: "PROF" -> "Prof"; none for "HRs"."""
    if short in ABBREVIATION_WORDS:
        return short
    if short in CAPITAL_TITLES or (short.isupper() and len(short) > 2):
        return short.capitalize()
    return short.lower() if short.islower() or short.istitle() or short.isupper() else ""


def _precedes_name(match: re.Match[str]) -> bool:
    """Whether a word follows a title in small letters; "mr", "mrs" and "ms" need no dot."""
    if match["dot"]:
        small = match.string.islower() and NAME_IN_CHAT.match(after(match))
        return bool(small or re.match(r" [A-Z\d]", after(match)))
    return match["short"] in ("mr", "mrs", "ms") and bool(re.match(r" [A-Z]", after(match)))


def _does_without_dot(match: re.Match[str], key: str) -> bool:
    """Whether a number follows ("vol 5"), or the brothers have a name ("Warner bros")."""
    numbered = key.lower() in NUMBERED_PARTS and re.match(r" \d", after(match))
    return key == "bros" or bool(numbered)


def _is_named(match: re.Match[str]) -> bool:
    """Whether a name or a number follows, or the title needs none."""
    named = NAME_OR_NUMBER.match(match.string, match.end("short"))
    return bool(named) or _is_lone_title(match)


def _is_lone_title(match: re.Match[str]) -> bool:
    """Whether a title is all of a line, as in a list, or ends it after another one ("Lt. Gov.")."""
    if not match["dot"] or not match["short"].istitle() or match["short"] == "No":
        return False
    earlier = before(match).strip()
    listed = not earlier or re.fullmatch(r"(?:Lt|Maj|Brig|Asst|Vice)\.?", earlier)
    return bool(listed) and at_line_end(match)


def _per_annum(match: re.Match[str], style: Style) -> str | None:
    """£20k p.a."""
    return f"per annum{full_stop(match)}" if AMOUNT_BEFORE.search(before(match)) else None


def _least_or_most(match: re.Match[str], style: Style) -> str | None:
    """min. order; "5 min." is left to the measures."""
    earlier = before(match)
    if COUNT_BEFORE.search(earlier) or (
        MINUTE_AFTER.match(after(match)) and match["short"] == "min"
    ):
        return None
    return f"{match['short']}imum"


def _edited(match: re.Match[str], style: Style) -> str:
    """ed. by."""
    return f"{match[0][:-1]}ited"


def _temperature(match: re.Match[str], style: Style) -> str | None:
    """temp. of, avg. temp.; a temp. worker."""
    later = after(match)
    plural = match["many"] or ""
    if TEMPORARY_AFTER.match(later) and not plural:
        return f"{match['short']}orary"
    if MEASURED_BEFORE.search(before(match)):
        return f"{match['short']}erature{plural}{full_stop(match)}"
    goes_on = re.match(r" [a-z\d(]|[,;:)]", later)
    return f"{match['short']}erature{plural}" if goes_on else None


def _highest_and_lowest(match: re.Match[str], style: Style) -> str:
    """Hi 72/Lo 55."""
    highest, lowest = (
        f"minus {style.number(match[group][1:])}"
        if match[group][0] == "-"
        else style.number(match[group])
        for group in ("a", "b")
    )
    return f"{match['h']}igh {highest} low {lowest}"


def _pairs(match: re.Match[str], style: Style) -> str:
    """3 pr."""
    return f"{style.number(match['n'])} {'pair' if match['n'] == '1' else 'pairs'}"


def _number_of(match: re.Match[str], style: Style) -> str:
    """no. of items."""
    return f"{match['n']}umber"


def _against(match: re.Match[str], style: Style) -> str | None:
    """Roe v. Wade."""
    return "versus" if PARTY_BEFORE.search(before(match)) else None


def _life_date(match: re.Match[str], style: Style) -> str:
    """b. 1685."""
    return LIFE_DATES[match["short"]]


YEAR_AFTER = lazy(r" (?:in )?(?:c\. ?)?1\d{3}\b| (?:in )?20\d\d\b")
# beside "est."
EST_GOES_ON = lazy(r" ?[a-z\d$£€~(]")
EST_BEFORE = lazy(r"(?:[\d%kKmM)]|\(|,) ?$")
NAME_BEFORE = lazy(r"\b[A-Z][\w'.-]*,? $")
COMPASS = {"N": "North", "S": "South", "E": "East", "W": "West"}


def _estimated_or_established(match: re.Match[str], style: Style) -> str | None:
    """est. 1987, est. arrival, $5 est.; not the Latin verb."""
    if match["e"] == "e" and not (
        EST_GOES_ON.match(after(match)) or EST_BEFORE.search(before(match))
    ):
        return None
    word = "established" if YEAR_AFTER.match(after(match)) else "estimated"
    return f"{match['e']}{word[1:]}{full_stop(match)}"


def _sister(match: re.Match[str], style: Style) -> str | None:
    """Sr. Mary; after a name it is "Senior"."""
    if NAME_BEFORE.search(before(match)) and match["name"] not in SISTERS.split():
        return None
    return "Sister"


def _half_of_country(match: re.Match[str], style: Style) -> str:
    """S. Korea, N. Ireland."""
    adjective = "ern" if match["land"] == "Ireland" else ""
    return f"{COMPASS[match['way']]}{adjective}"


RULES = (
    Rule(
        "half of a country",
        "abbreviation",
        "n s e w",
        lazy(
            r"(?P<way>[NSEW])\. ?(?=(?P<land>Korea|Ireland|Africa|America|Carolina|Dakota|"
            r"Virginia|Germany|Sudan|Yorkshire|Macedonia|Asia|Hollywood|London|Timor)n?s?\b)"
        ),
        lambda match, style: f"{_half_of_country(match, style)} ",
        ("S. Korea and W. Virginia", "South Korea and West Virginia"),
        ("S. Kim", "S Kim"),
    ),
    Rule(
        "estimated or established",
        "abbreviation",
        "est",
        lazy(r"(?P<e>[Ee])st\."),
        _estimated_or_established,
        (
            "est. cost $5, est. 1987",
            "estimated cost five dollars, established nineteen eighty-seven",
        ),
        ("it was the est", "it was the est"),
    ),
    Rule(
        "sister",
        "abbreviation",
        "sr",
        lazy(r"Sr\.(?= (?P<name>[A-Z][a-z]+))"),
        _sister,
        ("Sr. Agnes came", "Sister Agnes came"),
        ("John Roe Sr. Thanks", "John Roe Senior Thanks"),
    ),
    Rule(
        "lettered revision",
        "abbreviation",
        "rev",
        lazy(r"(?P<r>[Rr])ev\. (?=[A-Z]\b(?![.:]))"),
        lambda match, style: f"{match['r']}evision ",
        ("rev. B is out", "revision B is out"),
        ("Rev. B. Lee", "Reverend B Lee"),
    ),
    Rule(
        "telephone before its number",
        "abbreviation",
        "tel ph mob ext",
        lazy(r"(?P<short>[Tt]el|[Pp]h|[Mm]ob|[Ee]xt)(?::|\.:?)(?= ?[\d+(])"),
        lambda match, style: f"{TELEPHONE_WORDS[match['short'].lower()]}",
        ("Tel: 555-0123, ext. 5", "telephone five five five, zero one two three, extension five"),
        ("the tel: none", "the tel: none"),
    ),
    Rule(
        "forward and copy",
        "abbreviation",
        "fwd cc bcc",
        lazy(r"(?P<short>FWD|Fwd|fwd|cc|bcc)(?=:)"),
        lambda match, style: "forward" if match[0].lower() == "fwd" else spell(match[0]),
        ("Fwd: it, cc: Bob", "forward: it, C C: Bob"),
        ("5 cc of it", "five C C of it"),
    ),
    Rule(
        "dew point",
        "abbreviation",
        "dew",
        lazy(r"(?P<d>[Dd])ew pt\b\.?"),
        lambda match, style: f"{match['d']}ew point",
        ("dew pt 48F", "dew point forty-eight degrees Fahrenheit"),
        ("dew on it", "dew on it"),
    ),
    Rule(
        "highest and lowest",
        "abbreviation",
        "hi",
        lazy(r"(?P<h>[Hh])i:? (?P<a>-?\d{1,3})°?[/,]? ?[Ll]o:? (?P<b>-?\d{1,3})°?(?!\w)"),
        _highest_and_lowest,
        ("Hi 72/Lo 55", "High seventy-two low fifty-five"),
        ("Hi 5 of us", "Hi five of us"),
    ),
    Rule(
        "per annum",
        "abbreviation",
        "p",
        lazy(r"p\.a\.(?!\w)"),
        _per_annum,
        ("£20k p.a. or 5% p.a.", "twenty thousand pounds per annum or five percent per annum."),
        ("the p.a. is", "the P A is"),
    ),
    Rule(
        "least and most",
        "abbreviation",
        "min max",
        lazy(r"(?P<short>[Mm]in|[Mm]ax)\.(?= [a-z\d$£€(])"),
        _least_or_most,
        ("a min. order of 5, max. 10", "a minimum order of five, maximum ten"),
        ("in 5 min. of", "in five minutes of"),
    ),
    Rule(
        "temperature of",
        "abbreviation",
        "temp temps",
        lazy(r"(?P<short>[Tt]emp)(?P<many>s)?\."),
        _temperature,
        (
            "a temp. of 5, the avg. temp.",
            "a temperature of five, the average temperature.",
        ),
        ("He is a temp. She left", "He is a temp. She left"),
    ),
    Rule(
        "edited",
        "abbreviation",
        "ed",
        lazy(r"[Ee]d\.(?= by\b)"),
        _edited,
        ("ed. by Lee", "edited by Lee"),
        ("my ed. is", "my ed is"),
    ),
    Rule(
        "number of",
        "abbreviation",
        "no",
        lazy(r"(?P<n>[Nn])o\.(?= of (?!course\b)[a-z])"),
        _number_of,
        ("the no. of items", "the number of items"),
        ("He said no. of course", "He said no. of course"),
    ),
    Rule(
        "pairs",
        "abbreviation",
        "0",
        lazy(r"(?P<n>\d{1,3}) pr\.(?!\w)"),
        _pairs,
        ("3 pr. of socks", "three pairs of socks"),
        ("3 prs", "three prs"),
    ),
    Rule(
        "against",
        "abbreviation",
        "v",
        lazy(r"v\.(?= [A-Z][a-z]| the\b)"),
        _against,
        ("Roe v. Wade", "Roe versus Wade"),
        ("plan v. The", "plan v. The"),
    ),
    Rule(
        "year of a life",
        "abbreviation",
        "b d c ca r fl",
        lazy(
            r"(?P<short>b|d|c|ca|r|fl)\. ?(?=(?:[1-9]\d{2,3}|"
            r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
            r"(?:Jan|Feb|March|April|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]* \d)\b)"
        ),
        _life_date,
        ("Bach (b. 1685, d. 1750)", "Bach (born sixteen eighty-five, died seventeen fifty)"),
        ("plan b. 5", "plan b. five"),
    ),
    Rule(
        "abbreviation",
        "abbreviation",
        " ".join(sorted({short.lower() for short in (*ABBREVIATION_WORDS, *LOWERCASE_TITLES)})),
        # "apt 0.3" is a program
        lazy(r"(?!apt \d+\.\d)(?P<short>[A-Za-z]+)\b(?P<dot>\.)?(?!['\w]|-\d|\.[a-z])(?<!&Ms)"),
        _abbreviation,
        ("Prof. Brown vs. Gen. Grant", "Professor Brown versus General Grant"),
        ("The co is an SR-71 with M&Ms", "The co is an S R seventy-one with M and Ms"),
    ),
)
