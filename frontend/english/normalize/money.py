"""Sums of money: symbols, codes, magnitudes, cents, rates and ranges."""

import re
from collections.abc import Iterable

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import spell
from frontend.english.normalize.currencies import (
    COUNTRY_PREFIX,
    CURRENCY_CODES,
    CURRENCY_SYMBOLS,
    MAGNITUDES,
    RATE_UNITS,
    Currency,
)
from frontend.english.normalize.number_patterns import NUMBER
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule, before
from frontend.style import Style


def _longest_first(words: Iterable[str]) -> str:
    """Alternatives of a pattern, so that "bn" is tried before "b"."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


MAGNITUDE_WORDS = (
    "hundred thousand|hundred|thousand|million|billion|trillion|quadrillion|lakh|crore|dozen"
)
MAGNITUDE = (
    rf"(?:[ -]?(?P<word>(?:{MAGNITUDE_WORDS})(?: (?:million|billion))?)\b|"
    rf" ?(?P<short>{_longest_first(MAGNITUDES)})(?!\w|/(?!(?:{_longest_first(RATE_UNITS)})\b)))?"
)
RATE = rf"(?:/(?P<per>{_longest_first(RATE_UNITS)})\b)?"
CURRENCY_SIGNS = "".join(CURRENCY_SYMBOLS)
SIGN = rf"(?P<sign>[{CURRENCY_SIGNS}])"
# "US $5", but "A $5 bill" begins with an article
COUNTRY = rf"(?:(?P<land>{_longest_first(COUNTRY_PREFIX)})(?: (?<=[A-Z.][A-Z.] ))?)"
ANY_CODE = "|".join(CURRENCY_CODES)
CURRENCY_CODE = rf"(?P<code>{ANY_CODE}|Rs|rs|kr|usd|eur|gbp|cad|aud|chf|jpy|inr)"
COUNTRY_AFTER_SIGN = {
    "US": "US",
    "A": "Australian",
    "AU": "Australian",
    "C": "Canadian",
    "CA": "Canadian",
    "NZ": "New Zealand",
    "HK": "Hong Kong",
    "S": "Singapore",
}
REAL = Currency("Brazilian real", "Brazilian reais", "centavo", "centavos")
# "a $5 bill": a noun follows an article and one sum
DETERMINER_BEFORE_SUM = lazy(
    r"\b(?:an?|the|this|that|each|every|his|her|their|my|our|its|your)(?: [a-z]+| \d+-[a-z]+,)? $",
    re.IGNORECASE,
)
NOUN_WITH_PRICE = lazy(
    r"[- ](?:bill|note|coin|deal|fee|fine|tax|loan|prize|ticket|price|budget|project|investment|"
    r"gift|reward|deposit|charge|bonus|bet|increase|raise|cut|"
    r"fund|grant|settlement|contract|payment|donation|check|cheque|mark|stake|plan|program|"
    r"industry|market|company|business|a\b|per\b|an\b|bid|bottle|"
    r"house|home|mansion|car|dress|meal|lunch|dinner|steak|burger|coffee|word|question|range|"
    r"minimum|limit|value|valuation|debt|aid|"
    r"package|bailout|flat|apartment|lawsuit|salary|offer|verdict|yacht|watch|phone|jackpot|"
    r"mortgage|pledge|rebate|discount|buyout|takeover|acquisition)"
)
# what has its worth printed on it, one or many: "$20 bills"
PRINTED_NOUN = lazy(r" (?:bill|note|coin|ticket|stamp|voucher|coupon|chip)s?\b")


def _amount(text: str, currency: Currency, style: Style) -> str:
    """A sum without magnitude: dollars and cents if it has two decimals, else a decimal number."""
    whole, _, part = text.replace(",", "").partition(".")
    if not part.strip("0"):
        return _whole(whole, currency, style)
    if len(part) > 2 or currency.one == "bitcoin":
        amount = f"{whole}.{part.rstrip('0')}"
        return f"{numbers.decimal(amount, style.conjunction)} {currency.many}"
    part = part.ljust(2, "0")
    cents = f"{style.cardinal(part)} {currency.cent if int(part) == 1 else currency.cents}"
    if int(whole or 0) == 0:
        return cents
    conjunction = " and" if style.money_and else ""
    return f"{_whole(whole, currency, style)}{conjunction} {cents}"


def _whole(text: str, currency: Currency, style: Style) -> str:
    """One dollar, two dollars."""
    return f"{style.cardinal(text)} {currency.one if int(text or 0) == 1 else currency.many}"


def _magnitude(match: re.Match[str]) -> str:
    """The magnitude in words, or nothing."""
    return match["word"] or MAGNITUDES.get(match["short"] or "", "")


def _sum(match: re.Match[str], currency: Currency, style: Style) -> str:
    """A sum with its magnitude, rate and sign."""
    groups = match.groupdict()
    scale = _magnitude(match)
    describes = _is_adjective(match)
    if scale:
        unit = currency.one if describes else currency.many
        spoken = f"{style.number(match['n'])} {scale} {unit}"
    elif describes and "." not in match["n"]:
        spoken = f"{style.number(match['n'])} {currency.one}"
    else:
        spoken = _amount(match["n"], currency, style)
    if groups.get("per"):
        unit = RATE_UNITS[match["per"]]
        spoken += " each" if unit == "each" else f" per {unit}"
    return f"minus {spoken}" if groups.get("minus") else spoken


def _is_adjective(match: re.Match[str]) -> bool:
    """Whether the sum stands before a noun that it describes."""
    text = match.string
    end = match.end()
    if PRINTED_NOUN.match(text, end):
        return True
    if not NOUN_WITH_PRICE.match(text, end):
        return False
    near = text[max(0, match.start() - 20) : match.start()]
    return text[end] == "-" or bool(DETERMINER_BEFORE_SUM.search(near))


def _european(match: re.Match[str], style: Style) -> str:
    """€1.000,50: the dot parts thousands, the comma is the decimal one."""
    amount = match["e"].replace(".", "").replace(",", ".")
    return _amount(amount, CURRENCY_SYMBOLS[match["sign"]], style)


def _with_symbol(match: re.Match[str], style: Style) -> str:
    """$5, US$5m."""
    currency = CURRENCY_SYMBOLS[match["sign"]]
    country = COUNTRY_PREFIX.get(match.groupdict().get("land") or "")
    if country:
        currency = currency._replace(
            one=f"{country} {currency.one}", many=f"{country} {currency.many}"
        )
    return _sum(match, currency, style)


def _span(match: re.Match[str], style: Style) -> str:
    """$5-10, $250-$300, $1-2 million, $900k-1m, $12-15/hr."""
    rate = f" per {RATE_UNITS[match['per']]}" if match["per"] else ""
    return _span_of_sums(match, style) + rate


def _span_of_sums(match: re.Match[str], style: Style) -> str:
    """The sums of a span."""
    currency = CURRENCY_SYMBOLS[match["sign"]]
    first = style.number(match["a"])
    scale = _magnitude(match)
    if match["first"]:
        low = MAGNITUDES.get(match["first"], match["first"])
        high = f"{style.number(match['n'])} {scale}".rstrip()
        return f"{first} {low} {currency.many} to {high} {currency.many}"
    if scale:
        unit = currency.one if _is_adjective(match) else currency.many
        return f"{first} to {style.number(match['n'])} {scale} {unit}"
    if not match["sign2"] and _is_adjective(match) and "." not in match[0]:
        return f"{first} to {style.number(match['n'])} {currency.one}"
    if match["sign2"]:
        first = _amount(match["a"], currency, style)
    return f"{first} to {_amount(match['n'], currency, style)}"


def _with_code(match: re.Match[str], style: Style) -> str | None:
    """USD 40, 300 EUR; "the 3 Rs" are letters."""
    if match[0].endswith(" Rs") and before(match).lower().endswith("the "):
        return None
    return _sum(match, CURRENCY_CODES[match["code"].upper()], style)


HOUR_BEFORE = lazy(r"(?:@|\b(?:at|by|til|till|until|around|before)) $", re.IGNORECASE)


def _pence(match: re.Match[str], style: Style) -> str:
    """50¢, 99p; "at 6p" is a time."""
    if match["sign"] == "p" and HOUR_BEFORE.search(before(match)) and float(match["n"]) <= 12:
        return f"{style.number(match['n'])} P M"
    one, many = ("penny", "pence") if match["sign"] == "p" else ("cent", "cents")
    return f"{style.number(match['n'])} {one if match['n'] == '1' else many}"


def _pair_of_codes(match: re.Match[str], style: Style) -> str:
    """EUR/USD."""
    return f"{spell(match['a'])} {spell(match['b'])}"


def _lone_symbol(match: re.Match[str], style: Style) -> str:
    """A symbol without a sum; "$" is a name more often than money."""
    currency = CURRENCY_SYMBOLS[match["sign"]]
    return currency.one if match["sign"] == "$" else currency.many


def _country_after_sign(match: re.Match[str], style: Style) -> str:
    """$US1.4 billion, $A5.50."""
    country = COUNTRY_AFTER_SIGN[match["land"]]
    one, many = f"{country} dollar", f"{country} dollars"
    return _sum(match, CURRENCY_SYMBOLS["$"]._replace(one=one, many=many), style)


def _wage(match: re.Match[str], style: Style) -> str:
    """$20-an-hour, $5-a-day."""
    currency = CURRENCY_SYMBOLS[match["sign"]]
    described = re.match(r" [a-z]", match.string[match.end() : match.end() + 2])
    near = match.string[max(0, match.start() - 20) : match.start()]
    if described and DETERMINER_BEFORE_SUM.search(near) and "." not in match["n"]:
        spoken = f"{style.number(match['n'])} {currency.one}"
    else:
        spoken = _amount(match["n"], currency, style)
    return f"{spoken} {match['article']} {match['unit']}"


def _named_twice(match: re.Match[str], style: Style) -> str:
    """$1 million-dollar, £5.50p."""
    currency = CURRENCY_SYMBOLS[match["sign"]]
    if match["noun"]:
        unit = currency.one if match["noun"] in ("dollar", "pound", "euro") else currency.many
        scale = f" {match['scale']}" if match["scale"] else ""
        return f"{style.number(match['n'])}{scale} {unit}"
    return _amount(match["n"], currency, style)


def _reais(match: re.Match[str], style: Style) -> str:
    """R$ 50."""
    return _sum(match, REAL, style)


RULES = (
    Rule(
        "real",
        "money",
        "r",
        lazy(rf"R\$ ?(?P<n>{NUMBER}){MAGNITUDE}(?!\d)"),
        _reais,
        ("R$ 50", "fifty Brazilian reais"),
        ("R $50", "R fifty dollars"),
    ),
    Rule(
        "country after the sign",
        "money",
        "$",
        lazy(
            rf"\$(?P<land>{_longest_first(COUNTRY_AFTER_SIGN)}) ?(?P<n>{NUMBER}){MAGNITUDE}(?!\d)"
        ),
        _country_after_sign,
        ("$US1.4 billion, $A5", "one point four billion US dollars, five Australian dollars"),
        ("$5", "five dollars"),
    ),
    Rule(
        "wage",
        "money",
        " ".join(CURRENCY_SIGNS),
        lazy(
            rf"{SIGN}(?P<n>{NUMBER})-(?P<article>an?|per)-(?P<unit>hour|day|week|month|year|person|"
            r"night|head|plate|ticket|barrel|share|pound|gallon|seat|mile|minute|pop|bottle|piece)"
            r"(?![\w-])"
        ),
        _wage,
        ("a $20-an-hour job, $5-a-day", "a twenty dollar an hour job, five dollars a day"),
        ("$5-and-up", "five dollars-and-up"),
    ),
    Rule(
        "money named twice",
        "money",
        " ".join(CURRENCY_SIGNS),
        lazy(
            rf"{SIGN}(?P<n>{NUMBER})(?:(?: (?P<scale>million|billion|trillion|thousand))?[- ]"
            r"(?P<noun>dollars?|pounds?|euros?)\b|(?<=\d\.\d\d)p(?!\w))"
        ),
        _named_twice,
        (
            "a $1 million-dollar deal, £5.50p",
            "a one million dollar deal, five pounds and fifty pence",
        ),
        ("$1 million doll", "one million dollars doll"),
    ),
    Rule(
        "pair of currencies",
        "money",
        " ".join(code.lower() for code in CURRENCY_CODES),
        lazy(rf"(?P<a>{ANY_CODE})/(?P<b>{ANY_CODE})(?!\w)"),
        _pair_of_codes,
        ("EUR/USD is at 1.08", "E U R U S D is at one point zero eight"),
        ("EUR/USB", "E U R slash U S B"),
    ),
    Rule(
        "span of money",
        "money",
        " ".join(CURRENCY_SIGNS),
        lazy(
            rf"{SIGN}(?P<a>{NUMBER})(?: ?(?P<first>(?:[kKmMbB]n?|thousand|million|billion)"
            rf"(?= ?[-–]| to)))? ?(?:-|–|to) ?"
            rf"(?P<sign2>(?P=sign))?(?P<n>{NUMBER}){MAGNITUDE}{RATE}(?!\d|[-/]\d)"
        ),
        _span,
        ("$5-10", "five to ten dollars"),
        ("$5", "five dollars"),
    ),
    Rule(
        "European money",
        "money",
        " ".join(CURRENCY_SIGNS),
        lazy(rf"{SIGN} ?(?P<e>\d{{1,3}}(?:\.\d{{3}})+,\d\d|\d+,\d\d)(?!\d|[.,]\d)"),
        _european,
        ("€1.000,50", "one thousand euros and fifty cents"),
        ("€1,000", "one thousand euros"),
    ),
    Rule(
        "money",
        "money",
        " ".join(CURRENCY_SIGNS),
        lazy(rf"{SIGN} ?(?P<n>{NUMBER}){MAGNITUDE}{RATE}(?![\d@])"),
        _with_symbol,
        ("$1.50", "one dollar and fifty cents"),
        ("test$", "test dollar"),
    ),
    Rule(
        "negative money",
        "money",
        "-",
        lazy(rf"(?<![\w)-])(?P<minus>-){SIGN}(?P<n>{NUMBER}){MAGNITUDE}{RATE}(?!\d)"),
        _with_symbol,
        ("-$5.20", "minus five dollars and twenty cents"),
        ("a-$5", "a-five dollars"),
    ),
    Rule(
        "money of a country",
        "money",
        " ".join({land.lower().split(".")[0] for land in COUNTRY_PREFIX}),
        lazy(rf"{COUNTRY}{SIGN} ?(?P<n>{NUMBER}){MAGNITUDE}{RATE}(?!\d)"),
        _with_symbol,
        (
            "US$76.3 trillion and A$5",
            "seventy-six point three trillion US dollars and five Australian dollars",
        ),
        ("A $5 bill", "A five dollar bill"),
    ),
    Rule(
        "code before",
        "money",
        " ".join(code.lower() for code in CURRENCY_CODES),
        lazy(rf"{CURRENCY_CODE}\.? ?(?P<n>{NUMBER}){MAGNITUDE}{RATE}(?![\d])"),
        _with_code,
        ("USD 40 and GBP 5.20", "forty US dollars and five British pounds and twenty pence"),
        ("USD rose", "U S D rose"),
    ),
    Rule(
        "code after",
        "money",
        "0",
        lazy(rf"(?P<n>{NUMBER}){MAGNITUDE} ?{CURRENCY_CODE}{NOT_WORD}{RATE}"),
        _with_code,
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
        lazy(rf"(?P<n>{NUMBER}){MAGNITUDE} ?(?P<sign>[€£₹₽₩]|\$(?![\w$^{{\\]))(?!\d)"),
        _with_symbol,
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
        " ".join(CURRENCY_SIGNS),
        lazy(rf"(?P<sign>[{CURRENCY_SIGNS}])"),
        _lone_symbol,
        ("in €", "in euros"),
        ("$5", "five dollars"),
    ),
)
