"""Numbers whose reading hangs on the word beside them: ratings, forms, seats, models, aircraft,
spans of ordinals, ages.
"""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import spell
from frontend.english.normalize.number_patterns import NUMBER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, after, before, full_stop
from frontend.style import Style

LABELLED_PLACES = (
    "Gate Seat Row Unit Exit Platform Stand Pier Bay Berth Track Figure Table Question Exercise "
    "Line Class Group Block Building Apartment Flat House Bus Studio Door Locker Section Lot "
    "Booth Hall Aisle Cabin Stall"
)
LABELLED_PLACE = "|".join((*LABELLED_PLACES.split(), *LABELLED_PLACES.lower().split()))
RATED_BEFORE = lazy(
    r"\b(?:rat(?:ed|ing)|scor(?:e|ed|ing)|score of|g[ai]ve (?:it|this|them|him|her)|got|get|"
    r"earned)(?: it| an?|:)* $",
    re.IGNORECASE,
)
RATING_AFTER = lazy(
    r"(?:-| )(?:stars?|rating|score|review|points|marks)\b|"
    r" (?:on|in) (?:the|my|his|her|our|their|your|an?|this|that)(?: \w+)? "
    r"(?:test|quiz|exam|final|midterm|homework|assignment|essay)\b"
)
ODDS_BEFORE = lazy(r"\b[Oo]dds(?: of| at| are| were| is| was|:)? $")
DETERMINER_BEFORE = lazy(r"\b(?:an?|the|my|his|her|our|their|your) $", re.IGNORECASE)
DESCRIBED = lazy(r" (?:[a-z]|[MF]\b)")
ROUND_NUMBERS = {
    "10": "tens",
    "100": "hundreds",
    "1000": "thousands",
    "10000": "tens of thousands",
    "100000": "hundreds of thousands",
    "1000000": "millions",
}
SHORT_SCALES = {"bn": "billion", "bln": "billion", "mln": "million", "trn": "trillion"}
PLAIN_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"


COUNTED_OUT_BEFORE = lazy(
    r"\b(?:page|pages|p\.|day|lap|part|episode|ep\.?|step|round|level|slide|question|lesson|"
    r"chapter|week|try|attempt|HP|hp|MP|image|photo|photos|file|task|stage|chunk|batch|epoch) $",
    re.IGNORECASE,
)
OUT_OF_TEN_END = lazy(r" of\b|,? \d{1,2}/\d|(?:ths?|s)\b")
SIGNATURE_BEFORE = lazy(r"\d/\d time, (?:and )?$")
TIME_AFTER = lazy(r" (?:time|meter|metre|beat|rhythm|bar|signature)\b")
MEASURED_BY_SECONDS = (
    "delay|timer|timeout|time-?out|interval|window|clip|video|ad|limit|cooldown|buffer|penalty|"
    "lap|pause|wait|countdown|sprint|rest|break|exposure|loop|burst|cycle|hold|plank|teaser|song"
)
SECONDS_PASS = "left|remaining|ago|later|long|earlier|behind|ahead|faster|slower|each|per"


def _counted_out(match: re.Match[str], style: Style) -> str | None:
    """Page 3/10, day 3/30; 8/10 as a judgement."""
    first = int(match["a"])
    last = int(match["b"])
    if first > last:
        return None
    if COUNTED_OUT_BEFORE.search(before(match)):
        return f"{style.cardinal(match['a'])} of {style.cardinal(match['b'])}"
    later = after(match)
    if last != 10 or first == 1 or OUT_OF_TEN_END.match(later):
        return None
    return f"{style.cardinal(match['a'])} out of ten"


def _season(match: re.Match[str], style: Style) -> str | None:
    """2023/24, 2009/2010, 2007/8: the next year after a stroke."""
    first = int(match["a"])
    if first + 1 != int(match["a"][: 4 - len(match["b"])] + match["b"]):
        return None
    last = match["b"]
    spoken = style.year(last) if len(last) == 4 else style.cardinal(last)
    return f"{style.year(match['a'])} to {spoken}"


def _time_signature(match: re.Match[str], style: Style) -> str | None:
    """3/4 time."""
    if not (TIME_AFTER.match(after(match)) or SIGNATURE_BEFORE.search(before(match))):
        return None
    return f"{style.cardinal(match['a'])} {style.cardinal(match['b'])}"


def _seconds(match: re.Match[str], style: Style) -> str:
    """30s left, a 30s delay."""
    unit = "second" if match["thing"] or match["n"] == "1" else "seconds"
    return f"{style.number(match['n'])} {unit}"


def _digits_in_plural(match: re.Match[str], style: Style) -> str:
    """Two 6s, all 1s and 0s."""
    return numbers.plural(style.cardinal(match["n"]))


def _labelled_place(match: re.Match[str], style: Style) -> str:
    """Gate 23A."""
    number = match["n"]
    spoken = numbers.digit_pairs(number) if len(number) == 3 else style.cardinal(number)
    return f"{match['name']}{match['gap']}{spoken} {match['letter']}"


def _rating(match: re.Match[str], style: Style) -> str | None:
    """9/10 where something is judged."""
    if float(match["a"]) > int(match["b"]) or not _is_judged(match):
        return None
    return f"{style.number(match['a'])} out of {style.cardinal(match['b'])}"


def _is_judged(match: re.Match[str]) -> bool:
    """Whether the words around, or a decimal, make a fraction a rating."""
    if "." in match["a"] and match["b"] in ("5", "10", "100"):
        return True
    return bool(RATED_BEFORE.search(before(match)) or RATING_AFTER.match(after(match)))


def _odds(match: re.Match[str], style: Style) -> str | None:
    """Odds of 7/2."""
    if not ODDS_BEFORE.search(before(match)):
        return None
    return f"{style.cardinal(match['a'])} to {style.cardinal(match['b'])}"


def _docket(match: re.Match[str], style: Style) -> str:
    """No. 21-463."""
    return f"{numbers.digit_pairs(match['a'])} dash {numbers.digits(match['b'])}"


def _floor(match: re.Match[str], style: Style) -> str:
    """5th fl."""
    return f"{_ordinal_of(match['n'], style)} floor{full_stop(match)}"


def _aircraft(match: re.Match[str], style: Style) -> str:
    """Boeing 747-400."""
    model = numbers.digit_pairs(match["n"])
    return f"{match['maker']} {model} {numbers.digit_pairs(match['series'])}"


def _flight(match: re.Match[str], style: Style) -> str:
    """Flight BA 249."""
    return f"{match['name']} {spell(match['line'])} {numbers.digit_pairs(match['n'])}"


def _form(match: re.Match[str], style: Style) -> str:
    """Form 1040."""
    return f"{match['name']} {numbers.digit_pairs(match['n'])}"


def _tax_form(match: re.Match[str], style: Style) -> str:
    """1099 forms."""
    return numbers.digit_pairs(match["n"])


def _graphics_card(match: re.Match[str], style: Style) -> str:
    """RTX 4090, GeForce 3080."""
    name = spell(match["name"]) if match["name"].isupper() else match["name"]
    return f"{name} {numbers.digit_pairs(match['n'])}"


def _section_of_law(match: re.Match[str], style: Style) -> str:
    """401(k), 501(c)(3)."""
    part = f" {style.cardinal(match['part'])}" if match["part"] else ""
    return f"{numbers.digit_pairs(match['n'])} {match['letter'].upper()}{part}"


def _joined_by_word(match: re.Match[str], style: Style) -> str:
    """9-to-5."""
    return f"{style.cardinal(match['a'])} {match['word']} {style.cardinal(match['b'])}"


def _even_shares(match: re.Match[str], style: Style) -> str | None:
    """50-50, 80-20."""
    if int(match["a"]) + int(match["b"]) != 100:
        return None
    return f"{style.cardinal(match['a'])} {style.cardinal(match['b'])}"


def _span_of_ordinals(match: re.Match[str], style: Style) -> str:
    """10th-12th."""
    return f"{_ordinal_of(match['a'], style)} to {_ordinal_of(match['b'], style)}"


def _century(match: re.Match[str], style: Style) -> str:
    """19th c."""
    return f"{_ordinal_of(match['n'], style)}{match['gap']}century{full_stop(match)}"


def _ordinal_of(text: str, style: Style) -> str:
    """10th."""
    return numbers.ordinal(re.sub(r"\D", "", text), style.conjunction)


def _round_number(match: re.Match[str], style: Style) -> str:
    """100s of."""
    return ROUND_NUMBERS[match["n"].replace(",", "")]


def _short_scale(match: re.Match[str], style: Style) -> str:
    """3bn."""
    return f"{style.number(match['n'])} {SHORT_SCALES[match['scale']]}"


def _age(match: re.Match[str], style: Style) -> str:
    """5 y.o."""
    described = DETERMINER_BEFORE.search(before(match)) and DESCRIBED.match(after(match))
    years = "year" if described or match["n"] == "1" else "years"
    return f"{style.cardinal(match['n'])} {years} old{full_stop(match)}"


def _ages(match: re.Match[str], style: Style) -> str:
    """3-yr-olds."""
    return f"{style.cardinal(match['n'])}-year-old{match['many'] or ''}"


def _world_war(match: re.Match[str], style: Style) -> str:
    """WWII, WW2."""
    return f"World War {'two' if match['n'].strip() in ('II', '2') else 'one'}"


RULES = (
    Rule(
        "place with a letter",
        "digits",
        LABELLED_PLACES.lower(),
        lazy(
            rf"(?P<name>{LABELLED_PLACE})(?P<gap>\.? )"
            r"(?P<n>\d{1,3})(?P<letter>[A-Z])(?![\w'°])"
        ),
        _labelled_place,
        ("Gate 23A and seat 14F", "Gate twenty-three A and seat fourteen F"),
        ("a fuse of 23A", "a fuse of twenty-three amps"),
    ),
    Rule(
        "rating",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,3}(?:\.\d{1,2})?)/(?P<b>5|[1-9]0|15|25|75|1[025]0|200)(?![\w/]|\.\d)"),
        _rating,
        ("9.85/10, a 9/10 rating", "nine point eight five out of ten, a nine out of ten rating"),
        ("9/10 of us", "nine tenths of us"),
    ),
    Rule(
        "season",
        "date",
        "0",
        lazy(r"(?P<a>(?:1[6-9]|20)\d\d)/(?P<b>\d{4}|\d{1,2})(?![\w/]|[.,]\d)"),
        _season,
        ("the 2023/24 season", "the twenty twenty-three to twenty-four season"),
        ("2023/3", "two thousand twenty-three thirds"),
    ),
    Rule(
        "counted out",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,4})/(?P<b>[1-9]\d{0,3})(?![\w/-]|[.,]\d)"),
        _counted_out,
        ("page 3/12: a 10/10 film", "page three of twelve: a ten out of ten film"),
        ("3/12 of it, 7/10 of us", "three twelfths of it, seven tenths of us"),
    ),
    Rule(
        "time signature",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,2})/(?P<b>2|4|8|16)(?![\w/-])"),
        _time_signature,
        ("in 3/4 time", "in three four time"),
        ("3/4 times", "three quarters times"),
    ),
    Rule(
        "seconds",
        "measure",
        "0",
        lazy(
            rf"(?P<n>{NUMBER})s(?:(?=[ -](?P<thing>{MEASURED_BY_SECONDS})\b)|"
            rf"(?= (?:{SECONDS_PASS})\b))"
        ),
        _seconds,
        ("a 30s delay, 45s left", "a thirty second delay, forty-five seconds left"),
        ("in their 30s", "in their thirties"),
    ),
    Rule(
        "digits in the plural",
        "cardinal",
        "0",
        lazy(r"(?P<n>[0-9])s(?=[ .,;:!?)]|$)(?<!iPhone \ds)"),
        _digits_in_plural,
        ("all 1s and two 6s.", "all ones and two sixes."),
        ("the iPhone 5s", "the I Phone five s"),
    ),
    Rule(
        "odds",
        "ratio",
        "0",
        lazy(r"(?P<a>\d{1,3})/(?P<b>\d{1,2})(?![\w/]|\.\d)"),
        _odds,
        ("at odds of 7/2", "at odds of seven to two"),
        ("7/2 of it", "seven halves of it"),
    ),
    Rule(
        "docket",
        "serial",
        "0",
        lazy(r"(?<=\bNo\. )(?P<a>\d\d)-(?P<b>\d{3,5})(?![\w-]|[.,]\d)"),
        _docket,
        ("in No. 21-463", "in Number twenty-one dash four six three"),
        ("No. 3-5 of it", "Number three to five of it"),
    ),
    Rule(
        "floor",
        "abbreviation",
        "0",
        lazy(rf"(?P<n>{PLAIN_ORDINAL}) [Ff]l\.(?! ?oz)"),
        _floor,
        ("the 5th fl. lobby", "the fifth floor lobby"),
        ("his 5th fl", "his fifth fl"),
    ),
    Rule(
        "aircraft",
        "serial",
        "boeing airbus",
        lazy(r"(?P<maker>Boeing|Airbus) (?P<n>[37]\d\d)-(?P<series>\d{1,4})(?![\w-]|[.,]\d)"),
        _aircraft,
        ("a Boeing 747-400", "a Boeing seven forty-seven four hundred"),
        ("Boeing 737", "Boeing seven hundred thirty-seven"),
    ),
    Rule(
        "jet",
        "serial",
        "0",
        lazy(r"(?:(?<=\ba )|(?<=[Tt]he ))7[0-8]7(?![\w,.%/-]*\d)(?! [a-z]+s\b)"),
        lambda match, style: numbers.digit_pairs(match[0]),
        ("flew a 747 home", "flew a seven forty-seven home"),
        ("in 747 or 748", "in seven hundred forty-seven or seven hundred forty-eight"),
    ),
    Rule(
        "flight with letters",
        "digits",
        "flight",
        lazy(r"(?P<name>[Ff]light|FLIGHT) (?P<line>[A-Z]{2}) ?(?P<n>\d{2,4})" + NOT_WORD),
        _flight,
        ("Flight BA 249", "Flight B A two forty-nine"),
        ("flight to 249", "flight to two hundred forty-nine"),
    ),
    Rule(
        "form",
        "digits",
        "form forms",
        lazy(r"(?P<name>[Ff]orms?) (?P<n>\d{4})(?![\w,.]*\d)"),
        _form,
        ("Form 1040", "Form ten forty"),
        ("they form 10 groups", "they form ten groups"),
    ),
    Rule(
        "tax form",
        "digits",
        "0",
        lazy(
            r"(?P<n>10(?:40|65|9[589])|1120)(?=(?:-[A-Z]{1,4})? [Ff]orms?\b|-(?:EZ|SR|MISC|NEC|"
            r"INT|DIV|K)\b)"
        ),
        _tax_form,
        ("two 1099 forms", "two ten ninety-nine forms"),
        ("1099 people", "one thousand ninety-nine people"),
    ),
    Rule(
        "graphics card",
        "serial",
        "rtx gtx rx geforce radeon",
        lazy(r"(?P<name>RTX|GTX|RX|GeForce|Radeon)(?P<gap>[ -])(?P<n>\d{3,4})" + NOT_WORD),
        _graphics_card,
        ("an RTX 4090", "an R T X forty ninety"),
        ("an RTX 40900", "an R T X forty thousand nine hundred"),
    ),
    Rule(
        "section of law",
        "serial",
        "0",
        lazy(r"(?P<n>401|403|408|457|501|527)\((?P<letter>[a-z])\)(?:\((?P<part>\d)\))?(?!\w)"),
        _section_of_law,
        ("a 401(k) or a 501(c)(3)", "a four oh one K or a five oh one C three"),
        ("401 (or so)", "four hundred one (or so)"),
    ),
    Rule(
        "numbers joined by a word",
        "range",
        "0",
        lazy(r"(?P<a>\d{1,3})-(?P<word>to|on|for|by|in|and|or|of)-(?P<b>\d{1,3})(?![\w-])"),
        _joined_by_word,
        ("a 9-to-5 job, 3-of-7", "a nine to five job, three of seven"),
        ("9-to-fivers", "nine-to-fivers"),
    ),
    Rule(
        "even shares",
        "ratio",
        "0",
        lazy(r"(?P<a>[5-9]0)-(?P<b>[1-5]0)(?![\w/-]|[.,]\d)"),
        _even_shares,
        ("a 50-50 chance", "a fifty fifty chance"),
        ("50-70 people", "fifty to seventy people"),
    ),
    Rule(
        "span of ordinals",
        "range",
        "0",
        lazy(rf"(?P<a>{PLAIN_ORDINAL}) ?[-–] ?(?P<b>{PLAIN_ORDINAL})" + NOT_WORD),
        _span_of_ordinals,
        ("the 10th-12th centuries", "the tenth to twelfth centuries"),
        ("the 10th-best", "the tenth-best"),
    ),
    Rule(
        "century",
        "date",
        "0",
        lazy(rf"(?P<n>{PLAIN_ORDINAL})(?P<gap>[ -])c\.(?=[ ,;)]|$)"),
        _century,
        ("the early 19th c. poets", "the early nineteenth century poets"),
        ("19th c", "nineteenth c"),
    ),
    Rule(
        "tens and hundreds",
        "cardinal",
        "0",
        lazy(r"(?P<n>10|100|1,?000|10,?000|100,?000|1,?000,?000)'?s(?= of\b)"),
        _round_number,
        ("100s of 1,000s of bees", "hundreds of thousands of bees"),
        ("100s", "one hundred s"),
    ),
    Rule(
        "magnitude in letters",
        "cardinal",
        "0",
        lazy(rf"(?P<n>{NUMBER}) ?(?P<scale>bn|mln|bln|trn)(?=[ ,.;:)]|$)"),
        _short_scale,
        ("3bn years", "three billion years"),
        ("3bnx", "three bnx"),
    ),
    Rule(
        "age",
        "measure",
        "0",
        lazy(r"(?P<n>\d{1,3}) ?(?:y\.o\.?|y/o)(?!\w)"),
        _age,
        ("a 5 y.o. boy is 5 y/o", "a five year old boy is five years old"),
        ("5 yo-yos", "five yo-yos"),
    ),
    Rule(
        "age of many",
        "measure",
        "0",
        lazy(r"(?P<n>\d{1,3})-(?:yrs?|y)\.?-old(?P<many>s)?(?!\w)"),
        _ages,
        ("two 3-yr-olds", "two three-year-olds"),
        ("in 3 yrs", "in three years"),
    ),
    Rule(
        "world war",
        "roman",
        "wwi wwii ww",
        lazy(r"WW(?P<n>II?| ?[12])(?!\w)"),
        _world_war,
        ("WWI and WWII", "World War one and World War two"),
        ("the WWF", "the W W F"),
    ),
)
