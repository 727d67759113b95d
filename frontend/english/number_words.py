"""Numbers as words. Everything takes digits as text, because leading zeros and length carry
meaning.
"""

import re

from frontend.lazy_regex import lazy
from frontend.listed import listed

ONES = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = listed("_ _ twenty thirty forty fifty sixty seventy eighty ninety")
SCALES = (
    "",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
    "sextillion",
    "septillion",
    "octillion",
    "nonillion",
    "decillion",
)
LONGEST = 3 * len(SCALES)  # digits; a longer number is read digit by digit
IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
DENOMINATORS = {2: "half", 4: "quarter"}
VULGAR = {
    "½": ("1", "2"),
    "⅓": ("1", "3"),
    "⅔": ("2", "3"),
    "¼": ("1", "4"),
    "¾": ("3", "4"),
    "⅕": ("1", "5"),
    "⅖": ("2", "5"),
    "⅗": ("3", "5"),
    "⅘": ("4", "5"),
    "⅙": ("1", "6"),
    "⅚": ("5", "6"),
    "⅐": ("1", "7"),
    "⅛": ("1", "8"),
    "⅜": ("3", "8"),
    "⅝": ("5", "8"),
    "⅞": ("7", "8"),
    "⅑": ("1", "9"),
    "⅒": ("1", "10"),
}
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
ROMAN_SHAPE = lazy(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def digits(text: str, zero: str = "zero") -> str:
    """Each digit by itself; anything else is dropped.

    >>> digits("0042")
    'zero zero four two'
    """
    return " ".join(
        zero if character == "0" else ONES[int(character)]
        for character in text
        if character in "0123456789"
    )


def _below_hundred(number: int) -> str:
    """0-99, hyphenated as in "twenty-one"."""
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


def _below_thousand(number: int, conjunction: bool) -> str:
    """1-999."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = f"{ONES[hundreds]} hundred"
    return f"{head} {'and ' if conjunction else ''}{_below_hundred(rest)}" if rest else head


def cardinal(text: str, conjunction: bool = False) -> str:
    """A whole number; `conjunction` says "and" as British English does.

    >>> cardinal("1,234"), cardinal("1001", conjunction=True)
    ('one thousand two hundred thirty-four', 'one thousand and one')
    """
    text = re.sub(r"\D", "", text)
    if len(text.lstrip("0")) > LONGEST:
        return digits(text)
    number = int(text or "0")
    if number == 0:
        return ONES[0]
    parts = []
    for place in range(len(SCALES) - 1, -1, -1):
        group = number // 1000**place % 1000
        if group:
            joined = conjunction and place == 0 and group < 100 and number >= 1000
            parts.append(
                ("and " if joined else "")
                + _below_thousand(group, conjunction)
                + (f" {SCALES[place]}" if place else "")
            )
    return " ".join(parts)


def ordinal(text: str, conjunction: bool = False) -> str:
    """The ordinal of a whole number: "twenty-first"."""
    return to_ordinal(cardinal(text, conjunction))


def to_ordinal(words: str) -> str:
    """Turn the last word of a spoken cardinal into an ordinal.

    >>> to_ordinal("one hundred thirty-two")
    'one hundred thirty-second'
    """
    head, last = re.fullmatch(r"(.*?)([a-z]+)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    if last in IRREGULAR:
        return head + IRREGULAR[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def decimal(text: str, conjunction: bool = False, zero: str = "zero") -> str:
    """A number with a decimal point; digits after it are read one by one.

    >>> decimal("1,000.05"), decimal(".5")
    ('one thousand point zero five', 'point five')
    """
    whole, _, part = text.partition(".")
    head = cardinal(whole, conjunction) if re.search(r"\d", whole) else ""
    return " ".join(filter(None, (head, "point", digits(part, zero)))) if part else head


def number(text: str, conjunction: bool = False) -> str:
    """A whole or decimal number, with or without commas."""
    return decimal(text, conjunction) if "." in text else cardinal(text, conjunction)


def year(text: str, conjunction: bool = False, zero: str = "oh") -> str:
    """A year of up to four digits, as pairs where English does so.

    >>> year("1984"), year("1905"), year("2009"), year("1900")
    ('nineteen eighty-four', 'nineteen oh five', 'two thousand nine', 'nineteen hundred')
    """
    value = int(text)
    if len(text) != 4 or value % 1000 < 10:
        return cardinal(text, conjunction)
    head, rest = divmod(value, 100)
    if rest == 0:
        return f"{_below_hundred(head)} hundred"
    return f"{_below_hundred(head)} {f'{zero} {ONES[rest]}' if rest < 10 else _below_hundred(rest)}"


def pairs(text: str, zero: str = "oh") -> str:
    """A number by hundreds, as houses, flights and rooms are read: "three seventy", "one oh one".

    >>> pairs("370"), pairs("101"), pairs("1600"), pairs("1428")
    ('three seventy', 'one oh one', 'sixteen hundred', 'fourteen twenty-eight')
    """
    text = text.lstrip("0") or "0"
    if len(text) < 3 or len(text) > 4:
        return cardinal(text) if len(text) < 3 else digits(text, zero)
    head = text[:-2]
    rest = int(text[-2:])
    if rest == 0:
        return cardinal(text) if int(head) % 10 == 0 else f"{cardinal(head)} hundred"
    return f"{cardinal(head)} {f'{zero} {ONES[rest]}' if rest < 10 else _below_hundred(rest)}"


def fraction(numerator: str, denominator: str, conjunction: bool = False) -> str:
    """Spoken fraction: "three quarters", "one half", "five over one".

    >>> fraction("3", "4"), fraction("1", "2"), fraction("2", "3"), fraction("31", "32")
    ('three quarters', 'one half', 'two thirds', 'thirty-one thirty-seconds')
    """
    top = cardinal(numerator, conjunction)
    value = int(re.sub(r"\D", "", denominator))
    if value in (0, 1):
        return f"{top} over {ONES[value]}"
    one = int(re.sub(r"\D", "", numerator)) == 1
    name = DENOMINATORS.get(value) or ordinal(denominator, conjunction)
    if one:
        return f"{top} {name}"
    return f"{top} {'halves' if name == 'half' else plural(name)}"


def plural(words: str) -> str:
    """The plural of a spoken number or a plain noun: "nineties", "sixes", "feet" is no business of
    this.

    >>> plural("ninety"), plural("six"), plural("two hundred")
    ('nineties', 'sixes', 'two hundreds')
    """
    if re.search(r"[^aeiou]y$", words):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("s", "x", "ch", "sh")) else "s")


def roman(text: str) -> int:
    """The value of a Roman numeral up to 3999, 0 if it is none.

    >>> roman("XIV"), roman("IIX")
    (14, 0)
    """
    if not text or not ROMAN_SHAPE.fullmatch(text):
        return 0
    values = [ROMAN[character] for character in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
