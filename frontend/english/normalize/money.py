"""Sums of money: symbols, codes, magnitudes, cents, rates and ranges."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.currencies import CENTS, CODES, CURRENCIES, LANDS, MAGNITUDES, PER
from frontend.english.normalize.number_patterns import NUMBER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, before
from frontend.style import Style

WORDS = "hundred thousand|hundred|thousand|million|billion|trillion|quadrillion|lakh|crore|dozen"
MAGNITUDE = (
    rf"(?:[ -]?(?P<word>(?:{WORDS})(?: (?:million|billion))?)\b|"
    rf" ?(?P<short>{'|'.join(sorted(MAGNITUDES, key=len, reverse=True))})(?![\w/]))?"
)
RATE = rf"(?:/(?P<per>{'|'.join(sorted(PER, key=len, reverse=True))})\b)?"
SYMBOLS = "".join(CURRENCIES)
# "US $5", but "A $5 bill" begins with an article
LAND = rf"(?:(?P<land>{'|'.join(re.escape(land) for land in sorted(LANDS, key=len, reverse=True))})(?: (?<=[A-Z.][A-Z.] ))?)"
SIGN = rf"(?P<sign>[{SYMBOLS}])"
# "a $5 bill": a noun follows an article and one sum
ADJECTIVE = lazy(
    r"\b(?:an?|the|this|that|each|every|his|her|their|my|our|its|your)(?: [a-z]+| \d+-[a-z]+,)? $",
    re.IGNORECASE,
)
NOUN = lazy(
    r"[- ](?:bill|note|coin|deal|fee|fine|tax|loan|prize|ticket|price|budget|project|investment|"
    r"gift|reward|deposit|charge|bonus|bet|"
    r"increase|raise|cut|"
    r"fund|grant|settlement|contract|payment|donation|check|cheque|mark|stake|plan|program|"
    r"industry|market|company|business|a\b|per\b|"
    r"an\b|bid|bottle|"
    r"house|home|mansion|car|dress|meal|lunch|dinner|steak|burger|coffee|word|question|range|"
    r"minimum|limit|value|valuation|debt|aid|"
    r"package|bailout|flat|apartment|lawsuit|salary|offer|verdict|yacht|watch|phone|jackpot|"
    r"mortgage|pledge|rebate|discount|buyout|"
    r"takeover|acquisition)"
)
# what has its worth printed on it, one or many: "$20 bills"
PRINTED = lazy(r" (?:bill|note|coin|ticket|stamp|voucher|coupon|chip)s?\b")


def _amount(sum_of: str, units: tuple[str, ...], style: Style) -> str:
    """A sum without magnitude: dollars and cents if it has two decimals, else a decimal number."""
    one, many, cent, cents = (*units, "cent", "cents")[:4]
    whole, _, part = sum_of.replace(",", "").partition(".")
    if part and not part.strip("0"):
        part = ""
    if not part:
        return f"{style.cardinal(whole)} {one if int(whole or 0) == 1 else many}"
    if len(part) > 2 or one == "bitcoin":
        amount = f"{whole}.{part.rstrip('0')}"
        return f"{numbers.decimal(amount, style.conjunction)} {many}"
    part = part.ljust(2, "0")
    small = f"{style.cardinal(part)} {cent if int(part) == 1 else cents}"
    if int(whole or 0) == 0:
        return small
    return f"{style.cardinal(whole)} {one if int(whole) == 1 else many}{' and' if style.money_and else ''} {small}"


def _magnitude(match: re.Match[str]) -> str:
    """The magnitude in words, or nothing."""
    return match["word"] or MAGNITUDES.get(match["short"] or "", "")


def _spoken(match: re.Match[str], units: tuple[str, ...], style: Style) -> str:
    """A sum with its magnitude, rate and sign."""
    scale = _magnitude(match)
    groups = match.groupdict()
    single = _is_adjective(match)
    if scale:
        spoken = f"{style.number(match['n'])} {scale} {units[0] if single else units[1]}"
    elif single and "." not in match["n"]:
        spoken = f"{style.number(match['n'])} {units[0]}"
    else:
        spoken = _amount(match["n"], units, style)
    if groups.get("per"):
        spoken += f" per {PER[match['per']]}"
    if groups.get("minus"):
        spoken = f"minus {spoken}"
    return spoken


def _is_adjective(match: re.Match[str]) -> bool:
    """Whether the sum stands before a noun it describes."""
    text = match.string
    end = match.end()
    if PRINTED.match(text, end):
        return True
    return bool(NOUN.match(text, end)) and (
        text[end : end + 1] == "-"
        or bool(ADJECTIVE.search(text[max(0, match.start() - 20) : match.start()]))
    )


def _european(match: re.Match[str], style: Style) -> str:
    """€1.000,50: the dot parts thousands, the comma is the decimal one."""
    amount = match["e"].replace(".", "").replace(",", ".")
    return _amount(amount, CURRENCIES[match["sign"]], style)


def _symbol(match: re.Match[str], style: Style) -> str:
    """$5, US$5m."""
    units: tuple[str, ...] = CURRENCIES[match["sign"]]
    land = LANDS.get(match.groupdict().get("land") or "", "")
    if land:
        units = tuple(f"{land} {unit}" for unit in units[:2]) + units[2:]
    return _spoken(match, units, style)


def _range(match: re.Match[str], style: Style) -> str:
    """$5-10, $250-$300, $1-2 million."""
    many = CURRENCIES[match["sign"]][1]
    scale = _magnitude(match)
    if match["first"]:
        low, high = (
            MAGNITUDES.get(short, short)
            for short in (match["first"], match["word"] or match["short"] or "")
        )
        return f"{style.number(match['a'])} {low} {many} to {' '.join(filter(None, (style.number(match['n']), high)))} {many}"
    if scale:
        return f"{style.number(match['a'])} to {style.number(match['n'])} {scale} {many}"
    if match["sign2"]:
        return f"{_amount(match['a'], CURRENCIES[match['sign']], style)} to {_amount(match['n'], CURRENCIES[match['sign']], style)}"
    return f"{style.number(match['a'])} to {_amount(match['n'], CURRENCIES[match['sign']], style)}"


def _code(match: re.Match[str], style: Style) -> str | None:
    """USD 40, 300 EUR; "the 3 Rs" are letters."""
    if match[0].endswith(" Rs") and before(match).lower().endswith("the "):
        return None
    code = match["code"] if match["code"] in CODES else match["code"].upper()
    return _spoken(match, CODES[code] + CENTS.get(code, ("cent", "cents")), style)


def _pence(match: re.Match[str], style: Style) -> str:
    """50¢, 99p."""
    name = ("penny", "pence") if match["sign"] == "p" else ("cent", "cents")
    return f"{style.number(match['n'])} {name[0] if match['n'] == '1' else name[1]}"


CODE = rf"(?P<code>{'|'.join((*CODES, 'Rs', 'rs', 'usd', 'eur', 'gbp', 'cad', 'aud', 'chf', 'jpy', 'inr'))})"


RULES = (
    Rule(
        "pair of currencies",
        "money",
        " ".join(code.lower() for code in CODES),
        lazy(rf"(?P<a>{'|'.join(CODES)})/(?P<b>{'|'.join(CODES)})(?!\w)"),
        lambda match, style: f"{' '.join(match['a'])} {' '.join(match['b'])}",
        ("EUR/USD is at 1.08", "E U R U S D is at one point zero eight"),
        ("EUR/USB", "E U R slash U S B"),
    ),
    Rule(
        "span of money",
        "money",
        " ".join(SYMBOLS),
        lazy(
            rf"{SIGN}(?P<a>{NUMBER})(?: ?(?P<first>(?:[kKmMbB]n?|thousand|million|"
            rf"billion)(?= ?[-–]| to)))? ?(?:-|–|to) ?"
            rf"(?P<sign2>(?P=sign))?(?P<n>{NUMBER}){MAGNITUDE}(?!\d|[-/]\d)"
        ),
        _range,
        ("$5-10", "five to ten dollars"),
        ("$5", "five dollars"),
    ),
    Rule(
        "European money",
        "money",
        " ".join(SYMBOLS),
        lazy(rf"{SIGN} ?(?P<e>\d{{1,3}}(?:\.\d{{3}})+,\d\d|\d+,\d\d)(?!\d|[.,]\d)"),
        _european,
        ("€1.000,50", "one thousand euros and fifty cents"),
        ("€1,000", "one thousand euros"),
    ),
    Rule(
        "money",
        "money",
        " ".join(SYMBOLS),
        lazy(rf"{SIGN} ?(?P<n>{NUMBER}){MAGNITUDE}{RATE}(?![\d@])"),
        _symbol,
        ("$1.50", "one dollar and fifty cents"),
        ("test$", "test dollar"),
    ),
    Rule(
        "negative money",
        "money",
        "-",
        lazy(rf"(?<![\w)-])(?P<minus>-){SIGN}(?P<n>{NUMBER}){MAGNITUDE}{RATE}(?!\d)"),
        _symbol,
        ("-$5.20", "minus five dollars and twenty cents"),
        ("a-$5", "a-five dollars"),
    ),
    Rule(
        "money of a country",
        "money",
        " ".join({land.lower().split(".")[0] for land in LANDS}),
        lazy(rf"{LAND}{SIGN} ?(?P<n>{NUMBER}){MAGNITUDE}{RATE}(?!\d)"),
        _symbol,
        (
            "US$76.3 trillion and A$5",
            "seventy-six point three trillion US dollars and five Australian dollars",
        ),
        ("A $5 bill", "A five dollar bill"),
    ),
    Rule(
        "code before",
        "money",
        " ".join(code.lower() for code in CODES),
        lazy(rf"{CODE}\.? ?(?P<n>{NUMBER}){MAGNITUDE}{RATE}(?![\d])"),
        _code,
        ("USD 40 and GBP 5.20", "forty US dollars and five British pounds and twenty pence"),
        ("USD rose", "U S D rose"),
    ),
    Rule(
        "code after",
        "money",
        "0",
        lazy(rf"(?P<n>{NUMBER}){MAGNITUDE} ?{CODE}{NOT_WORD}{RATE}"),
        _code,
        ("300 EUR", "three hundred euros"),
        ("300 EURO, the 3 Rs", "three hundred EURO, the three Rs"),
    ),
    Rule(
        "European money, symbol after",
        "money",
        "0",
        lazy(r"(?P<e>\d{1,3}(?:\.\d{3})+,\d\d|\d+,\d\d) ?(?P<sign>[€£₽])"),
        _european,
        ("1,50 €", "one euro and fifty cents"),
        ("1,500 €", "one thousand five hundred euros"),
    ),
    Rule(
        "symbol after",
        "money",
        "0",
        lazy(rf"(?P<n>{NUMBER}){MAGNITUDE} ?(?P<sign>[€£₹₽₩])(?!\d)"),
        _symbol,
        ("10 €", "ten euros"),
        ("10 £5", "ten five pounds"),
    ),
    Rule(
        "cents",
        "money",
        "0",
        lazy(
            rf"(?!(?:144|240|360|480|576|720|1080|1440|2160|4320)p)"
            rf"(?P<n>{NUMBER}) ?(?P<sign>¢|p(?=[ ,.;]?(?:$|[ ,.;])))(?<!\d p)"
        ),
        _pence,
        ("50¢", "fifty cents"),
        ("50 p", "fifty p"),
    ),
    Rule(
        "lone symbol",
        "symbol",
        " ".join(SYMBOLS),
        lazy(rf"(?P<sign>[{SYMBOLS}])"),
        lambda match, style: CURRENCIES[match["sign"]][1 if match["sign"] != "$" else 0],
        ("in €", "in euros"),
        ("$5", "five dollars"),
    ),
)
