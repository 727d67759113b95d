"""Books of the Bible before chapter and verse: "1 Cor. 13:4"."""

import re

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, before
from frontend.style import Style

BOOKS = {
    "Gen": "Genesis",
    "Ex": "Exodus",
    "Exod": "Exodus",
    "Lev": "Leviticus",
    "Num": "Numbers",
    "Deut": "Deuteronomy",
    "Dt": "Deuteronomy",
    "Josh": "Joshua",
    "Judg": "Judges",
    "Sam": "Samuel",
    "Kgs": "Kings",
    "Chr": "Chronicles",
    "Chron": "Chronicles",
    "Neh": "Nehemiah",
    "Esth": "Esther",
    "Ps": "Psalm",
    "Pss": "Psalms",
    "Prov": "Proverbs",
    "Eccl": "Ecclesiastes",
    "Isa": "Isaiah",
    "Jer": "Jeremiah",
    "Lam": "Lamentations",
    "Ezek": "Ezekiel",
    "Dan": "Daniel",
    "Hos": "Hosea",
    "Mic": "Micah",
    "Hab": "Habakkuk",
    "Zech": "Zechariah",
    "Mal": "Malachi",
    "Matt": "Matthew",
    "Mt": "Matthew",
    "Mk": "Mark",
    "Lk": "Luke",
    "Jn": "John",
    "Rom": "Romans",
    "Cor": "Corinthians",
    "Gal": "Galatians",
    "Eph": "Ephesians",
    "Phil": "Philippians",
    "Col": "Colossians",
    "Thess": "Thessalonians",
    "Tim": "Timothy",
    "Tit": "Titus",
    "Heb": "Hebrews",
    "Jas": "James",
    "Pet": "Peter",
    "Rev": "Revelation",
    "Macc": "Maccabees",
}
NUMBERED_BOOK = "Samuel|Kings|Chronicles|Corinthians|Thessalonians|Timothy|Peter|John|Maccabees"
BOOK = "|".join(sorted(BOOKS, key=len, reverse=True))
BOOK_BEFORE = lazy(
    r"(?:Gen(?:esis)?|Exod(?:us)?|Lev(?:iticus)?|Num(?:bers)?|Deut(?:eronomy)?|Josh(?:ua)?|Judges|"
    r"Ruth|Samuel|Sam|Kings|Chronicles|"
    r"Ezra|Nehemiah|Esther|Job|Ps|Psalms?|Prov(?:erbs)?|"
    r"Eccl(?:esiastes)?|Isa(?:iah)?|Jer(?:emiah)?|Lamentations|Ezek(?:iel)?|Dan(?:iel)?|Hosea|"
    r"Joel|Amos|Obadiah|Jonah|Micah|Nahum|"
    r"Habakkuk|Zephaniah|Haggai|Zech(?:ariah)?|Mal(?:achi)?|"
    r"Matt(?:hew)?|Mark|Luke|John|Acts|Rom(?:ans)?|Cor(?:inthians)?|Gal(?:atians)?|Eph(?:esians)?|"
    r"Phil(?:ippians)?|Col(?:ossians)?|"
    r"Thess(?:alonians)?|Tim(?:othy)?|Titus|Philemon|Heb(?:rews)?|"
    r"James|Jas|Peter|Pet|Jude|Rev(?:elation)?|Qur'?an|Surah?)\.? $"
)


def _verse(match: re.Match[str], style: Style) -> str | None:
    """Micah 6:6-8."""
    if not BOOK_BEFORE.search(before(match)):
        return None
    chapter_and_verse = f"{style.cardinal(match['a'])} {style.cardinal(match['b'])}"
    if not match["last"]:
        return chapter_and_verse
    return f"{chapter_and_verse} to {style.cardinal(match['last'])}"


def _psalm(match: re.Match[str], style: Style) -> str:
    """Ps. 23."""
    return BOOKS[match["book"]]


def _book(match: re.Match[str], style: Style) -> str:
    """The book in full; a number before it is an ordinal."""
    name = BOOKS.get(match["book"], match["book"])
    return f"{numbers.ordinal(match['n']).capitalize()} {name}" if match["n"] else name


RULES = (
    Rule(
        "psalm",
        "abbreviation",
        "ps pss",
        lazy(r"(?P<book>Pss?)\.?(?= \d{1,3}(?![\d:]))"),
        _psalm,
        ("Ps. 23 and Pss. 42-43", "Psalm twenty-three and Psalms forty-two to forty-three"),
        ("a PS 5", "a P S five"),
    ),
    Rule(
        "verse",
        "ratio",
        "0",
        lazy(
            r"(?P<a>\d{1,3}):(?P<b>[1-9]\d{0,2})(?:[-–](?P<last>\d{1,3}))?(?![\d:]|[-–]\d|"
            r" ?[ap]\.?m\b)"
        ),
        _verse,
        ("Micah 6:6 and John 3:16-18", "Micah six six and John three sixteen to eighteen"),
        (
            "Tell John 9:05, Mark 9:30-10:30, Luke 5:30 pm",
            "Tell John nine oh five, Mark nine thirty to ten thirty, Luke five thirty P M",
        ),
    ),
    Rule(
        "book of the Bible",
        "ratio",
        "0 " + " ".join(sorted(book.lower() for book in BOOKS)),
        lazy(
            rf"(?:(?P<n>[123]) (?=(?:{BOOK}|{NUMBERED_BOOK})\b))?(?P<book>{BOOK}|"
            rf"(?<=\d ){NUMBERED_BOOK.replace('|', '|(?<=[123] )')})\b\.?"
            rf"(?= \d{{1,3}}:\d)"
        ),
        _book,
        (
            "1 Cor. 13:4-7 and Gen. 1:1",
            "First Corinthians thirteen four to seven and Genesis one one",
        ),
        ("Gen. Lee", "General Lee"),
    ),
)
