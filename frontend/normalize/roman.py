"""Values of Roman numerals."""

from frontend.lazy_regex import lazy

ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
ROMAN_NUMERAL = lazy(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def roman_value(text: str) -> int:
    """The value of a Roman numeral up to 3999, 0 if it is none.

    >>> roman_value("XIV"), roman_value("IIX")
    (14, 0)
    """
    if not text or not ROMAN_NUMERAL.fullmatch(text):
        return 0
    total = 0
    following = 0
    for character in reversed(text):
        value = ROMAN_DIGITS[character]
        total += -value if value < following else value
        following = value
    return total
