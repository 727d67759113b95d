"""Books of the Bible before chapter and verse: "1 Cor. 13:4"."""

import re

from frontend.normalize import numbers
from frontend.normalize.rules import Rule
from frontend.patterns import lazy
from frontend.style import Style

BOOKS = {
    "Gen": "Genesis", "Ex": "Exodus", "Exod": "Exodus", "Lev": "Leviticus", "Num": "Numbers", "Deut": "Deuteronomy", "Dt": "Deuteronomy",
    "Josh": "Joshua",
    "Judg": "Judges", "Sam": "Samuel", "Kgs": "Kings", "Chr": "Chronicles", "Chron": "Chronicles", "Neh": "Nehemiah", "Esth": "Esther", "Ps": "Psalm",
    "Pss": "Psalms", "Prov": "Proverbs", "Eccl": "Ecclesiastes", "Isa": "Isaiah", "Jer": "Jeremiah", "Lam": "Lamentations", "Ezek": "Ezekiel",
    "Dan": "Daniel",
    "Hos": "Hosea", "Mic": "Micah", "Hab": "Habakkuk", "Zech": "Zechariah", "Mal": "Malachi", "Matt": "Matthew", "Mt": "Matthew", "Mk": "Mark",
    "Lk": "Luke",
    "Jn": "John", "Rom": "Romans", "Cor": "Corinthians", "Gal": "Galatians", "Eph": "Ephesians", "Phil": "Philippians", "Col": "Colossians",
    "Thess": "Thessalonians", "Tim": "Timothy", "Tit": "Titus", "Heb": "Hebrews", "Jas": "James", "Pet": "Peter", "Rev": "Revelation",
    "Macc": "Maccabees",
}
WHOLE = "Samuel|Kings|Chronicles|Corinthians|Thessalonians|Timothy|Peter|John|Maccabees"
BOOK = "|".join(sorted(BOOKS, key=len, reverse=True))


def _book(match: re.Match[str], style: Style) -> str:
    """The book in full; a number before it is an ordinal."""
    name = BOOKS.get(match["book"], match["book"])
    return f"{numbers.ordinal(match['n']).capitalize()} {name}" if match["n"] else name


RULES = (
    Rule("book of the Bible", "ratio", "0 " + " ".join(sorted(book.lower() for book in BOOKS)),
         lazy(rf"(?:(?P<n>[123]) (?=(?:{BOOK}|{WHOLE})\b))?(?P<book>{BOOK}|(?<=\d ){WHOLE.replace('|', '|(?<=[123] )')})\b\.?"
              rf"(?= \d{{1,3}}:\d)"), _book,
         ("1 Cor. 13:4-7 and Gen. 1:1", "First Corinthians thirteen four to seven and Genesis one one"), ("Gen. Lee", "General Lee")),
)
