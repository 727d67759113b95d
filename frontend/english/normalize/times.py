"""Times of day and durations."""

import re

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.normalize.rule import NOT_WORD, Rule
from frontend.style import Style

HALF = r"(?P<half>[ap])(?:\.? ?m\b\.?)"
ZONE = r"(?: (?P<zone>[ECMP][SD]T|[ECMP]T|GMT|UTC|BST|CES?T|IST|JST|AES?T|e\.s\.t|p\.s\.t|est|pst|gmt|utc)\b)?"
ANY_CASE = re.IGNORECASE


def clock(
    hour: str, minute: str | None, half: str | None, zone: str | None = None, british: bool = False
) -> str:
    """A time of day: "three forty-five P M", "seven o'clock", "ten oh five"; `british`: "half past
    three".
    """
    spoken = numbers.cardinal(hour)
    if british and minute == "30" and 1 <= int(hour) <= 12 and hour[0] != "0":
        spoken = f"half past {spoken}"
    elif minute and int(minute):
        spoken += " " + (
            f"oh {numbers.ONES[int(minute)]}" if int(minute) < 10 else numbers.cardinal(minute)
        )
    elif minute is not None and not half:
        spoken += " o'clock" if int(hour) > 0 or hour == "0" else " hundred"
    if half:
        spoken += f" {half.upper()} M"
    return " ".join((spoken, *re.sub(r"[^A-Za-z]", "", zone or "").upper()))


def _time(match: re.Match[str], style: Style) -> str | None:
    """9:30 a.m."""
    if int(match["h"]) > 24 or int(match["m"]) > 59:
        return None if match["half"] else f"{style.cardinal(match['h'])} {_minutes(match['m'])}"
    return clock(match["h"], match["m"], match["half"], match["zone"], style.british)


def _minutes(text: str) -> str:
    """Minutes or seconds of a duration without units."""
    return f"oh {numbers.ONES[int(text)]}" if int(text) < 10 else numbers.cardinal(text)


def _four_digits(match: re.Match[str]) -> str:
    """0630, 1800: hours and minutes without a mark between them."""
    hour = numbers.digits(match["h"]) if match["h"][0] == "0" else numbers.cardinal(match["h"])
    return f"{hour} {'hundred' if match['m'] == '00' else _minutes(match['m'])}"


def _hour(match: re.Match[str], style: Style) -> str | None:
    """6pm."""
    return (
        clock(match["h"], None, match["half"], match["zone"])
        if int(match["h"]) <= 12 or int(match["h"]) <= 24
        else None
    )


def _span(match: re.Match[str], style: Style) -> str | None:
    """9am-5pm, 4:00 am - 8:12 pm, 9-5pm."""
    if max(int(match["h"]), int(match["h2"])) > 24 or not (match["half"] or match["half2"]):
        return None
    return f"{clock(match['h'], match['m'], match['half'])} to {clock(match['h2'], match['m2'], match['half2'], match['zone'])}"


def _bare_span(match: re.Match[str], style: Style) -> str:
    """10:30-11:45."""
    return f"{clock(match['h'], match['m'], None)} to {clock(match['h2'], match['m2'], None)}"


def _count(text: str, unit: str) -> str:
    """Zero minutes, one minute, two minutes."""
    return f"{numbers.cardinal(text)} {unit}{'' if int(text) == 1 else 's'}"


def _lasting(match: re.Match[str], style: Style) -> str:
    """1h 30m, 3min 20s."""
    return " ".join(
        _count(match[group], unit)
        for group, unit in (("h", "hour"), ("m", "minute"), ("s", "second"))
        if match[group]
    )


def _long(match: re.Match[str], style: Style) -> str:
    """2:03:59 with or without a half of the day."""
    part = f"{numbers.decimal(match['s'])} second{'' if match['s'].lstrip('0') == '1' else 's'}"
    spoken = f"{_count(match['h'], 'hour')} {_count(match['m'], 'minute')} and {part}"
    return spoken + (f" {match['half'].upper()} M" if match["half"] else "")


RULES = (
    Rule(
        "hours, minutes, seconds",
        "time",
        "0",
        lazy(
            rf"(?P<h>\d{{1,2}}):(?P<m>[0-5]\d):(?P<s>[0-5]\d(?:\.\d+)?)(?: ?{HALF})?(?![\w:])",
            ANY_CASE,
        ),
        _long,
        ("2:03:59", "two hours three minutes and fifty-nine seconds"),
        ("2:03", "two oh three"),
    ),
    Rule(
        "minutes and parts of a second",
        "time",
        "0",
        lazy(r"(?P<m>\d{1,2}):(?P<s>[0-5]\d\.\d{1,3})(?![\w:.]*\w)"),
        lambda match, style: (
            f"{_count(match['m'], 'minute')} {numbers.decimal(match['s'])} seconds"
        ),
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
        _lasting,
        ("1h 30m", "one hour thirty minutes"),
        ("1h 30", "one hour thirty"),
    ),
    Rule(
        "minutes and seconds that last",
        "time",
        "0",
        lazy(
            r"(?P<h>(?!.).)?(?P<m>\d{1,3}) ?(?:m|mins?\.?) ?(?P<s>[0-5]?\d) ?(?:s|secs?\.?)(?!\w)"
        ),
        _lasting,
        ("3min 20s", "three minutes twenty seconds"),
        ("3 m 20", "three meters twenty"),
    ),
    Rule(
        "span of times",
        "time",
        "0",
        lazy(
            rf"(?P<h>\d{{1,2}})(?:[:.](?P<m>[0-5]\d))?(?: ?{HALF})? ?(?:-|–|to) ?"
            rf"(?P<h2>\d{{1,2}})(?:[:.](?P<m2>[0-5]\d))? ?{HALF.replace('half', 'half2')}{ZONE}",
            ANY_CASE,
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
            rf"(?P<h>\d{{1,2}})(?::(?P<m>[0-5]\d))? ?{HALF} ?[-–] ?(?P<h2>\d{{1,2}})"
            rf":(?P<m2>[0-5]\d)(?P<half2>(?!.).)?(?P<zone>(?!.).)?(?![\d:])",
            ANY_CASE,
        ),
        _span,
        ("9:00 a.m. - 5:00", "nine A M to five o'clock"),
        ("9:00 - a", "nine o'clock - a"),
    ),
    Rule(
        "from noon",
        "time",
        "noon midnight",
        lazy(
            rf"(?P<from>noon|midnight) ?[-–] ?(?P<h>\d{{1,2}})(?::(?P<m>[0-5]\d))? ?{HALF}(?!\w)",
            ANY_CASE,
        ),
        lambda match, style: f"{match['from']} to {clock(match['h'], match['m'], match['half'])}",
        ("noon-5pm", "noon to five P M"),
        ("at noon - 5", "at noon - five"),
    ),
    Rule(
        "time with an h",
        "time",
        "0",
        lazy(r"(?P<h>[01]?\d|2[0-3])h(?P<m>[0-5]\d)(?!\w)"),
        lambda match, style: clock(match["h"], match["m"], None),
        ("at 17h30", "at seventeen thirty"),
        ("17h", "seventeen hours"),
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
        lazy(rf"(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?: ?{HALF})?{ZONE}(?![\d:]|['’]?[a-z])", ANY_CASE),
        _time,
        ("10:05", "ten oh five"),
        ("10:5", "ten to five"),
    ),
    Rule(
        "time with a dot",
        "time",
        "0",
        lazy(rf"(?P<h>\d{{1,2}})\.(?P<m>[0-5]\d) ?{HALF}{ZONE}", ANY_CASE),
        _time,
        ("1.59 p.m.", "one fifty-nine P M"),
        ("1.59 metres", "one point five nine metres"),
    ),
    Rule(
        "hour",
        "time",
        "0",
        lazy(rf"(?P<h>\d{{1,2}}) ?{HALF}{ZONE}(?!\w)", ANY_CASE),
        _hour,
        ("6pm", "six P M"),
        ("6 amps", "six amps"),
    ),
    Rule(
        "Zulu time",
        "time",
        "0",
        lazy(r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)Z(?!\w)"),
        lambda match, style: f"{_four_digits(match)} Zulu",
        ("at 0630Z", "at zero six thirty Zulu"),
        ("at 2590Z", "at two thousand five hundred ninety Z"),
    ),
    Rule(
        "hour and zone",
        "time",
        "0",
        lazy(r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d) ?(?:hrs|hours|h)" + NOT_WORD),
        lambda match, style: f"{_four_digits(match)} hours",
        ("0600 hours", "zero six hundred hours"),
        ("1600 miles", "sixteen hundred miles"),
    ),
)
