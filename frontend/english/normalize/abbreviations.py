"""Abbreviations, in context where one stands for several words."""

import re

from frontend.english import number_words as numbers
from frontend.english.normalize.addresses import WAYS
from frontend.lazy_regex import lazy
from frontend.listed import listed
from frontend.normalize.rule import Rule, after, at_line_end, before
from frontend.style import Style

# always the same words; the dot belongs to the abbreviation, and ends the sentence too where
# nothing follows
PLAIN = {
    "Mr": "Mister",
    "Mrs": "Missus",
    "Ms": "Miz",
    "Messrs": "Messieurs",
    "Mme": "Madame",
    "Mlle": "Mademoiselle",
    "Prof": "Professor",
    "Gen": "General",
    "Sen": "Senator",
    "Rep": "Representative",
    "Gov": "Governor",
    "Capt": "Captain",
    "Cpt": "Captain",
    "Lt": "Lieutenant",
    "Col": "Colonel",
    "Maj": "Major",
    "Sgt": "Sergeant",
    "Cpl": "Corporal",
    "Pvt": "Private",
    "Cmdr": "Commander",
    "Adm": "Admiral",
    "Rev": "Reverend",
    "Hon": "Honorable",
    "Pres": "President",
    "Supt": "Superintendent",
    "Insp": "Inspector",
    "Jr": "Junior",
    "Sr": "Senior",
    "Esq": "Esquire",
    "Inc": "Incorporated",
    "Ltd": "Limited",
    "Corp": "Corporation",
    "Bros": "Brothers",
    "Co": "Company",
    "Dept": "Department",
    "Univ": "University",
    "Assn": "Association",
    "Mt": "Mount",
    "Ft": "Fort",
    "Mts": "Mountains",
    "etc": "et cetera",
    "vs": "versus",
    "approx": "approximately",
    "dept": "department",
    "govt": "government",
    "est": "established",
    "misc": "miscellaneous",
    "max": "maximum",
    "tel": "telephone",
    "ext": "extension",
    "viz": "namely",
    "cf": "compare",
    "ibid": "ibidem",
    "jr": "Junior",
    "sr": "Senior",
    "ltd": "Limited",
    "bros": "Brothers",
    "apt": "apartment",
    "Apt": "Apartment",
    "inc": "Incorporated",
    "corp": "Corporation",
    "assoc": "associates",
    "Fig": "Figure",
    "Figs": "Figures",
    "fig": "figure",
    "Vol": "Volume",
    "Vols": "Volumes",
    "vol": "volume",
    "vols": "volumes",
    "Ch": "Chapter",
    "Chap": "Chapter",
    "chap": "chapter",
    "Sec": "Section",
    "Eq": "Equation",
    "pp": "pages",
    "Nos": "Numbers",
    "nos": "numbers",
    "Ave": "Avenue",
    "Blvd": "Boulevard",
    "Rd": "Road",
    "Hwy": "Highway",
    "Pkwy": "Parkway",
    "Ln": "Lane",
    "Sq": "Square",
    "Expy": "Expressway",
    "Pl": "Place",
    "min": "minutes",
    "Fr": "Father",
    "Bp": "Bishop",
    "Amb": "Ambassador",
    "Atty": "Attorney",
    "attn": "attention",
    "Attn": "Attention",
    "Ph.D": "P H D",
    "incl": "including",
    "asst": "assistant",
    "Asst": "Assistant",
    "acct": "account",
    "Acct": "Account",
    "intl": "international",
    "natl": "national",
    "avg": "average",
    "temp": "temperature",
    "no": "number",
    "No": "Number",
    "ft": "feet",
    "oz": "ounces",
    "lb": "pounds",
    "lbs": "pounds",
    "Wm": "William",
    "Jas": "James",
    "Chas": "Charles",
    "Geo": "George",
    "Thos": "Thomas",
    "Jos": "Joseph",
    "Robt": "Robert",
    "Benj": "Benjamin",
    "Edw": "Edward",
    "Saml": "Samuel",
    "Brig": "Brigadier",
    "Sgts": "Sergeants",
    "Gens": "Generals",
    "Profs": "Professors",
    "Drs": "Doctors",
    "Revd": "Reverend",
    "Lieut": "Lieutenant",
    "Comdr": "Commander",
    "Secy": "Secretary",
    "Treas": "Treasurer",
    "Dist": "District",
    "Hosp": "Hospital",
    "Mfg": "Manufacturing",
    "Intl": "International",
    "Natl": "National",
    "Bldg": "Building",
    "bldg": "building",
    "Rm": "Room",
    "Rt": "Route",
    "Rte": "Route",
    "Ste": "Suite",
    "Fl": "Floor",
    "hosp": "hospital",
    "Iss": "Issue",
    "iss": "issue",
    "fn": "footnote",
    "in": "inches",
    "yrs": "years",
    "hrs": "hours",
    "mins": "minutes",
    "secs": "seconds",
    "ret": "retired",
    "Ret": "retired",
}
NEEDS_DOT = frozenset(
    listed(
        "ret Ret Iss iss fn Wm Jas Chas Geo Thos Jos Robt Benj Edw Saml Brig Drs Secy Treas Dist Hosp hosp Fl Ste "
        "Gen Sen Rep Gov Col Maj Adm Rev Hon Pres Inc Corp Co Fig Vol Ch Sec Eq est max tel ext fig vol min pp Ft Pl Ln Sq Fr "
        "Ave Rd "
        "etc misc Univ Mts Cpl Pvt Supt Insp Bp Amb "
        "Atty inc corp assoc apt Apt temp avg no No ft in oz lb lbs cf viz Chap chap Sr Esq incl yrs hrs mins secs"
    )
) - {"etc", "Sr", "lbs", "hrs", "yrs", "Ave", "Rd", "Corp", "Inc"}
# something named or numbered must follow
NEEDS_NAME = frozenset(
    listed(
        "Iss iss fn Wm Jas Chas Geo Thos Jos Robt Benj Edw Saml Brig Fl Ste Rm Rt Rte "
        "Gen Sen Rep Gov Col Adm Pres Supt Insp Ft Fr Bp Amb Cpl Pvt Fig Ch Sec Eq Vol fig vol pp no No Chap chap Mt"
    )
)
NEVER = frozenset(
    listed("min ft oz lb in temp max avg")
)  # only after numbers, which the measures read
LATIN = {
    "e.g": "for example",
    "i.e": "that is",
    "a.k.a": "also known as",
    "w/o": "without",
    "w/": "with",
    "a.s.a.p": "A S A P",
    "p.s": "P S",
    "q.v": "Q V",
    "c.f": "compare",
    "b/c": "because",
    "n.b": "N B",
    "et al": "et al",
    "c/o": "care of",
}
# of chats; in capitals they are spelled
CHAT = {
    "btw": "by the way",
    "idk": "I don't know",
    "tbh": "to be honest",
    "imo": "in my opinion",
    "imho": "in my humble opinion",
    "nvm": "never mind",
    "lmk": "let me know",
    "thx": "thanks",
    "pls": "please",
    "plz": "please",
    "brb": "be right back",
    "ttyl": "talk to you later",
    "afaik": "as far as I know",
    "iirc": "if I recall correctly",
    "fwiw": "for what it's worth",
    "omg": "O M G",
    "fyi": "F Y I",
    "asap": "A S A P",
    "smh": "S M H",
    "rofl": "R O F L",
}
GROWTH = {"Y": "year over year", "Q": "quarter over quarter", "M": "month over month"}
LIFE = {"b": "born", "d": "died", "c": "circa", "ca": "circa", "r": "reigned", "fl": "flourished"}
LOWER_TITLES = {
    "mr": "mister",
    "mrs": "missus",
    "ms": "miz",
    "prof": "professor",
    "gen": "general",
    "sen": "senator",
    "gov": "governor",
    "capt": "captain",
    "lt": "lieutenant",
    "col": "colonel",
    "sgt": "sergeant",
    "rev": "reverend",
    "ch": "chapter",
    "sec": "section",
    "eq": "equation",
    "sq": "square",
    "ave": "avenue",
    "blvd": "boulevard",
    "rd": "road",
    "mt": "mount",
    "mtn": "mountain",
}
NAME = lazy(r"\.? (?:\(?\d|[A-Z][\w'.-]|\d|[IVXLC]+\b|de |van |von |al-)")
SAINTS = lazy(
    r"\.? ?(?:[A-Z][a-zé]+|"
    r"(?<=\. )(?:patrick|john|paul|peter|james|george|louis|andrew|thomas|martin|nicholas|mary|valentine|stephen)|"
    r"JOHN|MARY|PAUL|PETER|JAMES|GEORGE|LOUIS|[A-Z]{4,})"
)
NUMBERED = lazy(
    r"\b(?:case|docket|account|acct\.?|serial|model|part|file|invoice|order|phone|fax|policy|registration|catalog(?:ue)?) $",
    re.IGNORECASE,
)
STREET_BEFORE = lazy(r"(?:\b[A-Z][\w']+|\d(?:st|nd|rd|th)) $")


def _plain(match: re.Match[str], style: Style) -> str | None:
    """An abbreviation that always stands for the same words."""
    short = match["short"]
    dot = match["dot"]
    if short in LOWER_TITLES:
        named = (
            bool(re.match(r" [A-Za-z\d]", after(match)))
            if dot
            else bool(re.match(r" [A-Z]", after(match)) and short in ("mr", "mrs", "ms"))
        )
        return LOWER_TITLES[short] if named else None
    if short not in PLAIN and not (short.islower() or short.istitle() or short.isupper()):
        return None  # "25 HRs"
    key = (
        short
        if short in PLAIN
        else short.capitalize()
        if short.isupper() and len(short) > 2
        else short.lower()
    )
    if key not in PLAIN or key in NEVER:
        return None
    if (
        key in NEEDS_DOT
        and not dot
        and not (key.lower() in ("vol", "ch", "chap", "fig") and re.match(r" \d", after(match)))
    ):
        return None
    if (
        key in NEEDS_NAME
        and not NAME.match(match.string, match.end("short"))
        and not _is_lone_title(match)
    ):
        return None
    return PLAIN[key] + _full_stop(match)


def _is_lone_title(match: re.Match[str]) -> bool:
    """Whether a title is all that stands in a line, as in a list, or ends it after another title
    ("Lt. Gov.").
    """
    earlier = before(match).strip()
    listed_alone = not earlier or bool(re.fullmatch(r"(?:Lt|Maj|Brig|Asst|Vice)\.?", earlier))
    return (
        bool(match["dot"])
        and match["short"].istitle()
        and match["short"] != "No"
        and at_line_end(match)
        and listed_alone
    )


def _full_stop(match: re.Match[str]) -> str:
    """The dot that also ends the sentence."""
    return "." if match["dot"] and at_line_end(match) else ""


def _number(match: re.Match[str], style: Style) -> str:
    """No. 5, no. 10, NO 88: "number" before digits only."""
    word = "Number" if match["short"] == "No" else "number"
    return f"{word} "


def _number_sign(match: re.Match[str], style: Style) -> str:
    """# 14."""
    return "number "


def _doctor(match: re.Match[str], style: Style) -> str | None:
    """Doctor before a name, Drive after one."""
    earlier = before(match)
    later = after(match)
    if re.match(r" (?:[A-Z][a-z'’]|[A-Z]\b)", later) and not re.search(
        r"\d (?:[A-Z]\w+ )*[A-Z]\w+ $", earlier
    ):
        return "Doctor" if match["short"][0] == "D" else "doctor"
    if STREET_BEFORE.search(earlier) and match["short"] != "DR":
        return "Drive" + _full_stop(match)
    return (
        "Doctor"
        if match["dot"] and match["short"] != "DR" and (later.strip() or not earlier.strip())
        else None
    )


def _saint(match: re.Match[str], style: Style) -> str | None:
    """Saint before a name, Street after one."""
    earlier = before(match)
    later = after(match, "short")
    named = SAINTS.match(later)
    street = STREET_BEFORE.search(earlier)
    if (
        match["short"] == "ST"
        and not match["dot"]
        and not re.match(
            r" (?:JOHN|MARY|PAUL|PETER|JAMES|GEORGE|LOUIS|ANDREW|THOMAS|MARTIN|CLAIR|LAWRENCE|FRANCIS|PATRICK)",
            later,
        )
    ):
        return None
    if re.search(r"\d(?:st|nd|rd|th) $", earlier) or (street and not named):
        return (
            "Street" + _full_stop(match)
            if match["dot"] or re.search(r"\d(?:st|nd|rd|th) $", earlier) or street
            else None
        )
    if named:
        if street and re.search(r"\d+ (?:[A-Z]\w+ )+$", earlier):
            return "Street"
        return "Saint" if match["short"][0] == "S" else "saint"
    return None


def _mount(match: re.Match[str], style: Style) -> str | None:
    """Mount before a name; "Mountain View" is a town."""
    if match["dot"] and match["short"] == "Mt" and not before(match).strip() and at_line_end(match):
        return "Mount"
    if not re.match(r"\.? [A-Z][a-z]", after(match, "short")) or match["short"] == "MT":
        return None
    return "Mountain" if re.match(r"\.? View\b", after(match, "short")) else "Mount"


def _page(match: re.Match[str], style: Style) -> str:
    """p. 55."""
    return "page "


def _roman_pages(match: re.Match[str], style: Style) -> str | None:
    """pp. iv-xii."""
    values = [numbers.roman(match[group].upper()) for group in "ab" if match[group]]
    if not all(values):
        return None
    return ("page " if match["short"] == "p" else "pages ") + " to ".join(
        style.cardinal(str(value)) for value in values
    )


def _latin(match: re.Match[str], style: Style) -> str:
    """e.g., i.e."""
    return LATIN[match["short"].lower()]


def _way(match: re.Match[str], style: Style) -> str | None:
    """N., NW after a street."""
    return WAYS[match["short"].replace(".", "")]


def _section(match: re.Match[str], style: Style) -> str:
    """§ 5."""
    return "sections" if match[0].count("§") > 1 else "section"


# degrees with letters between dots: spelled
DEGREES = "Ph|Ed|Psy|M|B|D|Ll|Sc|Litt|Phil|Eng|Ch|Pharm|Mus|Arch|Tech|Ed|Sci"
STROKES = {
    "a/c": "A C",
    "n/a": "N A",
    "a/k/a": "A K A",
    "w/c": "W C",
    "b/w": "B W",
    "p/e": "P E",
    "i/o": "I O",
    "r/c": "R C",
}


def _degree(match: re.Match[str], style: Style) -> str:
    """Ph.D., M.Sc."""
    return " ".join(re.sub(r"[^A-Za-z]", "", match[0]).upper()) + (
        "." if match[0].endswith(".") and at_line_end(match) else ""
    )


RULES = (
    Rule(
        "academic degree",
        "letters",
        "ph ed psy m b d ll litt",
        lazy(rf"(?:(?:{DEGREES})\.){{1,2}}(?:Sc|Litt|Phil|Eng|Ed|Mus|Arch|Tech|D|B|S|A)\b\.?"),
        lambda match, style: _degree(match, style) if re.search(r"[a-z]", match[0]) else None,
        ("A Ph.D. and an M.Sc. here", "A P H D and an M S C here"),
        ("Ed. Do", "Ed. Do"),
    ),
    Rule(
        "letters with a stroke",
        "letters",
        "a n w b p i r",
        lazy(r"[A-Za-z](?:/[A-Za-z]){1,2}(?![\w/])"),
        lambda match, style: (
            STROKES.get(match[0].lower()) if match[0].isupper() or match[0] == "n/a" else None
        ),
        ("the A/C", "the A C"),
        ("A/B", "A slash B"),
    ),
    Rule(
        "sharp",
        "letters",
        "c f",
        lazy(r"(?P<letter>[CF])#(?!\w)"),
        lambda match, style: f"{match['letter']} sharp",
        ("C# and F#", "C sharp and F sharp"),
        ("C #4", "C number four"),
    ),
    Rule(
        "Latin abbreviation",
        "abbreviation",
        "e i a w b n c",
        lazy(r"(?P<short>e\.g|i\.e|a\.k\.a|w/o|b/c|c/o|w/)(?:\.|\b|(?=[ \w]|$))", re.IGNORECASE),
        _latin,
        ("e.g. this", "for example this"),
        ("i see", "i see"),
    ),
    Rule(
        "growth",
        "abbreviation",
        "yoy qoq mom",
        lazy(r"(?:YoY|QoQ|MoM|yoy|qoq|YOY|QOQ)(?!\w)"),
        lambda match, style: GROWTH[match[0][0].upper()],
        ("up 12% YoY", "up twelve percent year over year"),
        ("Mom came", "Mom came"),
    ),
    Rule(
        "chat",
        "abbreviation",
        " ".join(CHAT),
        lazy(rf"(?:{'|'.join(CHAT)})\b(?!['’.-]\w)", re.IGNORECASE),
        lambda match, style: CHAT[match[0].lower()] if match[0][1:].islower() else None,
        ("btw, idk asap", "by the way, I don't know A S A P"),
        ("the BTW", "the B T W"),
    ),
    Rule(
        "appendix",
        "abbreviation",
        "appx",
        lazy(r"[Aa]ppx\.(?= (?:[A-Z]|\d{1,2})\b)"),
        lambda match, style: f"{match[0][0]}ppendix",
        ("see Appx. B", "see Appendix B"),
        ("the appx is", "the appx is"),
    ),
    Rule(
        "opus",
        "abbreviation",
        "op",
        lazy(r"(?P<o>[Oo])p\. ?(?=\d)"),
        lambda match, style: f"{match['o']}pus ",
        ("Sonata Op. 27", "Sonata Opus twenty-seven"),
        ("my op. is", "my op. is"),
    ),
    Rule(
        "revision",
        "abbreviation",
        "rev",
        lazy(r"(?P<r>[Rr])ev\.? ?(?=\d)"),
        lambda match, style: f"{match['r']}evision",
        ("Rev. 2.3", "Revision two point three"),
        ("Rev. Lee", "Reverend Lee"),
    ),
    Rule(
        "per annum",
        "abbreviation",
        "p",
        lazy(r"p\.a\.(?!\w)"),
        lambda match, style: (
            "per annum" + ("." if at_line_end(match) else "")
            if re.search(r"[\d%kKmM] $", before(match))
            else None
        ),
        ("£20k p.a. or 5% p.a.", "twenty thousand pounds per annum or five percent per annum."),
        ("the p.a. is", "the P A is"),
    ),
    Rule(
        "fort",
        "abbreviation",
        "ft",
        lazy(r"Ft(?= [A-Z][a-z]{2})"),
        lambda match, style: None if re.search(r"\d $", before(match)) else "Fort",
        ("Ft Knox", "Fort Knox"),
        ("5 Ft Tall", "five Ft Tall"),
    ),
    Rule(
        "number word",
        "abbreviation",
        "no nos",
        lazy(r"(?P<short>No|NO|no|N°|Nos|nos)\.? ?(?=\d)"),
        lambda match, style: (
            None
            if (
                match[0] in ("No ", "no ")
                and not re.search(
                    r"(?:Route|[Hh]ighway|School|document|[Vv]olume|Vol|\d) $", before(match)
                )
            )
            or match[0] in ("no", "No")
            else ("numbers " if match["short"].lower() == "nos" else _number(match, style)).strip()
        ),
        ("No. 5", "Number five"),
        ("no. No.", "no. No."),
    ),
    Rule(
        "number at the end",
        "abbreviation",
        "no",
        lazy(r"(?P<short>No|NO|no(?=\.:))(?P<dot>\.)(?=:|\s*$)"),
        lambda match, style: (
            f"{'Number' if match['short'] == 'No' else 'number'}{_full_stop(match)}"
            if NUMBERED.search(before(match))
            else None
        ),
        ("CASE NO.", "CASE number."),
        ("In any case no.", "In any case no."),
    ),
    Rule(
        "least and most",
        "abbreviation",
        "min max",
        lazy(
            r"(?P<short>[Mm]in|[Mm]ax)\.(?= (?:of\b|order|age|wage|speed|height|weight|width|length|"
            r"size|value|price|capacity|number|charge|stay|\d))"
        ),
        lambda match, style: None if re.search(r"\d $", before(match)) else match["short"] + "imum",
        ("a min. order of 5, max. 10", "a minimum order of five, maximum ten"),
        ("in 5 min. of", "in five minutes of"),
    ),
    Rule(
        "temperature of",
        "abbreviation",
        "temp ed",
        lazy(
            r"[Tt]emp\.(?= (?:of|in|at|was|is|will|rose|fell|dropped|reached|outside|inside)\b)|[Ee]d\.(?= by\b)"
        ),
        lambda match, style: match[0][:-1] + ("erature" if match[0][0] in "tT" else "ited"),
        ("ed. by Lee at a temp. of 5", "edited by Lee at a temperature of five"),
        ("my ed. is", "my ed. is"),
    ),
    Rule(
        "article or paragraph",
        "abbreviation",
        "art arts para paras",
        lazy(r"(?P<short>[Aa]rt|[Pp]ara)(?P<many>s)?\.(?= ?\d)"),
        lambda match, style: (
            match["short"][0]
            + ("rticle" if match["short"][1] == "r" else "aragraph")
            + (match["many"] or "")
        ),
        ("Art. 5, para. 3", "Article five, paragraph three"),
        ("the art 5 saw", "the art five saw"),
    ),
    Rule(
        "against",
        "abbreviation",
        "v",
        lazy(r"v\.(?= [A-Z][a-z]| the\b)"),
        lambda match, style: "versus" if re.search(r"\b[A-Z][\w'.]+ $", before(match)) else None,
        ("Roe v. Wade", "Roe versus Wade"),
        ("plan v. The", "plan v. The"),
    ),
    Rule(
        "Roman pages",
        "abbreviation",
        "p pp",
        lazy(r"(?P<short>pp?)\. ?(?P<a>[ivx]+)(?:[-–](?P<b>[ivx]+))?(?![\w'])"),
        _roman_pages,
        ("pp. iv-xii", "pages four to twelve"),
        ("at 5 p. in", "at five p. in"),
    ),
    Rule(
        "number sign",
        "symbol",
        "#",
        lazy(r"# ?(?=[\dA-Z]*\d)"),
        lambda match, style: "number",
        ("# 14", "number fourteen"),
        ("#hashtag", "hashtag hashtag"),
    ),
    Rule(
        "year of a life",
        "abbreviation",
        "b d c ca r fl",
        lazy(
            r"(?P<short>b|d|c|ca|r|fl)\. ?(?=(?:[1-9]\d{2,3}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
            r"(?:Jan|Feb|March|April|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]* \d)\b)"
        ),
        lambda match, style: LIFE[match["short"]],
        ("Bach (b. 1685, d. 1750)", "Bach (born sixteen eighty-five, died seventeen fifty)"),
        ("plan b. 5", "plan b. five"),
    ),
    Rule(
        "page",
        "abbreviation",
        "p",
        lazy(r"p\. ?(?=\d)"),
        lambda match, style: "page",
        ("turn to p. 55", "turn to page fifty-five"),
        ("a p. or q.", "a p. or q."),
    ),
    Rule(
        "pages",
        "abbreviation",
        "pp",
        lazy(r"pp\. ?(?=\d)"),
        lambda match, style: "pages",
        ("pp. 12-15", "pages twelve to fifteen"),
        ("my pp. is", "my pp. is"),
    ),
    Rule(
        "doctor or drive",
        "abbreviation",
        "dr",
        lazy(r"(?P<short>Dr|dr|DR)\b(?P<dot>\.)?"),
        _doctor,
        ("Dr. Smith lives on Elm Dr.", "Doctor Smith lives on Elm Drive."),
        ("HLA-DR", "H L A-D R"),
    ),
    Rule(
        "saint or street",
        "abbreviation",
        "st",
        lazy(r"(?P<short>St|st|ST)\b(?P<dot>\.)?"),
        _saint,
        (
            "St. John lives on Main St. near St. Paul's.",
            "Saint John lives on Main Street near Saint Paul's.",
        ),
        ("The ST 10", "The S T ten"),
    ),
    Rule(
        "mount",
        "abbreviation",
        "mt",
        lazy(r"(?P<short>Mt|mt|MT)\b(?P<dot>\.)?"),
        _mount,
        ("Mt. Everest", "Mount Everest"),
        ("MT", "M T"),
    ),
    Rule(
        "abbreviation",
        "abbreviation",
        " ".join(sorted({short.lower() for short in (*PLAIN, *LOWER_TITLES)} - {"mt"})),
        lazy(r"(?P<short>[A-Za-z]+)\b(?P<dot>\.)?(?!['\w]|-\d)(?<!&Ms)"),
        _plain,
        ("Prof. Brown vs. Gen. Grant", "Professor Brown versus General Grant"),
        ("The co is an SR-71 with M&Ms", "The co is an S R seventy-one with M and Ms"),
    ),
    Rule(
        "section sign",
        "symbol",
        "§",
        lazy(r"§§?"),
        _section,
        ("§ 5", "section five"),
        ("SS 5", "S S five"),
    ),
)
