"""Dates, times and durations of <say-as> in English."""

import re

from frontend.english import number_words
from frontend.english.normalize.calendar_names import MONTHS
from frontend.english.normalize.times import time_of_day
from frontend.ssml.say_as import SayAsInput
from frontend.style import Style

CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)
MINUTES_SECONDS = re.compile(r"(?:(\d+)')?\s*(?:(\d+)(?:\"|''))?")  # 1'21"
COLONS = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})")  # 2:03:59
WITH_UNITS = re.compile(
    r"(?:PT)?\s*(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:ute)?s?)?)?"
    r"\s*(?:(\d+)\s*s(?:ec(?:ond)?s?)?)?",
    re.IGNORECASE,
)  # 1h 30m, PT5M
CLOCK_UNITS = ("hour", "minute", "second")


def read_date(item: SayAsInput) -> str | None:
    """Numbers in the order of the format: mdy, dmy, ymd, md, dm, ym, my, y, m, d. Without a format
    None.
    """
    numbers = re.findall(r"\d+", item.text)
    order = re.sub(r"[^ymd]", "", re.sub(r"(.)\1+", r"\1", item.format))
    if len(numbers) == 1 and len(numbers[0]) == 8 and len(order) == 3:
        numbers = _split_digits(numbers[0], order)
    if not order or len(numbers) != len(order) or re.search(r"[A-Za-z]", item.text):
        return None
    return _date_words(dict(zip(order, numbers, strict=True)), order, item.style)


def _split_digits(digits: str, order: str) -> list[str]:
    """The eight digits of a date in the order of the format: "20240131", "ymd"."""
    parts: list[str] = []
    start = 0
    for letter in order:
        end = start + (4 if letter == "y" else 2)
        parts.append(digits[start:end])
        start = end
    return parts


def _date_words(parts: dict[str, str], order: str, style: Style) -> str | None:
    """A date in words, from its parts "y", "m" and "d"; None if there is no such day."""
    month = int(parts.get("m", "1"))
    day = int(parts.get("d", "1"))
    if not (1 <= month <= 12 and 1 <= day <= 31) or len(parts.get("y", "")) > 4:
        return None
    words = MONTHS[month - 1] if "m" in parts else ""
    if "d" in parts:
        ordinal = number_words.ordinal(str(day))
        if not words:
            words = ordinal
        elif style.british or order.startswith("d"):
            words = f"the {ordinal} of {words}"
        else:
            words = f"{words} {ordinal}"
    year = _year_words(parts["y"], style) if "y" in parts else ""
    return ", ".join(filter(None, (words, year)))


def _year_words(digits: str, style: Style) -> str:
    """A year of two or four digits."""
    if len(digits) == 2 and digits[0] != "0":
        return number_words.digit_pairs(digits)
    return style.year(digits)


def read_time(item: SayAsInput) -> str | None:
    """14:30, 2:30pm, and 1'21" as minutes and seconds."""
    text = item.text.strip()
    lasting = MINUTES_SECONDS.fullmatch(text)
    if lasting and text:
        return _count_words(lasting.groups(), CLOCK_UNITS[1:])
    match = CLOCK.fullmatch(text)
    if not match or int(match[1]) > 24 or int(match[2]) > 59:
        return None
    meridiem = (match[4] or "").lower() or None
    spoken = time_of_day(match[1], match[2], meridiem, None, item.style.british)
    if match[3] and int(match[3]):
        return f"{spoken} and {_count(match[3], 'second')}"
    return spoken


def read_duration(item: SayAsInput) -> str | None:
    """2:03:59, 1h 30m, PT5M."""
    text = item.text.strip()
    match = COLONS.fullmatch(text) or WITH_UNITS.fullmatch(text)
    if match and any(match.groups()):
        return _count_words(match.groups(), CLOCK_UNITS)
    return None


def _count_words(amounts: tuple[str | None, ...], units: tuple[str, ...]) -> str:
    """Amounts with their units; a missing amount is left out."""
    return " ".join(
        _count(amount, unit) for amount, unit in zip(amounts, units, strict=True) if amount
    )


def _count(amount: str, unit: str) -> str:
    """One hour, two hours."""
    plural = "" if amount.lstrip("0") == "1" else "s"
    return f"{number_words.cardinal(amount)} {unit}{plural}"
