"""Numbers as words. Functions take digits as text: leading zeros and length carry meaning."""

import re

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALE_WORDS = (
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
MAX_DIGITS = 3 * len(SCALE_WORDS)  # a longer number is read digit by digit
IRREGULAR_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
DENOMINATORS = {2: "half", 4: "quarter"}
VULGAR_FRACTIONS = {  # numerator, denominator
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


def cardinal(text: str, conjunction: bool = False) -> str:
    """A whole number; `conjunction` says "and" as British English does.

    >>> cardinal("1,234"), cardinal("1001", conjunction=True)
    ('one thousand two hundred thirty-four', 'one thousand and one')
    """
    text = re.sub(r"\D", "", text)
    if len(text.lstrip("0")) > MAX_DIGITS:
        return digits(text)
    number = int(text or "0")
    if number == 0:
        return ONES[0]
    groups = []
    for power, scale in reversed(tuple(enumerate(SCALE_WORDS))):
        group = number // 1000**power % 1000
        if group:
            groups.append(f"{_below_thousand(group, conjunction)} {scale}".rstrip())
    if conjunction and number > 1000 and 0 < number % 1000 < 100:
        groups[-1] = f"and {groups[-1]}"
    return " ".join(groups)


def _below_thousand(number: int, conjunction: bool) -> str:
    """1-999."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = f"{ONES[hundreds]} hundred"
    if not rest:
        return head
    return f"{head} {'and ' if conjunction else ''}{_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    """0-99, hyphenated as in "twenty-one"."""
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return f"{TENS[tens]}-{ONES[ones]}" if ones else TENS[tens]


def ordinal(text: str, conjunction: bool = False) -> str:
    """The ordinal of a whole number: "twenty-first"."""
    return to_ordinal(cardinal(text, conjunction))


def to_ordinal(words: str) -> str:
    """A spoken cardinal whose last word is turned into an ordinal.

    >>> to_ordinal("one hundred thirty-two")
    'one hundred thirty-second'
    """
    parts = re.fullmatch(r"(.*?)([a-z]+)", words, re.DOTALL)
    head, last = parts.groups()  # type: ignore[union-attr]
    if last in IRREGULAR_ORDINALS:
        return f"{head}{IRREGULAR_ORDINALS[last]}"
    if last.endswith("y"):
        return f"{head}{last[:-1]}ieth"
    return f"{head}{last}th"


def decimal(text: str, conjunction: bool = False, zero: str = "zero") -> str:
    """A number with a decimal point; digits after it are read one by one.

    >>> decimal("1,000.05"), decimal(".5")
    ('one thousand point zero five', 'point five')
    """
    whole, _, part = text.partition(".")
    head = cardinal(whole, conjunction) if re.search(r"\d", whole) else ""
    if not part:
        return head
    return " ".join(filter(None, (head, "point", digits(part, zero))))


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
    return f"{_below_hundred(head)} {two_digits(rest, zero)}"


def digit_pairs(text: str, zero: str = "oh") -> str:
    """A number by hundreds, as houses, flights and rooms are read: "three seventy", "one oh one".

    >>> digit_pairs("370"), digit_pairs("101"), digit_pairs("1600"), digit_pairs("1428")
    ('three seventy', 'one oh one', 'sixteen hundred', 'fourteen twenty-eight')
    """
    text = text.lstrip("0") or "0"
    if len(text) < 3:
        return cardinal(text)
    if len(text) > 4:
        return digits(text, zero)
    head = text[:-2]
    rest = int(text[-2:])
    if rest:
        return f"{cardinal(head)} {two_digits(rest, zero)}"
    return cardinal(text) if int(head) % 10 == 0 else f"{cardinal(head)} hundred"


def two_digits(number: int, zero: str = "oh") -> str:
    """The last two digits of a year or a time, 0-99: "oh five", "twelve".

    >>> two_digits(5), two_digits(12)
    ('oh five', 'twelve')
    """
    return f"{zero} {ONES[number]}" if number < 10 else _below_hundred(number)


def fraction(numerator: str, denominator: str, conjunction: bool = False) -> str:
    """A fraction in words: "three quarters", "one half", "five over one".

    >>> fraction("3", "4"), fraction("1", "2"), fraction("2", "3"), fraction("31", "32")
    ('three quarters', 'one half', 'two thirds', 'thirty-one thirty-seconds')
    """
    top = cardinal(numerator, conjunction)
    value = int(re.sub(r"\D", "", denominator))
    if value in (0, 1):
        return f"{top} over {ONES[value]}"
    name = DENOMINATORS.get(value) or ordinal(denominator, conjunction)
    if int(re.sub(r"\D", "", numerator)) == 1:
        return f"{top} {name}"
    return f"{top} {'halves' if name == 'half' else plural(name)}"


def plural(words: str) -> str:
    """The plural of a spoken number or of a regular noun.

    >>> plural("ninety"), plural("six"), plural("two hundred")
    ('nineties', 'sixes', 'two hundreds')
    """
    if re.search(r"[^aeiou]y$", words):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith(("s", "x", "ch", "sh")) else f"{words}s"
