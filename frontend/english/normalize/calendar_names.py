"""Names of months and days of the week, in full and short."""

from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Sept Oct Nov Dec".split()
MONTH_OF = {
    name.lower(): month
    for month in MONTHS
    for name in (month, *SHORT_MONTHS)
    if month.startswith(name[:3])
}
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DAY_OF = {short: day for day in DAYS for short in (day.lower(), day[:3].lower())} | {
    "tues": "Tuesday",
    "wednes": "Wednesday",
    "thur": "Thursday",
    "thurs": "Thursday",
    "tu": "Tuesday",
    "th": "Thursday",
}


RULES = (
    Rule(
        "days of the week",
        "date",
        " ".join(
            day for day in DAY_OF if len(day) < 6 and day not in ("sat", "sun", "wed", "th", "tu")
        )
        + " sat sun wed",
        lazy(
            r"(?P<a>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b"
            r"(?:\.(?= ?[a-z\d,–-])|\.$|(?=,? (?:\d|"
            + "|".join(SHORT_MONTHS)
            + r"))|(?=[-–][MTWFS][a-z]{2}\b)|(?=, ))"
            r"(?:[-–](?P<b>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)?"
        ),
        lambda match, style: (
            DAY_OF[match["a"].lower()] + (f" to {DAY_OF[match['b'].lower()]}" if match["b"] else "")
        ),
        ("Tue, Mar 3", "Tuesday, March third"),
        ("The sun, she said", "The sun, she said"),
    ),
    Rule(
        "working days",
        "date",
        "m",
        lazy(r"M[-–]F(?=,? ?\(?\d|:)"),
        lambda match, style: "Monday to Friday",
        ("open M-F, 9-5", "open Monday to Friday, nine to five"),
        ("an M-F ratio", "an M-F ratio"),
    ),
    Rule(
        "day in brackets",
        "date",
        "tu th",
        lazy(r"(?P<a>Tu|Th)\b\.?(?= \(\d)"),
        lambda match, style: DAY_OF[match["a"].lower()],
        ("for Tu (2/22)", "for Tuesday (February twenty-second)"),
        ("Tu es", "Tu es"),
    ),
    Rule(
        "span of months",
        "date",
        " ".join(name.lower() for name in (*SHORT_MONTHS, *MONTHS)),
        lazy(
            rf"(?P<a>{'|'.join((*MONTHS, *SHORT_MONTHS))})"
            rf"\b\.? ?[-–] ?(?P<b>{'|'.join((*MONTHS, *SHORT_MONTHS))})\b(?! \d)"
            rf"(?:\.(?= ?[a-z\d,)]))?"
        ),
        lambda match, style: f"{MONTH_OF[match['a'].lower()]} to {MONTH_OF[match['b'].lower()]}",
        ("open Jan.-Mar. this year", "open January to March this year"),
        ("March - march!", "March - march!"),
    ),
    Rule(
        "month alone",
        "date",
        " ".join(name.lower() for name in SHORT_MONTHS if name != "May"),
        lazy(
            r"(?P<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=[ ,;)]|$)|(?P<m2>Jan|"
            r"Feb|Apr|Aug|Sept|Oct|Nov)\b(?=[ ,)]|$)(?!')"
        ),
        lambda match, style: MONTH_OF[(match["month"] or match["m2"]).lower()],
        ("in Sept. we", "in September we"),
        ("On the mar.", "On the mar."),
    ),
)
