"""Numbers that name a thing: Gate 23A, a Boeing 747-400, Form 1040, RTX 4090, 401(k), WW2."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule
from frontend.style import Style

LABELLED_PLACES = (
    "Gate Seat Row Unit Exit Platform Stand Pier Bay Berth Track Figure Table Question Exercise "
    "Line Class Group Block Building Apartment Flat House Bus Studio Door Locker Section Lot "
    "Room Suite Terminal Hangar Booth Hall Aisle Cabin Stall"
)
LABELLED_PLACE = "|".join((*LABELLED_PLACES.split(), *LABELLED_PLACES.lower().split()))


def _labelled_place(match: re.Match[str], style: Style) -> str:
    """Gate 23A."""
    number = match["n"]
    spoken = numbers.digit_pairs(number) if len(number) == 3 else style.cardinal(number)
    return f"{match['name']}{match['gap']}{spoken} {match['letter']}"


def _docket(match: re.Match[str], style: Style) -> str:
    """No. 21-463."""
    return f"{numbers.digit_pairs(match['a'])} dash {numbers.digits(match['b'])}"


def _aircraft(match: re.Match[str], style: Style) -> str:
    """Boeing 747-400."""
    model = numbers.digit_pairs(match["n"])
    series = f" {numbers.digit_pairs(match['series'])}" if match["series"] else ""
    return f"{match['maker']} {model}{series}"


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


def _world_war(match: re.Match[str], style: Style) -> str:
    """WWII, WW2."""
    return f"World War {'two' if match['n'].strip() in ('II', '2') else 'one'}"


def _catalogue(match: re.Match[str], style: Style) -> str:
    """BWV 1007."""
    return f"{spell(match['name'])} {numbers.digit_pairs(match['n'])}"


def _numbered_law(match: re.Match[str], style: Style) -> str:
    """Section 230."""
    return (
        f"{'section' if match['name'].islower() else 'Section'} {numbers.digit_pairs(match['n'])}"
    )


RULES = (
    Rule(
        "catalogue of works",
        "serial",
        "bwv hwv kv rv twv",
        lazy(r"(?P<name>BWV|HWV|KV|RV|TWV) (?P<n>\d{3,4})(?![\w-])"),
        _catalogue,
        ("the BWV 1007", "the B W V ten oh seven"),
        ("an RV 40 long", "an R V forty long"),
    ),
    Rule(
        "section by hundreds",
        "serial",
        "section sec",
        lazy(r"(?P<name>[Ss]ection|[Ss]ec\.) (?P<n>[1-9]\d[1-9]|[1-9][1-9]0)(?![\w(-]|[.,]\d)"),
        _numbered_law,
        ("Section 230 and Sec. 702", "Section two thirty and Section seven oh two"),
        ("Section 300", "Section three hundred"),
    ),
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
        "docket",
        "serial",
        "0",
        lazy(r"(?<=\bNo\. )(?P<a>\d\d)-(?P<b>\d{3,5})(?![\w-]|[.,]\d)"),
        _docket,
        ("in No. 21-463", "in Number twenty-one dash four six three"),
        ("No. 3-5 of it", "Number three to five of it"),
    ),
    Rule(
        "aircraft",
        "serial",
        "boeing airbus xbox",
        lazy(
            r"(?P<maker>Boeing|Airbus|Xbox) (?P<n>[37]\d\d)(?:-(?P<series>\d{1,4}))?"
            r"(?![\w-]|[.,]\d)"
        ),
        _aircraft,
        ("a Boeing 747-400", "a Boeing seven forty-seven four hundred"),
        ("Boeing 37", "Boeing thirty-seven"),
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
        "world war",
        "roman",
        "wwi wwii ww",
        lazy(r"WW(?P<n>II?| ?[12])(?!\w)"),
        _world_war,
        ("WWI and WWII", "World War one and World War two"),
        ("the WWF", "the W W F"),
    ),
)
