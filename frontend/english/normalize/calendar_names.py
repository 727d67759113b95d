"""Names of months and days of the week, in full and short."""

import re

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec".split()
MONTH_OF = (
    {name.lower(): name for name in MONTHS}
    | {  # in small letters -> in full
        name.lower(): next(month for month in MONTHS if month.startswith(name[:3]))
        for name in SHORT_MONTHS
    }
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DAY_OF = {
    **{day.lower(): day for day in DAYS},
    **{day[:3].lower(): day for day in DAYS},
    "tues": "Tuesday",
    "wednes": "Wednesday",
    "weds": "Wednesday",
    "thur": "Thursday",
    "thurs": "Thursday",
    "tu": "Tuesday",
    "th": "Thursday",
}
SHORT_DAY = r"Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun"
ANY_MONTH = "|".join((*MONTHS, *SHORT_MONTHS))


# names of people and things as well: "Hi Jan", "the Sun", "Sat, she ..."
NAMES_TOO = frozenset("Jan jan JAN Sun sun SUN Sat sat SAT Mon mon MON Wed wed WED".split())
OPENED_BEFORE = lazy(r"\b(?:OPEN|CLOSED|EVERY|ON|THIS|NEXT|UNTIL|BY) $")
DATE_WORD_BEFORE = lazy(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Tt]o|[Bb]y|[Oo]f|[Ll]ast|[Nn]ext|[Tt]his|"
    r"[Ee]arly|[Ll]ate|[Mm]id|[Ee]very|[Oo]n|[Ee]ach|[Dd]uring|[Bb]efore|[Aa]fter)[ -]|\d ?|"
    rf"\b(?:{SHORT_DAY}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?:,| and| or| &|/) ?)$"
)
CAPITAL_AFTER = lazy(rf" (?!(?:{ANY_MONTH}|{SHORT_DAY}|I)\b)[A-Z][a-z]+")
PERSON_BEFORE = lazy(r"\b(?:[Ff]rom|[Tt]o|[Bb]y|[Oo]f|[Oo]n|[Bb]efore|[Aa]fter|[Tt]ill|and|or|&) $")
DATE_AFTER = lazy(rf"[-–.]?,? ?\(?(?:\d|[-–]|(?:to|until|through|and|till) (?:{ANY_MONTH})\b)")


def _is_person(match: re.Match[str]) -> bool:
    """Whether a preposition that people take, too, is all that stands before "Jan"."""
    return bool(PERSON_BEFORE.search(before(match))) and not DATE_AFTER.match(after(match))


def _is_name(match: re.Match[str], name: str) -> bool:
    """Whether a short form is a name or a word, for want of a date beside it."""
    if name not in NAMES_TOO:
        return False
    if CAPITAL_AFTER.match(after(match)) or (name in ("Jan", "jan") and _is_person(match)):
        return True
    if DATE_WORD_BEFORE.search(before(match)):
        return False
    return not re.match(r"[-–.]?,? ?\(?(?:\d|[-–])", match.string[match.end() :][:8])


TIME_SPAN = r"\d* (?:min|hour|sec|day|week|month|year)"  # "Sat 20 minutes"
OPENED = lazy(r"(?:^|[.;,|\n] )$")  # "Mon: closed. Tue: open"


def _days(match: re.Match[str], style: Style) -> str | None:
    """Tue., Mon-Fri."""
    labels = (
        match["a"][0].isupper() and re.match(r": ", after(match)) and OPENED.search(before(match))
    )
    dated = (
        labels
        or re.match(
            rf",? (?:\d|{'|'.join(SHORT_MONTHS)}|(?:and |& )?(?:{SHORT_DAY})\.)", after(match)
        )
        or (
            match[0].endswith(".")
            and re.match(r" [a-z]", after(match))
            and not re.search(r"\b(?:[Tt]he|[Oo]ur|[Aa]) $", before(match))
        )
    )
    if not match["b"] and not dated and _is_name(match, match["a"]):
        return None
    first = DAY_OF[match["a"].lower()]
    return f"{first} to {DAY_OF[match['b'].lower()]}" if match["b"] else first


def _days_in_capitals(match: re.Match[str], style: Style) -> str | None:
    """MON-SAT, CLOSED SUN; "THE SUN" is a word."""
    alone = OPENED_BEFORE.search(before(match)) or re.match(r":? \d", after(match))
    if not match["b"] and not alone:
        return None
    first = DAY_OF[match["a"].lower()]
    return f"{first} to {DAY_OF[match['b'].lower()]}" if match["b"] else first


def _working_days(match: re.Match[str], style: Style) -> str | None:
    """M-F beside its hours: "M-F 9-5", "9 to 5, M-F"."""
    hours_follow = re.match(r",? ?\(?\d|:", after(match))
    hours = hours_follow or re.search(r"\d", before(match))
    return "Monday to Friday" if hours else None


def _day_in_brackets(match: re.Match[str], style: Style) -> str:
    """Tu (2/22)."""
    return DAY_OF[match["a"].lower()]


def _months(match: re.Match[str], style: Style) -> str:
    """Jan.-Mar."""
    return f"{MONTH_OF[match['a'].lower()]} to {MONTH_OF[match['b'].lower()]}"


def _month(match: re.Match[str], style: Style) -> str | None:
    """Sept."""
    goes_on = match["month"] and re.match(r" [a-z]", after(match))
    if not goes_on and _is_name(match, match["month"] or match["m2"]):
        return None
    return MONTH_OF[(match["month"] or match["m2"]).lower()]


RULES = (
    Rule(
        "days of the week",
        "date",
        "mon tue tues thu thur thurs fri sat sun wed weds",
        lazy(
            rf"(?<!\w-)(?P<a>{SHORT_DAY})\b(?:\.(?= ?[a-z\d,&–-])|\.$|"
            rf"(?=,? (?:\d(?!{TIME_SPAN})|{'|'.join(SHORT_MONTHS)}))|"
            rf"(?=[-–][MTWFS][a-z]{{2}}\b)|(?=[,:] ))"
            rf"(?:[-–](?P<b>{SHORT_DAY})\b\.?)?"
        ),
        _days,
        ("Tue, Mar 3", "Tuesday, March third"),
        ("The sun, she said", "The sun, she said"),
    ),
    Rule(
        "days in capitals",
        "date",
        "mon tue wed thu fri sat sun",
        lazy(
            r"(?P<a>MON|TUE|TUES|WED|THU|THURS|FRI|SAT|SUN)"
            r"(?:[-–](?P<b>MON|TUE|TUES|WED|THU|THURS|FRI|SAT|SUN))?(?![\w'’-])"
        ),
        _days_in_capitals,
        ("OPEN MON-SAT, CLOSED SUN", "OPEN Monday to Saturday, CLOSED Sunday"),
        ("THE SUN CAME OUT", "THE SUN CAME OUT"),
    ),
    Rule(
        "working days",
        "date",
        "m",
        lazy(r"M[-–]F(?=,? ?\(?\d|:|[.,;)]|$)"),
        _working_days,
        ("open M-F, 9-5", "open Monday to Friday, nine to five"),
        ("an M-F ratio", "an M-F ratio"),
    ),
    Rule(
        "day in brackets",
        "date",
        "tu th",
        lazy(r"(?P<a>Tu|Th)\b\.?(?= \(\d)"),
        _day_in_brackets,
        ("for Tu (2/22)", "for Tuesday (February twenty-second)"),
        ("Tu es", "Tu es"),
    ),
    Rule(
        "span of months",
        "date",
        " ".join(name.lower() for name in (*SHORT_MONTHS, *MONTHS)),
        lazy(
            rf"(?P<a>{ANY_MONTH})\b\.? ?[-–] ?(?P<b>{ANY_MONTH})\b"
            rf"(?! \d{{1,2}}(?!\d))(?:\.(?= ?[a-z\d,)]))?"
        ),
        _months,
        ("open Jan.-Mar. this year", "open January to March this year"),
        ("March - march!", "March - march!"),
    ),
    Rule(
        "month alone",
        "date",
        " ".join(name.lower() for name in SHORT_MONTHS if name != "May"),
        lazy(
            r"(?P<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=[ ,;)]|$)|"
            r"(?P<m2>Jan|Feb|Apr|Aug|Sept|Oct|Nov|"
            r"(?<=[a-z] to )(?:Mar|Jun|Jul|Sep|Dec))\b(?=[ ,)]|$)(?!')"
        ),
        _month,
        ("in Sept. we", "in September we"),
        ("On the mar.", "On the mar."),
    ),
)
