"""Numbers that name and do not count: codes, orders, accounts, and telephone numbers."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.capital_words import spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

LINK = r"(?:(?: code| number| no\.?| nr\.?| ID)?(?: is| was|:|,)?(?: now)? ?#?) ?$"
FILED_BEFORE = lazy(
    r"\b(?:invoice|order|ticket|case|claim|policy|account|reference|ref|job|item|part|model)s? $",
    re.IGNORECASE,
)
# four digits are a code after these
SECRET_BEFORE = lazy(
    r"\b(?:(?:access|area|confirmation|coupon|discount|door|gate|login|promo|security|"
    r"sort|verification|zip|post|postal)(?: code)?|code|pin|otp|pass ?code|password|"
    r"SKU|UPC|PO|VIN|IMEI|port|extension|"
    r"(?:account|card|number|phone)s? (?:that )?end(?:ing|s)(?: in| with)?)" + LINK,
    re.IGNORECASE,
)
# five digits or more are a number of these
NUMBERED_BEFORE = lazy(
    r"\b(?:order|ticket|account|acct\.?|invoice|booking|reservation|tracking|reference|ref\.?|"
    r"case|claim|policy|member(?:ship)?|customer|meeting|serial|license|licence|ID|"
    r"(?:my|your|his|her|their|our|the|phone|tel\.?|telephone|mobile|cell|fax) number)" + LINK,
    re.IGNORECASE,
)
CALL_BEFORE = lazy(
    r"\b(?:call(?:ed|ing)?|dial(?:l?ed|l?ing)?|phone|ring|fax|tel\.?:?|telephone:?|mobile:?|"
    r"cell:?|whatsapp)(?: (?:me|us|him|her|them))?(?: (?:at|on))? $",
    re.IGNORECASE,
)
TEXT_BEFORE = lazy(r"\b[Tt]ext(?: \"?[A-Z]{2,12}\"?)? to $")
IS_CODE_AFTER = lazy(
    r" (?:is|was) (?:your|the|my|our)\b[\w ]{0,40}\b(?:code|PIN|pin|OTP|password|passcode)\b"
)
COUNTED_NOUN_AFTER = lazy(
    r" (?:people|times|dollars|euros|pounds|units|copies|items|points|more)\b"
)
SECRET_DIGITS = 4
NUMBERED_DIGITS = 5
TELEPHONE_DIGITS = 7


def _code(match: re.Match[str], style: Style) -> str | None:
    """Digits one by one where the words around say that they name something."""
    if not _is_code(match) or COUNTED_NOUN_AFTER.match(after(match)):
        return None
    return " ".join(style.digits(group) for group in match[0].split(" "))


def _is_code(match: re.Match[str]) -> bool:
    """Whether the words around make a number a code."""
    digits = len(match[0].replace(" ", ""))
    earlier = before(match)
    if digits >= SECRET_DIGITS and (
        SECRET_BEFORE.search(earlier) or IS_CODE_AFTER.match(after(match))
    ):
        return True
    if digits >= NUMBERED_DIGITS and NUMBERED_BEFORE.search(earlier):
        return True
    if digits >= TELEPHONE_DIGITS and CALL_BEFORE.search(earlier):
        return True
    return " " not in match[0] and bool(TEXT_BEFORE.search(earlier))


def _expiry(match: re.Match[str], style: Style) -> str:
    """exp. 08/27."""
    return f"{match['word']} {style.cardinal(match['month'])} {style.cardinal(match['year'])}"


def _hexadecimal(match: re.Match[str], style: Style) -> str:
    """0x80070057."""
    signs = (style.digits(sign) if sign.isdecimal() else sign.upper() for sign in match["n"])
    return f"zero X {' '.join(signs)}"


def _parts_of_number(match: re.Match[str], style: Style) -> str:
    """Order #45-8821."""
    return f"number {style.digits(match['a'])}, {style.digits(match['b'])}"


def _lettered_number(match: re.Match[str], style: Style) -> str | None:
    """Invoice #A-2231."""
    if not FILED_BEFORE.search(before(match)):
        return None
    return f"number {spell(match['letters'])}, {style.digits(match['n'])}"


RULES = (
    Rule(
        "number with letters",
        "telephone",
        "#",
        lazy(r"#(?P<letters>[A-Z]{1,4})-?(?P<n>\d{3,8})(?![\w-])"),
        _lettered_number,
        ("invoice #A-2231", "invoice number A, two two three one"),
        ("the #B52", "the hashtag B fifty-two"),
    ),
    Rule(
        "number of two parts",
        "telephone",
        "#",
        lazy(r"#(?P<a>\d{2,6})-(?P<b>\d{3,8})(?![\w-])"),
        _parts_of_number,
        ("order #45-8821", "order number four five, eight eight two one"),
        ("#45-50", "number forty-five to fifty"),
    ),
    Rule(
        "status",
        "digits",
        "0",
        lazy(
            r"(?:(?<=HTTP )|(?<=[Ee]rror )|(?<=[Ss]tatus )|(?<=[Rr]eturns )|(?<=[Ss]tatus code ))"
            r"(?P<n>[1-5]\d\d)(?![\w%]|[-.,:/]\w)|"
            r"(?P<n2>[45]0\d)(?= (?:errors?|page|response|status|not found)\b)"
        ),
        lambda match, style: numbers.digit_pairs(match["n"] or match["n2"]),
        ("HTTP 404, a 503 error", "H T T P four oh four, a five oh three error"),
        ("404 people", "four hundred four people"),
    ),
    Rule(
        "expiry",
        "date",
        "exp expires expiry valid",
        lazy(
            r"(?P<word>[Ee]xp(?:ires|iry)?\.?(?: date)?:?|[Vv]alid (?:thru|through|until)) "
            r"(?P<month>0[1-9]|1[0-2])/(?P<year>[2-9]\d)(?![\w/])"
        ),
        _expiry,
        ("expires 08/27", "expires eight twenty-seven"),
        ("expires 8/9", "expires August ninth"),
    ),
    Rule(
        "code",
        "digits",
        "0",
        lazy(r"\d{3,12}(?:(?: \d{3,4}){1,3}(?!\d))?(?![\w%]|[-.,:/]\w)"),
        _code,
        (
            "Order number 1048576: the code is 4471",
            "Order number one zero four eight five seven six: the code is four four seven one",
        ),
        ("in order 104 of 500 came", "in order one hundred four of five hundred came"),
    ),
    Rule(
        "hexadecimal number",
        "serial",
        "0",
        lazy(r"0x(?P<n>[\dA-Fa-f]{2,16})(?!\w)"),
        _hexadecimal,
        ("error 0x8007", "error zero X eight zero zero seven"),
        ("0x", "zero x"),
    ),
)
