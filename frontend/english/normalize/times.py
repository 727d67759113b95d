"""Times of day and durations."""

import re

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.normalize.rule import EMPTY_GROUP, NOT_WORD, Rule, before, full_stop
from frontend.style import Style

MERIDIEM = r"(?P<meridiem>[ap])(?:\.? ?m\b\.?)"
MERIDIEM2 = MERIDIEM.replace("meridiem", "meridiem2")
ZONE = (
    r"(?: ?(?P<zone>[ECMP][SD]T|[ECMP]T|GMT|UTC|BST|CES?T|IST|JST|AES?T|e\.s\.t|p\.s\.t|"
    r"est|pst|gmt|utc)\b)?"
)

CLOCK_BEFORE = lazy(r"(?:\b(?:[Aa]t|[Bb]y|[Uu]ntil|[Tt]ill|[Ff]rom|to|around|before|after)|@) $")
QUARTERS = ("00", "15", "30", "45")


def time_of_day(
    hour: str,
    minute: str | None,
    meridiem: str | None,
    zone: str | None = None,
    british: bool = False,
) -> str:
    """A time of day in words.

    minute    None: the hour alone
    meridiem  "a" or "p", as in "a.m."
    british   "half past three"

    >>> time_of_day("3", "45", "p"), time_of_day("10", "05", None, "GMT")
    ('three forty-five P M', 'ten oh five G M T')
    """
    if hour == "24" and minute == "00":
        return "twenty-four hundred"
    spoken = [_hour_and_minute(hour, minute, british)]
    if minute and not int(minute) and not meridiem:
        spoken.append("o'clock" if int(hour) > 0 or hour == "0" else "hundred")
    if meridiem:
        spoken.append(f"{meridiem.upper()} M")
    return " ".join((*spoken, *re.sub(r"[^A-Za-z]", "", zone or "").upper()))


def _hour_and_minute(hour: str, minute: str | None, british: bool) -> str:
    """The hour, and the minute unless it is zero."""
    spoken = numbers.cardinal(hour)
    if british and minute == "30" and 1 <= int(hour) <= 12 and hour[0] != "0":
        return f"half past {spoken}"
    if minute and int(minute):
        return f"{spoken} {numbers.two_digits(int(minute))}"
    return spoken


def _time(match: re.Match[str], style: Style) -> str | None:
    """9:30 a.m.; more than 24 hours or 59 minutes are a duration."""
    hour = match["h"]
    minute = match["m"]
    if int(hour) <= 24 and int(minute) <= 59:
        return time_of_day(hour, minute, match["meridiem"], match["zone"], style.british)
    if match["meridiem"]:
        return None
    return f"{style.cardinal(hour)} {numbers.two_digits(int(minute))}"


def _hour(match: re.Match[str], style: Style) -> str | None:
    """6pm."""
    if int(match["h"]) > 24:
        return None
    return time_of_day(match["h"], None, match["meridiem"], match["zone"])


def _hour_with_h(match: re.Match[str], style: Style) -> str:
    """17h30; a lone "2h15" lasts."""
    if len(match["h"]) == 1 and not CLOCK_BEFORE.search(before(match)):
        return f"{_count(match['h'], 'hour')} {style.cardinal(match['m'])}"
    return time_of_day(match["h"], match["m"], None)


def _span(match: re.Match[str], style: Style) -> str | None:
    """9am-5pm, 4:00 am - 8:12 pm, 9-5pm."""
    if max(int(match["h"]), int(match["h2"])) > 24:
        return None
    if not match["meridiem"] and not match["meridiem2"]:
        return None
    first = time_of_day(match["h"], match["m"], match["meridiem"])
    last = time_of_day(match["h2"], match["m2"], match["meridiem2"], match["zone"])
    return f"{first} to {last}"


def _span_of_short_halves(match: re.Match[str], style: Style) -> str | None:
    """9a-5p, 9:30a–5p, 6:15a."""
    if not match["h2"] and not match["m"]:
        return None
    first = time_of_day(match["h"], match["m"], match["half"])
    if not match["h2"]:
        return first
    return f"{first} to {time_of_day(match['h2'], match['m2'], match['half2'])}"


def _about(match: re.Match[str], style: Style) -> str:
    """8:30ish."""
    return f"{time_of_day(match['h'], match['m'], None)} ish"


def _military_span(match: re.Match[str], style: Style) -> str:
    """1900-2100 hrs."""
    first = _hour_of_watch(match["h"], match["m"])
    return f"{first} to {_hour_of_watch(match['h2'], match['m2'])} hours{full_stop(match)}"


def _countdown(match: re.Match[str], style: Style) -> str:
    """T-10 minutes, T+5."""
    sign = "plus" if match["sign"] == "+" else "minus"
    return f"T {sign} {style.cardinal(match['n'])}"


def _bare_span(match: re.Match[str], style: Style) -> str:
    """10:30-11:45."""
    first = time_of_day(match["h"], match["m"], None)
    return f"{first} to {time_of_day(match['h2'], match['m2'], None)}"


def _span_to_hour(match: re.Match[str], style: Style) -> str | None:
    """12:30-1; "3:16-18" has verses."""
    first = int(match["h"])
    if int(match["h2"]) not in (first % 12 + 1, first + 1) or match["m"] not in QUARTERS:
        return None
    first_time = time_of_day(match["h"], match["m"], None)
    return f"{first_time} to {style.cardinal(match['h2'])}"


def _from_noon(match: re.Match[str], style: Style) -> str:
    """noon-5pm."""
    return f"{match['from']} to {time_of_day(match['h'], match['m'], match['meridiem'])}"


def _zulu(match: re.Match[str], style: Style) -> str:
    """0630Z."""
    return f"{_four_digits(match)} Zulu"


def _military(match: re.Match[str], style: Style) -> str:
    """0600 hours."""
    return f"{_four_digits(match)} hours"


def _four_digits(match: re.Match[str]) -> str:
    """0630, 1800."""
    return _hour_of_watch(match["h"], match["m"])


def _hour_of_watch(hour: str, minute: str) -> str:
    """Hours and minutes without a mark between them."""
    hours = numbers.digits(hour) if hour[0] == "0" else numbers.cardinal(hour)
    minutes = "hundred" if minute == "00" else numbers.two_digits(int(minute))
    return f"{hours} {minutes}"


def _count(text: str, unit: str) -> str:
    """Zero minutes, one minute, two minutes."""
    return f"{numbers.cardinal(text)} {unit}{'' if int(text) == 1 else 's'}"


def _duration(match: re.Match[str], style: Style) -> str:
    """1h 30m, 3min 20s."""
    units = (("h", "hour"), ("m", "minute"), ("s", "second"))
    return " ".join(_count(match[group], unit) for group, unit in units if match[group])


def _hours_minutes_seconds(match: re.Match[str], style: Style) -> str:
    """2:03:59, 2:03:59 p.m."""
    seconds = f"{numbers.decimal(match['s'])} second"
    if match["s"].lstrip("0") != "1":
        seconds += "s"
    minutes = f"{_count(match['m'], 'minute')} and {seconds}"
    in_brackets = match.string[match.start() - 1 : match.start()] == "["
    if in_brackets and not int(match["h"]):  # a mark of time in a transcript
        return minutes
    spoken = f"{_count(match['h'], 'hour')} {minutes}"
    return f"{spoken} {match['meridiem'].upper()} M" if match["meridiem"] else spoken


def _lap_time(match: re.Match[str], style: Style) -> str:
    """1:23.45."""
    return f"{_count(match['m'], 'minute')} {numbers.decimal(match['s'])} seconds"


RULES = (
    Rule(
        "hours, minutes, seconds",
        "time",
        "0",
        lazy(
            rf"(?P<h>\d{{1,2}}):(?P<m>[0-5]\d):(?P<s>[0-5]\d(?:\.\d+)?)(?: ?{MERIDIEM})?(?![\w:])",
            re.IGNORECASE,
        ),
        _hours_minutes_seconds,
        ("2:03:59", "two hours three minutes and fifty-nine seconds"),
        ("2:03", "two oh three"),
    ),
    Rule(
        "minutes and parts of a second",
        "time",
        "0",
        lazy(r"(?P<m>\d{1,2}):(?P<s>[0-5]\d\.\d{1,3})(?![\w:.]*\w)"),
        _lap_time,
        ("1:23.45", "one minute twenty-three point four five seconds"),
        ("1:23. 45", "one twenty-three. forty-five"),
    ),
    Rule(
        "hours and minutes that last",
        "time",
        "0",
        lazy(
            r"(?P<h>\d{1,3}) ?(?:h|hrs?\.?) ?(?P<m>[0-5]?\d) ?(?:m|"
            r"mins?\.?)(?: ?(?P<s>[0-5]?\d) ?(?:s|secs?\.?))?(?!\w)"
        ),
        _duration,
        ("1h 30m", "one hour thirty minutes"),
        ("1h 30", "one hour thirty"),
    ),
    Rule(
        "minutes and seconds that last",
        "time",
        "0",
        lazy(
            rf"(?P<h>{EMPTY_GROUP})?(?P<m>\d{{1,3}}) ?(?:m|mins?\.?) ?"
            r"(?P<s>[0-5]?\d) ?(?:s|secs?\.?)(?!\w)"
        ),
        _duration,
        ("3min 20s", "three minutes twenty seconds"),
        ("3 m 20", "three meters twenty"),
    ),
    Rule(
        "span of times",
        "time",
        "0",
        lazy(
            rf"(?P<h>\d{{1,2}})(?:[:.](?P<m>[0-5]\d))?(?: ?{MERIDIEM})? ?(?:-|–|to) ?"
            rf"(?P<h2>\d{{1,2}})(?:[:.](?P<m2>[0-5]\d))? ?{MERIDIEM2}{ZONE}",
            re.IGNORECASE,
        ),
        _span,
        ("9am-5pm", "nine A M to five P M"),
        ("9-5", "nine to five"),
    ),
    Rule(
        "span from a half",
        "time",
        "0",
        lazy(
            rf"(?P<h>\d{{1,2}})(?::(?P<m>[0-5]\d))? ?{MERIDIEM} ?[-–] ?(?P<h2>\d{{1,2}})"
            rf":(?P<m2>[0-5]\d)(?P<meridiem2>{EMPTY_GROUP})?(?P<zone>{EMPTY_GROUP})?(?![\d:])",
            re.IGNORECASE,
        ),
        _span,
        ("9:00 a.m. - 5:00", "nine A M to five o'clock"),
        ("9:00 - a", "nine o'clock - a"),
    ),
    Rule(
        "span of times with short halves",
        "time",
        "0",
        lazy(
            r"(?P<h>\d{1,2})(?::(?P<m>[0-5]\d))?(?P<half>[ap])"
            r"(?: ?[-–] ?(?P<h2>\d{1,2})(?::(?P<m2>[0-5]\d))?(?P<half2>[ap]))?(?!\w)"
        ),
        _span_of_short_halves,
        ("open 9a-5:30p, 6:15a", "open nine A M to five thirty P M, six fifteen A M"),
        ("9a-5", "nine A five"),
    ),
    Rule(
        "about a time",
        "time",
        "0",
        lazy(r"(?P<h>1?\d|2[0-3]):(?P<m>[0-5]\d)[- ]?ish(?!\w)"),
        _about,
        ("until 8:30ish", "until eight thirty ish"),
        ("8:30 isn't", "eight thirty isn't"),
    ),
    Rule(
        "countdown",
        "time",
        "t MIXED",
        lazy(r"T ?(?P<sign>[-–+]) ?(?P<n>\d{1,3})(?=[: -]|[.,!]?$)(?! ?[-+])"),
        _countdown,
        ("T-10 minutes", "T minus ten minutes"),
        ("a T-1000", "a T one thousand"),
    ),
    Rule(
        "span of hours of a watch",
        "time",
        "0",
        lazy(
            r"(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d) ?[-–] ?(?P<h2>[01]\d|2[0-4])(?P<m2>[0-5]\d) ?"
            r"(?:hrs?\.?|hours|h)(?!\w)"
        ),
        _military_span,
        ("1900-2100 hrs", "nineteen hundred to twenty-one hundred hours"),
        ("1900-2100 men", "one thousand nine hundred to two thousand one hundred men"),
    ),
    Rule(
        "from noon",
        "time",
        "noon midnight",
        lazy(
            r"(?P<from>noon|midnight) ?[-–] ?(?P<h>\d{1,2})(?::(?P<m>[0-5]\d))? ?"
            rf"{MERIDIEM}(?!\w)",
            re.IGNORECASE,
        ),
        _from_noon,
        ("noon-5pm", "noon to five P M"),
        ("at noon - 5", "at noon - five"),
    ),
    Rule(
        "time with an h",
        "time",
        "0",
        lazy(r"(?P<h>[01]?\d|2[0-3])h(?P<m>[0-5]\d)(?!\w)"),
        _hour_with_h,
        ("at 17h30", "at seventeen thirty"),
        ("17h", "seventeen hours"),
    ),
    Rule(
        "span from minutes to an hour",
        "time",
        "0",
        lazy(r"(?P<h>1?\d|2[0-3]):(?P<m>[0-5]\d)[-–](?P<h2>1?\d|2[0-4])(?![\w:/%-]|[.,]\d)"),
        _span_to_hour,
        ("closed 12:30-1", "closed twelve thirty to one"),
        ("at 12:30-ish", "at twelve thirty ish"),
    ),
    Rule(
        "span of times without halves",
        "time",
        "0",
        lazy(
            r"(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d) ?[-–] ?(?P<h2>[01]?\d|"
            r"2[0-3]):(?P<m2>[0-5]\d)(?![\d:])"
        ),
        _bare_span,
        ("10:30-11:45", "ten thirty to eleven forty-five"),
        ("10:30", "ten thirty"),
    ),
    Rule(
        "time",
        "time",
        "0",
        lazy(
            rf"(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?: ?{MERIDIEM})?{ZONE}(?![\d:]|['’]?[a-z])",
            re.IGNORECASE,
        ),
        _time,
        ("10:05", "ten oh five"),
        ("10:5", "ten to five"),
    ),
    Rule(
        "time with a dot",
        "time",
        "0",
        lazy(rf"(?P<h>\d{{1,2}})\.(?P<m>[0-5]\d) ?{MERIDIEM}{ZONE}", re.IGNORECASE),
        _time,
        ("1.59 p.m.", "one fifty-nine P M"),
        ("1.59 metres", "one point five nine metres"),
    ),
    Rule(
        "hour",
        "time",
        "0",
        lazy(rf"(?P<h>\d{{1,2}}) ?{MERIDIEM}{ZONE}(?!\w)", re.IGNORECASE),
        _hour,
        ("6pm", "six P M"),
        ("6 amps", "six amps"),
    ),
    Rule(
        "Zulu time",
        "time",
        "0",
        lazy(r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)Z(?!\w)"),
        _zulu,
        ("at 0630Z", "at zero six thirty Zulu"),
        ("at 2590Z", "at two thousand five hundred ninety Z"),
    ),
    Rule(
        "hour and zone",
        "time",
        "0",
        lazy(r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d) ?(?:hrs|hours|h)" + NOT_WORD),
        _military,
        ("0600 hours", "zero six hundred hours"),
        ("1600 miles", "sixteen hundred miles"),
    ),
)
